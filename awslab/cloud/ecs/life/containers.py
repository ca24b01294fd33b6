"""ECS on its clock: everything is brought up to date before each call to it, and when something is due."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from awslab.cloud.ecs import moto_services, moto_tasks
from awslab.cloud.ecs.life import services, tasks
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.alarm import Alarm
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.target_groups import TargetGroups

_SHOWS = frozenset({"ecs", "ec2", "elbv2", "cloudformation"})
"""Services whose answers show tasks, or their network interfaces and addresses."""


class Containers:
    """An extension of the gateway: ECS tasks live, and services hold their number."""

    def __init__(
        self,
        ecs: moto_tasks.Ecs,
        targets: TargetGroups,
        lock: AbstractContextManager[Any],
        clock: Callable[[], float],
    ) -> None:
        self._ecs = ecs
        self._targets = targets
        self._clock = clock
        self._lock = lock
        self._due = 0.0
        self._alarm = Alarm("ecs", self.settle, clock)

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """moto's, once everything is where it is by now."""
        if request.service in _SHOWS and self._clock() >= self._due:
            self.settle()
        return None

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """What was asked for begins."""
        if request.service in ("ecs", "cloudformation"):
            self.settle()

    def close(self) -> None:
        """The thread ends with the process."""

    def settle(self) -> None:
        """Bring everything to where it is now, and wait for what is due next."""
        with self._lock:
            now = self._clock()
            due = [at for backend in self._ecs.regions() for at in self._settle(backend, now)]
            self._due = min(due, default=math.inf)
            self._alarm.set(self._due if due else None)

    def _settle(self, backend: Any, now: float) -> list[float]:
        for task in self._ecs.tasks(backend):
            if tasks.advance(task, now):
                self._ecs.release(backend, task)
        region = moto_services.Services(backend, self._targets)
        due: list[float] = []
        for service in region.all():
            services.hold(region, service, now)
            due += services.due(region, service, now)
        self._ecs.count(backend)
        return due + [at for task in self._ecs.tasks(backend) if (at := task.course.next_change(now)) is not None]


def containers(context: GatewayContext) -> Containers:
    """Take ECS over, in this process."""
    lock = threading.RLock()
    moto_tasks.take_over(time.time)
    moto_services.take_over(time.time, lock)
    return Containers(moto_tasks.Ecs(context.account_id), context.target_groups, lock, time.time)
