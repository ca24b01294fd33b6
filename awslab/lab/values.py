"""A lab's variables: drawn for an attempt, and put into texts and parameters."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Mapping
from typing import Any

from awslab.content.model import Lab

ACCOUNT = "123456789012"
REGION = "us-east-1"
_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_LETTERS = string.ascii_lowercase + string.digits


class UnknownValueError(Exception):
    """A text refers to a name that has no value."""


def draw_variables(lab: Lab, chance: random.Random) -> dict[str, Any]:
    """Return an attempt's values by name: `account`, `region`, and each variable of the lab, drawn by its pattern."""
    values: dict[str, Any] = {"account": ACCOUNT, "region": REGION}
    for name, pattern in lab.variables.items():
        values[name] = _REFERENCE.sub(lambda reference: _draw(reference.group(1), chance), pattern)
    return values


def _draw(pattern: str, chance: random.Random) -> str:
    kind, _, rest = pattern.partition(":")
    if kind == "random":
        return "".join(chance.choices(_LETTERS, k=int(rest)))
    if kind == "int":
        low, high = rest.split("-")
        return str(chance.randint(int(low), int(high)))
    return chance.choice(rest.split("|"))


def fill(template: Any, values: Mapping[str, Any]) -> Any:
    """Return the template with every `${name}` in it replaced, at any depth.

    A string that is exactly one reference keeps the value's type. Raises UnknownValueError for a name without a value.
    """
    if isinstance(template, str):
        whole = _REFERENCE.fullmatch(template)
        if whole:
            return _value(whole.group(1), values)
        return _REFERENCE.sub(lambda reference: str(_value(reference.group(1), values)), template)
    if isinstance(template, Mapping):
        return {fill(key, values): fill(value, values) for key, value in template.items()}
    if isinstance(template, list | tuple):
        return [fill(item, values) for item in template]
    return template


def _value(name: str, values: Mapping[str, Any]) -> Any:
    if name not in values:
        raise UnknownValueError(f"${{{name}}} has no value")
    return values[name]


def fill_known(text: str, values: Mapping[str, Any]) -> str:
    """Return the text with every `${name}` that has a value replaced; the others stay, they may get one later."""
    return _REFERENCE.sub(lambda reference: str(values.get(reference.group(1), reference.group(0))), text)


def environment_variables(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values as the environment variables of a learner's program: `${bucket}` is `AWSLAB_BUCKET`."""
    return {f"AWSLAB_{name.upper()}": str(value) for name, value in values.items()}
