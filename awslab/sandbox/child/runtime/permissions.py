"""Who may: the two policies that a trigger depends on, a function's own and a role's trust (pure).

Conditions are read as far as AddPermission writes them: the source's ARN and account.
https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any


def permits(
    statements: Iterable[Mapping[str, Any]], *, service: str, resource: str, source_arn: str, source_account: str
) -> bool:
    """Whether a function's resource-based policy lets a service invoke `resource` (the ARN, qualifier included)."""
    context = {"aws:sourcearn": source_arn, "aws:sourceaccount": source_account}
    applying = [
        statement
        for statement in statements
        if _names(statement.get("Principal"), service)
        and _covers(statement.get("Action"), "lambda:InvokeFunction")
        and _covers(statement.get("Resource"), resource.removesuffix(":$LATEST"))
        and _holds(statement.get("Condition") or {}, context)
    ]
    return _allowed(applying)


def trusts(document: Mapping[str, Any], service: str) -> bool:
    """Whether a role's trust policy lets a service assume it; conditions are taken as met."""
    applying = [
        statement
        for statement in _listed(document.get("Statement"))
        if _names(statement.get("Principal"), service) and _covers(statement.get("Action"), "sts:AssumeRole")
    ]
    return _allowed(applying)


def _allowed(applying: Iterable[Mapping[str, Any]]) -> bool:
    effects = {statement.get("Effect") for statement in applying}
    return "Allow" in effects and "Deny" not in effects


def _names(principal: Any, service: str) -> bool:
    if isinstance(principal, Mapping):
        return service in _listed(principal.get("Service")) or "*" in _listed(principal.get("AWS"))
    return principal in ("*", service)


def _covers(patterns: Any, value: str) -> bool:
    return any(_like(str(pattern).lower(), value.lower()) for pattern in _listed(patterns))


def _holds(condition: Mapping[str, Any], context: Mapping[str, str]) -> bool:
    """An operator or key that we do not know does not hold: nothing is permitted by mistake."""
    return all(
        _compares(operator, value, context.get(key.lower()))
        for operator, keys in condition.items()
        for key, value in keys.items()
    )


def _compares(operator: str, expected: Any, found: str | None) -> bool:
    if found is None:
        return False
    match operator.lower():
        case "stringequals":
            return found in _listed(expected)
        case "arnlike" | "arnequals" | "stringlike":
            return any(_like(str(pattern), found) for pattern in _listed(expected))
        case _:
            return False


def _like(pattern: str, value: str) -> bool:
    """`*` and `?` as in policies; nothing else is special."""
    regular = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.fullmatch(regular, value, re.DOTALL) is not None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
