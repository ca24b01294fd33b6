"""The ARNs of the resources that a call names: a resource type's template, filled with the call's parameters (pure)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from awslab.cloud.iam.actions_catalogue import ResourceType
from awslab.cloud.iam.actions_members import ANYWHERE, members

_PLACE = re.compile(r"\$\{(\w+)\}")

FindArn = Callable[[str, str], str | None]
"""`("iam:role", name)` → the ARN of something whose name does not tell it; None when there is nothing of that name."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a call is made, and what may be asked about it."""

    service: str
    """The service's prefix."""
    region: str
    account_id: str
    find_arn: FindArn


def arns(kind: ResourceType, given: Mapping[str, Any], where: Where) -> list[str] | None:
    """The ARNs of this type that parameters name; `*` stands where they do not say.

    Empty when they name none; None when they name a resource, and it is of another type.
    """
    variables = kind.variables
    said = [each for member in ANYWHERE for each in _listed(given.get(member))]
    found = {variable: _values(variable, given, where.service) for variable in variables}
    whole = [each for each in (*said, *itertools.chain(*found.values())) if _fits(each, kind.template, where)]
    if whole or not variables:
        return list(dict.fromkeys(whole))
    named = {variable: _names(found[variable], last=variable == variables[-1]) for variable in variables}
    if found[variables[-1]] and not named[variables[-1]]:
        return None
    if not any(named.values()) or (not kind.required and not named[variables[-1]]):
        return []
    combined = itertools.product(*([(variable, each) for each in named[variable] or ["*"]] for variable in variables))
    return list(dict.fromkeys(_one(kind, dict(names), where) for names in combined))


def filled(template: str, values: Mapping[str, str], where: Where) -> str:
    """A template with its variables replaced; `*` for one without a value."""
    known = {"Partition": "aws", "Region": where.region, "Account": where.account_id, **values}
    return _PLACE.sub(lambda found: known.get(found[1]) or "*", template)


def _one(kind: ResourceType, names: Mapping[str, str], where: Where) -> str:
    """The ARN for these names; where a name does not tell the ARN, the one that the name has."""
    chosen = list(names.values())[-1]
    return where.find_arn(f"{where.service}:{kind.name.lower()}", chosen) or filled(kind.template, names, where)


def _values(variable: str, given: Mapping[str, Any], service: str) -> list[str]:
    """What parameters say of a variable: names, ids or ARNs."""
    folded = {name.lower(): value for name, value in given.items()}
    return next(filter(None, (_listed(folded.get(each.lower())) for each in members(service, variable))), [])


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [each for each in value or () if isinstance(each, str)] if isinstance(value, list | tuple) else []


def _names(values: Sequence[str], *, last: bool) -> list[str]:
    """Names from names and URLs; from ARNs of other things, which end in the name unless it is the last that counts."""
    names = [re.split(r"[/:]", each)[-1] if each.startswith(("arn:", "http")) else each for each in values]
    return [name for name, value in zip(names, values, strict=True) if not (last and value.startswith("arn:"))]


def _fits(value: str, template: str, where: Where) -> bool:
    """Whether a value is an ARN of the template's kind."""
    if not value.startswith("arn:"):
        return False
    theirs, ours = value.split(":", 5), filled(template, {}, where).split(":", 5)
    start = _PLACE.split(template.split(":", 5)[-1])[0]
    return len(theirs) == 6 and theirs[2] == ours[2] and theirs[5].startswith(start)
