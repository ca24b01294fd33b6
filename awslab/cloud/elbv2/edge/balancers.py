"""Everything that this room reads in moto, and the one thing that it sets there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from moto.backends import get_backend

from awslab.cloud.elbv2.edge.configured import Balancer, Listener, Machine, Rule, Target, TargetGroup, groups_of
from awslab.cloud.elbv2.edge.reach import Paths


class Balancers:
    """One account's load balancers, in every region; moto's dictionaries are copied, for other threads change them."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region

    def named(self, name: str) -> Balancer | None:
        """By name: in the sandbox's region, else in any."""
        return self._first("name", name)

    def with_dns_name(self, host: str) -> Balancer | None:
        """By the DNS name that AWS gave it."""
        return self._first("dns_name", host.lower())

    def with_arn(self, arn: str) -> Balancer | None:
        """By ARN."""
        return self._first("arn", arn)

    def using(self, group_arn: str) -> Balancer | None:
        """The load balancer whose listeners refer to a target group; there is one at most."""
        region = group_arn.split(":")[3]
        for found in list(self._backend("elbv2", region).load_balancers.values()):
            balancer = self._balancer(found, region)
            if any(group_arn in groups_of(rule.actions) for each in balancer.listeners for rule in each.rules):
                return balancer
        return None

    def target_group(self, arn: str) -> TargetGroup | None:
        """The target group of an ARN; None when there is none."""
        parts = arn.split(":")
        found = self._backend("elbv2", parts[3]).target_groups.get(arn) if len(parts) == 6 else None
        return None if found is None else _target_group(found)

    def machine(self, group: TargetGroup, target: Target) -> Machine | None:
        """What a target stands for; None for a function, and for an address that nothing has."""
        ec2 = self._backend("ec2", group.region)
        if group.kind == "instance":
            instance = ec2.get_instance_by_id(target.id)
            return None if instance is None else _instance(instance)
        inside = (nic for nic in list(ec2.enis.values()) if nic.subnet.vpc_id == group.vpc_id)
        nic = next((nic for nic in inside if nic.private_ip_address == target.id), None)
        return None if nic is None else _interface(nic)

    def policy(self, function_arn: str) -> Sequence[Mapping[str, Any]] | None:
        """The statements of a function's resource-based policy; None when there is no such function."""
        parts = function_arn.split(":")
        if len(parts) < 7:
            return None
        group = self._backend("lambda", parts[3])._lambdas._functions.get(parts[6])
        return None if not group or group["latest"] is None else list(group["latest"].policy.statements)

    def check_health_of_functions(self, name: str, region: str, enabled: bool) -> None:
        """Health checks of functions are off by default; moto has them on.

        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#enable-health-checks-lambda
        """
        for found in list(self._backend("elbv2", region).target_groups.values()):
            if found.name == name:
                found.health_check_enabled = enabled

    def left_by(self, instance_id: str, region: str) -> Iterator[tuple[str, Target]]:
        """The target groups, as ARNs, that a terminated instance was in, with how it was registered there."""
        if "moto.elbv2.models" not in sys.modules:
            return
        for arn, group in list(self._backend("elbv2", region).target_groups.items()):
            if instance_id in group.terminated_targets:
                yield arn, Target(instance_id, int(group.terminated_targets[instance_id]["Port"]))

    def _first(self, attribute: str, value: str) -> Balancer | None:
        for region, backend in self._regions():
            for found in list(backend.load_balancers.values()):
                if str(getattr(found, attribute)).lower() == value.lower():
                    return self._balancer(found, region)
        return None

    def _regions(self) -> Iterator[tuple[str, Any]]:
        yield self._region, self._backend("elbv2", self._region)
        backends: Mapping[str, Any] = get_backend("elbv2")[self._account_id]
        yield from ((region, found) for region, found in list(backends.items()) if region != self._region)

    def _balancer(self, found: Any, region: str) -> Balancer:
        return Balancer(
            arn=found.arn,
            name=found.name,
            dns_name=found.dns_name,
            region=region,
            kind=found.type,
            zones=frozenset(subnet.availability_zone for subnet in found.subnets),
            paths=Paths(self._account_id, region, found.arn),
            attributes={name: str(value) for name, value in found.attrs.items()},
            listeners=tuple(_listener(each) for each in list(found.listeners.values())),
        )

    def _backend(self, service: str, region: str) -> Any:
        return get_backend(service)[self._account_id][region]  # type: ignore[call-overload]


def _listener(found: Any) -> Listener:
    last = 1_000_000
    rules = sorted(found.rules.values(), key=lambda rule: last if rule.is_default else int(rule.priority))
    return Listener(int(found.port), str(found.protocol), tuple(_rule(rule) for rule in rules))


def _rule(found: Any) -> Rule:
    actions = sorted((action.data for action in found.actions), key=lambda action: int(action.get("Order") or 0))
    return Rule(tuple(found.conditions), tuple(actions), tuple(getattr(found, "transforms", ())))


def _target_group(found: Any) -> TargetGroup:
    is_function = found.target_type == "lambda"
    return TargetGroup(
        arn=found.arn,
        region=found.region_name,
        kind=found.target_type,
        protocol=found.protocol or "",
        port=None if is_function else int(found.port),
        vpc_id=found.vpc_id or "",
        targets=tuple(
            Target(str(each["Id"]), None if is_function else int(each["Port"])) for each in list(found.targets.values())
        ),
        checks_health=bool(found.health_check_enabled),
        check_port=str(found.health_check_port or "traffic-port"),
        check_protocol=str(found.health_check_protocol or "HTTP"),
        check_path=found.health_check_path or "/",
        check_interval=int(found.health_check_interval_seconds or 30),
        success_codes=_success_codes(found),
        attributes={name: str(value) for name, value in found.attributes.items()},
    )


def _success_codes(found: Any) -> str:
    """moto gives every group the default of Application Load Balancers.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html: 200-399
    """
    codes = str((getattr(found, "matcher", None) or {}).get("HttpCode") or "200")
    return "200-399" if codes == "200" and found.protocol not in (None, "HTTP", "HTTPS") else codes


def _instance(found: Any) -> Machine:
    primary = found.nics.get(0)
    return Machine(
        id=found.id,
        state=found.state,
        zone=str(found.availability_zone),
        interface=primary.id if primary else "",
        user_data=_text(found.user_data),
        facts={
            "ami-id": found.image_id,
            "hostname": found.private_dns_name,
            "instance-id": found.id,
            "instance-type": found.instance_type,
            "local-hostname": found.private_dns_name,
            "local-ipv4": found.private_ip,
            "placement/availability-zone": str(found.availability_zone),
            "placement/region": found.region_name,
            "public-ipv4": found.public_ip or "",
        },
    )


def _interface(nic: Any) -> Machine:
    if nic.instance is not None:
        return _instance(nic.instance)
    return Machine(str(nic.private_ip_address), "running", str(nic.subnet.availability_zone), nic.id, "", {})


def _text(user_data: Any) -> str:
    if not user_data:
        return ""
    try:
        return str(user_data.decode())
    except UnicodeDecodeError:
        return ""
