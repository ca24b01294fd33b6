"""Principals whose policies are simulated (a user with its groups, a group or a role), and the names of the policies.

https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from awslab.cloud.gateway.request import ACCOUNT_ID
from awslab.cloud.iam.entities import Entity
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.iam.policies.policy_set import NamedPolicy
from awslab.cloud.iam.policies.request import Principal
from awslab.cloud.iam.policies.wildcards import string_fits

Identifier: TypeAlias = Mapping[str, Any]
"""Which policies a call leaves out: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html"""
_ARN = re.compile(r"arn:aws[\w-]*:iam::(\d{12}):(user|group|role)/(?:.*/)?([^/]+)")
_INLINE = ("user", "group", "role")


class NotSimulatedError(Exception):
    """A call that the simulator refuses, with the error's code and status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.status = code, status


@dataclass(frozen=True, slots=True)
class SimulatedPrincipal:
    """A user, group or role as an ARN names it."""

    arn: str
    account: str
    kind: str
    """`user`, `group` or `role`."""
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
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


def entity_of(arn: str, parameter: str) -> SimulatedPrincipal:
    """Return what an ARN names. Raises NotSimulatedError; its words are ours, AWS's are not documented."""
    parts = _ARN.fullmatch(arn)
    if parts is None:
        raise NotSimulatedError("InvalidInput", f"{parameter} must be the ARN of an IAM user, group or role: {arn}")
    return SimulatedPrincipal(arn, parts[1], parts[2], parts[3])


def principal_of(entity: SimulatedPrincipal) -> Principal:
    """Return the simulated caller, who need not exist; what is known about one who does is in the request's context."""
    stored_entity = _stored_entity(entity)
    user_id = stored_entity.id if stored_entity is not None else ""
    if entity.kind == "role":
        return Principal("role", entity.arn, entity.account, entity.arn, user_id)
    return Principal("user", entity.arn, entity.account, user_id=user_id)


def attached_to(entity: SimulatedPrincipal) -> tuple[list[Attachment], NamedPolicy | None]:
    """Return every policy of an entity, and its permissions boundary. Raises NotSimulatedError for none."""
    identities, stored_entity = Identities(entity.account), _stored_entity(entity)
    if stored_entity is None:
        message = f"The {entity.kind} with name {entity.name} cannot be found."
        raise NotSimulatedError("NoSuchEntity", message, 404)
    owners: list[tuple[str, Entity]] = [(entity.kind, stored_entity)]
    if entity.kind == "user":
        owners += [("group", group) for group in identities.groups_of(stored_entity)]
    attachments = [
        Attachment(policy, kind, owner.name) for kind, owner in owners for policy in identities.attached(owner, kind)
    ]
    return attachments, identities.boundary(stored_entity)


def _stored_entity(entity: SimulatedPrincipal) -> Entity | None:
    """Return the entity as IAM has it; nothing is known of another account's, and moto would make the account up."""
    return Identities(entity.account).entity(entity.kind, entity.arn) if entity.account == ACCOUNT_ID else None


def is_excluded(attachment: Attachment, exclusions: Sequence[Identifier]) -> bool:
    """Whether a policy is on the PolicyExclusionList.

    https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyIdentifier.html
    """
    kind = "inline" if attachment.is_inline else attachment.policy.source
    return any(
        exclusion.get("PolicyType") == kind
        or _fits(exclusion.get("PolicyArn"), attachment.policy.arn)
        or (attachment.is_inline and _is_inline(exclusion.get("InlinePolicyIdentifier"), attachment))
        for exclusion in exclusions
    )


def is_boundary_excluded(boundary: NamedPolicy, exclusions: Sequence[Identifier]) -> bool:
    """Whether the permissions boundary is: by its type or its ARN."""
    return any(
        exclusion.get("PolicyType") == "permission-boundary" or _fits(exclusion.get("PolicyArn"), boundary.arn)
        for exclusion in exclusions
    )


def _is_inline(identifier: Identifier | None, attachment: Attachment) -> bool:
    return (
        identifier is not None
        and identifier.get("PolicyName") == attachment.policy.name
        and identifier.get("AttachmentType", attachment.kind) == attachment.kind
        and _fits(identifier.get("AttachmentName", "*"), attachment.entity)
    )


def _fits(pattern: str | None, value: str) -> bool:
    return pattern is not None and bool(value) and string_fits(pattern, value)
