"""A request for access: a principal, an action, a resource and the circumstances (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-reqcontext.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

PrincipalKind = Literal["root", "user", "role", "federated-user", "service", "identity-provider", "anonymous"]

_NO_TAGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Principal:
    """The user, role, service or other party that asks."""

    kind: PrincipalKind
    """`role` is a session of a role; `federated-user` a session of GetFederationToken; `identity-provider` vouches for
    whoever calls AssumeRoleWithWebIdentity or AssumeRoleWithSAML."""
    arn: str
    """As the service sees it: `arn:aws:iam::123456789012:user/ann`, `arn:aws:sts::123456789012:assumed-role/app/i-1`,
    `lambda.amazonaws.com`, a provider's ARN or `accounts.google.com`; empty for `anonymous`."""
    account: str = ""
    """Twelve digits; empty for services and for `anonymous`."""
    issuer: str = ""
    """A session's ARN in IAM, path included: of the role, or of the user who asked for the federation token."""
    user_id: str = ""
    """`aws:userid`: `AIDA...`, `AROA...:session`."""
    tags: Mapping[str, str] = field(default_factory=lambda: _NO_TAGS)
    """Tags of the user, or of the role and the session: `aws:PrincipalTag/...`."""


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """One action on one resource. A call that touches several is asked about once for each."""

    principal: Principal
    action: str
    """`s3:PutObject`; case does not matter."""
    resource: str
    """An ARN, or `*` for an action that has no resource."""
    context: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Condition keys in any case, with their values: `{"aws:SourceIp": ("203.0.113.7",)}`. Keys about the principal
    (`aws:PrincipalArn`, `aws:username`, `aws:PrincipalTag/...`) are added to them, unless they are there."""
    resource_account: str = ""
    """The account that owns the resource; empty when it is the principal's."""
