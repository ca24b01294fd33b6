"""JSONPath, as `$input.path`, `$input.json` and parameter mappings use it.

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
from typing import TYPE_CHECKING, Any

from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError

if TYPE_CHECKING:
    from jsonpath import JSONPath

_STEP = re.compile(r"\.([\w-]+)|\[(-?\d+)\]|\['([^']*)'\]|\[\"([^\"]*)\"\]")
_FUNCTION = re.compile(r"\.(length|size|min|max|sum|avg|keys|first|last)\(\)$")
_FUNCTIONS: Mapping[str, Callable[[Any], Any]] = {
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


def document(body: str) -> Any:
    """A body as JSON; nothing for an empty one, and the text itself for what is no JSON."""
    if not body.strip():
        return None
    try:
        return json.loads(body)
    except ValueError:
        return body


def found(value: Any, path: Any) -> Any:
    """What a path leads to; None for nothing. Raises TemplateError for what is no path."""
    if not isinstance(path, str) or not path:
        raise TemplateError(f"{path!r} is no JSONPath")
    whole = path if path.startswith(("$", "@")) else f"$.{path}"
    function = _FUNCTION.search(whole)
    if function is not None:
        return _applied(function[1], found(value, whole[: function.start()]))
    steps = _plain(whole)
    return _walked(value, steps) if steps is not None else _searched(value, whole)


def _applied(function: str, value: Any) -> Any:
    try:
        return _FUNCTIONS[function](value)
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None


@lru_cache(maxsize=1024)
def _plain(path: str) -> tuple[str | int, ...] | None:
    """The steps of a path of names and indices; None for any other path."""
    steps: list[str | int] = []
    position = 1
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            return None
        steps.append(int(step[2]) if step[2] is not None else next(each for each in step.groups() if each is not None))
        position = step.end()
    return tuple(steps)


def _walked(value: Any, steps: tuple[str | int, ...]) -> Any:
    for step in steps:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _searched(value: Any, path: str) -> Any:
    if not isinstance(value, dict | list):
        return None
    values: list[Any] = _compiled(path).findall(value)
    return values


@lru_cache(maxsize=256)
def _compiled(path: str) -> JSONPath:
    import jsonpath

    try:
        compiled = jsonpath.compile(path)
    except jsonpath.JSONPathError as error:
        raise TemplateError(f"{path!r} is no JSONPath: {error}") from error
    if not isinstance(compiled, jsonpath.JSONPath):
        raise TemplateError(f"{path!r} joins two JSONPaths")
    return compiled
