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
    """Return the first condition that does not hold; None when all do, for they are joined by AND."""
    return next((condition for condition in conditions if not holds(condition, keys, has_variables)), None)


def holds(condition: Condition, keys: Keys, has_variables: bool) -> bool:
    """Whether one key of one operator holds.

    The table on the operators' page that shows ForAllValues:StringNotLike contradicts the definition above it, and
    reference_policies_condition_examples-multi-valued-context-keys.html, which are followed here.
    """
    values = keys.get(condition.key, ())
    if condition.operator == "null":
        return str(not any(values)).lower() in (value.lower() for value in condition.values)
    is_negated = condition.operator in NEGATIONS
    if not values or (condition.for_all and not any(values)):
        return _holds_without_value(condition, is_negated)
    matches = _matches(condition, values, _expected(condition, keys, has_variables))
    if condition.for_all:
        return all(is_match != is_negated for is_match in matches)
    if condition.for_any:
        return any(is_match != is_negated for is_match in matches)
    return any(matches) != is_negated


def _holds_without_value(condition: Condition, is_negated: bool) -> bool:
    if condition.if_exists or condition.for_all:
        return True
    return is_negated and not condition.for_any


def _expected(condition: Condition, keys: Keys, has_variables: bool) -> list[str]:
    """Return the policy's values, without those whose variables have no value: nothing is equal to them."""
    if not has_variables or condition.operator not in WITH_VARIABLES:
        return list(condition.values)
    expanded_values = [expanded(value, keys) for value in condition.values]
    return [value for value in expanded_values if value is not None]


def _matches(condition: Condition, request_values: Sequence[str], policy_values: Sequence[str]) -> list[bool]:
    """Return for each of the request's values whether any of the policy's matches it.

    An operator that is unknown here matches nothing; AWS saves no policy with one.
    """
    compare = COMPARISONS.get(NEGATIONS.get(condition.operator, condition.operator))
    if compare is None:
        return [False for _ in request_values]
    return [any(compare(policy_value, value) for policy_value in policy_values) for value in request_values]
