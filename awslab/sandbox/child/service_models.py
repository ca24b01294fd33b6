"""Does botocore's model of a service say what a content file says of it? Limits, allowed values, documentation."""

from __future__ import annotations

import difflib
import html
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from botocore.exceptions import UnknownServiceError
from botocore.model import OperationModel, ServiceModel
from botocore.session import get_session

from awslab.sandbox.vetting import ModelClaim, VetProblem

_TAG = re.compile(r"<[^>]*>")


class _Place(NamedTuple):
    """A member, or an operation, as the model has it."""

    name: str
    shape: Any
    """None for the operation."""
    is_required: bool
    documentation: str


class _Missing(Exception):
    """The model has no such service, operation or member; the message says which."""


def vet_models(claims: Iterable[ModelClaim]) -> list[VetProblem]:
    """Return what the models say otherwise, in the order of the claims; the path names the comparison."""
    return [
        VetProblem(index, (name,) if name else (), sentence)
        for index, claim in enumerate(claims)
        for name, sentence in _problems(claim)
    ]


def _problems(claim: ModelClaim) -> Iterator[tuple[str, str]]:
    try:
        service = _service(claim.service)
    except _Missing as missing:
        yield "service", str(missing)
        return
    what = ".".join(filter(None, (claim.service, claim.operation, claim.member)))
    try:
        place = _place(service, claim)
    except _Missing as missing:
        # of a member that is absent, the operation must be there: a misspelt one would prove everything
        is_proven = claim.absent and (not claim.member or claim.operation in service.operation_names)
        if not is_proven:
            yield "", str(missing)
        return
    if claim.absent:
        yield "absent", f"{what} should be absent, but the model has it"
        return
    for name, expected in claim.comparisons.items():
        if problem := _COMPARISONS[name](place, expected):
            yield name, f"{what}: {problem}"


@cache
def _service(name: str) -> ServiceModel:
    try:
        return get_session().get_service_model(name)
    except UnknownServiceError as error:
        near = _near(name, get_session().get_available_services())
        raise _Missing(f"botocore has no service “{name}”{near}") from error


def _place(service: ServiceModel, claim: ModelClaim) -> _Place:
    if claim.operation not in service.operation_names:
        near = _near(claim.operation, service.operation_names)
        raise _Missing(f"{claim.service} has no operation “{claim.operation}”{near}")
    operation = service.operation_model(claim.operation)
    if not claim.member:
        return _Place(claim.operation, None, False, str(operation.documentation))
    return _member(operation, claim)


def _member(operation: OperationModel, claim: ModelClaim) -> _Place:
    shape: Any = operation.output_shape if claim.is_answer else operation.input_shape
    place = _Place(claim.operation, shape, False, "")
    for step in claim.member.replace("[]", ".[]").split("."):
        shape = place.shape
        if step == "[]":
            if getattr(shape, "type_name", "") not in ("list", "map"):
                raise _Missing(f"“{place.name}” is no list in {claim.service}.{claim.operation}")
            member = shape.member if shape.type_name == "list" else shape.value
            place = _Place(step, member, False, str(member.documentation))
            continue
        members = getattr(shape, "members", {})
        if step not in members:
            raise _Missing(f"there is no “{step}” in {claim.service}.{claim.operation}{_near(step, members)}")
        # what stands at the member is more than what its shape says of itself
        text = f"{members[step].documentation} {shape.members[step].documentation}"
        place = _Place(step, members[step], step in shape.required_members, text)
    return place


def _limit(place: _Place, name: str, expected: float) -> str:
    value = place.shape.metadata.get(name)
    if value is None:
        return f"the model has no {name}"
    return "" if value == expected else f"{name} should be {expected}; the model has {value}"


def _allowed_values(place: _Place) -> list[str]:
    return list(place.shape.metadata.get("enum", ()))


def _contains(place: _Place, expected: Iterable[str]) -> str:
    missing = [value for value in expected if value not in _allowed_values(place)]
    return f"{', '.join(missing)} should be allowed; the model has {_allowed_values(place)}" if missing else ""


def _lacks(place: _Place, expected: Iterable[str]) -> str:
    if not _allowed_values(place):
        return "the model names no allowed values"
    present = [value for value in expected if value in _allowed_values(place)]
    return f"{', '.join(present)} should not be allowed, but the model has it" if present else ""


def _required(place: _Place, expected: bool) -> str:
    return "" if place.is_required == expected else f"it should {'' if expected else 'not '}be required"


def _pattern(place: _Place, expected: str) -> str:
    value = place.shape.metadata.get("pattern", "")
    return "" if value == expected else f"the pattern should be {expected}; the model has {value or 'none'}"


def _documented(place: _Place, expected: str) -> str:
    text = _plain_text(place.documentation)
    return "" if _plain_text(expected) in text else f"“{expected}” should be documented; found “{text[:300]}”"


def _plain_text(documentation: str) -> str:
    """Return the text of the documentation's HTML, in one line."""
    return " ".join(html.unescape(_TAG.sub(" ", documentation)).split()).replace(" .", ".").replace(" ,", ",")


_COMPARISONS: dict[str, Callable[[_Place, Any], str]] = {
    "min": lambda place, expected: _limit(place, "min", expected),
    "max": lambda place, expected: _limit(place, "max", expected),
    "contains": _contains,
    "lacks": _lacks,
    "required": _required,
    "pattern": _pattern,
    "documented": _documented,
}


def _near(name: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(names), n=3, cutoff=0.6)
    return f"; did you mean {' or '.join(close)}?" if close else ""
