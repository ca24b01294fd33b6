"""What happens to a call, in the order in which it happens: the chain of one operation as text."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

from awslab.cloud.gateway.behaviour import ANSWERS, BEFORE, FOLLOWS, Registration, Registry
from awslab.cloud.gateway.corrections import corrections_of
from awslab.cloud.gateway.guards import guards_of
from awslab.cloud.gateway.moto_backend import MOTO
from awslab.cloud.gateway.recognise import operation_names
from awslab.cloud.gateway.rooms import manifest_of, room_of, rooms, wake

_ROOT = Path(__file__).parents[3]


class UnknownOperationError(Exception):
    """There is no such service, or it has no such operation."""


def explain(name: str) -> Iterator[str]:
    """The lines that say who has a part in an operation, named `service.Operation` with boto3's service name.

    Raises UnknownOperationError for a name that is none.
    """
    service, _, operation = name.partition(".")
    names = operation_names(service)
    if operation not in names:
        problem = f"{service} has no operation {operation!r}" if names else f"there is no service {service!r}"
        near = {name.lower(): name for name in names}.get(operation.replace("_", "").lower())
        advice = f"did you mean {service}.{near}?" if near else "write it as s3.PutBucketNotificationConfiguration"
        raise UnknownOperationError(f"{problem}; {advice}")
    for room in rooms():  # others follow calls of this service, too
        wake(room.service.name)
    MOTO.load_service(service)
    return _chain(service, operation)


def _chain(service: str, operation: str) -> Iterator[str]:
    room, manifest = room_of(service), manifest_of(service)
    yield f"{service}.{operation}"
    yield f"  room      {_shown_room(room.package) if room else 'none: moto alone answers'}"
    yield "  model     what the service's model excludes is refused (awslab/cloud/gateway/model_rules.py)"
    for rule in guards_of(service, operation):
        yield f"  guard     {rule.phase.name.lower():<11} {rule.check.__name__}  {_place(rule.place)}  {rule.source}"
    yield from _hooks("before", BEFORE, service, operation)
    yield from _hooks("answer", ANSWERS, service, operation)
    if operation in manifest.unanswered:
        yield "  answer    NotImplemented: moto has it not, or takes it for another operation"
    else:
        condition = ", unless an answer above has taken the call" if ANSWERS.of(service, operation) else ""
        yield f"  answer    moto{condition}"
    for correction, place in corrections_of(service, operation):
        yield f"  corrected {correction}  {_place(place)}"
    yield from _hooks("follows", FOLLOWS, service, operation)


def _hooks(label: str, registry: Registry, service: str, operation: str) -> Iterator[str]:
    for registration in registry.of(service, operation):
        yield f"  {label:<9} {_described(registration)}"


def _described(registration: Registration) -> str:
    parts = (registration.hook.__name__, _place(registration.place), registration.source)
    return "  ".join(part for part in parts if part)


def _shown_room(package: str) -> str:
    module = sys.modules[package]
    return f"{package.replace('.', '/')}  {(inspect.getdoc(module) or '').partition(chr(10))[0]}"


def _place(place: tuple[str, int]) -> str:
    file, line = place
    path = Path(file)
    return f"{path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path}:{line}"
