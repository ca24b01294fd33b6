"""Everything that the edge and the health of targets read in moto, as plain values, and what is changed there."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol, cast

from moto.backends import get_backend

from awslab.cloud.elbv2.reach import Paths
from awslab.cloud.elbv2.shapes import groups_of
from awslab.cloud.elbv2.state import (
    BalancerRecord,
    ElbBackend,
    ElbState,
    ListenerRecord,
    RuleRecord,
    SubnetRecord,
    TargetGroupRecord,
)
from awslab.cloud.elbv2.values import Balancer, Listener, Machine, Rule, Target, TargetGroup
from awslab.cloud.gateway.moto_state import State
from awslab.cloud.ports.context import GatewayContext

_LAST = 1_000_000
"""The default rule's place; priorities end at 50,000."""


class InterfaceRecord(Protocol):
    """moto's record of a network interface."""

    id: str
    private_ip_address: str
    subnet: SubnetRecord
    instance: InstanceRecord | None


class InstanceRecord(Protocol):
    """moto's record of an instance."""

    id: str
    state: str
    image_id: str
    instance_type: str
    region_name: str
    availability_zone: str
    private_dns_name: str
    private_ip: str
    public_ip: str | None
    user_data: bytes | None
    nics: Mapping[int, InterfaceRecord]


class Balancers:
    """One account's load balancers, in every region; moto's dictionaries are copied, for other threads change them."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region
        self._state = State(account_id)

    def named(self, name: str) -> Balancer | None:
        """Return the load balancer of a name: in the sandbox's region, else in any."""
        return self._first("name", name)

    def with_dns_name(self, host: str) -> Balancer | None:
        """Return the load balancer to which AWS gave a DNS name."""
        return self._first("dns_name", host.lower())

    def with_arn(self, arn: str) -> Balancer | None:
        """Return the load balancer of an ARN."""
        return self._first("arn", arn)

    def using(self, group_arn: str) -> Balancer | None:
        """Return the load balancer whose listeners refer to a target group; there is one at most."""
        region = group_arn.split(":")[3]
        for record in self._elb(region).load_balancers():
            balancer = self._balancer(record, region)
            rules = (rule for listener in balancer.listeners for rule in listener.rules)
            if any(group_arn in groups_of(rule.actions) for rule in rules):
                return balancer
        return None

    def target_group(self, arn: str) -> TargetGroup | None:
        """Return the target group of an ARN; None when there is none."""
        parts = arn.split(":")
        record = self._elb(parts[3]).target_group(arn) if len(parts) == 6 else None
        return None if record is None else _target_group(record)

    def machine(self, group: TargetGroup, target: Target) -> Machine | None:
        """Return what a target stands for; None for a function, and for an address that nothing has."""
        ec2 = self._state.ec2(group.region)
        if group.kind == "instance":
            instance = cast("InstanceRecord | None", ec2.instance(target.id))
            return None if instance is None else _machine_of_instance(instance)
        interface = cast("InterfaceRecord | None", ec2.interface_with(group.vpc_id, target.id))
        return None if interface is None else _machine_of_interface(interface)

    def policy(self, function_arn: str) -> Sequence[Mapping[str, object]] | None:
        """Return the statements of a function's resource-based policy; None when there is no such function."""
        function = self._state.function(function_arn)
        return None if function is None else list(function.policy.statements)

    def check_health_of_functions(self, name: str, region: str, enabled: bool) -> None:
        """Switch the health checks of a target group of functions on or off.

        They are off by default; moto has them on.
        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#enable-health-checks-lambda
        """
        for record in self._elb(region).target_groups():
            if record.name == name:
                record.health_check_enabled = enabled

    def exchange(self, group_arn: str, joining_ids: Collection[str], leaving_ids: Collection[str]) -> None:
        """Register instances on a target group's port, and deregister those others that are in it."""
        record = self._elb(group_arn.split(":")[3]).target_group(group_arn)
        if record is not None:
            port = record.port or 0
            record.register([{"Id": instance_id, "Port": port} for instance_id in sorted(joining_ids)])
            leavers = [instance_id for instance_id in sorted(leaving_ids) if instance_id in record.targets]
            record.deregister([{"Id": instance_id} for instance_id in leavers])

    def left_by(self, instance_id: str, region: str) -> Iterator[tuple[str, Target]]:
        """Yield the ARNs of the target groups that a terminated instance was in, with how it was registered there."""
        if "moto.elbv2.models" not in sys.modules:
            return
        for group in self._elb(region).target_groups():
            if instance_id in group.terminated_targets:
                yield group.arn, Target(instance_id, int(group.terminated_targets[instance_id]["Port"]))

    def _first(self, attribute: str, value: str) -> Balancer | None:
        for region, state in self._regions():
            for record in state.load_balancers():
                if str(getattr(record, attribute)).lower() == value.lower():
                    return self._balancer(record, region)
        return None

    def _regions(self) -> Iterator[tuple[str, ElbState]]:
        rest = [region for region in list(get_backend("elbv2")[self._account_id]) if region != self._region]
        yield from ((region, self._elb(region)) for region in (self._region, *rest))

    def _elb(self, region: str) -> ElbState:
        return ElbState(cast("ElbBackend", get_backend("elbv2")[self._account_id][region]))

    def _balancer(self, record: BalancerRecord, region: str) -> Balancer:
        return Balancer(
            arn=record.arn,
            name=record.name,
            dns_name=record.dns_name,
            region=region,
            kind=record.type,
            zones=frozenset(subnet.availability_zone for subnet in record.subnets),
            paths=Paths(self._account_id, region, record.arn),
            attributes={name: str(value) for name, value in record.attrs.items()},
            listeners=tuple(_listener(listener) for listener in list(record.listeners.values())),
        )


