"""JSONPath, as `$input.path`, `$input.json` and parameter mappings of REST and HTTP APIs use it (pure).

The plain paths (names, indices) that most templates have are walked here; for the others (filters, wildcards, slices,
recursive descent) the library python-jsonpath is loaded when the first one comes. As in the Java library that API
Gateway names, a path that leads to one place gives the value there, any other path a list.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#input-variable-reference
https://github.com/json-path/JsonPath
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jsonpath import JSONPath

_STEP = re.compile(r"\.([\w-]+)|\[(-?\d+)\]|\['([^']*)'\]|\[\"([^\"]*)\"\]")
_FUNCTION = re.compile(r"\.(length|size|min|max|sum|avg|keys|first|last)\(\)$")
_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "length": len,
    "size": len,
    "min": min,
    "max": max,
    "sum": sum,
    "avg": lambda values: sum(values) / len(values),
    "keys": list,
    "first": lambda values: values[0],
    "last": lambda values: values[-1],
}


class JsonPathError(ValueError):
    """A text is no JSONPath."""


def document(body: str) -> object:
    """Return a body as JSON: None for an empty one, and the text itself for one that is not JSON."""
    if not body.strip():
        return None
    try:
        value: object = json.loads(body)
    except ValueError:
        return body
    return value


def lookup(value: object, path: object) -> object:
    """Return what a path leads to in a JSON value; None for nothing. Raises JsonPathError."""
    if not isinstance(path, str) or not path:
        raise JsonPathError(f"{path!r} is no JSONPath")
    whole = path if path.startswith(("$", "@")) else f"$.{path}"
    function = _FUNCTION.search(whole)
    if function is not None:
        return _result(function[1], lookup(value, whole[: function.start()]))
    steps = _plain_steps(whole)
    return _walk(value, steps) if steps is not None else _search(value, whole)


def _result(function: str, value: object) -> object:
    try:
        return _FUNCTIONS[function](value)
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None


@lru_cache(maxsize=1024)
def _plain_steps(path: str) -> tuple[str | int, ...] | None:
    """Return the steps of a path of names and indices; None for any other path."""
    steps: list[str | int] = []
    position = 1
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            return None
        names = (step[1], step[3], step[4])
        steps.append(int(step[2]) if step[2] is not None else next(name for name in names if name is not None))
        position = step.end()
    return tuple(steps)


def _walk(value: object, steps: tuple[str | int, ...]) -> object:
    for step in steps:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _search(value: object, path: str) -> object:
    return _compile(path).findall(value) if isinstance(value, dict | list) else None


@lru_cache(maxsize=256)
def _compile(path: str) -> JSONPath:
    import jsonpath

    try:
        query = jsonpath.compile(path)
    except jsonpath.JSONPathError as error:
        raise JsonPathError(f"{path!r} is no JSONPath: {error}") from error
    if not isinstance(query, jsonpath.JSONPath):
        raise JsonPathError(f"{path!r} joins two JSONPaths")
    return query
