"""The ARNs of the resources that a call names: a resource type's template, filled with the call's parameters (pure)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from awslab.cloud.iam.actions.catalogue import ResourceType
from awslab.cloud.iam.actions.members import ANYWHERE, members
from awslab.cloud.iam.actions.steps import CallScope, Parameters

_PLACE = re.compile(r"\$\{(\w+)\}")


def arns(kind: ResourceType, parameters: Parameters, scope: CallScope) -> list[str] | None:
    """Return the ARNs of this type that parameters name; `*` stands where they do not say.

    The list is empty when they name none; None means that they name a resource of another type.
    """
    variables = kind.variables
    values = {variable: _values(variable, parameters, scope.service) for variable in variables}
    texts = (text for member in ANYWHERE for text in _texts(parameters.get(member)))
    whole = [text for text in (*texts, *itertools.chain(*values.values())) if _fits(text, kind.template, scope)]
    if whole or not variables:
        return list(dict.fromkeys(whole))
    names = {variable: _names(values[variable], last=variable == variables[-1]) for variable in variables}
    if values[variables[-1]] and not names[variables[-1]]:
        return None
    if not any(names.values()) or (not kind.required and not names[variables[-1]]):
        return []
    combinations = itertools.product(
        *([(variable, name) for name in names[variable] or ["*"]] for variable in variables)
    )
    return list(dict.fromkeys(_arn(kind, dict(combination), scope) for combination in combinations))


def filled(template: str, values: Mapping[str, str], scope: CallScope) -> str:
    """Return a template with its variables replaced; `*` stands for one without a value."""
    replacements = {"Partition": "aws", "Region": scope.region, "Account": scope.account_id, **values}
    return _PLACE.sub(lambda variable: replacements.get(variable[1]) or "*", template)


def _arn(kind: ResourceType, names: Mapping[str, str], scope: CallScope) -> str:
    """Return the ARN for these names; where a name does not tell the ARN, the one that the name has."""
    last_name = list(names.values())[-1]
    return scope.find_arn(f"{scope.service}:{kind.name.lower()}", last_name) or filled(kind.template, names, scope)


def _values(variable: str, parameters: Parameters, service: str) -> list[str]:
    """Return what parameters say of a variable: names, ids or ARNs."""
    folded = {name.lower(): value for name, value in parameters.items()}
    return next(filter(None, (_texts(folded.get(member.lower())) for member in members(service, variable))), [])


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def _names(values: Sequence[str], *, last: bool) -> list[str]:
    """Return names from names and URLs; and from ARNs of other things, which end in the name, unless it is the last
    variable that counts."""
    names = [re.split(r"[/:]", value)[-1] if value.startswith(("arn:", "http")) else value for value in values]
    return [name for name, value in zip(names, values, strict=True) if not (last and value.startswith("arn:"))]


def _fits(value: str, template: str, scope: CallScope) -> bool:
    """Whether a value is an ARN of the template's kind."""
    if not value.startswith("arn:"):
        return False
    value_parts, template_parts = value.split(":", 5), filled(template, {}, scope).split(":", 5)
    start = _PLACE.split(template.split(":", 5)[-1])[0]
    return len(value_parts) == 6 and value_parts[2] == template_parts[2] and value_parts[5].startswith(start)
