"""Whether a statement of a resource-based policy concerns who asks, and how directly (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from awslab.cloud.iam.policies.document import Statement
from awslab.cloud.iam.policies.request import Principal

NamedPrincipal = tuple[str, str]


class Grant(IntEnum):
    """How directly a statement names who asks; within an account that decides what else must allow it."""

    NONE = 0
    ACCOUNT = 1
    """By the account: authority is delegated to it, and it must allow it to its users and roles."""
    ISSUER = 2
    """A session by its role, or by the user who federated: its boundary and session policies limit that."""
    DIRECT = 3
    """By its own ARN, or as anyone: no other policy needs to allow it."""


def grant_of(statement: Statement, principal: Principal, has_boundary: bool) -> Grant:
    """Return how directly a statement concerns a principal.

    A Deny with NotPrincipal always concerns users and roles with a permissions boundary.
    """
    if statement.not_principals is not None:
        return Grant.NONE if _is_excepted(statement.not_principals, principal, has_boundary) else Grant.DIRECT
    grants = (_grant(named_principal, principal) for named_principal in statement.principals or ())
    return max(grants, default=Grant.NONE)


def _grant(named_principal: NamedPrincipal, principal: Principal) -> Grant:
    kind, value = named_principal
    if value == "*" and kind in ("*", "AWS"):
        return Grant.DIRECT
    if kind == "AWS":
        return _account_grant(value, principal)
    if kind == "Service":
        return Grant.DIRECT if principal.kind == "service" and value == principal.arn else Grant.NONE
    if kind == "Federated":
        return Grant.DIRECT if principal.kind == "identity-provider" and value == principal.arn else Grant.NONE
    return Grant.NONE


def _account_grant(value: str, principal: Principal) -> Grant:
    if principal.kind in ("service", "anonymous", "identity-provider"):
        return Grant.NONE
    if value == principal.arn:
        return Grant.DIRECT
    if value == principal.issuer:
        return Grant.ISSUER
    if _is_account(value, principal.account):
        return Grant.DIRECT if principal.kind == "root" else Grant.ACCOUNT
    return Grant.NONE


def _is_account(value: str, account: str) -> bool:
    return value == account or (value.startswith("arn:") and value.endswith(f":iam::{account}:root"))


def _is_excepted(exceptions: Iterable[NamedPrincipal], principal: Principal, has_boundary: bool) -> bool:
    """Whether NotPrincipal leaves a principal out: its account must be named beside the user or the role.

    That a session need not be named is our reading of the page.
    """
    grants = {_grant(exception, principal) for exception in exceptions}
    if principal.kind in ("root", "service", "anonymous", "identity-provider"):
        return Grant.DIRECT in grants
    if has_boundary or Grant.ACCOUNT not in grants:
        return False
    return (Grant.ISSUER if principal.issuer else Grant.DIRECT) in grants
