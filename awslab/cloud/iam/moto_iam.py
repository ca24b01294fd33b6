"""Who calls and what is attached to them, out of moto's IAM."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.iam.document import Document, Statement
from awslab.cloud.iam.function_permissions import trusts
from awslab.cloud.iam.parsing import MalformedPolicyError, parse_policy
from awslab.cloud.iam.policies import NamedPolicy

EVERYTHING = NamedPolicy(
    "AdministratorAccess",
    Document((Statement("Allow", 0, actions=("*",), resources=("*",)),)),
    "arn:aws:iam::aws:policy/AdministratorAccess",
)
"""What the learner's own key may do."""
_NOTHING = Document()


class Identities:
    """Read access to the users, groups, roles and policies of one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def user(self, arn: str) -> Any | None:
        """IAM's user of that ARN."""
        return next((user for user in self._iam.users.values() if user.arn == arn), None)

    def role(self, arn: str) -> Any | None:
        """IAM's role of that ARN."""
        return next((role for role in self._iam.roles.values() if role.arn == arn), None)

    def role_id(self, name: str) -> str:
        """Return the unique id of a role, as S3's events show it; the name itself when the role is gone."""
        return next((str(role.id) for role in self._iam.roles.values() if role.name == name), name)

    def group(self, arn: str) -> Any | None:
        """IAM's group of that ARN."""
        return next((group for group in self._iam.groups.values() if group.arn == arn), None)

    def groups_of(self, user: Any) -> list[Any]:
        """The groups that a user is in."""
        return [group for group in self._iam.groups.values() if user in group.users]

    def attached(self, entity: Any, source: str) -> tuple[NamedPolicy, ...]:
        """What is attached to a user, group or role itself; `source` says which it is."""
        return tuple(_attached(entity, source))

    def of_user(self, user: Any) -> tuple[NamedPolicy, ...]:
        """A user's own policies and those of the groups that the user is in."""
        theirs = (policy for group in self.groups_of(user) for policy in _attached(group, "group"))
        return (*_attached(user, "user"), *theirs)

    def of_role(self, role: Any) -> tuple[NamedPolicy, ...]:
        """A role's policies."""
        return tuple(_attached(role, "role"))

    def boundary(self, entity: Any) -> NamedPolicy | None:
        """The permissions boundary of a user or role; one whose policy is gone allows nothing."""
        arn = getattr(entity, "permissions_boundary_arn", None)
        if not arn:
            return None
        return self.managed(arn) or NamedPolicy(arn.rpartition("/")[2], _NOTHING, arn)

    def managed(self, arn: str) -> NamedPolicy | None:
        """A managed policy's default version."""
        policy = self._iam.managed_policies.get(arn)
        return _named(policy) if policy is not None else None

    def trust(self, role: Any) -> NamedPolicy:
        """A role's trust policy."""
        return NamedPolicy(role.arn, document(role.assume_role_policy_document), source="role")

    def role_trusts(self, arn: str, service: str) -> bool:
        """Say whether there is a role of that ARN whose trust policy lets a service assume it; conditions are taken as
        met."""
        role = next((role for role in list(self._iam.roles.values()) if role.arn == arn), None)
        policy = role.assume_role_policy_document if role is not None else None
        return policy is not None and trusts(json.loads(policy) if isinstance(policy, str) else policy, service)

    def find_arn(self, kind: str, name: str) -> str | None:
        """The ARN of what has a name, for the kinds whose ARNs hold more than that; see actions_arns.FindArn."""
        find = _FINDERS.get(kind)
        return find(self, name) if find else None

    def _named(self, entities: Mapping[str, Any], name: str) -> str | None:
        return next((each.arn for each in entities.values() if each.name == name), None)

    def _profile_role(self, name: str) -> str | None:
        profile = next((each for each in self._iam.instance_profiles.values() if each.name == name), None)
        return profile.roles[0].arn if profile is not None and profile.roles else None

    @property
    def _iam(self) -> Any:
        return get_backend("iam")[self._account_id]["aws"]


_FINDERS: Mapping[str, Callable[[Identities, str], str | None]] = {
    "iam:group": lambda known, name: known._named(known._iam.groups, name),
    "iam:instance-profile": lambda known, name: known._named(known._iam.instance_profiles, name),
    "iam:profile-role": Identities._profile_role,
    "iam:role": lambda known, name: known._named(known._iam.roles, name),
    "iam:user": lambda known, name: known._named(known._iam.users, name),
}


def document(text: str | bytes | None) -> Document:
    """A stored policy as it is evaluated; one that IAM would not have taken says nothing."""
    try:
        return parse_policy(text.decode() if isinstance(text, bytes) else text) if text else _NOTHING
    except MalformedPolicyError:
        return _NOTHING


def _attached(entity: Any, source: str) -> Iterator[NamedPolicy]:
    for name, text in list(entity.policies.items()):
        yield NamedPolicy(name, document(text), source=source)
    for policy in list(entity.managed_policies.values()):
        yield _named(policy)


def _named(policy: Any) -> NamedPolicy:
    text = next(version.document for version in policy.versions if version.version_id == policy.default_version_id)
    source = "aws-managed" if ":iam::aws:" in policy.arn else "user-managed"
    return NamedPolicy(policy.name, document(text), policy.arn, source)
