"""Values of a template: how they look as text, when they are equal, and the methods that they have (pure).

They behave as the Java objects of API Gateway's engine do: a JSON object is a map and looks like `{a=1, b=[2]}`, a
list that came from JSON looks like JSON. Nothing (None) stands for null and for every reference that leads nowhere: it
is empty text, and equal to it. Both were recorded from the real service (aws-errors.tsv's source, the test
test_input_path_template_formatting).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TypeGuard

from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError, UnsupportedTemplateError

LONGEST = 10 * 1024 * 1024
"""Characters that a text may have: a payload is no larger.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""


class MadeList(list[object]):
    """A list that the template made, which looks as Java's do: `[a, b]`."""


class Silent(dict[str, object]):
    """A map that is empty text: `$context` and its members."""


def text_of(value: object) -> str:
    """Return a value as text."""
    match value:
        case None | Silent():
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"{name}={text_of(item)}" for name, item in value.items()) + "}"
        case MadeList():
            return "[" + ", ".join(text_of(item) for item in value) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_true(value: object) -> bool:
    """Say whether #if takes a value as true: all are, but `false` and null."""
    return value is not None and value is not False


def equal(left: object, right: object) -> bool:
    """Say whether two values are equal: numbers by their value, others of different kinds by their text."""
    if _is_number(left) and _is_number(right):
        return bool(left == right)
    if type(left) is type(right):
        return bool(left == right)
    return text_of(left) == text_of(right)


def compute(sign: str, left: object, right: object) -> object:
    """Return the result of an operation on numbers; None when one operand is not a number, as in Velocity 1.7."""
    if not (_is_number(left) and _is_number(right)) or (sign in "/%" and right == 0):
        return None
    whole = isinstance(left, int) and isinstance(right, int)
    operations: dict[str, Callable[[], object]] = {
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


def member(value: object, key: object) -> object:
    """Return `value.key` or `value[key]`; None where there is none."""
    if isinstance(value, Mapping):
        return value.get(key if isinstance(key, str) else text_of(key))
    if isinstance(value, list) and isinstance(key, int) and not isinstance(key, bool):
        return value[key] if -len(value) <= key < len(value) else None
    return None


def call(value: object, name: str, arguments: list[object]) -> object:
    """Return `value.name(...)`. Raises UnsupportedTemplateError for a method that awslab's values do not have."""
    if value is None:
        return None
    kind, methods = _methods(value)
    method = methods.get(name) or _COMMON.get(name)
    if method is None:
        raise UnsupportedTemplateError(f"the method {name}() of {kind} in mapping templates")
    try:
        result = method(value, *arguments)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, re.error) as error:
        raise TemplateError(f"{name}() of {kind} cannot be called with {arguments!r}") from error
    if isinstance(result, str) and len(result) > LONGEST:
        raise TemplateError("a text grew over 10 MB")
    return result


def _methods(value: object) -> tuple[str, Mapping[str, Callable[..., object]]]:
    match value:
        case str():
            return "texts", _TEXT
        case Mapping():
            return "maps", _MAP
        case list():
            return "lists", _LIST
        case _:
            return "numbers and booleans", _NUMBER


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _java_replacement(text: str) -> str:
    """Return a Java replacement text (`$1`, `\\$`) as Python writes it."""
    return re.sub(r"\\(.)|\$(\d)", lambda match: f"\\g<{match[2]}>" if match[2] else re.escape(match[1]), text)


def _split(text: str, pattern: str, limit: int = 0) -> MadeList:
    """Split as Java does: without the empty texts at the end when there is no limit."""
    parts = [part or "" for part in re.split(pattern, text, maxsplit=max(limit - 1, 0))]
    while limit == 0 and len(parts) > 1 and not parts[-1]:
        parts.pop()
    return MadeList(parts)


def _put(values: dict[str, object], key: object, value: object) -> object:
    before = values.get(text_of(key))
    values[text_of(key)] = value
    return before


def _add(values: list[object], *arguments: object) -> object:
    if len(arguments) == 2:
        index, value = arguments
        if not isinstance(index, int | float | str):
            raise TypeError(index)
        values.insert(int(index), value)
        return None
    values.append(*arguments)
    return True


def _extended(values: list[object], items: list[object]) -> bool:
    values.extend(items)
    return True


def _set_at(values: list[object], at: int, value: object) -> object:
    before, values[at] = values[at], value
    return before


_COMMON: Mapping[str, Callable[..., object]] = {
    "toString": text_of,
    "equals": equal,
}
_TEXT: Mapping[str, Callable[..., object]] = {
    "charAt": lambda text, at: text[at],
    "compareTo": lambda text, operand: (text > operand) - (text < operand),
    "concat": lambda text, suffix: text + suffix,
    "contains": lambda text, part: text_of(part) in text,
    "endsWith": lambda text, part: text.endswith(part),
    "equalsIgnoreCase": lambda text, operand: text.lower() == text_of(operand).lower(),
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
_MAP: Mapping[str, Callable[..., object]] = {
    "containsKey": lambda values, key: text_of(key) in values,
    "containsValue": lambda values, value: value in values.values(),
    "entrySet": lambda values: MadeList({"key": key, "value": value} for key, value in values.items()),
    "get": member,
    "getKey": lambda values: values["key"],
    "getValue": lambda values: values["value"],
    "isEmpty": lambda values: not values,
    "keySet": lambda values: MadeList(values),
    "put": _put,
    "putAll": lambda values, entries: values.update(entries),
    "remove": lambda values, key: values.pop(text_of(key), None),
    "size": len,
    "values": lambda values: MadeList(values.values()),
}
_LIST: Mapping[str, Callable[..., object]] = {
    "add": _add,
    "addAll": _extended,
    "contains": lambda values, value: any(equal(value, item) for item in values),
    "get": lambda values, at: values[at],
    "indexOf": lambda values, value: next((index for index, item in enumerate(values) if equal(value, item)), -1),
    "isEmpty": lambda values: not values,
    "remove": lambda values, at: values.pop(at),
    "set": _set_at,
    "size": len,
    "subList": lambda values, begin, end: values[begin:end],
}
_NUMBER: Mapping[str, Callable[..., object]] = {
    "doubleValue": lambda number: float(number),
    "intValue": lambda number: int(number),
    "longValue": lambda number: int(number),
    "parseInt": lambda _, text: int(text),
    "valueOf": lambda _, text: int(text),
}
