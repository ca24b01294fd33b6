"""Who may use a function URL, by the function's resource-based policy (pure).

https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: both `lambda:InvokeFunctionUrl` and
`lambda:InvokeFunction` are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.sandbox.child.edge.function_url.moto_urls import FunctionUrl
from awslab.sandbox.child.policy_text import like, listed
from awslab.sandbox.child.request import Caller

_ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")


def is_public(url: FunctionUrl) -> bool:
    """Whether everyone is let in, with both actions, and nothing denies it."""
    return all(_effects(url, action, None) == {"Allow"} for action in _ACTIONS)


def is_denied(url: FunctionUrl, caller: Caller) -> bool:
    """Whether a caller is denied one of the actions."""
    return any("Deny" in _effects(url, action, caller) for action in _ACTIONS)


def _effects(url: FunctionUrl, action: str, caller: Caller | None) -> set[str]:
    context = {"lambda:functionurlauthtype": url.auth, "lambda:invokedviafunctionurl": "true"}
    return {
        str(statement.get("Effect"))
        for statement in url.statements
        if _names(statement.get("Principal"), caller)
        and any(like(str(each).lower(), action.lower()) for each in listed(statement.get("Action")))
        and _holds(statement.get("Condition") or {}, context)
    }


def _names(principal: Any, caller: Caller | None) -> bool:
    """Whether a statement is about everyone, or about the caller or their account."""
    named = listed(principal.get("AWS")) if isinstance(principal, Mapping) else [principal]
    if caller is None:
        return "*" in named
    account = caller.account_id
    return bool({"*", account, f"arn:aws:iam::{account}:root", caller.arn} & {str(each) for each in named})


def _holds(condition: Mapping[str, Any], context: Mapping[str, str]) -> bool:
    """A key or an operator that is not known does not hold."""
    return all(
        _compares(operator, listed(value), context.get(key.lower()))
        for operator, keys in condition.items()
        for key, value in keys.items()
    )


def _compares(operator: str, expected: list[Any], found: str | None) -> bool:
    texts = [str(each).lower() if operator == "Bool" else str(each) for each in expected]
    if found is None or operator not in ("StringEquals", "StringLike", "Bool"):
        return False
    return any(like(text, found) for text in texts) if operator == "StringLike" else found in texts
