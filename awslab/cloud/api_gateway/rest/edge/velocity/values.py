"""Values of a template: how they look as text, when they are equal, and the methods that they have.

They behave as the Java objects of API Gateway's engine do: a JSON object is a map and looks like `{a=1, b=[2]}`, a
list that came from JSON looks like JSON. Nothing (None) stands for null and for every reference that leads nowhere: it
is empty text, and equal to it. Both were recorded from the real service (aws-errors.tsv's source, the test
test_input_path_template_formatting).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError, UnsupportedTemplateError

LONGEST = 10 * 1024 * 1024
"""Characters that a text may have: a payload is no larger.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""


class MadeList(list[Any]):
    """A list that the template made, which looks as Java's do: `[a, b]`."""


class Silent(dict[str, Any]):
    """A map that is empty text: `$context` and its members."""


def shown(value: Any) -> str:
    """A value as text."""
    match value:
        case None | Silent():
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"{name}={shown(each)}" for name, each in value.items()) + "}"
        case MadeList():
            return "[" + ", ".join(shown(each) for each in value) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_true(value: Any) -> bool:
    """What #if asks: everything is true but false and nothing."""
    return value is not None and value is not False


def equal(left: Any, right: Any) -> bool:
    """Numbers by their value, everything else as text when the kinds differ."""
    if _is_number(left) and _is_number(right):
        return bool(left == right)
    if type(left) is type(right):
        return bool(left == right)
    return shown(left) == shown(right)


def computed(sign: str, left: Any, right: Any) -> Any:
    """Arithmetic and comparison of numbers; nothing when one of them is none, as in Velocity 1.7."""
    if not (_is_number(left) and _is_number(right)) or (sign in "/%" and right == 0):
        return None
    whole = isinstance(left, int) and isinstance(right, int)
    operations: dict[str, Callable[[], Any]] = {
        "<": lambda: left < right,
        ">": lambda: left > right,
        "<=": lambda: left <= right,
        ">=": lambda: left >= right,
        "+": lambda: left + right,
        "-": lambda: left - right,
        "*": lambda: left * right,
        "/": lambda: int(left / right) if whole else left / right,
        "%": lambda: left - right * int(left / right),
    }
    return operations[sign]()


def member(value: Any, key: Any) -> Any:
    """`value.key` or `value[key]`; nothing where there is none."""
    if isinstance(value, Mapping):
        return value.get(key if isinstance(key, str) else shown(key))
    if isinstance(value, list) and isinstance(key, int) and not isinstance(key, bool):
        return value[key] if -len(value) <= key < len(value) else None
    return None


def call(value: Any, name: str, arguments: list[Any]) -> Any:
    """`value.name(...)`. Raises UnsupportedTemplateError for a method that awslab's values do not have."""
    if value is None:
        return None
    kind, methods = _methods(value)
    method = methods.get(name) or _ANY.get(name)
    if method is None:
        raise UnsupportedTemplateError(f"the method {name}() of {kind} in mapping templates")
    try:
        found = method(value, *arguments)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, re.error) as error:
        raise TemplateError(f"{name}() of {kind} cannot be called with {arguments!r}") from error
    if isinstance(found, str) and len(found) > LONGEST:
        raise TemplateError("a text grew over 10 MB")
    return found


def _methods(value: Any) -> tuple[str, Mapping[str, Callable[..., Any]]]:
    match value:
        case str():
            return "texts", _TEXT
        case Mapping():
            return "maps", _MAP
        case list():
            return "lists", _LIST
        case _:
            return "numbers and booleans", _NUMBER


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _java_replacement(text: str) -> str:
    """`$1` and `\\$` as Python writes them."""
    return re.sub(r"\\(.)|\$(\d)", lambda found: f"\\g<{found[2]}>" if found[2] else re.escape(found[1]), text)


def _split(text: str, pattern: str, limit: int = 0) -> list[str]:
    """Like Java, without the empty texts at the end when there is no limit."""
    parts = [part or "" for part in re.split(pattern, text, maxsplit=max(limit - 1, 0))]
    while limit == 0 and len(parts) > 1 and not parts[-1]:
        parts.pop()
    return MadeList(parts)


def _put(values: dict[str, Any], key: Any, value: Any) -> Any:
    before = values.get(shown(key))
    values[shown(key)] = value
    return before


def _add(values: list[Any], *given: Any) -> Any:
    if len(given) == 2:
        values.insert(int(given[0]), given[1])
        return None
    values.append(*given)
    return True


def _extended(values: list[Any], more: list[Any]) -> bool:
    values.extend(more)
    return True


def _set_at(values: list[Any], at: int, value: Any) -> Any:
    before, values[at] = values[at], value
    return before


_ANY: Mapping[str, Callable[..., Any]] = {
    "toString": shown,
    "equals": equal,
}
_TEXT: Mapping[str, Callable[..., Any]] = {
    "charAt": lambda text, at: text[at],
    "compareTo": lambda text, other: (text > other) - (text < other),
    "concat": lambda text, other: text + other,
    "contains": lambda text, part: shown(part) in text,
    "endsWith": lambda text, part: text.endswith(part),
    "equalsIgnoreCase": lambda text, other: text.lower() == shown(other).lower(),
    "indexOf": lambda text, part, begin=0: text.find(part, begin),
    "isEmpty": lambda text: not text,
    "lastIndexOf": lambda text, part: text.rfind(part),
    "length": len,
    "matches": lambda text, pattern: re.fullmatch(pattern, text) is not None,
    "replace": lambda text, old, new: text.replace(old, new),
    "replaceAll": lambda text, old, new: re.sub(old, _java_replacement(new), text),
    "replaceFirst": lambda text, old, new: re.sub(old, _java_replacement(new), text, count=1),
    "split": _split,
    "startsWith": lambda text, part: text.startswith(part),
    "substring": lambda text, begin, end=None: text[begin:end],
    "toLowerCase": lambda text: text.lower(),
    "toUpperCase": lambda text: text.upper(),
    "trim": lambda text: text.strip(),
}
_MAP: Mapping[str, Callable[..., Any]] = {
    "containsKey": lambda values, key: shown(key) in values,
    "containsValue": lambda values, value: value in values.values(),
    "entrySet": lambda values: MadeList({"key": key, "value": value} for key, value in values.items()),
    "get": member,
    "getKey": lambda values: values["key"],
    "getValue": lambda values: values["value"],
    "isEmpty": lambda values: not values,
    "keySet": lambda values: MadeList(values),
    "put": _put,
    "putAll": lambda values, more: values.update(more),
    "remove": lambda values, key: values.pop(shown(key), None),
    "size": len,
    "values": lambda values: MadeList(values.values()),
}
_LIST: Mapping[str, Callable[..., Any]] = {
    "add": _add,
    "addAll": _extended,
    "contains": lambda values, value: any(equal(value, each) for each in values),
    "get": lambda values, at: values[at],
    "indexOf": lambda values, value: next((at for at, each in enumerate(values) if equal(value, each)), -1),
    "isEmpty": lambda values: not values,
    "remove": lambda values, at: values.pop(at),
    "set": _set_at,
    "size": len,
    "subList": lambda values, begin, end: values[begin:end],
}
_NUMBER: Mapping[str, Callable[..., Any]] = {
    "doubleValue": lambda number: float(number),
    "intValue": lambda number: int(number),
    "longValue": lambda number: int(number),
    "parseInt": lambda _, text: int(text),
    "valueOf": lambda _, text: int(text),
}
