"""Whether an answer meets an expectation, and the sentence that says what was found instead."""

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

_SHOWN_LENGTH = 200
"""How many characters of a value a rationale shows."""


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
    """Return what a JMESPath expression finds in the value; the whole value for an empty expression.

    None when a function of the expression meets a type that it cannot take: the answer is then not as expected.
    """
    if not expression:
        return value
    try:
        return _compiled(expression).search(value, _OPTIONS)
    except JMESPathError:
        return None


def unmet(expectation: Expectation, answer: Any, values: Mapping[str, Any]) -> str:
    """Return a sentence with what was expected and found; empty when the answer meets the expectation."""
    name, expected = expectation.comparison
    expected = fill(expected, values)
    at = str(fill(expectation.at, values))
    value = search(at, answer)
    if _HOLDS[name](value, expected):
        return ""
    if expectation.so:
        return f"{fill(expectation.so, values)} (Found {shown(value)}.)"
    place = f"`{at}`" if at else "The answer"
    if name == "absent":
        return f"{place} should {'not ' * bool(expected)}be there; found {shown(value)}."
    if type(expected) is not type(value) and shown(expected).strip("“”") == shown(value).strip("“”"):
        return f"{place} {_WORDS[name].format(_typed(expected))}; found {_typed(value)}."
    return f"{place} {_WORDS[name].format(shown(expected))}; found {shown(value)}."


def _typed(value: Any) -> str:
    """Return the value as a rationale shows it, and of which type it is."""
    names = {str: "text", int: "a number", float: "a number"}
    return f"{shown(value)} ({names.get(type(value), 'not text')})"


def shown(value: Any) -> str:
    """Return the value as a rationale shows it: text in quotes, other values as JSON, shortened."""
    if value is None or value in ([], {}):
        return "nothing"
    text = f"“{value}”" if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _SHOWN_LENGTH else text[: _SHOWN_LENGTH - 1] + "…"


def _equals(value: Any, expected: Any) -> bool:
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(_equals, value, expected))
    if isinstance(value, Mapping) and isinstance(expected, Mapping):
        return value.keys() == expected.keys() and all(_equals(value[key], expected[key]) for key in value)
    # True == 1 in Python, but not in JSON
    return bool(value == expected) and isinstance(value, bool) == isinstance(expected, bool)


def _contains(value: Any, expected: Any) -> bool:
    if isinstance(value, str):
        return str(expected) in value
    if isinstance(value, Mapping):
        return includes(value, expected)
    return isinstance(value, list) and any(includes(item, expected) for item in value)


def includes(value: Any, part: Any) -> bool:
    """Whether `part` is in `value`: equal to it, or an object whose keys are all in `value` with included values.

    Of a list every member must be included in some member of `value`.
    """
    if isinstance(part, Mapping):
        return isinstance(value, Mapping) and all(
            key in value and includes(value[key], member) for key, member in part.items()
        )
    if isinstance(part, list):
        return isinstance(value, list) and all(any(includes(item, member) for item in value) for member in part)
    return _equals(value, part)


def _matches(value: Any, expected: Any) -> bool:
    return isinstance(value, str) and re.search(str(expected), value) is not None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _at_least(value: Any, expected: Any) -> bool:
    number, limit = _number(value), _number(expected)
    return number is not None and limit is not None and number >= limit


def _at_most(value: Any, expected: Any) -> bool:
    number, limit = _number(value), _number(expected)
    return number is not None and limit is not None and number <= limit


def _length(value: Any, expected: Any) -> bool:
    return isinstance(value, list | str | Mapping) and len(value) == _number(expected)


def _absent(value: Any, expected: Any) -> bool:
    return (value is None or value in ([], {}, "")) == bool(expected)


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
