"""Users, groups, roles and policies out of moto's IAM: the room's one way to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast

from moto.backends import get_backend

from awslab.cloud.iam.entities import AccessKey, Entity, Group, IamBackend, ManagedPolicy, Role, User
from awslab.cloud.iam.policies.document import Document, Statement
from awslab.cloud.iam.policies.parsing import MalformedPolicyError, parse_policy
from awslab.cloud.iam.policies.policy_set import NamedPolicy
from awslab.cloud.iam.policies.service_permissions import trusts

ADMINISTRATOR_ACCESS = NamedPolicy(
    "AdministratorAccess",
    Document((Statement("Allow", 0, actions=("*",), resources=("*",)),)),
    "arn:aws:iam::aws:policy/AdministratorAccess",
)
"""What the learner's own key may do."""
_EMPTY = Document()
EntityT = TypeVar("EntityT", bound=Entity)


class Identities:
    """The users, groups, roles and policies of one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def user(self, arn: str) -> User | None:
        """Return IAM's user of that ARN."""
        return _with_arn(self._iam.users.values(), arn)

    def user_with_name(self, name: str) -> User | None:
        """Return IAM's user of that name."""
        return self._iam.users.get(name)

    def role(self, arn: str) -> Role | None:
        """Return IAM's role of that ARN."""
        return _with_arn(self._iam.roles.values(), arn)

    def role_id(self, name: str) -> str:
        """Return the unique id of a role, as S3's events show it; the name itself when the role is gone."""
        return next((str(role.id) for role in self._iam.roles.values() if role.name == name), name)

    def role_trusts(self, arn: str, service: str) -> bool:
        """Say whether there is a role of that ARN whose trust policy lets a service assume it; conditions are taken as
        met."""
        role = self.role(arn)
        policy = role.assume_role_policy_document if role is not None else None
        return policy is not None and trusts(json.loads(policy) if isinstance(policy, str) else policy, service)

    def group(self, arn: str) -> Group | None:
        """Return IAM's group of that ARN."""
        return _with_arn(self._iam.groups.values(), arn)

    def group_with_name(self, name: str) -> Group | None:
        """Return IAM's group of that name."""
        return self._iam.groups.get(name)

    def entity(self, kind: str, arn: str) -> Entity | None:
        """Return the `user`, `group` or `role` of that ARN."""
        return _with_arn(self._entities(kind), arn)

    def named_entity(self, kind: str, name: str) -> Entity | None:
        """Return the `user`, `group` or `role` of that name."""
        return next((entity for entity in self._entities(kind) if entity.name == name), None)

    def has_similar_name(self, kind: str, name: str) -> bool:
        """Whether there is a `user`, `group` or `role` whose name is the same but for its letter case."""
        return any(entity.name.lower() == name.lower() for entity in self._entities(kind))

    def all_entities(self) -> list[Entity]:
        """Return every user, group and role."""
        return [entity for kind in ("user", "group", "role") for entity in self._entities(kind)]

    def groups_of(self, user: Entity) -> list[Group]:
        """Return the groups that a user is in."""
        return [group for group in self._iam.groups.values() if user in group.users]

    def attached(self, entity: Entity, source: str) -> tuple[NamedPolicy, ...]:
        """Return what is attached to a user, group or role itself; `source` says which it is."""
        return tuple(_attached(entity, source))

    def of_user(self, user: User) -> tuple[NamedPolicy, ...]:
        """Return a user's own policies and those of the groups that the user is in."""
        group_policies = (policy for group in self.groups_of(user) for policy in _attached(group, "group"))
        return (*_attached(user, "user"), *group_policies)

    def of_role(self, role: Role) -> tuple[NamedPolicy, ...]:
        """Return a role's policies."""
        return tuple(_attached(role, "role"))

    def boundary(self, entity: Entity) -> NamedPolicy | None:
        """Return the permissions boundary of a user or role; one whose policy is gone allows nothing."""
        arn = boundary_arn(entity)
        if not arn:
            return None
        return self.managed(arn) or NamedPolicy(arn.rpartition("/")[2], _EMPTY, arn)

    def managed(self, arn: str) -> NamedPolicy | None:
        """Return a managed policy's default version."""
        policy = self.managed_policy(arn)
        return _default_version(policy) if policy is not None else None

    def managed_policy(self, arn: str) -> ManagedPolicy | None:
        """Return the managed policy of that ARN."""
        return self._iam.managed_policies.get(arn)

    def trust(self, role: Role) -> NamedPolicy:
        """Return a role's trust policy."""
        return NamedPolicy(role.arn, document(role.assume_role_policy_document), source="role")

    def find_arn(self, kind: str, name: str) -> str | None:
        """Return the ARN of what has a name, for the kinds whose ARNs hold more; see actions.steps.FindArn."""
        find = _FINDERS.get(kind)
        return find(self._iam, name) if find else None

    def has_instance_profile(self, name: str, arn: str) -> bool:
        """Say whether there is an instance profile of that name, or of that ARN; empty ones match nothing."""
        profiles = list(self._iam.instance_profiles.values())
        return any((name and profile.name == name) or (arn and profile.arn == arn) for profile in profiles)

    def has_certificate(self, arn: str) -> bool:
        """Say whether there is a server certificate of that ARN."""
        return any(certificate.arn == arn for certificate in list(self._iam.certificates.values()))

    def _entities(self, kind: str) -> list[Entity]:
        entities: Mapping[str, Iterable[Entity]] = {
            "user": self._iam.users.values(),
            "group": self._iam.groups.values(),
            "role": self._iam.roles.values(),
        }
        return list(entities[kind])

    @property
    def _iam(self) -> IamBackend:
        return cast(IamBackend, get_backend("iam")[self._account_id]["aws"])


