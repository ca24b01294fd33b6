"""What guards may look at in Elastic Load Balancing, and the records of moto that they and the edge read.

The records are moto's objects, with the members that this sandbox uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypedDict

from awslab.cloud.elbv2.shapes import Action, Condition, Transform, target_groups_of


class SubnetRecord(Protocol):
    """A subnet of EC2."""

    id: str
    vpc_id: str
    availability_zone: str


class ActionRecord(Protocol):
    """An action of a rule."""

    data: Action


class RuleRecord(Protocol):
    """A rule of a listener."""

    arn: str
    listener_arn: str
    is_default: bool
    priority: str | int
    """A number, or `default`."""
    conditions: Sequence[Condition]
    actions: Sequence[ActionRecord]
    transforms: Sequence[Transform]
    """Set by this sandbox; default rules have none."""


class ListenerRecord(Protocol):
    """A listener."""

    arn: str
    load_balancer_arn: str
    port: str | int
    protocol: str
    certificates: Sequence[object]
    rules: Mapping[object, RuleRecord]
    _non_default_rules: Mapping[str, RuleRecord]


class BalancerRecord(Protocol):
    """A load balancer."""

    arn: str
    name: str
    dns_name: str
    type: str
    scheme: str
    vpc_id: str
    ip_address_type: str
    subnets: Sequence[SubnetRecord]
    security_groups: Sequence[str] | None
    attrs: Mapping[str, object]
    listeners: Mapping[str, ListenerRecord]


class TargetRecord(TypedDict):
    """A registered target."""

    Id: str
    Port: str | int


class TargetGroupRecord(Protocol):
    """A target group."""

    arn: str
    name: str
    region_name: str
    target_type: str
    protocol: str | None
    port: str | int | None
    vpc_id: str | None
    targets: Mapping[str, TargetRecord]
    terminated_targets: Mapping[str, TargetRecord]
    health_check_enabled: bool
    health_check_port: str | None
    health_check_protocol: str | None
    health_check_path: str | None
    health_check_interval_seconds: str | int
    health_check_timeout_seconds: str | int
    healthy_threshold_count: str | int
    unhealthy_threshold_count: str | int
    matcher: Mapping[str, str] | None
    attributes: Mapping[str, object]

    def register(self, targets: list[TargetRecord]) -> None:
        """Add targets."""

    def deregister(self, targets: list[Mapping[str, str]]) -> None:
        """Remove targets; raises moto's InvalidTargetError for one that is not there."""


class ElbBackend(Protocol):
    """moto's backend of one region."""

    load_balancers: Mapping[str, BalancerRecord]
    target_groups: Mapping[str, TargetGroupRecord]


class ElbState:
    """Read access to Elastic Load Balancing in one region. Every lookup answers None for what is not there."""

    def __init__(self, backend: ElbBackend) -> None:
        self._backend = backend

    def load_balancer(self, arn: str) -> BalancerRecord | None:
        """Return a load balancer."""
        return self._backend.load_balancers.get(arn)

    def load_balancers(self) -> list[BalancerRecord]:
        """Return all load balancers."""
        return list(self._backend.load_balancers.values())

    def load_balancer_named(self, name: str) -> BalancerRecord | None:
        """Return a load balancer by its name."""
        return next((balancer for balancer in self.load_balancers() if balancer.name == name), None)

    def listener(self, arn: str) -> ListenerRecord | None:
        """Return a listener."""
        balancers = self.load_balancers()
        return next((balancer.listeners[arn] for balancer in balancers if arn in balancer.listeners), None)

    def rule(self, arn: str) -> RuleRecord | None:
        """Return a rule of a listener."""
        return next((rule for _, rule in self._rules() if rule.arn == arn), None)

    def target_group(self, arn: str) -> TargetGroupRecord | None:
        """Return a target group."""
        return self._backend.target_groups.get(arn)

    def target_groups(self) -> list[TargetGroupRecord]:
        """Return all target groups."""
        return list(self._backend.target_groups.values())

    def target_group_named(self, name: str) -> TargetGroupRecord | None:
        """Return a target group by its name."""
        return next((group for group in self.target_groups() if group.name == name), None)

    def users_of(self, target_group: str) -> set[str]:
        """Return the ARNs of the load balancers whose rules name a target group."""
        return {
            balancer.arn
            for balancer, rule in self._rules()
            if target_group in target_groups_of(action.data for action in rule.actions)
        }

    def _rules(self) -> Iterator[tuple[BalancerRecord, RuleRecord]]:
        for balancer in self.load_balancers():
            for listener in list(balancer.listeners.values()):
                for rule in list(listener.rules.values()):
                    yield balancer, rule
