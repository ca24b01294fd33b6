"""Everything of moto's Auto Scaling that compute reads, writes or replaces."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from moto.autoscaling.exceptions import AutoscalingClientError
from moto.autoscaling.models import AutoScalingBackend, FakeAutoScalingGroup, InstanceState
from moto.autoscaling.responses import AutoScalingResponse
from moto.backends import get_backend

from awslab.sandbox.child.corrections import Original, correct
from awslab.sandbox.child.life.activities import at

_CHANGES = (
    *("create_auto_scaling_group", "update_auto_scaling_group", "set_desired_capacity", "execute_policy"),
    *("attach_instances", "detach_instances", "set_instance_health", "set_instance_protection"),
    *("enter_standby", "exit_standby", "terminate_instance_in_auto_scaling_group"),
    *("attach_load_balancer_target_groups", "detach_load_balancer_target_groups"),
)
"""What changes groups, by moto's names of the answers."""
_taken: list[tuple[Callable[[], float], AbstractContextManager[Any]]] = []


class Region:
    """The Auto Scaling groups of one region, and what they work on."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def groups(self) -> list[Any]:
        """Every group."""
        return list(self._backend.autoscaling_groups.values())

    def size(self, group: Any) -> int:
        """How many instances a group shall have; with weights fewer than its capacity."""
        overrides = ((group.mixed_instances_policy or {}).get("LaunchTemplate") or {}).get("Overrides") or [{}]
        return math.ceil((group.desired_capacity or 0) / int(overrides[0].get("WeightedCapacity") or 1))

    def places(self, group: Any) -> list[tuple[str | None, str]]:
        """Where a group may launch: subnets with their zones, or zones with their default subnets."""
        if not group.vpc_zone_identifier:
            return [(None, zone) for zone in group.availability_zones]
        subnets = (self._backend.ec2_backend.get_subnet(name) for name in group.vpc_zone_identifier.split(","))
        return [(subnet.id, subnet.availability_zone) for subnet in subnets]

    def launch(self, group: Any, subnet_id: str | None, zone: str) -> Any:
        """Launch an instance of a group; raises moto's errors of RunInstances."""
        template = group.ec2_launch_template
        config = group.launch_config
        tags = {**group.get_propagated_tags(), "aws:autoscaling:groupName": group.name, **group.instance_tags}
        instance = self._backend.ec2_backend.run_instances(
            group.image_id,
            1,
            group.user_data,
            group.security_groups,
            instance_type=group.instance_type,
            tags={"instance": tags},
            placement=zone,
            launch_config=config,
            launch_template={"LaunchTemplateId": template.id} if template else None,
            is_instance_type_default=False,
            associate_public_ip=config.associate_public_ip_address if config else None,
            subnet_id=subnet_id,
        ).instances[0]
        instance.autoscaling_group = group
        state = InstanceState(instance, "Pending", "Healthy", group.new_instances_protected_from_scale_in)
        group.instance_states = [*group.instance_states, state]
        return state

    def follow(self, group: Any, members: Iterable[str]) -> None:
        """Let the attached target groups have these instances, and no others of the group.

        https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html
        """
        wanted = set(members)
        for arn in {*group.target_group_arns, *group.registered}:
            target_group = self._backend.elbv2_backend.target_groups.get(arn)
            keep = wanted if arn in group.target_group_arns and target_group is not None else set()
            before = group.registered.pop(arn, set())
            if target_group is not None:
                _exchange(target_group, keep - before, before - keep)
            if keep:
                group.registered[arn] = keep


