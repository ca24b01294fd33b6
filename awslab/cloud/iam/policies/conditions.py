"""Whether the Condition element of a statement holds (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awslab.cloud.iam.policies.comparisons import COMPARISONS, NEGATIONS, WITH_VARIABLES
from awslab.cloud.iam.policies.context import Keys
from awslab.cloud.iam.policies.document import Condition
from awslab.cloud.iam.policies.variables import expanded


def first_failing(conditions: Iterable[Condition], keys: Keys, has_variables: bool) -> Condition | None:
    """The first condition that does not hold; None when all do, for they are joined by AND."""
    return next((each for each in conditions if not holds(each, keys, has_variables)), None)


def holds(condition: Condition, keys: Keys, has_variables: bool) -> bool:
    """Whether one key of one operator holds.

    The table on the operators' page that shows ForAllValues:StringNotLike contradicts the definition above it, and
    reference_policies_condition_examples-multi-valued-context-keys.html, which are followed here.
    """
    found = keys.get(condition.key, ())
    if condition.operator == "null":
        return str(not any(found)).lower() in (value.lower() for value in condition.values)
    is_negated = condition.operator in NEGATIONS
    if not found or (condition.every and not any(found)):
        return _holds_without_value(condition, is_negated)
    matches = _matches(condition, found, _expected(condition, keys, has_variables))
    if condition.every:
        return all(each != is_negated for each in matches)
    if condition.some:
        return any(each != is_negated for each in matches)
    return any(matches) != is_negated


def _holds_without_value(condition: Condition, is_negated: bool) -> bool:
    if condition.if_exists or condition.every:
        return True
    return is_negated and not condition.some


def _expected(condition: Condition, keys: Keys, has_variables: bool) -> list[str]:
    """The policy's values; one with a variable that has no value is equal to nothing."""
    if not has_variables or condition.operator not in WITH_VARIABLES:
        return list(condition.values)
    replaced = [expanded(value, keys) for value in condition.values]
    return [value for value in replaced if value is not None]


def _matches(condition: Condition, found: Sequence[str], expected: Sequence[str]) -> list[bool]:
    """Which of the request's values any of the policy's values matches; AWS saves no operator that is unknown here."""
    compare = COMPARISONS.get(NEGATIONS.get(condition.operator, condition.operator))
    if compare is None:
        return [False for _ in found]
    return [any(compare(each, value) for each in expected) for value in found]
