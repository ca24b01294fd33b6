"""What is found in the conditions of a policy (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from awslab.cloud.iam.policies.comparisons import COMPARISONS, NEGATIONS
from awslab.cloud.iam.policies.findings.finding import Finding, has_wildcard
from awslab.cloud.iam.policies.policy_text import listed
from awslab.cloud.iam.policies.soundness import operator_of
from awslab.cloud.iam.policies.spans import Path

_OPERATORS = (*COMPARISONS, *NEGATIONS, "null")


def of_conditions(conditions: Any, path: Path) -> Iterator[Finding]:
    """Yield findings about unknown operators, keys without a service, and wildcards where they mean nothing."""
    for name, keys in conditions.items() if isinstance(conditions, dict) else ():
        operator, prefix, if_exists = operator_of(name)
        if operator not in _OPERATORS or prefix not in ("", "forallvalues", "foranyvalue"):
            sentence = f"The condition operator {name} is not valid. Use a valid condition operator."
            yield Finding("ERROR", "INVALID_CONDITION_OPERATOR", sentence, (*path, name))
        elif operator == "null" and if_exists:
            sentence = "The Null condition operator cannot be used with the IfExists suffix. "
            yield Finding(
                "ERROR", "NULL_WITH_IF_EXISTS", sentence + "Update the operator or the suffix.", (*path, name)
            )
        for key, values in keys.items() if isinstance(keys, dict) else ():
            yield from _of_key(operator, key, values, (*path, name, key))


def _of_key(operator: str, key: str, values: Any, path: Path) -> Iterator[Finding]:
    if ":" not in key:
        sentence = "The condition key format is not valid. Use the format service:keyname."
        yield Finding("ERROR", "INVALID_CONDITION_KEY_FORMAT", sentence, path)
    if operator in ("stringequals", "stringnotequals") and any(has_wildcard(str(value)) for value in listed(values)):
        sentence = "Your condition value includes a * or ? character. If you meant to use a wildcard (*, ?), update "
        yield Finding(
            "WARNING", "WILDCARD_WITHOUT_LIKE_OPERATOR", sentence + "the condition operator to include Like.", path
        )
