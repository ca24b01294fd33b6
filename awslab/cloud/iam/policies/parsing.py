"""Reading a policy document: strictly, as IAM does when it is saved, or what is there, when it has been (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from awslab.cloud.iam.policies.document import Condition, Document, Position, Statement
from awslab.cloud.iam.policies.policy_text import listed
from awslab.cloud.iam.policies.positions import StatementSpan, statement_spans
from awslab.cloud.iam.policies.soundness import (
    CURRENT_VERSION,
    SYNTAX,
    DocumentUse,
    MalformedPolicyError,
    check,
    operator_of,
)

__all__ = ["CURRENT_VERSION", "DocumentUse", "MalformedPolicyError", "document_of", "parse_policy"]

_NOWHERE = (Position(1, 1), Position(1, 1))


@lru_cache(maxsize=2048)
def parse_policy(text: str, use: DocumentUse = "resource") -> Document:
    """Read a document. Raises MalformedPolicyError."""
    try:
        value = json.loads(text, object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as fault:
        message = "This policy contains invalid Json" if use == "trust" else SYNTAX
        raise MalformedPolicyError(message) from fault
    check(value, use)
    return _document(value, statement_spans(text))


def document_of(policy: str | Mapping[str, Any]) -> Document:
    """Read what is readable of a stored document; the rest grants and denies nothing."""
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
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedPolicyError(SYNTAX)
    return members


def _document(value: Mapping[str, Any], spans: Sequence[StatementSpan]) -> Document:
    statements = [statement for statement in listed(value.get("Statement")) if isinstance(statement, Mapping)]
    places = spans if len(spans) == len(statements) else [_NOWHERE] * len(statements)
    return Document(
        tuple(
            _statement(statement, index, place)
            for index, (statement, place) in enumerate(zip(statements, places, strict=True))
            if statement.get("Effect") in ("Allow", "Deny")
        ),
        value.get("Version") == CURRENT_VERSION,
    )


def _statement(value: Mapping[str, Any], index: int, place: StatementSpan) -> Statement:
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
    principals = value[element]
    if not isinstance(principals, Mapping):
        return tuple((("*" if name == "*" else "AWS"), str(name)) for name in listed(principals))
    return tuple((str(kind), str(name)) for kind, values in principals.items() for name in listed(values))


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
    operator, prefix, if_exists = operator_of(name)
    texts = tuple(str(value).lower() if isinstance(value, bool) else str(value) for value in values)
    for_all, for_any = prefix == "forallvalues", prefix == "foranyvalue"
    return Condition(operator, key.lower(), texts, for_all, for_any, if_exists, name, key)
