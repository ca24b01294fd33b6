"""Where the statements stand in a policy's text (pure).

The simulator gives the line and column of a statement's opening brace and of what follows its closing brace:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html#API_SimulatePrincipalPolicy_Examples
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from awslab.sandbox.child.iam.document import Position

Span = tuple[Position, Position]

_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[\s,:]*")


def statement_spans(text: str) -> list[Span]:
    """The spans of a valid JSON document's statements, in their order."""
    spans: list[tuple[int, int]] = []
    for key, start, end in _members(text):
        if key == "Statement":
            spans = list(_elements(text, start)) if text[start] == "[" else [(start, end)]
    return [(_position(text, start), _position(text, end)) for start, end in spans]


def _members(text: str) -> Iterator[tuple[str, int, int]]:
    """The keys of an object, and where their values begin and end."""
    place = _skip(text, text.index("{") + 1)
    while text[place] != "}":
        key, place = _value(text, place)
        start = _skip(text, place)
        _, place = _value(text, start)
        yield str(key), start, place
        place = _skip(text, place)


def _elements(text: str, place: int) -> Iterator[tuple[int, int]]:
    place = _skip(text, place + 1)
    while text[place] != "]":
        _, end = _value(text, place)
        yield place, end
        place = _skip(text, end)


def _value(text: str, place: int) -> tuple[Any, int]:
    return _DECODER.raw_decode(text, place)


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _position(text: str, place: int) -> Position:
    return Position(text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
