"""What rooms do with calls, found by its decorators: own answers, what comes before an answer, and what follows it.

    @answers("lambda", "Invoke", source="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html")
    def invoke(request: AwsRequest, context: GatewayContext) -> AwsResponse | None: ...

    @before("s3", "DeleteObject", "DeleteObjects")
    def remember_versions(request: AwsRequest, context: GatewayContext) -> None: ...

    @follows("s3", "PutObject", order=Order.NOTIFICATIONS)
    def notify(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None: ...

Each is a function of a room's `answers` or `life`, keyed by service (boto3's name) and operation, as guards are;
`EVERY` stands for all operations of a service. State lives in parts, which `context.part(make)` makes at first use and
`context.existing(make)` only looks up. A part that must be there from the first call on is marked:

    @starts
    def scaling_groups(context: GatewayContext) -> ScalingGroups: ...

The gateway makes it before the first call to the service of its room, or to one that the room's manifest says wakes it.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.gateway.rooms import Room, rooms_for, wake
from awslab.cloud.ports.context import GatewayContext

EVERY = "*"
"""All operations of a service."""

Answer = Callable[[AwsRequest, GatewayContext], AwsResponse | None]
"""An own answer instead of moto's; None leaves the call to the next answer, then to moto."""
Before = Callable[[AwsRequest, GatewayContext], None]
"""Runs after the guards and before anyone answers."""
Follow = Callable[[AwsRequest, AwsResponse, GatewayContext], None]
"""Runs after a successful answer and before it is sent, so the caller waits for it."""

Hook = TypeVar("Hook", bound=Callable[..., Any])
AnswerHook = TypeVar("AnswerHook", bound=Answer)
BeforeHook = TypeVar("BeforeHook", bound=Before)
FollowHook = TypeVar("FollowHook", bound=Follow)


class Order(IntEnum):
    """When a hook runs among those of the same call; hooks of equal order run by module name and line."""

    PERMISSIONS = 5
    """Refuses what a policy does not allow."""
    STATE = 10
    """Completes or mends what moto keeps."""
    CLOCK = 20
    """Brings what moves with time up to date."""
    NOTIFICATIONS = 30
    """Tells others: events, messages, invocations."""


@dataclass(frozen=True, slots=True)
class Registration:
    """A function of a room with the calls that it is for."""

    hook: Callable[..., Any]
    service: str
    operations: tuple[str, ...]
    order: int
    source: str
    """The AWS page that describes the behaviour; may be empty for what only moves time on."""

    @property
    def place(self) -> tuple[str, int]:
        """File and line of the function."""
        code = inspect.unwrap(self.hook).__code__
        return code.co_filename, code.co_firstlineno


class Registry:
    """Functions of one kind by service and operation."""

    def __init__(self) -> None:
        self._by_call: defaultdict[tuple[str, str], list[Registration]] = defaultdict(list)
        self._in_order_by_call: dict[tuple[str, str], tuple[Registration, ...]] = {}

    def register(self, registration: Registration) -> None:
        """Add a function under each of its operations."""
        for operation in registration.operations:
            self._by_call[registration.service, operation].append(registration)
        self._in_order_by_call = {}

    def of(self, service: str, operation: str) -> tuple[Registration, ...]:
        """What is registered for a call, in the order in which it runs."""
        # a room that wakes meanwhile puts a new dictionary here: what was sorted without it stays in the old one
        in_order = self._in_order_by_call
        registrations = in_order.get((service, operation))
        if registrations is None:
            registrations = in_order[service, operation] = self._in_order(service, operation)
        return registrations

    def _in_order(self, service: str, operation: str) -> tuple[Registration, ...]:
        keys = ((service, operation), (service, EVERY))
        registrations = [registration for key in keys for registration in self._by_call.get(key, ())]
        return tuple(sorted(registrations, key=lambda registration: (registration.order, registration.place)))

    def everything(self) -> list[Registration]:
        """Every registration once."""
        unique = {
            id(registration): registration for registrations in self._by_call.values() for registration in registrations
        }
        return list(unique.values())


ANSWERS, BEFORE, FOLLOWS = Registry(), Registry(), Registry()
STARTS: dict[str, list[Callable[[GatewayContext], object]]] = {}
"""By module: the parts that must be there from the first call on."""


def answers(
    service: str, *operations: str, source: str, order: int = Order.STATE
) -> Callable[[AnswerHook], AnswerHook]:
    """Register an own answer for operations of a service; `source` is the AWS page of the behaviour."""
    return _registering(ANSWERS, service, operations, order, source)


def before(
    service: str, *operations: str, order: int = Order.STATE, source: str = ""
) -> Callable[[BeforeHook], BeforeHook]:
    """Register what runs before operations of a service are answered."""
    return _registering(BEFORE, service, operations, order, source)


def follows(
    service: str, *operations: str, order: int = Order.STATE, source: str = ""
) -> Callable[[FollowHook], FollowHook]:
    """Register what follows successful operations of a service."""
    return _registering(FOLLOWS, service, operations, order, source)


def starts(make: Hook) -> Hook:
    """Mark the function that makes a part which must be there from the first call to its room's service on."""
    STARTS.setdefault(make.__module__, []).append(make)
    return make


def start(service: str, context: GatewayContext) -> None:
    """Load the rooms that a call to a service can need, and make the parts that they start with; once a sandbox."""
    if service in context.started_services:
        return
    wake(service)
    for room in rooms_for(service):
        for make in _makers_of(room):
            context.part(make)
    context.started_services.add(service)


def _makers_of(room: Room) -> list[Callable[[GatewayContext], object]]:
    modules = [module for module in list(STARTS) if module.startswith(f"{room.package}.")]
    return [make for module in modules for make in STARTS[module]]


def _registering(
    registry: Registry, service: str, operations: tuple[str, ...], order: int, source: str
) -> Callable[[Hook], Hook]:
    if not operations:
        raise ValueError(f"a hook for {service} names no operation; use EVERY for all of them")

    def register(hook: Hook) -> Hook:
        registry.register(Registration(hook, service, operations, order, source))
        return hook

    return register
