"""ECS on the sandbox's clock: tasks and services are brought up to date before each call that shows them, and when
something is due."""

from __future__ import annotations

import math

from awslab.cloud.ecs.entities import EcsBackend
from awslab.cloud.ecs.life import services, tasks
from awslab.cloud.ecs.moto_ecs import CHANGES, Ecs
from awslab.cloud.ecs.moto_services import Services
from awslab.cloud.gateway.behaviour import EVERY, Order, before, follows, starts
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.alarm import Alarm
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.target_groups import TargetGroups


class Containers:
    """The tasks and services of one sandbox, which live by the clock."""

    def __init__(self, ecs: Ecs, targets: TargetGroups) -> None:
        self._ecs = ecs
        self._targets = targets
        self._due = 0.0
        self._alarm = Alarm("ecs", self.settle, CLOCK.time)

    def settle_what_is_due(self) -> None:
        """Bring everything up to date, if anything is due."""
        if CLOCK.time() >= self._due:
            self.settle()

    def settle(self) -> None:
        """Bring everything to where it is now, and wait for what is due next."""
        with CHANGES:
            now = CLOCK.time()
            due = [time for backend in self._ecs.regions() for time in self._settle(backend, now)]
            self._due = min(due, default=math.inf)
            self._alarm.set(self._due if due else None)

    def _settle(self, backend: EcsBackend, now: float) -> list[float]:
        for task in self._ecs.tasks(backend):
            if tasks.advance(task, now):
                self._ecs.release(backend, task)
        region = Services(backend, self._targets)
        due: list[float] = []
        for service in region.all():
            services.hold(region, service, now)
            due += services.due(region, service, now)
        self._ecs.count(backend)
        changes = (task.course.next_change(now) for task in self._ecs.tasks(backend))
        return due + [time for time in changes if time is not None]


@starts
def containers(context: GatewayContext) -> Containers:
    """Make the part that moves ECS on."""
    return Containers(Ecs(context.account_id), context.target_groups)


@before("ecs", EVERY, order=Order.CLOCK)
@before("ec2", EVERY, order=Order.CLOCK)
@before("elbv2", EVERY, order=Order.CLOCK)
@before("cloudformation", EVERY, order=Order.CLOCK)
def settle_before_calls(_: AwsRequest, context: GatewayContext) -> None:
    """Move ECS on before calls whose answers show tasks, or their network interfaces and addresses."""
    part = context.existing(containers)
    if part is not None:
        part.settle_what_is_due()


@follows("ecs", EVERY, order=Order.CLOCK)
@follows("cloudformation", EVERY, order=Order.CLOCK)
def settle_after_calls(_: AwsRequest, __: AwsResponse, context: GatewayContext) -> None:
    """Begin what a call asked for."""
    part = context.existing(containers)
    if part is not None:
        part.settle()