def active_key(access_key_id: str) -> tuple[str, User, AccessKey] | None:
    """Return the account, the user and the key of an active access key that IAM made; None for any other id."""
    for account, partitions in list(get_backend("iam").items()):
        backend = cast(IamBackend, partitions["aws"])
        for user in list(backend.users.values()):
            for key in list(user.access_keys):
                if key.access_key_id == access_key_id and key.status == "Active":
                    return account, user, key
    return None


def limit(user: User, arn: str | None) -> None:
    """Give a user of moto's a permissions boundary, or take it away; moto has boundaries for roles only."""
    user.permissions_boundary_arn = arn
    user.permissions_boundary = (
        {"PermissionsBoundaryType": "PermissionsBoundaryPolicy", "PermissionsBoundaryArn": arn} if arn else None
    )


def boundary_arn(entity: Entity) -> str:
    """Return the ARN of a user's or role's permissions boundary; empty for none, and for a group."""
    return str(getattr(entity, "permissions_boundary_arn", None) or "")


def document(text: str | bytes | None) -> Document:
    """Return a stored policy as it is evaluated; one that IAM would not have taken says nothing."""
    try:
        return parse_policy(text.decode() if isinstance(text, bytes) else text) if text else _EMPTY
    except MalformedPolicyError:
        return _EMPTY


def _group_arn(iam: IamBackend, name: str) -> str | None:
    return next((group.arn for group in iam.groups.values() if group.name == name), None)


def _profile_arn(iam: IamBackend, name: str) -> str | None:
    return next((profile.arn for profile in iam.instance_profiles.values() if profile.name == name), None)


def _profile_role_arn(iam: IamBackend, name: str) -> str | None:
    profile = next((profile for profile in iam.instance_profiles.values() if profile.name == name), None)
    return profile.roles[0].arn if profile is not None and profile.roles else None


def _role_arn(iam: IamBackend, name: str) -> str | None:
    return next((role.arn for role in iam.roles.values() if role.name == name), None)


def _user_arn(iam: IamBackend, name: str) -> str | None:
    return next((user.arn for user in iam.users.values() if user.name == name), None)


_FINDERS: Mapping[str, Callable[[IamBackend, str], str | None]] = {
    "iam:group": _group_arn,
    "iam:instance-profile": _profile_arn,
    "iam:profile-role": _profile_role_arn,
    "iam:role": _role_arn,
    "iam:user": _user_arn,
}


def _with_arn(entities: Iterable[EntityT], arn: str) -> EntityT | None:
    return next((entity for entity in list(entities) if entity.arn == arn), None)


def _attached(entity: Entity, source: str) -> Iterator[NamedPolicy]:
    for name, text in list(entity.policies.items()):
        yield NamedPolicy(name, document(text), source=source)
    for policy in list(entity.managed_policies.values()):
        yield _default_version(policy)


def _default_version(policy: ManagedPolicy) -> NamedPolicy:
    text = next(version.document for version in policy.versions if version.version_id == policy.default_version_id)
    source = "aws-managed" if ":iam::aws:" in policy.arn else "user-managed"
    return NamedPolicy(policy.name, document(text), policy.arn, source)
