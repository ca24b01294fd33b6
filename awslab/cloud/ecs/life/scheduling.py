"""How many tasks a service starts and stops next (pure).

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """Tasks that are meant to run, of one or more deployments."""

    running: int = 0
    coming: int = 0
    """Not running yet."""

    @property
    def all(self) -> int:
        """Running tasks and those that do not run yet."""
        return self.running + self.coming


@dataclass(frozen=True, slots=True)
class Target:
    """The number of tasks that a service should have."""

    desired: int
    minimum_healthy_percent: int = 100
    maximum_percent: int = 200

    @property
    def minimum(self) -> int:
        """How many tasks must go on running during a deployment; rounded up."""
        return math.ceil(self.desired * self.minimum_healthy_percent / 100)

    @property
    def maximum(self) -> int:
        """How many tasks may be running or coming during a deployment; rounded down."""
        return math.floor(self.desired * self.maximum_percent / 100)


@dataclass(frozen=True, slots=True)
class Plan:
    """The next moves of the scheduler."""

    start: int = 0
    stop_new: int = 0
    stop_old: int = 0
    """Those that are not running yet go first."""
    is_stuck: bool = False
    """The percentages allow neither to start nor to stop any."""


def plan(target: Target, new: Count, old: Count) -> Plan:
    """Return the next moves towards `target.desired` tasks of the new deployment and none of older ones."""
    missing = max(0, target.desired - new.all)
    room = max(0, target.maximum - new.all - old.coming - old.running)
    start = min(missing, room + old.coming)
    running = new.running + old.running
    beyond_desired = running - max(target.desired, target.minimum)
    to_make_room = min(running - target.minimum, missing - start)
    stop_old = old.coming + min(old.running, max(0, beyond_desired, to_make_room))
    return Plan(
        start=start,
        stop_new=max(0, new.all - target.desired),
        stop_old=stop_old,
        is_stuck=missing > 0 and start == 0 and stop_old == 0 and new.coming == 0,
    )
