"""Plain data to content records, with every problem said in words at its place. The only user of pydantic."""

from __future__ import annotations

import dataclasses
import difflib
import json
from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from awslab.content import model
from awslab.content.document import Document

T = TypeVar("T")

_WANTED = {
    "string_type": "text is wanted here; put it in quotes",
    "int_type": "a whole number is wanted here",
    "int_from_float": "a whole number is wanted here",
    "float_type": "a number is wanted here",
    "bool_type": "true or false is wanted here",
    "tuple_type": "a list is wanted here",
    "dict_type": "a mapping of keys to values is wanted here",
    "dataclass_type": "a mapping of keys to values is wanted here",
    "date_type": "a date such as 2026-11-30 is wanted here",
    "date_from_datetime_parsing": "a date such as 2026-11-30 is wanted here",
    "none_required": "this must be left out",
}


@cache
def adapter(record: Any) -> TypeAdapter[Any]:
    """Pydantic's validator for a record class; building one is slow, so it is kept."""
    return TypeAdapter(record)


def read_record(document: Document, path: Sequence[str | int], data: Any, record: type[T]) -> T | None:
    """The record at the path, or None after noting every problem in the document."""
    try:
        # JSON is pydantic's strict form for data from outside: mappings become records, nothing else is converted.
        read: T = adapter(cast(Any, record)).validate_json(json.dumps(data, default=str), strict=True)
        return read
    except ValidationError as invalid:
        details = invalid.errors(include_url=False, include_context=True)
        for detail in details:
            if not _follows_from_another(detail, details):
                _note(document, path, data, detail)
        return None


def _follows_from_another(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """A list whose members are wrong is also reported as too short, and each alternative of a union reports itself."""
    inside = any(other["loc"][: len(detail["loc"])] == detail["loc"] and other is not detail for other in details)
    return detail["type"] == "too_short" and inside


def _note(document: Document, path: Sequence[str | int], data: Any, detail: ErrorDetails) -> None:
    where = (*path, *_existing(data, detail["loc"]))
    kind = detail["type"]
    last = detail["loc"][-1] if detail["loc"] else ""
    if kind == "missing":
        document.add(where[:-1] if where and where[-1] == last else where, f"the key “{last}” is missing")
    elif kind == "unexpected_keyword_argument":
        document.add(where, f"the key “{last}” is not known here{_near(str(last))}", at_key=True)
    else:
        document.add(where, _sentence(detail))


def _existing(data: Any, loc: Sequence[str | int]) -> list[str | int]:
    """The location without the names that pydantic adds for members of a union."""
    steps: list[str | int] = []
    for index, step in enumerate(loc):
        if _has(data, step):
            data = data[step]
        elif index < len(loc) - 1:
            continue
        else:
            data = None
        steps.append(step)
    return steps


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _sentence(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "form":
        return detail["msg"]
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return f"“type” must be one of {context.get('expected_tags') or 'the question types'}".replace("'", "")
    if kind == "literal_error":
        return f"{context['expected']} is wanted here".replace("'", "")
    if kind == "too_short":
        return f"at least {context['min_length']} are needed here, there are {context['actual_length']}"
    if kind == "too_long":
        return f"at most {context['max_length']} are allowed here, there are {context['actual_length']}"
    return _WANTED.get(kind) or detail["msg"][0].lower() + detail["msg"][1:]


@cache
def _known_keys() -> frozenset[str]:
    records = (value for value in (getattr(model, name) for name in model.__all__) if dataclasses.is_dataclass(value))
    return frozenset(field.name.removesuffix("_") for record in records for field in dataclasses.fields(record))


def _near(key: str) -> str:
    close = difflib.get_close_matches(key, sorted(_known_keys()), n=1, cutoff=0.7)
    return f"; did you mean “{close[0]}”?" if close else "; remove it or correct its spelling"
