"""Whose policies are simulated: a user's with the groups', a group's or a role's, named as the simulator names them.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from awslab.cloud.gateway.request import ACCOUNT_ID
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.iam.policies import NamedPolicy
from awslab.cloud.iam.request import Principal
from awslab.cloud.iam.wildcards import string_fits

_ARN = re.compile(r"arn:aws[\w-]*:iam::(\d{12}):(user|group|role)/(?:.*/)?([^/]+)")
_INLINE = ("user", "group", "role")


class NotSimulatedError(Exception):
    """A call that the simulator refuses, with the error's code and status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.status = code, status


@dataclass(frozen=True, slots=True)
class Entity:
    """A user, group or role as an ARN names it."""

    arn: str
    account: str
    kind: str
    """`user`, `group` or `role`."""
    name: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A policy, what it is attached to, and the entity's name."""

    policy: NamedPolicy
    kind: str
    entity: str

    @property
    def is_inline(self) -> bool:
        return self.policy.source in _INLINE

    @property
    def simulated(self) -> NamedPolicy:
        """With the id that AWS's examples have: `AmazonS3ReadOnlyAccess`, `user_admin_AdminUser` for an inline one."""
        name = f"{self.kind}_{self.entity}_{self.policy.name}" if self.is_inline else self.policy.name
        return replace(self.policy, name=name)


def entity_of(arn: str, parameter: str) -> Entity:
    """What an ARN names. Raises NotSimulatedError; its words are ours, AWS's are not documented."""
    found = _ARN.fullmatch(arn)
    if found is None:
        raise NotSimulatedError("InvalidInput", f"{parameter} must be the ARN of an IAM user, group or role: {arn}")
    return Entity(arn, found[1], found[2], found[3])


def principal_of(entity: Entity) -> Principal:
    """The simulated caller, who need not exist; what is known about one who does is in the request's context."""
    found = _found(entity)
    user_id = str(getattr(found, "id", ""))
    if entity.kind == "role":
        return Principal("role", entity.arn, entity.account, entity.arn, user_id)
    return Principal("user", entity.arn, entity.account, user_id=user_id)


def attached_to(entity: Entity) -> tuple[list[Attached], NamedPolicy | None]:
    """Every policy of an entity, and its permissions boundary. Raises NotSimulatedError when it does not exist."""
    identities, found = Identities(entity.account), _found(entity)
    if found is None:
        message = f"The {entity.kind} with name {entity.name} cannot be found."
        raise NotSimulatedError("NoSuchEntity", message, 404)
    owners = [(entity.kind, found)]
    if entity.kind == "user":
        owners += [("group", group) for group in identities.groups_of(found)]
    attached = [
        Attached(policy, kind, str(owner.name)) for kind, owner in owners for policy in identities.attached(owner, kind)
    ]
    return attached, identities.boundary(found)


def _found(entity: Entity) -> Any | None:
    """Of another account nothing is known here, and moto would make one up."""
    return getattr(Identities(entity.account), entity.kind)(entity.arn) if entity.account == ACCOUNT_ID else None


def is_excluded(attached: Attached, exclusions: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a policy is on the PolicyExclusionList.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html
    """
    kind = "inline" if attached.is_inline else attached.policy.source
    return any(
        each.get("PolicyType") == kind
        or _fits(each.get("PolicyArn"), attached.policy.arn)
        or (attached.is_inline and _is_inline(each.get("InlinePolicyIdentifier"), attached))
        for each in exclusions
    )


def is_boundary_excluded(boundary: NamedPolicy, exclusions: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the permissions boundary is: by its type or its ARN."""
    return any(
        each.get("PolicyType") == "permission-boundary" or _fits(each.get("PolicyArn"), boundary.arn)
        for each in exclusions
    )


def _is_inline(named: Mapping[str, Any] | None, attached: Attached) -> bool:
    return (
        named is not None
        and named.get("PolicyName") == attached.policy.name
        and named.get("AttachmentType", attached.kind) == attached.kind
        and _fits(named.get("AttachmentName", "*"), attached.entity)
    )


def _fits(pattern: str | None, value: str) -> bool:
    return pattern is not None and bool(value) and string_fits(pattern, value)
