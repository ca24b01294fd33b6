"""Whether an answer holds what is expected of it, and the sentence that says what was found instead."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jmespath
from jmespath import functions
from jmespath.exceptions import JMESPathError

from awslab.content.model import Expectation
from awslab.lab.values import fill

_SHOWN = 200
"""Characters of a found value that a rationale shows."""


class _Functions(functions.Functions):
    """JMESPath's own functions, and readers of what AWS packs into strings: policies in JSON, user data in Base64."""

    @functions.signature({"types": ["string", "null"]})
    def _func_from_base64(self, text: str | None) -> str | None:
        try:
            return None if text is None else base64.b64decode(text, validate=True).decode("utf-8", "replace")
        except ValueError:
            return None

    @functions.signature({"types": ["string", "null"]})
    def _func_from_json(self, text: str | None) -> Any:
        try:
            return None if text is None else json.loads(text)
        except ValueError:
            return None


_OPTIONS = jmespath.Options(custom_functions=_Functions())


@cache
def _compiled(expression: str) -> Any:
    return jmespath.compile(expression)


def search(expression: str, value: Any) -> Any:
    """What a JMESPath expression finds; the whole value for an empty one.

    A function that meets a value of a type it cannot take finds nothing, since the answer is then not as expected.
    """
    if not expression:
        return value
    try:
        return _compiled(expression).search(value, _OPTIONS)
    except JMESPathError:
        return None


def unmet(expectation: Expectation, answer: Any, values: Mapping[str, Any]) -> str:
    """What was expected and found, when the expectation does not hold; empty when it does."""
    name, wanted = expectation.comparison
    wanted = fill(wanted, values)
    at = str(fill(expectation.at, values))
    found = search(at, answer)
    if _HOLDS[name](found, wanted):
        return ""
    if expectation.so:
        return f"{fill(expectation.so, values)} (Found {shown(found)}.)"
    place = f"`{at}`" if at else "The answer"
    if name == "absent":
        return f"{place} should {'not ' * bool(wanted)}be there; found {shown(found)}."
    return f"{place} {_WORDS[name].format(shown(wanted))}; found {shown(found)}."


def shown(value: Any) -> str:
    """A value as a person reads it in a rationale, shortened."""
    if value is None or value in ([], {}):
        return "nothing"
    text = f"“{value}”" if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _equals(found: Any, wanted: Any) -> bool:
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_equals, found, wanted))
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        return found.keys() == wanted.keys() and all(_equals(found[key], wanted[key]) for key in found)
    # True == 1 in Python, but not in JSON
    return bool(found == wanted) and isinstance(found, bool) == isinstance(wanted, bool)


def _contains(found: Any, wanted: Any) -> bool:
    if isinstance(found, str):
        return str(wanted) in found
    if isinstance(found, Mapping):
        return includes(found, wanted)
    return isinstance(found, list) and any(includes(each, wanted) for each in found)


def includes(found: Any, wanted: Any) -> bool:
    """Whether `wanted` is part of `found`: equal, or an object whose keys all stand in `found` with included values."""
    if isinstance(wanted, Mapping):
        return isinstance(found, Mapping) and all(
            key in found and includes(found[key], value) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(found, list) and all(any(includes(each, part) for each in found) for part in wanted)
    return _equals(found, wanted)


def _matches(found: Any, wanted: Any) -> bool:
    return isinstance(found, str) and re.search(str(wanted), found) is not None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _at_least(found: Any, wanted: Any) -> bool:
    number, limit = _number(found), _number(wanted)
    return number is not None and limit is not None and number >= limit


def _at_most(found: Any, wanted: Any) -> bool:
    number, limit = _number(found), _number(wanted)
    return number is not None and limit is not None and number <= limit


def _length(found: Any, wanted: Any) -> bool:
    return isinstance(found, list | str | Mapping) and len(found) == _number(wanted)


def _absent(found: Any, wanted: Any) -> bool:
    return (found is None or found in ([], {}, "")) == bool(wanted)


_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": _equals,
    "contains": _contains,
    "matches": _matches,
    "at_least": _at_least,
    "at_most": _at_most,
    "length": _length,
    "absent": _absent,
}
_WORDS = {
    "equals": "should be {}",
    "contains": "should contain {}",
    "matches": "should match {}",
    "at_least": "should be at least {}",
    "at_most": "should be at most {}",
    "length": "should have length {}",
}
