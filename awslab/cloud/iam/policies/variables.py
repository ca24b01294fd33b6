"""Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}` (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from awslab.cloud.iam.policies.wildcards import MARK, STAR, protect

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_DEFAULT = re.compile(r"([^,]*),\s*'([^']*)'")
_SPECIAL = {"*": STAR, "?": MARK, "$": "$"}
_HEAD = 5
"""Colons before the part of an ARN that may have variables."""


@dataclass(frozen=True, slots=True)
class _Variable:
    key: str
    """In lower case."""
    default: str | None


def expanded(text: str, keys: Mapping[str, Sequence[str]]) -> str | None:
    """Return a pattern with its variables replaced; None when one has no value: then nothing is equal to it or like it.

    What a variable brings along matches only itself; the documentation leaves open what a wildcard in it would do. A
    key with several values cannot be a variable.
    """
    if "${" not in text:
        return text
    pieces = [part if isinstance(part, str) else _value(part, keys) for part in _parts(text)]
    return None if None in pieces else "".join(map(str, pieces))


def expanded_resource(text: str, keys: Mapping[str, Sequence[str]]) -> str | None:
    """Return a resource with its variables replaced; they count after the fifth colon only."""
    if "${" not in text:
        return text
    *head, last = text.split(":", _HEAD)
    expanded_text = expanded(last, keys)
    return None if expanded_text is None else ":".join([*head, expanded_text])


def keys_in(text: str) -> Iterator[str]:
    """Yield the context keys that a text's variables name, as they are written."""
    for variable in _VARIABLE.finditer(text):
        name = variable[1].partition(",")[0].strip()
        if name and name not in _SPECIAL:
            yield name


def _value(variable: _Variable, keys: Mapping[str, Sequence[str]]) -> str | None:
    values = keys.get(variable.key, ())
    return protect(values[0]) if len(values) == 1 else variable.default


@lru_cache(maxsize=8192)
def _parts(text: str) -> tuple[str | _Variable, ...]:
    """Return the text between the variables, and the variables."""
    parts: list[str | _Variable] = []
    place = 0
    for variable in _VARIABLE.finditer(text):
        parts += [text[place : variable.start()], _part(variable[1])]
        place = variable.end()
    return (*parts, text[place:])


def _part(inside: str) -> str | _Variable:
    if inside in _SPECIAL:
        return _SPECIAL[inside]
    with_default = _DEFAULT.fullmatch(inside)
    if with_default is None:
        return _Variable(inside.strip().lower(), None)
    return _Variable(with_default[1].strip().lower(), protect(with_default[2]))