class Scaling:
    """One account's Auto Scaling in every region that has been asked for."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def regions(self) -> Iterator[Region]:
        """Those that have been used."""
        yield from (Region(backend) for backend in list(get_backend("autoscaling")[self._account_id].values()))

    def group(self, region: str, name: str) -> Any:
        """A group by name; None when there is none."""
        return get_backend("autoscaling")[self._account_id][region].autoscaling_groups.get(name)


def take_over(clock: Callable[[], float], lock: AbstractContextManager[Any]) -> None:
    """Leave launching and terminating to compute, in this process; what changes groups holds the lock."""
    if not _taken:
        correct(FakeAutoScalingGroup, "__init__")(_create)
        correct(FakeAutoScalingGroup, "set_desired_capacity")(_set_desired_capacity)
        correct(FakeAutoScalingGroup, "update")(_update)
        correct(AutoScalingBackend, "notify_terminate_instances")(_nothing)
        correct(AutoScalingBackend, "update_attached_target_groups")(_nothing)
        correct(AutoScalingBackend, "detach_load_balancer_target_groups")(_detach_target_groups)
        correct(AutoScalingBackend, "delete_auto_scaling_group")(_delete)
        correct(AutoScalingResponse, "delete_auto_scaling_group")(_must_be_empty)
        for name in _CHANGES:
            correct(AutoScalingResponse, name)(_undisturbed)
    _taken[:] = [(clock, lock)]


def _nothing(_: Original, *__: Any, **___: Any) -> None:
    """groups.py does it."""


def _undisturbed(original: Original, response: Any) -> Any:
    with _taken[0][1]:
        return original(response)


def _create(original: Original, group: Any, *positional: Any, **named: Any) -> None:
    group.activities = []
    group.registered = {}
    group.retry = 0.0
    group.request = ""
    original(group, *positional, **named)


def _set_desired_capacity(_: Original, group: Any, new_capacity: int | None) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-manually.html"""
    before = getattr(group, "desired_capacity", None)
    group.desired_capacity = group.min_size if new_capacity is None else new_capacity
    did = "created an AutoScalingGroup" if before is None else "explicitly set group desired capacity"
    _note(group, did, before or 0)


def _update(original: Original, group: Any, *positional: Any, **named: Any) -> None:
    before = group.desired_capacity
    original(group, *positional, **named)
    sizes = f"min: {group.min_size}, max: {group.max_size}, desired: {group.desired_capacity}"
    _note(group, f"update of AutoScalingGroup constraints to {sizes}", before)


def _note(group: Any, did: str, before: int) -> None:
    if group.desired_capacity != before:
        change = f"changing the desired capacity from {before} to {group.desired_capacity}."
        group.request = at(_taken[0][0](), f"a user request {did} {change}")


def _detach_target_groups(_: Original, backend: Any, group_name: str, target_group_arns: list[str]) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancerTargetGroups.html"""
    group = backend.autoscaling_groups[group_name]
    group.target_group_arns = [arn for arn in group.target_group_arns if arn not in target_group_arns]


def _must_be_empty(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html (ForceDelete, Errors).

    The sentences are in many public reports.
    """
    group = response.autoscaling_backend.autoscaling_groups.get(response._get_param("AutoScalingGroupName"))
    states = [state.lifecycle_state for state in group.instance_states] if group else []
    if not response._get_bool_param("ForceDelete", False) and states:
        if set(states) == {"Terminating"}:
            raise AutoscalingClientError(
                "ScalingActivityInProgress",
                "You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.",
            )
        raise AutoscalingClientError(
            "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) "
            "still in the group.",
        )
    return original(response)


def _delete(original: Original, backend: Any, group_name: str) -> None:
    with _taken[0][1]:
        group = backend.autoscaling_groups.get(group_name)
        if group is not None:
            group.desired_capacity = 0
            Region(backend).follow(group, ())
            for state in group.instance_states:
                state.instance.terminate()
            group.instance_states = []
        original(backend, group_name)


def _exchange(target_group: Any, come: set[str], go: set[str]) -> None:
    target_group.register([{"Id": each, "Port": target_group.port} for each in sorted(come)])
    target_group.deregister([{"Id": each} for each in sorted(go) if each in target_group.targets])
