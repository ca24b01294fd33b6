"""Elastic Load Balancing: a target may be in its group with several ports, of which moto keeps the last one."""

from __future__ import annotations

from collections.abc import Mapping

from moto.elbv2.exceptions import InvalidTargetError
from moto.elbv2.models import FakeTargetGroup

from awslab.cloud.gateway.corrections import Original, correct


@correct(FakeTargetGroup, "register")
def register_with_each_port(original: Original, group: FakeTargetGroup, targets: list[dict[str, object]]) -> None:
    """Register a target with each of its ports.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#registered-targets:
    "You can register a target multiple times with the same target group using different ports".

    The first port is kept where moto looks for the target's id, the others beside it.
    """
    for target in targets:
        earlier_targets = dict(group.targets)
        original(group, [target])
        target_id = str(target["Id"])
        first, registration = earlier_targets.get(target_id), group.targets[target_id]
        if first is not None and int(first["Port"] or 0) != int(registration["Port"] or 0):
            group.targets[target_id] = first
            group.targets[f"{target_id} {registration['Port']}"] = registration


@correct(FakeTargetGroup, "deregister")
def deregister_from_one_port(original: Original, group: FakeTargetGroup, targets: list[dict[str, object]]) -> None:
    """Deregister a target from the port that is named.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html: with a port
    override, "you must specify both the target ID and the port"; without one it is the group's port, or the only one.
    """
    for target in targets:
        target_id = str(target["Id"])
        keys = [key for key, registration in group.targets.items() if registration["Id"] == target_id]
        key = next((key for key in keys if _is_on(group.targets[key], target.get("Port") or group.port)), None)
        if key is None and target.get("Port") is None and len(keys) == 1:
            key = keys[0]
        if key is None:
            raise InvalidTargetError
        group.deregistered_targets[target_id] = group.targets.pop(key)
        rest = [other_key for other_key in keys if other_key != key]
        if key == target_id and rest:
            group.targets[key] = group.targets.pop(rest[0])


@correct(FakeTargetGroup, "deregister_terminated_instances")
def deregister_terminated_from_all_ports(original: Original, group: FakeTargetGroup, instance_ids: list[str]) -> None:
    """Deregister a terminated instance from all its ports.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
    """
    for key, target in list(group.targets.items()):
        if key != target["Id"] and target["Id"] in instance_ids:
            del group.targets[key]
    original(group, instance_ids)


def _is_on(target: Mapping[str, object], port: object) -> bool:
    return str(target["Port"]) == str(port)
