"""Plain data to content records, with every problem said in words at its place. The only user of pydantic."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from awslab.content.document import Document
from awslab.content.record_keys import called, enclosing_records, misplaced_key

T = TypeVar("T")

_FORMS = {
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false, without quotes",
    "tuple_type": "must be a list; write each member on a line of its own after “- ”",
    "dict_type": "must be keys with values",
    "dataclass_type": "must be keys with values",
    "date_type": "must be a date such as 2026-11-30",
    "date_from_datetime_parsing": "must be a date such as 2026-11-30",
    "none_required": "must be left out",
}
"""By pydantic's kind of error, what a value must be."""
_NUMBERS = ("int_type", "int_from_float", "float_type")


@cache
def adapter(record: Any) -> TypeAdapter[Any]:
    """Return pydantic's validator for a record class; building one is slow, so each is built once."""
    return TypeAdapter(record)


def read_record(document: Document, path: Sequence[str | int], data: Any, record: type[T]) -> T | None:
    """Return the record at the path, or None after adding every problem to the document."""
    try:
        # JSON is pydantic's strict form for data from outside: mappings become records, nothing else is converted.
        value: T = adapter(cast(Any, record)).validate_json(json.dumps(data, default=str), strict=True)
        return value
    except ValidationError as invalid:
        details = invalid.errors(include_url=False, include_context=True)
        for detail in details:
            if not _follows_from_another(detail, details):
                _add(document, path, data, record, detail)
        return None


def _follows_from_another(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """A list whose members are wrong is also reported as too short, and each alternative of a union reports itself."""
    place = detail["loc"]
    has_inner = any(candidate["loc"][: len(place)] == place and candidate is not detail for candidate in details)
    return detail["type"] == "too_short" and has_inner


def _add(document: Document, path: Sequence[str | int], data: Any, record: type, detail: ErrorDetails) -> None:
    below = _existing(data, detail["loc"])
    at = (*path, *below)
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "missing":
        parent = below[:-1] if below and below[-1] == key else below
        owner = called(enclosing_records(record, data, parent)[-1].type)
        document.add((*path, *parent), f"the key “{key}” is missing; {owner} must have it")
    elif detail["type"] == "unexpected_keyword_argument":
        records = enclosing_records(record, data, below[:-1])
        sentence = misplaced_key(key, records, lambda place: document.position((*path, *place))[0])
        document.add(at, sentence, at_key=True)
    else:
        document.add(at, _sentence(detail, at))


def _existing(data: Any, location: Sequence[str | int]) -> list[str | int]:
    """Return the location without the names that pydantic adds for members of a union."""
    steps: list[str | int] = []
    for index, step in enumerate(location):
        if _has(data, step):
            data = data[step]
        elif index < len(location) - 1:
            continue
        else:
            data = None
        steps.append(step)
    return steps


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _sentence(detail: ErrorDetails, path: Sequence[str | int]) -> str:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    subject = _subject(path)
    if kind == "form":
        return detail["msg"]
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return f"“type” must be one of {context.get('expected_tags') or 'the question types'}".replace("'", "")
    if kind == "literal_error":
        return f"{subject} must be {context['expected']}; found {_shown(value)}".replace("'", "")
    if kind == "too_short":
        return f"{subject} must have {context['min_length']} members or more; found {context['actual_length']}"
    if kind == "too_long":
        return f"{subject} must have {context['max_length']} members or fewer; found {context['actual_length']}"
    if kind == "greater_than_equal":
        return f"{subject} must be {context['ge']} or more; found {_shown(value)}"
    if kind == "less_than_equal":
        return f"{subject} must be {context['le']} or less; found {_shown(value)}"
    if kind in _NUMBERS and isinstance(value, str) and value.strip().isdigit():
        return f"{subject} is a number: write {value.strip()} without quotes"
    if kind == "string_type" and not isinstance(value, dict | list):
        return f"{subject} must be text: put {_shown(value)} in quotes"
    if kind in _FORMS:
        return f"{subject} {_FORMS[kind]}; found {_shown(value)}"
    return f"{subject} is not as it should be: {detail['msg'][0].lower() + detail['msg'][1:]}"


def _subject(path: Sequence[str | int]) -> str:
    """Return what the value at the path is called: its key, or a member of the list at a key."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "this")
    return f"a member of “{name}”" if path and isinstance(path[-1], int) else f"“{name}”"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list):
        return "a list"
    return f"“{value}”" if isinstance(value, str) else json.dumps(value, default=str)
