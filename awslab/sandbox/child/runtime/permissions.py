"""Who may: the two policies that a trigger depends on, a function's own and a role's trust (pure).

Conditions are read as far as AddPermission writes them: the source's ARN and account.
https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from awslab.sandbox.child.policy_text import like, listed


def permits(
    statements: Iterable[Mapping[str, Any]],
    *,
    service: str,
    resource: str,
    source_arn: str,
    source_account: str,
    action: str = "lambda:InvokeFunction",
) -> bool:
    """Whether a resource-based policy (a function's, a queue's, a topic's) lets a service do `action` to `resource`
    (the ARN; a function's with its qualifier)."""
    context = {"aws:sourcearn": source_arn, "aws:sourceaccount": source_account}
    applying = [
        statement
        for statement in statements
        if _names(statement.get("Principal"), service)
        and _covers(statement.get("Action"), action)
        and _covers(statement.get("Resource"), resource.removesuffix(":$LATEST"))
        and _holds(statement.get("Condition") or {}, context)
    ]
    return _allowed(applying)


def trusts(document: Mapping[str, Any], service: str) -> bool:
    """Whether a role's trust policy lets a service assume it; conditions are taken as met."""
    applying = [
        statement
        for statement in listed(document.get("Statement"))
        if _names(statement.get("Principal"), service) and _covers(statement.get("Action"), "sts:AssumeRole")
    ]
    return _allowed(applying)


def _allowed(applying: Iterable[Mapping[str, Any]]) -> bool:
    effects = {statement.get("Effect") for statement in applying}
    return "Allow" in effects and "Deny" not in effects


def _names(principal: Any, service: str) -> bool:
    if isinstance(principal, Mapping):
        return service in listed(principal.get("Service")) or "*" in listed(principal.get("AWS"))
    return principal in ("*", service)


def _covers(patterns: Any, value: str) -> bool:
    return any(like(str(pattern).lower(), value.lower()) for pattern in listed(patterns))


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
            return found in listed(expected)
        case "arnlike" | "arnequals" | "stringlike":
            return any(like(str(pattern), found) for pattern in listed(expected))
        case _:
            return False
