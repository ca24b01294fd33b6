"""The health of targets, worked out from what the account holds.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html

Checks take no time here: a state follows at once from the network (by the packet tracer), the machines and what they
answer. Only two states last, on a clock that runs 60 times faster than AWS's: `initial` for one health check interval
(30 s are 0.5 s), counted from the registration or, when that is later, from the first rule that forwards to the group;
and `draining` for the deregistration delay (300 s are 5 s). A function that is there is healthy: it is not invoked for
its health.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from awslab.cloud.elbv2.life.registrations import Registrations, registrations
from awslab.cloud.elbv2.machine_replies import NoReply, ask
from awslab.cloud.elbv2.moto_balancers import Balancers, balancers
from awslab.cloud.elbv2.values import Balancer, Machine, Target, TargetGroup
from awslab.cloud.ports.context import GatewayContext


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
CHECKS_FAILED = Health("unhealthy", "Target.FailedHealthChecks", "Health checks failed")
_NOT_RUNNING = ("stopped", "stopping", "terminated")


class TargetHealth:
    """Tells the health of targets as load balancers find it, for many threads."""

    def __init__(self, balancers: Balancers, registrations: Registrations) -> None:
        self._balancers = balancers
        self._registrations = registrations

    def of(self, group: TargetGroup, target: Target, balancer: Balancer | None) -> Health:
        """Return the health of a target of a group that `balancer` uses (None: no listener refers to the group)."""
        if target in group.targets:
            return self.of_registered(group, target, balancer)
        return DRAINING if target in self._registrations.draining(group) else NOT_REGISTERED

    def of_registered(self, group: TargetGroup, target: Target, balancer: Balancer | None) -> Health:
        """Return the health of a target that is registered in the group."""
        if not group.checks_health:
            return UNAVAILABLE
        if balancer is None:
            return NOT_IN_USE
        match group.kind:
            case "lambda":
                return HEALTHY if self._balancers.policy(target.id) is not None else CHECKS_FAILED
            case "alb":
                return _of_load_balancer(self._balancers.with_arn(target.id), target)
            case _:
                return self._of_machine(group, target, balancer)

    def _of_machine(self, group: TargetGroup, target: Target, balancer: Balancer) -> Health:
        machine = self._balancers.machine(group, target)
        if group.kind == "instance" and (machine is None or machine.state in _NOT_RUNNING):
            state = "terminated" if machine is None else machine.state.replace("stopping", "stopped")
            return Health("unused", "Target.InvalidState", f"Target is in the {state} state")
        if machine is not None and machine.zone not in balancer.zones:
            return OTHER_ZONE
        if self._registrations.is_new(group, target):
            return INITIAL
        return _of_reply(group, target, balancer, machine)

    def named(self, group_arn: str, target_ids: Iterable[str]) -> list[Target]:
        """Return the registered targets of these ids; none when there is no such group."""
        group, ids = self._balancers.target_group(group_arn), set(target_ids)
        return [target for target in group.targets if target.id in ids] if group else []

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Note that another service registered targets."""
        self._registrations.came(group_arn, self.named(group_arn, target_ids))

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Note that another service deregisters targets, which are still in their group."""
        if self._balancers.using(group_arn):
            self._registrations.went(group_arn, self.named(group_arn, target_ids))

    def exists(self, group_arn: str) -> bool:
        """Whether there is such a target group."""
        return self._balancers.target_group(group_arn) is not None

    def exchange(self, group_arn: str, joining_ids: Collection[str], leaving_ids: Collection[str]) -> None:
        """Register instances for another service on the group's port, and deregister others."""
        self.went(group_arn, leaving_ids)
        self._balancers.exchange(group_arn, joining_ids, leaving_ids)
        self.came(group_arn, joining_ids)

    def state(self, group_arn: str, target_id: str) -> str:
        """Return the state of a target; `unused` when there is no such group."""
        group = self._balancers.target_group(group_arn)
        target = next(iter(self.named(group_arn, [target_id])), None)
        if group is None or target is None:
            return NOT_REGISTERED.state
        return self.of(group, target, self._balancers.using(group_arn)).state


def target_health(context: GatewayContext) -> TargetHealth:
    """Make the part that tells the health of targets."""
    return TargetHealth(context.part(balancers), context.part(registrations))


def _of_reply(group: TargetGroup, target: Target, balancer: Balancer, machine: Machine | None) -> Health:
    """Return the health that a health check finds now."""
    port = target.port if group.check_port == "traffic-port" else int(group.check_port)
    reply = ask(balancer, machine, port or 0, group.check_path.partition("?")[0])
    is_network = group.protocol not in ("HTTP", "HTTPS")
    if isinstance(reply, NoReply):
        return TIMED_OUT if reply is NoReply.TIMED_OUT and not is_network else CHECKS_FAILED
    if group.check_protocol == "TCP" or _is_success(reply.status, group.success_codes):
        return HEALTHY
    return CHECKS_FAILED if is_network else _mismatch(reply.status)


def _of_load_balancer(balancer: Balancer | None, target: Target) -> Health:
    """Return the health of an Application Load Balancer as a target: healthy with a listener on the target's port.

    The load balancer's own targets do not count.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
    """
    if balancer and any(listener.port == target.port for listener in balancer.listeners):
        return HEALTHY
    return CHECKS_FAILED


def _mismatch(status: int) -> Health:
    description = f"Health checks failed with these codes: [{status}]"
    return Health("unhealthy", "Target.ResponseCodeMismatch", description)


def _is_success(status: int, codes: str) -> bool:
    ranges = (part.strip().partition("-") for part in codes.split(","))
    return any(int(first) <= status <= int(last or first) for first, _, last in ranges if first)
