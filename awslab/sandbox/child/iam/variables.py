"""Policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}` (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from awslab.sandbox.child.iam.wildcards import MARK, STAR, protect

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_DEFAULT = re.compile(r"([^,]*),\s*'([^']*)'")
_SPECIAL = {"*": STAR, "?": MARK, "$": "$"}
_HEAD = 5
"""Colons before the part of an ARN that may have variables."""


def expanded(text: str, keys: Mapping[str, Sequence[str]]) -> str | None:
    """A pattern with its variables replaced; None when one has no value: then nothing is equal to it or like it.

    What a variable brings along matches only itself; the documentation leaves open what a wildcard in it would do. A
    key with several values cannot be a variable.
    """
    if "${" not in text:
        return text
    pieces, place = [], 0
    for found in _VARIABLE.finditer(text):
        value = _value(found[1], keys)
        if value is None:
            return None
        pieces += [text[place : found.start()], value]
        place = found.end()
    return "".join([*pieces, text[place:]])


def expanded_resource(text: str, keys: Mapping[str, Sequence[str]]) -> str | None:
    """The same for a resource, whose variables count after the fifth colon only."""
    if "${" not in text:
        return text
    *head, last = text.split(":", _HEAD)
    replaced = expanded(last, keys)
    return None if replaced is None else ":".join([*head, replaced])


def keys_in(text: str) -> Iterator[str]:
    """The context keys that a text's variables name, as they are written."""
    for found in _VARIABLE.finditer(text):
        name = found[1].partition(",")[0].strip()
        if name and name not in _SPECIAL:
            yield name


def _value(inside: str, keys: Mapping[str, Sequence[str]]) -> str | None:
    if inside in _SPECIAL:
        return _SPECIAL[inside]
    with_default = _DEFAULT.fullmatch(inside)
    values = keys.get((with_default[1] if with_default else inside).strip().lower(), ())
    if len(values) == 1:
        return protect(values[0])
    return protect(with_default[2]) if with_default else None