def balancers(context: GatewayContext) -> Balancers:
    """Make the part that reads load balancers."""
    return Balancers(context.account_id, context.region)


def _listener(record: ListenerRecord) -> Listener:
    rules = sorted(record.rules.values(), key=lambda rule: _LAST if rule.is_default else int(rule.priority))
    return Listener(int(record.port), str(record.protocol), tuple(_rule(rule) for rule in rules))


def _rule(record: RuleRecord) -> Rule:
    actions = sorted((action.data for action in record.actions), key=lambda action: int(action.get("Order") or 0))
    return Rule(tuple(record.conditions), tuple(actions), tuple(getattr(record, "transforms", ())))


def _target_group(record: TargetGroupRecord) -> TargetGroup:
    is_function = record.target_type == "lambda"
    targets = [
        Target(str(target["Id"]), None if is_function else int(target["Port"]))
        for target in list(record.targets.values())
    ]
    return TargetGroup(
        arn=record.arn,
        region=record.region_name,
        kind=record.target_type,
        protocol=record.protocol or "",
        port=None if is_function else int(record.port or 0),
        vpc_id=record.vpc_id or "",
        targets=tuple(targets),
        checks_health=bool(record.health_check_enabled),
        check_port=str(record.health_check_port or "traffic-port"),
        check_protocol=str(record.health_check_protocol or "HTTP"),
        check_path=record.health_check_path or "/",
        check_interval=int(record.health_check_interval_seconds or 30),
        success_codes=_success_codes(record),
        attributes={name: str(value) for name, value in record.attributes.items()},
    )


def _success_codes(record: TargetGroupRecord) -> str:
    """Return the codes of a healthy answer; moto gives every group the default of Application Load Balancers.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html: 200-399
    """
    codes = str((getattr(record, "matcher", None) or {}).get("HttpCode") or "200")
    return "200-399" if codes == "200" and record.protocol not in (None, "HTTP", "HTTPS") else codes


def _machine_of_instance(record: InstanceRecord) -> Machine:
    primary = record.nics.get(0)
    return Machine(
        id=record.id,
        state=record.state,
        zone=str(record.availability_zone),
        interface=primary.id if primary else "",
        user_data=_text(record.user_data),
        facts={
            "ami-id": record.image_id,
            "hostname": record.private_dns_name,
            "instance-id": record.id,
            "instance-type": record.instance_type,
            "local-hostname": record.private_dns_name,
            "local-ipv4": record.private_ip,
            "placement/availability-zone": str(record.availability_zone),
            "placement/region": record.region_name,
            "public-ipv4": record.public_ip or "",
        },
    )


def _machine_of_interface(record: InterfaceRecord) -> Machine:
    if record.instance is not None:
        return _machine_of_instance(record.instance)
    return Machine(str(record.private_ip_address), "running", str(record.subnet.availability_zone), record.id, "", {})


def _text(user_data: bytes | None) -> str:
    if not user_data:
        return ""
    try:
        return str(user_data.decode())
    except UnicodeDecodeError:
        return ""
