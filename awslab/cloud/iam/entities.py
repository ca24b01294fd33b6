"""What the sandbox reads of the users, groups, roles and policies that moto keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

Tags = Sequence[Mapping[str, str]]
"""Pairs of `Key` and `Value`."""


class PolicyVersion(Protocol):
    """One version of a managed policy."""

    version_id: str
    document: str


class ManagedPolicy(Protocol):
    """A managed policy, AWS's or the account's own."""

    name: str
    default_version_id: str
    versions: Sequence[PolicyVersion]

    @property
    def arn(self) -> str: ...


class Entity(Protocol):
    """A user, group or role."""

    name: str
    id: str
    """`AIDA...`, `AGPA...` or `AROA...`."""
    policies: dict[str, str]
    """Inline policies by name."""
    managed_policies: dict[str, ManagedPolicy]
    """Attached policies by ARN."""

    @property
    def arn(self) -> str: ...


class AccessKey(Protocol):
    """A long-term key of a user."""

    access_key_id: str
    secret_access_key: str
    status: str
    """`Active` or `Inactive`."""


class User(Entity, Protocol):
    """A user. moto gives users no boundary: corrections and answers of this room set `permissions_boundary_arn`."""

    access_keys: Sequence[AccessKey]
    password: str | None
    mfa_devices: Mapping[str, object]
    permissions_boundary_arn: str | None
    permissions_boundary: Mapping[str, str] | None
    """What moto's answers show of the boundary."""

    @property
    def tags(self) -> Tags: ...


class Group(Entity, Protocol):
    """A group."""

    users: Sequence[User]


class Role(Entity, Protocol):
    """A role."""

    assume_role_policy_document: str
    permissions_boundary_arn: str | None
    max_session_duration: int | str | None
    tags: Tags | Mapping[str, Mapping[str, str]] | None


class InstanceProfile(Protocol):
    """An instance profile, with one role at most."""

    name: str
    roles: Sequence[Role]

    @property
    def arn(self) -> str: ...


class Certificate(Protocol):
    """A server certificate."""

    arn: str


class IamBackend(Protocol):
    """moto's IAM of one account."""

    users: dict[str, User]
    groups: dict[str, Group]
    roles: dict[str, Role]
    """By id."""
    managed_policies: dict[str, ManagedPolicy]
    """By ARN, AWS's included."""
    instance_profiles: dict[str, InstanceProfile]
    certificates: dict[str, Certificate]


def tag_values(tags: Tags | Mapping[str, Mapping[str, str]] | None) -> dict[str, str]:
    """Return tags by their keys, from a list of pairs or from the map of such pairs that moto keeps for some roles."""
    pairs = tags.values() if isinstance(tags, Mapping) else tags or ()
    return {str(pair.get("Key", "")): str(pair.get("Value", "")) for pair in pairs}
