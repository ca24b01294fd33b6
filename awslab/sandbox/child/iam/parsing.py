"""Reading a policy document: strictly, as IAM does when it is saved, or what is there, when it has been (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from awslab.sandbox.child.iam.comparisons import COMPARISONS, NEGATIONS
from awslab.sandbox.child.iam.document import Condition, Document, Position, Statement
from awslab.sandbox.child.iam.positions import Span, statement_spans
from awslab.sandbox.child.policy_text import listed

DocumentUse = Literal["identity", "trust", "resource"]

CURRENT_VERSION = "2012-10-17"
_VERSIONS = (CURRENT_VERSION, "2008-10-17")
_OPERATORS = frozenset((*COMPARISONS, *NEGATIONS, "null"))
_ELEMENTS = frozenset(
    ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
)
_NOWHERE = (Position(1, 1), Position(1, 1))
_SYNTAX = "Syntax errors in policy."


class MalformedPolicyError(ValueError):
    """A document that IAM does not take; the message is AWS's, for `MalformedPolicyDocument`.

    "This policy contains invalid Json" is recorded from AWS for trust policies; "Has prohibited field ..." and
    "Missing required field ..." are in the parity list and in learners' reports; the others are those that moto has.
    """


@lru_cache(maxsize=2048)
def parse_policy(text: str, use: DocumentUse = "resource") -> Document:
    """Read a document. Raises MalformedPolicyError."""
    try:
        value = json.loads(text, object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as fault:
        message = "This policy contains invalid Json" if use == "trust" else _SYNTAX
        raise MalformedPolicyError(message) from fault
    if not isinstance(value, dict) or value.get("Version", CURRENT_VERSION) not in _VERSIONS:
        raise MalformedPolicyError(_SYNTAX)
    statements = value.get("Statement")
    if not isinstance(statements, dict | list) or set(value) - {"Version", "Id", "Statement"}:
        raise MalformedPolicyError(_SYNTAX)
    for each in listed(statements):
        _check(each, use)
    return _document(value, statement_spans(text))


def document_of(policy: str | Mapping[str, Any]) -> Document:
    """What can be read of a stored document; what cannot, grants and denies nothing."""
    if isinstance(policy, str):
        try:
            return parse_policy(policy)
        except MalformedPolicyError:
            try:
                policy = json.loads(policy)
            except (ValueError, RecursionError):
                return Document()
    return _document(policy, ()) if isinstance(policy, Mapping) else Document()


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedPolicyError(_SYNTAX)
    return found


def _check(statement: Any, use: DocumentUse) -> None:
    if not isinstance(statement, dict) or set(statement) - _ELEMENTS or not _has_sound_values(statement):
        raise MalformedPolicyError(_SYNTAX)
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
        and all(not (one in statement and other in statement) for one, other in pairs)
        and all(isinstance(text, str) for name in lists for text in listed(statement.get(name)))
        and all(_is_principal(statement[name]) for name in ("Principal", "NotPrincipal") if name in statement)
        and _is_condition(statement.get("Condition", {}))
    )


def _is_principal(value: Any) -> bool:
    if not isinstance(value, dict):
        return bool(value == "*")
    kinds = {"AWS", "Service", "Federated", "CanonicalUser"}
    return bool(value) and not set(value) - kinds and all(isinstance(x, str) for y in value.values() for x in listed(y))


def _is_condition(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(keys, dict)
        and _operator(name)[0] in _OPERATORS
        and all(isinstance(each, str | bool | int | float) for values in keys.values() for each in listed(values))
        for name, keys in value.items()
    )


def _document(value: Mapping[str, Any], spans: Sequence[Span]) -> Document:
    statements = [each for each in listed(value.get("Statement")) if isinstance(each, Mapping)]
    places = spans if len(spans) == len(statements) else [_NOWHERE] * len(statements)
    return Document(
        tuple(
            _statement(each, index, place)
            for index, (each, place) in enumerate(zip(statements, places, strict=True))
            if each.get("Effect") in ("Allow", "Deny")
        ),
        value.get("Version") == CURRENT_VERSION,
    )


def _statement(value: Mapping[str, Any], index: int, place: Span) -> Statement:
    return Statement(
        effect=value["Effect"],
        index=index,
        sid=str(value.get("Sid") or ""),
        actions=_strings(value, "Action"),
        not_actions=_strings(value, "NotAction"),
        resources=_strings(value, "Resource"),
        not_resources=_strings(value, "NotResource"),
        principals=_principals(value, "Principal"),
        not_principals=_principals(value, "NotPrincipal"),
        conditions=tuple(_conditions(value.get("Condition"))),
        start=place[0],
        end=place[1],
    )


def _strings(value: Mapping[str, Any], element: str) -> tuple[str, ...] | None:
    return tuple(map(str, listed(value[element]))) if element in value else None


def _principals(value: Mapping[str, Any], element: str) -> tuple[tuple[str, str], ...] | None:
    if element not in value:
        return None
    named = value[element]
    if not isinstance(named, Mapping):
        return tuple((("*" if each == "*" else "AWS"), str(each)) for each in listed(named))
    return tuple((str(kind), str(each)) for kind, values in named.items() for each in listed(values))


def _conditions(value: Any) -> list[Condition]:
    if not isinstance(value, Mapping):
        return []
    return [
        _condition(str(name), str(key), listed(values))
        for name, keys in value.items()
        if isinstance(keys, Mapping)
        for key, values in keys.items()
    ]


def _condition(name: str, key: str, values: Sequence[Any]) -> Condition:
    operator, prefix, if_exists = _operator(name)
    texts = tuple(str(each).lower() if isinstance(each, bool) else str(each) for each in values)
    every, some = prefix == "forallvalues", prefix == "foranyvalue"
    return Condition(operator, key.lower(), texts, every, some, if_exists, name, key)


def _operator(name: str) -> tuple[str, str, bool]:
    """`ForAnyValue:StringLikeIfExists` → (`stringlike`, `foranyvalue`, True)."""
    prefix, _, operator = name.lower().rpartition(":")
    return operator.removesuffix("ifexists"), prefix, operator.endswith("ifexists")
