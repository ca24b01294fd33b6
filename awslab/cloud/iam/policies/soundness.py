"""Whether a policy document is one that IAM takes (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from awslab.cloud.iam.policies.comparisons import COMPARISONS, NEGATIONS
from awslab.cloud.iam.policies.policy_text import listed

DocumentUse = Literal["identity", "trust", "resource"]

CURRENT_VERSION = "2012-10-17"
SYNTAX = "Syntax errors in policy."

_VERSIONS = (CURRENT_VERSION, "2008-10-17")
_OPERATORS = frozenset((*COMPARISONS, *NEGATIONS, "null"))
_ELEMENTS = frozenset(
    ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
)


class MalformedPolicyError(ValueError):
    """A document that IAM does not take; the message is AWS's, for `MalformedPolicyDocument`.

    "This policy contains invalid Json" is recorded from AWS for trust policies; "Has prohibited field ..." and
    "Missing required field ..." are in the parity list and in learners' reports; the others are those that moto has.
    """


def check(value: object, use: DocumentUse) -> None:
    """Check a document. Raises MalformedPolicyError for what JSON can say and IAM does not take."""
    if not isinstance(value, dict) or value.get("Version", CURRENT_VERSION) not in _VERSIONS:
        raise MalformedPolicyError(SYNTAX)
    statements = value.get("Statement")
    if not isinstance(statements, dict | list) or set(value) - {"Version", "Id", "Statement"}:
        raise MalformedPolicyError(SYNTAX)
    for statement in listed(statements):
        _check(statement, use)


def operator_of(name: str) -> tuple[str, str, bool]:
    """Take an operator apart: `ForAnyValue:StringLikeIfExists` → (`stringlike`, `foranyvalue`, True)."""
    prefix, _, operator = name.lower().rpartition(":")
    return operator.removesuffix("ifexists"), prefix, operator.endswith("ifexists")


def _check(statement: object, use: DocumentUse) -> None:
    if not isinstance(statement, dict) or set(statement) - _ELEMENTS or not _has_sound_values(statement):
        raise MalformedPolicyError(SYNTAX)
    if _lacks(statement, "Action"):
        raise MalformedPolicyError("Policy statement must contain actions.")
    if use == "identity":
        _check_identity(statement)
    elif use == "trust":
        _check_trust(statement)


def _check_identity(statement: Mapping[str, Any]) -> None:
    if "Principal" in statement or "NotPrincipal" in statement:
        raise MalformedPolicyError("Policy document should not specify a principal.")
    if _lacks(statement, "Resource"):
        raise MalformedPolicyError("Policy statement must contain resources.")


def _check_trust(statement: Mapping[str, Any]) -> None:
    for element in ("Resource", "NotResource"):
        if element in statement:
            raise MalformedPolicyError(f"Has prohibited field {element}")
    if "Principal" not in statement:
        raise MalformedPolicyError("Missing required field Principal")


def _lacks(statement: Mapping[str, Any], element: str) -> bool:
    return not (listed(statement.get(element)) or listed(statement.get(f"Not{element}")))


def _has_sound_values(statement: Mapping[str, Any]) -> bool:
    pairs = (("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal"))
    lists = ("Action", "NotAction", "Resource", "NotResource")
    return (
        statement.get("Effect") in ("Allow", "Deny")
        and isinstance(statement.get("Sid", ""), str)
        and all(not (element in statement and opposite in statement) for element, opposite in pairs)
        and all(isinstance(text, str) for name in lists for text in listed(statement.get(name)))
        and all(_is_principal(statement[name]) for name in ("Principal", "NotPrincipal") if name in statement)
        and _is_condition(statement.get("Condition", {}))
    )


def _is_principal(value: object) -> bool:
    if not isinstance(value, dict):
        return bool(value == "*")
    kinds = {"AWS", "Service", "Federated", "CanonicalUser"}
    return bool(value) and not set(value) - kinds and all(isinstance(x, str) for y in value.values() for x in listed(y))


def _is_condition(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(keys, dict)
        and operator_of(name)[0] in _OPERATORS
        and operator_of(name)[1] in ("", "forallvalues", "foranyvalue")
        and all(isinstance(value, str | bool | int | float) for values in keys.values() for value in listed(values))
        for name, keys in value.items()
    )
