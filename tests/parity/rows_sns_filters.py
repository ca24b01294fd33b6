"""SNS: filter policies that the real service refused, as recorded."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from tests.parity.recorded import Calls, recorded
from tests.parity.rows import Aws

_TESTS = "sns/test_sns_filter_policy"
_SAYS = "Invalid parameter: Attributes Reason: FilterPolicy: "
_VALUES: dict[str, list[tuple[str, Any, str]]] = {
    "test_validate_policy": [
        ("error-condition-list", [["value"]], "Match value must be String, number, true, false, or null…"),
        ("error-condition-operator", [{"wrong-operator": True}], "Unrecognized match type wrong-operator…"),
        (
            "error-condition-two-operators",
            [{"suffix": "value", "prefix": "value2"}],
            "Only one key allowed in match expression…",
        ),
    ],
    "test_validate_policy_string_operators": [
        ("error-condition-empty-array", [], "Empty arrays are not allowed…"),
        ("error-condition-is-numeric", [{"suffix": 100}], "suffix match pattern must be a string…"),
        ("error-condition-is-none", [{"suffix": None}], "suffix match pattern must be a string…"),
        ("error-condition-is-not-list-and-operator", {"suffix": "value"}, '"suffix" must be an object or an array…'),
        ("error-condition-empty-list", [{"suffix": []}], "suffix match pattern must be a string…"),
        ("error-condition-list-wrong-type", [{"suffix": ["test", "test2"]}], "suffix match pattern must be a string…"),
        (
            "error-condition-is-not-list-two-ops",
            {"suffix": "value", "prefix": "value"},
            '"suffix" must be an object or an array…',
        ),
        (
            "error-condition-is-not-list-and-no-operator",
            {"not-an-operator": "value"},
            '"not-an-operator" must be an object or an array…',
        ),
        ("error-condition-bad-type", [{"cidr": ["bad-filter"]}], "prefix match pattern must be a string…"),
        ("error-condition-bad-cidr-str", [{"cidr": "bad-filter"}], "Malformed CIDR, one '/' required"),
        ("error-condition-bad-cidr-str-slash", [{"cidr": "bad-filter/64"}], "Nonstandard IP address: bad-filter"),
        (
            "error-condition-bad-cidr-str-slash-2",
            [{"cidr": "bad-/64filter"}],
            "Malformed CIDR, mask bits must be an integer",
        ),
        ("error-condition-bad-cidr-v4", [{"cidr": "xx.11.xx/8"}], "Nonstandard IP address: xx.11.xx"),
        (
            "error-condition-bad-cidr-v6",
            [{"cidr": "xxxx:db8:1234:1a00::/64"}],
            "Nonstandard IP address: xxxx:db8:1234:1a00::",
        ),
    ],
    "test_validate_policy_numeric_operator": [
        ("error-numeric-empty", [{"numeric": []}], "Invalid member in numeric match: ]…"),
        ("error-numeric-wrong-operator", [{"numeric": ["operator"]}], "Unrecognized numeric range operator: operator…"),
        ("error-numeric-operator-order", [{"numeric": [1, "<="]}], "Invalid member in numeric match: 1…"),
        ("error-numeric-type", [{"numeric": ["=", "000"]}], "Value of equals must be numeric…"),
        ("error-numeric-missing-value", [{"numeric": [">="]}], "Value of >= must be numeric…"),
        (
            "error-numeric-wrong-range-order",
            [{"numeric": ["<", 100, ">", 10]}],
            "Too many elements in numeric expression…",
        ),
        ("error-numeric-wrong-range-operators", [{"numeric": [">=", 1, ">", 2]}], "Bad numeric range operator: >…"),
        ("error-numeric-wrong-value-order", [{"numeric": [">", 3, "<", 1]}], "Bottom must be less than top…"),
        ("error-numeric-missing-range-value", [{"numeric": [">", 20, "<="]}], "Value of <= must be numeric…"),
        ("error-numeric-missing-range-operator", [{"numeric": [">", 20, 30]}], "Bad value in numeric range: 30…"),
        (
            "error-numeric-wrong-second-range-operator",
            [{"numeric": [">", 20, "test"]}],
            "Bad numeric range operator: test…",
        ),
        (
            "error-numeric-wrong-range-value-1-type",
            [{"numeric": [">", "20", "<", "30"]}],
            "Value of > must be numeric…",
        ),
        ("error-numeric-wrong-range-value-2-type", [{"numeric": [">", 20, "<", "30"]}], "Value of < must be numeric…"),
        (
            "error-numeric-too-many-range",
            [{"numeric": [">", 20, "<", 30, "<", 50]}],
            "Too many terms in numeric range expression…",
        ),
    ],
    "test_validate_policy_exists_operator": [
        ("error-condition-none", [{"exists": None}], "exists match pattern must be either true or false.…"),
        ("error-condition-string", [{"exists": "no"}], "exists match pattern must be either true or false.…"),
    ],
    "test_validate_policy_nested_anything_but_operator": [
        (
            "error-condition-wrong-operator",
            [{"anything-but": {"wrong-operator": None}}],
            "Unsupported anything-but pattern: wrong-operator…",
        ),
        (
            "error-condition-anything-but-suffix",
            [{"anything-but": {"suffix": "test"}}],
            "Unsupported anything-but pattern: suffix…",
        ),
        (
            "error-condition-anything-but-exists",
            [{"anything-but": {"exists": False}}],
            "Unsupported anything-but pattern: exists…",
        ),
        (
            "error-condition-anything-but-prefix-wrong-type",
            [{"anything-but": {"prefix": False}}],
            "prefix match pattern must be a string…",
        ),
    ],
}
"""By recording: the step, what stands under `key` in the policy, and what is wrong with it."""


def subscribe(aws: Aws, policy: Any, **attributes: str) -> Any:
    """A subscription with that filter policy."""
    topic = aws.sns.create_topic(Name="t")["TopicArn"]
    given = {"FilterPolicy": json.dumps(policy), **attributes}
    return aws.sns.subscribe(TopicArn=topic, Protocol="sms", Endpoint="+123123123", Attributes=given)


for _test, _steps in _VALUES.items():

    @recorded(_TESTS, _test, {step: ("InvalidParameter", _SAYS + wrong, 400) for step, _, wrong in _steps})
    def a_filter_policy_that_is_none(aws: Aws, steps: list[tuple[str, Any, str]] = _steps) -> Calls:
        return {step: partial(subscribe, aws, {"key": value}) for step, value, _ in steps}


_COMPLEX = ("InvalidParameter", f"{_SAYS}Filter policy is too complex", 400)
_KEYS = ("InvalidParameter", f"{_SAYS}Filter policy can not have more than 5 keys", 400)


@recorded(
    _TESTS,
    "test_policy_complexity",
    {
        "error-complexity-in-one-condition": _COMPLEX,
        "error-complexity-in-two-conditions": _COMPLEX,
        "error-complexity-too-many-fields": _KEYS,
    },
)
def a_filter_policy_with_too_much_in_it(aws: Aws) -> Calls:
    words = [f"w{number}" for number in range(151)]
    return {
        "error-complexity-in-one-condition": lambda: subscribe(aws, {"key": words}),
        "error-complexity-in-two-conditions": lambda: subscribe(aws, {"a": words[:100], "b": words[:51]}),
        "error-complexity-too-many-fields": lambda: subscribe(aws, {f"key{number}": ["x"] for number in range(6)}),
    }


@recorded(_TESTS, "test_policy_complexity_with_or", {"error-complexity-or-flat": _COMPLEX})
def alternatives_that_add_up(aws: Aws) -> Calls:
    """4 * 6 + 4 * 4 * 4 + 4 * 4 * 4 = 152."""
    four = ["a", "b", "c", "d"]
    inner = {"kind": four, "$or": [{"one": four}, {"two": four}]}
    policy = {"source": four, "$or": [{"name": [*four, "e", "f"]}, inner]}
    return {"error-complexity-or-flat": lambda: subscribe(aws, policy, FilterPolicyScope="MessageAttributes")}


@recorded(
    _TESTS,
    "test_sub_filter_policy_nested_property",
    {
        "sub-filter-policy-nested-error": (
            "InvalidParameter",
            "Invalid parameter: Filter policy scope MessageAttributes does not support nested filter policy",
            400,
        )
    },
)
def a_nested_policy_for_attributes(aws: Aws) -> Calls:
    return {"sub-filter-policy-nested-error": partial(change, aws, "FilterPolicy", '{"a": {"b": ["c"]}}')}


@recorded(
    _TESTS,
    "test_set_subscription_filter_policy_scope",
    {
        "sub-attrs-filter-scope-error": (
            "InvalidParameter",
            "Invalid parameter: FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or …",
            400,
        )
    },
)
def a_scope_that_is_none(aws: Aws) -> Calls:
    return {"sub-attrs-filter-scope-error": partial(change, aws, "FilterPolicyScope", "RandomValue")}


_SET = "Invalid parameter: FilterPolicy: "
_NESTED = {
    "key_a": {"key_b": {"key_c": ["one", "two", "three", "four"]}},
    "key_d": {"key_e": ["one", "two", "three"]},
    "key_f": ["one", "two", "three"],
}


@recorded(
    _TESTS,
    "test_sub_filter_policy_nested_property_constraints",
    {
        "sub-filter-policy-nested-error-too-many-combinations": (
            "InvalidParameter",
            f"{_SET}Filter policy is too complex",
            400,
        ),
        "sub-filter-policy-max-attr-keys": (
            "InvalidParameter",
            f"{_SET}Filter policy can not have more than 5 keys",
            400,
        ),
        "sub-filter-policy-rule-no-list": (
            "InvalidParameter",
            f'{_SET}"key_a" must be an object or an array…',
            400,
        ),
    },
)
def a_policy_for_bodies_with_too_much_in_it(aws: Aws) -> Calls:
    policies = {
        "sub-filter-policy-nested-error-too-many-combinations": _NESTED,
        "sub-filter-policy-max-attr-keys": {f"key{number}": ["x"] for number in range(6)},
        "sub-filter-policy-rule-no-list": {"key_a": "one"},
    }
    return {
        step: partial(change, aws, "FilterPolicy", json.dumps(policy), FilterPolicyScope="MessageBody")
        for step, policy in policies.items()
    }


def change(aws: Aws, name: str, value: str, **attributes: str) -> Any:
    """An attribute of a new subscription, set to another value."""
    topic = aws.sns.create_topic(Name="t")["TopicArn"]
    made = aws.sns.subscribe(TopicArn=topic, Protocol="sms", Endpoint="+123123123", Attributes=attributes)
    return aws.sns.set_subscription_attributes(
        SubscriptionArn=made["SubscriptionArn"], AttributeName=name, AttributeValue=value
    )
