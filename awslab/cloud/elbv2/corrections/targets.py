"""Elastic Load Balancing: a target may be in its group with several ports, of which moto keeps the last one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.elbv2.exceptions import InvalidTargetError
from moto.elbv2.models import FakeTargetGroup

from awslab.cloud.gateway.corrections import Original, correct


@correct(FakeTargetGroup, "register")
def a_target_is_registered_with_each_of_its_ports(
    original: Original, group: Any, targets: list[dict[str, Any]]
) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#registered-targets:
    "You can register a target multiple times with the same target group using different ports".

    The first port is kept where moto looks for the target's id, the others beside it.
    """
    for target in targets:
        before = dict(group.targets)
        original(group, [target])
        name, made = str(target["Id"]), group.targets[target["Id"]]
        first = before.get(name)
        if first is not None and int(first["Port"] or 0) != int(made["Port"] or 0):
            group.targets[name] = first
            group.targets[f"{name} {made['Port']}"] = made


@correct(FakeTargetGroup, "deregister")
def a_target_goes_with_the_port_that_is_named(original: Original, group: Any, targets: list[dict[str, Any]]) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html: with a port
    override, "you must specify both the target ID and the port"; without one it is the group's, or the only one."""
    for target in targets:
        keys = [key for key, each in group.targets.items() if each["Id"] == target["Id"]]
        port = target.get("Port") or group.port
        found = next((key for key in keys if _is_on(group.targets[key], port)), None)
        if found is None and target.get("Port") is None and len(keys) == 1:
            found = keys[0]
        if found is None:
            raise InvalidTargetError
        group.deregistered_targets[target["Id"]] = group.targets.pop(found)
        rest = [key for key in keys if key != found]
        if found == target["Id"] and rest:
            group.targets[found] = group.targets.pop(rest[0])


@correct(FakeTargetGroup, "deregister_terminated_instances")
def a_terminated_instance_goes_with_all_its_ports(original: Original, group: Any, instance_ids: list[str]) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html: a
    terminated instance is deregistered."""
    for key in [key for key, each in group.targets.items() if key != each["Id"] and each["Id"] in instance_ids]:
        del group.targets[key]
    original(group, instance_ids)


def _is_on(target: Mapping[str, Any], port: Any) -> bool:
    return str(target["Port"]) == str(port)
