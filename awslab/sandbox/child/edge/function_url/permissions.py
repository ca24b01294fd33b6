"""Who may use a function URL, by the function's resource-based policy (pure).

https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: both `lambda:InvokeFunctionUrl` and
`lambda:InvokeFunction` are needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from awslab.sandbox.child.edge.function_url.urls import FunctionUrl
from awslab.sandbox.child.policy_text import listed

_ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")


def is_public(url: FunctionUrl) -> bool:
    """Whether everyone is let in, with both actions, and nothing denies it."""
    return all(_effects(url, action) == {"Allow"} for action in _ACTIONS)


def is_denied(url: FunctionUrl) -> bool:
    """Whether everyone is denied one of the actions."""
    return any("Deny" in _effects(url, action) for action in _ACTIONS)


def _effects(url: FunctionUrl, action: str) -> set[str]:
    context = {"lambda:functionurlauthtype": url.auth, "lambda:invokedviafunctionurl": "true"}
    return {
        str(statement.get("Effect"))
        for statement in url.statements
        if _everyone(statement.get("Principal"))
        and any(fnmatchcase(action.lower(), str(each).lower()) for each in listed(statement.get("Action")))
        and _holds(statement.get("Condition") or {}, context)
    }


def _everyone(principal: Any) -> bool:
    return principal == "*" or (isinstance(principal, Mapping) and "*" in listed(principal.get("AWS")))


def _holds(condition: Mapping[str, Any], context: Mapping[str, str]) -> bool:
    """A key or an operator that is not known does not hold."""
    return all(
        operator in ("StringEquals", "Bool") and context.get(key.lower()) in [str(each) for each in listed(value)]
        for operator, keys in condition.items()
        for key, value in keys.items()
    )
