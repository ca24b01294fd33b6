"""Which keys a record of a file may have, and to which record a key belongs that stands in the wrong place."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Sequence
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from awslab.content.model import QUESTION_TYPES
from awslab.content.model.later import Later

_WORDS = {
    "Lab": "the lab",
    "Permission": "“allowed”",
    "Reach": "“reach”",
    "OrderItem": "an item",
    "MatchChoice": "a choice",
    "NumberMisconception": "a misconception",
    "CaseQuestion": "a case",
    "ModelReference": "a reference of “model”",
    "Showing": "a member of “shows”",
    "Proof": "“proof”",
}
"""What records are called whose class is not called so."""


class Enclosing(NamedTuple):
    """A record that a place in a file lies in."""

    type: type
    path: tuple[str | int, ...]
    """Where it begins, below the outermost record."""


def enclosing_records(root: type, data: Any, path: Sequence[str | int]) -> list[Enclosing]:
    """Return the records that a path of the data leads through, from the outermost to the innermost."""
    records: list[Enclosing] = []
    current: Any = root
    for index in range(len(path) + 1):
        current = _alternative(current, data)
        if isinstance(current, type) and dataclasses.is_dataclass(current):
            records.append(Enclosing(current, tuple(path[:index])))
        if index == len(path):
            break
        step = path[index]
        data = data[step] if _has(data, step) else None
        current = _below(current, step)
    return records


def misplaced_key(key: str, records: Sequence[Enclosing], line: Any) -> str:
    """Return a sentence about a key that the innermost record does not have: where it belongs, or what it should be.

    `line` tells the line at which the value at a path below the outermost record begins.
    """
    *outer, innermost = records
    for enclosing in reversed(outer):
        if key in keys(enclosing.type):
            words = called(enclosing.type)
            place = f"(line {line(enclosing.path)})" if enclosing.path else "at the top of the file"
            owner = "the " + words.removeprefix("the ").removeprefix("a ").removeprefix("an ")
            return f"“{key}” belongs to {words}, not to {called(innermost.type)}; move it up to {owner} {place}"
    inner = next((name for name, member in _members(innermost.type) if key in keys(member)), "")
    if inner:
        return f"“{key}” belongs into “{inner}”, not directly into {called(innermost.type)}; move it there"
    owners = [record for record in _relatives(records[0].type) if key in keys(record)]
    if owners:
        words = " or ".join(dict.fromkeys(called(owner) for owner in owners))
        return f"“{key}” belongs to {words}, not to {called(innermost.type)}; move or remove it"
    return f"the key “{key}” is not known here; {_hint(key, innermost.type)}"


def keys(record: type) -> list[str]:
    """Return the keys that the record may have in YAML, in the order of its class."""
    return [field.name.removesuffix("_") for field in dataclasses.fields(record)]


def called(record: type) -> str:
    """Return what an author calls a record of that class, with its article: a step, an option, a single question."""
    name = record.__name__
    if name in _WORDS:
        return _WORDS[name]
    for suffix, words in (("Question", "question"), ("Part", "part")):
        if name.endswith(suffix) and name != suffix:
            name = f"{name.removesuffix(suffix)} {words}"
    name = name.lower()
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _hint(key: str, record: type) -> str:
    close = difflib.get_close_matches(key, keys(record), n=1, cutoff=0.6)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"{called(record)} has {', '.join(keys(record))}"


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _alternative(type_: Any, data: Any) -> Any:
    """Return the member of a union that the data is meant to be; other types as they are."""
    if get_origin(type_) not in (Union, UnionType):
        return type_
    members = get_args(type_)
    kind = data.get("type") if isinstance(data, dict) else None
    for member in members:
        if kind is not None and kind in get_args(_hints(member).get("type", Literal[None])):
            return member
    return next((member for member in members if dataclasses.is_dataclass(member)), members[0])


def _below(type_: Any, step: str | int) -> Any:
    """Return the type of what stands at a key or an index of a value of that type."""
    if isinstance(type_, type) and dataclasses.is_dataclass(type_):
        hints = _hints(type_)
        return hints.get(str(step), hints.get(f"{step}_"))
    arguments = get_args(type_)
    return arguments[0] if get_origin(type_) is tuple and arguments else None


@cache
def _hints(type_: Any) -> dict[str, Any]:
    """Return the types of a record's fields, those that are loaded later too."""
    if not dataclasses.is_dataclass(type_):
        return {}
    late_types = {
        name: marker.type
        for name, hint in get_type_hints(type_, include_extras=True).items()
        for marker in getattr(hint, "__metadata__", ())
        if isinstance(marker, Later)
    }
    return get_type_hints(type_) | late_types


def _members(record: Any) -> Iterator[tuple[str, Any]]:
    """Yield the keys of the record below which there are records, with the classes of those."""
    for name, hint in _hints(record).items():
        yield from ((name.removesuffix("_"), member) for member in _record_types(hint))


def _record_types(hint: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(hint):
        yield hint
    for argument in get_args(hint):
        yield from _record_types(argument)


@cache
def _relatives(root: type) -> tuple[Any, ...]:
    """Return every class of records that the root's file may hold."""
    relatives: dict[Any, None] = dict.fromkeys(QUESTION_TYPES.values() if root in QUESTION_TYPES.values() else [root])
    queue = list(relatives)
    while queue:
        for _, member in _members(queue.pop()):
            if member not in relatives:
                relatives[member] = None
                queue.append(member)
    return tuple(relatives)
