"""When targets are registered and deregistered, and when their groups come into use.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from awslab.cloud.elbv2.values import Target, TargetGroup
from awslab.cloud.ports.clock import CLOCK, FASTER
from awslab.cloud.ports.context import GatewayContext

_LONG_AGO = float("-inf")


class Registrations:
    """The times at which targets were registered and deregistered, and groups came into use; for many threads.

    What was not seen (a group that another service filled) counts as there for long.
    """

    def __init__(self, clock: Callable[[], float] = CLOCK.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._registration_times: dict[tuple[str, Target], float] = {}
        self._deregistration_times: dict[tuple[str, Target], float] = {}
        self._first_use_times: dict[str, float] = {}

    def came(self, group_arn: str, targets: Iterable[Target]) -> None:
        """Note that targets were registered."""
        with self._lock:
            for target in targets:
                self._registration_times.setdefault((group_arn, target), self._clock())
                self._deregistration_times.pop((group_arn, target), None)

    def went(self, group_arn: str, targets: Iterable[Target]) -> None:
        """Note that targets were deregistered."""
        with self._lock:
            for target in targets:
                self._registration_times.pop((group_arn, target), None)
                self._deregistration_times[group_arn, target] = self._clock()

    def came_into_use(self, group_arn: str) -> None:
        """Note that a listener's rule forwards to the group; only the first one counts."""
        with self._lock:
            self._first_use_times.setdefault(group_arn, self._clock())

    def is_new(self, group: TargetGroup, target: Target) -> bool:
        """Whether the first health check has not been made."""
        with self._lock:
            registration = self._registration_times.get((group.arn, target), _LONG_AGO)
            beginning = max(registration, self._first_use_times.get(group.arn, _LONG_AGO))
        return self._clock() - beginning < group.check_interval / FASTER

    def age(self, group: TargetGroup, target: Target) -> float:
        """Return the seconds on AWS's clock since the first health check; infinite for what was not seen to come."""
        with self._lock:
            registration = self._registration_times.get((group.arn, target), _LONG_AGO)
        return (self._clock() - registration) * FASTER - group.check_interval

    def draining(self, group: TargetGroup) -> list[Target]:
        """Return the targets that are shown for a while after they were deregistered."""
        delay = float(group.attributes.get("deregistration_delay.timeout_seconds", 300)) / FASTER
        with self._lock:
            return [
                target
                for (arn, target), time in self._deregistration_times.items()
                if arn == group.arn and self._clock() - time < delay
            ]


def registrations(_: GatewayContext) -> Registrations:
    """Make the part that notes when targets come and go."""
    return Registrations()
