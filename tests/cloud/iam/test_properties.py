"""What holds for every request: generated conditions and policies against rules that are written out plainly."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from tests.cloud.iam.policies import Statement, allow, decide, deny, document, is_allowed, session, user

_WORDS = st.sampled_from(["a", "b", "A", "ab", "a*", "?", ""])
_VALUES = st.lists(_WORDS, max_size=3).map(tuple)
_EXPECTED = st.lists(_WORDS, min_size=1, max_size=3)
_NUMBERS = st.lists(st.integers(-3, 3).map(str), min_size=1, max_size=3)
_ACTIONS = st.sampled_from(["x:Read", "x:Write", "x:*", "y:Read", "*"])
_EFFECTS = st.sampled_from([allow, deny])
_STATEMENTS = st.builds(lambda make, action: make(action), _EFFECTS, _ACTIONS)
_DOCUMENTS = st.lists(_STATEMENTS, max_size=3).map(lambda statements: NamedPolicy("p", document(*statements)))
_POLICIES = st.builds(
    Policies,
    st.lists(_DOCUMENTS, max_size=2).map(tuple),
    st.none() | _DOCUMENTS,
    st.none() | st.lists(_DOCUMENTS, max_size=2).map(tuple),
)


def _holds(operator: str, expected: list[str], found: tuple[str, ...]) -> bool:
    context = {"key:k": found}
    return is_allowed("a:B", "*", allow("a:B", Condition={operator: {"key:k": expected}}), context=context)


@given(_EXPECTED, _VALUES)
def test_set_operators_quantify_over_the_values_of_the_request(expected: list[str], found: tuple[str, ...]) -> None:
    """.../reference_policies_condition-single-vs-multi-valued-context-keys.html"""
    is_null = not any(found)
    assert _holds("ForAllValues:StringEquals", expected, found) == (is_null or all(v in expected for v in found))
    assert _holds("ForAnyValue:StringEquals", expected, found) == any(v in expected for v in found)
    assert _holds("ForAllValues:StringNotEquals", expected, found) == (is_null or not any(v in expected for v in found))
    assert _holds("ForAnyValue:StringNotEquals", expected, found) == any(v not in expected for v in found)


@given(_EXPECTED, _WORDS)
def test_a_negated_operator_is_the_opposite_whether_the_key_is_there_or_not(expected: list[str], value: str) -> None:
    """.../reference_policies_condition-logic-multiple-context-keys-or-values.html: OR, and NOR."""
    for operator in ("StringEquals", "StringLike", "StringEqualsIgnoreCase"):
        negated = operator.replace("String", "StringNot")
        for found in ((value,), ()):
            assert _holds(operator, expected, found) != _holds(negated, expected, found)


@given(_NUMBERS, st.integers(-4, 4))
def test_numbers_are_compared_as_numbers(expected: list[str], value: int) -> None:
    numbers = [int(each) for each in expected]
    found = (f"{value}.0",)
    assert _holds("NumericLessThan", expected, found) == any(value < each for each in numbers)
    assert _holds("NumericGreaterThanEquals", expected, found) == any(value >= each for each in numbers)
    assert _holds("NumericEquals", expected, found) == (value in numbers)
    assert _holds("NumericNotEquals", expected, found) == (value not in numbers)


@given(_EXPECTED, _VALUES, st.sampled_from(["StringEquals", "StringLike", "StringNotLike", "ForAnyValue:StringEquals"]))
def test_if_exists_adds_only_the_key_that_is_not_there(expected: list[str], found: tuple[str, ...], name: str) -> None:
    """.../reference_policies_elements_condition_operators.html#Conditions_IfExists"""
    assert _holds(f"{name}IfExists", expected, found) == (not found or _holds(name, expected, found))


def _says(policies: list[NamedPolicy], effect: str, action: str) -> bool:
    wanted: dict[str, Any] = {"x:Read": ("x:Read", "x:*", "*"), "y:Read": ("y:Read", "*")}
    return any(
        each.effect == effect and set(each.actions or ()) & set(wanted[action])
        for policy in policies
        for each in policy.document.statements
    )


@given(_POLICIES, st.sampled_from(["x:Read", "y:Read"]))
def test_without_a_resource_policy_all_kinds_must_allow_and_none_may_deny(policies: Policies, action: str) -> None:
    """.../reference_policies_evaluation-logic_policy-eval-denyallow.html"""
    kinds = [list(policies.identity)]
    kinds += [[policies.boundary]] if policies.boundary else []
    kinds += [list(policies.session)] if policies.session is not None else []
    denied = any(_says(kind, "Deny", action) for kind in kinds)
    expected = not denied and all(_says(kind, "Allow", action) for kind in kinds)
    decision = decide(session(), action, "*", policies)
    assert decision.allowed == expected
    assert (decision.verdict == "explicitDeny") == denied
    assert (decision.message == "") == decision.allowed


@given(_POLICIES, _STATEMENTS)
def test_a_further_allow_never_takes_away_and_a_further_deny_never_gives(policies: Policies, more: Statement) -> None:
    widened = Policies((*policies.identity, NamedPolicy("more", document(more))), policies.boundary, policies.session)
    before, after = (decide(user(), "x:Read", "*", each).allowed for each in (policies, widened))
    assert after >= before if more["Effect"] == "Allow" else after <= before
