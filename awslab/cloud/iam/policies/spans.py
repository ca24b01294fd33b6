"""The places of the values in a JSON text (pure)."""

from __future__ import annotations

import json
import re
from typing import Any

Path = tuple[str | int, ...]
"""Keys and indices from the root, which is `()`."""
Span = tuple[int, int]
"""Offsets: the first character, and the one after the last."""

_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,:]*")


def value_spans(text: str, depth: int = 100) -> dict[Path, Span]:
    """Return the spans of the values of a valid JSON text down to `depth`, inner ones first."""
    spans: dict[Path, Span] = {}
    _scan(text, _skip(text, 0), (), spans, depth)
    return spans


def _scan(text: str, start: int, path: Path, spans: dict[Path, Span], depth: int) -> int:
    inside = {"{": _scan_object, "[": _scan_array}.get(text[start])
    if inside is None or len(path) == depth:
        _, end = _value(text, start)
    else:
        end = inside(text, start, path, spans, depth)
    spans[path] = (start, end)
    return end


def _scan_object(text: str, start: int, path: Path, spans: dict[Path, Span], depth: int) -> int:
    place = _skip(text, start + 1)
    while text[place] != "}":
        key, place = _value(text, place)
        place = _skip(text, _scan(text, _skip(text, place), (*path, str(key)), spans, depth))
    return place + 1


def _scan_array(text: str, start: int, path: Path, spans: dict[Path, Span], depth: int) -> int:
    place, index = _skip(text, start + 1), 0
    while text[place] != "]":
        place = _skip(text, _scan(text, place, (*path, index), spans, depth))
        index += 1
    return place + 1


def _value(text: str, place: int) -> tuple[Any, int]:
    return _DECODER.raw_decode(text, place)


def _skip(text: str, place: int) -> int:
    gap = _BETWEEN.match(text, place)
    return gap.end() if gap else place
