"""The health of targets, worked out from what the account holds.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html

Checks take no time here: a state follows at once from the network (asked of the packet tracer), machines and what they
answer. Only two states last, on a clock that runs 60 times faster than AWS's: `initial` for one health check interval
(30 s are 0.5 s), counted from the registration or, when that is later, from the first rule that forwards to the group;
and `draining` for the deregistration delay (300 s are 5 s). A function that is there is healthy: it is not invoked for
its health.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from awslab.cloud.elbv2.edge.balancers import Balancers
from awslab.cloud.elbv2.edge.configured import Balancer, Target, TargetGroup
from awslab.cloud.elbv2.edge.targets import NoReply, ask
from awslab.cloud.ports.clock import FASTER


@dataclass(frozen=True, slots=True)
class Health:
    """What DescribeTargetHealth says of a target."""

    state: str
    reason: str = ""
    description: str = ""


HEALTHY = Health("healthy")
UNAVAILABLE = Health("unavailable", "Target.HealthCheckDisabled", "Health checks are disabled")
INITIAL = Health("initial", "Elb.RegistrationInProgress", "Target registration is in progress")
DRAINING = Health("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress")
NOT_REGISTERED = Health("unused", "Target.NotRegistered", "Target is not registered to the target group")
NOT_IN_USE = Health(
    "unused", "Target.NotInUse", "Target group is not configured to receive traffic from the load balancer"
)
OTHER_ZONE = Health(
    "unused", "Target.NotInUse", "Target is in an Availability Zone that is not enabled for the load balancer"
)
TIMED_OUT = Health("unhealthy", "Target.Timeout", "Request timed out")
FAILED = Health("unhealthy", "Target.FailedHealthChecks", "Health checks failed")
_LONG_AGO = float("-inf")


class Registrations:
    """When targets came and went, and when their groups came into use; for many threads.

    What was not seen (a group that another service filled) counts as there for long.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._came: dict[tuple[str, Target], float] = {}
        self._went: dict[tuple[str, Target], float] = {}
        self._used: dict[str, float] = {}

    def came(self, group_arn: str, targets: Iterable[Target]) -> None:
        """Targets were registered."""
        with self._lock:
            for target in targets:
                self._came.setdefault((group_arn, target), self._clock())
                self._went.pop((group_arn, target), None)

    def went(self, group_arn: str, targets: Iterable[Target]) -> None:
        """Targets were deregistered."""
        with self._lock:
            for target in targets:
                self._came.pop((group_arn, target), None)
                self._went[group_arn, target] = self._clock()

    def came_into_use(self, group_arn: str) -> None:
        """A listener's rule forwards to the group; only the first one counts."""
        with self._lock:
            self._used.setdefault(group_arn, self._clock())

    def is_new(self, group: TargetGroup, target: Target) -> bool:
        """Whether the first health check has not been made."""
        with self._lock:
            began = max(self._came.get((group.arn, target), _LONG_AGO), self._used.get(group.arn, _LONG_AGO))
        return self._clock() - began < group.check_interval / FASTER

    def age(self, group: TargetGroup, target: Target) -> float:
        """Seconds on AWS's clock since the first health check; without an end for what was not seen to come."""
        with self._lock:
            began = self._came.get((group.arn, target), _LONG_AGO)
        return (self._clock() - began) * FASTER - group.check_interval

    def draining(self, group: TargetGroup) -> list[Target]:
        """The targets that are shown for a while after they went."""
        delay = float(group.attributes.get("deregistration_delay.timeout_seconds", 300)) / FASTER
        with self._lock:
            return [
                target for (arn, target), at in self._went.items() if arn == group.arn and self._clock() - at < delay
            ]


def health(
    balancers: Balancers, registrations: Registrations, group: TargetGroup, target: Target, balancer: Balancer | None
) -> Health:
    """The health of a registered target of a group that `balancer` uses (None: no listener refers to it)."""
    if not group.checks_health:
        return UNAVAILABLE
    if balancer is None:
        return NOT_IN_USE
    if group.kind == "lambda":
        return HEALTHY if balancers.policy(target.id) is not None else FAILED
    if group.kind == "alb":
        return _of_balancer(balancers.with_arn(target.id), target)
    machine = balancers.machine(group, target)
    if group.kind == "instance" and (machine is None or machine.state in ("stopped", "stopping", "terminated")):
        state = "terminated" if machine is None else machine.state.replace("stopping", "stopped")
        return Health("unused", "Target.InvalidState", f"Target is in the {state} state")
    if machine is not None and machine.zone not in balancer.zones:
        return OTHER_ZONE
    if registrations.is_new(group, target):
        return INITIAL
    port = target.port if group.check_port == "traffic-port" else int(group.check_port)
    reply = ask(balancer, machine, port or 0, group.check_path.partition("?")[0])
    is_network = group.protocol not in ("HTTP", "HTTPS")
    if isinstance(reply, NoReply):
        return TIMED_OUT if reply is NoReply.TIMED_OUT and not is_network else FAILED
    if group.check_protocol == "TCP" or _is_success(reply.status, group.success_codes):
        return HEALTHY
    return FAILED if is_network else _mismatch(reply.status)


def _of_balancer(found: Balancer | None, target: Target) -> Health:
    """An Application Load Balancer as a target: healthy with a listener on the port; its own targets are not asked.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
    """
    return HEALTHY if found and any(each.port == target.port for each in found.listeners) else FAILED


def _mismatch(status: int) -> Health:
    description = f"Health checks failed with these codes: [{status}]"
    return Health("unhealthy", "Target.ResponseCodeMismatch", description)


def _is_success(status: int, codes: str) -> bool:
    ranges = (part.strip().partition("-") for part in codes.split(","))
    return any(int(first) <= status <= int(last or first) for first, _, last in ranges if first)
