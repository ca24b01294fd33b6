"""Would boto3 accept a call? Service, method, parameter names, nesting and types, by botocore's models; no network."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from botocore import xform_name
from botocore.exceptions import UnknownServiceError
from botocore.model import ServiceModel, Shape
from botocore.session import get_session

from awslab.sandbox.vetting import VetCall, VetProblem

_REFERENCE = re.compile(r"\$\{[^}]*\}")
_PLAIN: dict[str, tuple[tuple[type, ...], str]] = {
    "string": ((str,), "text"),
    "character": ((str,), "text"),
    "integer": ((int,), "a whole number"),
    "long": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "double": ((int, float), "a number"),
    "boolean": ((bool,), "true or false"),
    "blob": ((str, bytes), "text or bytes"),
    "timestamp": ((str, int, float, datetime), "a time"),
}
Path = tuple[str | int, ...]


def vet(calls: Iterable[VetCall]) -> list[VetProblem]:
    """Everything that is wrong, in the order of the calls."""
    return [VetProblem(index, path, sentence) for index, call in enumerate(calls) for path, sentence in _problems(call)]


def _problems(call: VetCall) -> Iterator[tuple[Path, str]]:
    model = _model(call.service)
    if model is None:
        yield (), f"boto3 has no service “{call.service}”{_near(call.service, get_session().get_available_services())}"
        return
    operations = _methods(call.service)
    if call.operation not in operations:
        yield (), f"{call.service} has no operation “{call.operation}”{_near(call.operation, operations)}"
        return
    shape = model.operation_model(operations[call.operation]).input_shape
    if shape is not None:
        yield from _structure(shape, call.parameters, (), whole=not call.partial)
    elif call.parameters:
        yield (), f"{call.service}.{call.operation} takes no parameters"


@cache
def _model(service: str) -> ServiceModel | None:
    try:
        return get_session().get_service_model(service)
    except UnknownServiceError:
        return None


@cache
def _methods(service: str) -> dict[str, str]:
    model = _model(service)
    assert model is not None
    return {xform_name(name): name for name in model.operation_names}


def _structure(shape: Any, value: Mapping[str, Any], path: Path, *, whole: bool) -> Iterator[tuple[Path, str]]:
    for name, member in value.items():
        if name in shape.members:
            yield from _value(shape.members[name], member, (*path, name), whole=whole)
        elif not _REFERENCE.search(str(name)):
            yield (*path, name), f"there is no parameter “{name}” here{_near(str(name), shape.members)}"
    for name in shape.required_members if whole else ():
        if name not in value:
            yield path, f"the parameter “{name}” is missing"
    if getattr(shape, "is_tagged_union", False) and len(value) != 1:
        yield path, f"exactly one of {', '.join(shape.members)} is wanted"


def _value(shape: Shape, value: Any, path: Path, *, whole: bool) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str) and _REFERENCE.fullmatch(value):
        return  # it will have the type of what it stands for
    if shape.type_name == "structure":
        yield from _nested(shape, value, path, whole=whole)
    elif shape.type_name == "list":
        yield from _list(shape, value, path, whole=whole)
    elif shape.type_name == "map":
        yield from _map(shape, value, path, whole=whole)
    else:
        yield from _plain(shape, value, path)


def _nested(shape: Any, value: Any, path: Path, *, whole: bool) -> Iterator[tuple[Path, str]]:
    if getattr(shape, "is_document_type", False):
        return
    if isinstance(value, Mapping):
        yield from _structure(shape, value, path, whole=whole)
    else:
        yield path, f"“{path[-1]}” must be keys and values, with {', '.join(list(shape.members)[:6])}"


def _list(shape: Any, value: Any, path: Path, *, whole: bool) -> Iterator[tuple[Path, str]]:
    if not isinstance(value, list | tuple):
        yield path, f"“{path[-1]}” must be a list"
        return
    for index, item in enumerate(value):
        yield from _value(shape.member, item, (*path, index), whole=whole)


def _map(shape: Any, value: Any, path: Path, *, whole: bool) -> Iterator[tuple[Path, str]]:
    if not isinstance(value, Mapping):
        yield path, f"“{path[-1]}” must be keys and values"
        return
    for name, item in value.items():
        yield from _value(shape.value, item, (*path, name), whole=whole)


def _plain(shape: Shape, value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    types, description = _PLAIN[shape.type_name]
    is_disguised = isinstance(value, bool) and bool not in types  # a bool is an int to Python, not to AWS
    if not isinstance(value, types) or is_disguised:
        yield path, f"“{path[-1]}” must be {description}, not {_printed_value(value)}"


def _printed_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "keys and values"
    return "a list" if isinstance(value, list | tuple) else "nothing" if value is None else f"“{value}”"


def _near(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(close)}?" if close else ""
