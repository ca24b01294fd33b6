"""What compute replaces in moto's Auto Scaling, and what it adds to its records."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from moto.autoscaling.exceptions import AutoscalingClientError
from moto.autoscaling.models import AutoScalingBackend, FakeAutoScalingGroup, InstanceState
from moto.autoscaling.responses import AutoScalingResponse

from awslab.cloud.autoscaling.life.activities import at
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.autoscaling.moto_hooks import Hooks
from awslab.cloud.autoscaling.moto_policies import Policies
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.target_groups import TargetGroups

_CHANGES = (
    *("create_auto_scaling_group", "update_auto_scaling_group", "set_desired_capacity"),
    *("attach_instances", "set_instance_health", "set_instance_protection"),
    *("attach_load_balancer_target_groups", "detach_load_balancer_target_groups"),
)
"""What changes groups, by moto's names of the answers."""
_KEPT = {
    "TerminationPolicies": "termination_policies",
    "DefaultCooldown": "default_cooldown",
    "DefaultInstanceWarmup": "default_instance_warmup",
    "MaxInstanceLifetime": "max_instance_lifetime",
    "PlacementGroup": "placement_group",
    "CapacityRebalance": "capacity_rebalance",
    "HealthCheckGracePeriod": "health_check_grace_period",
}
"""What moto forgets of CreateAutoScalingGroup or UpdateAutoScalingGroup, with its own names."""
_taken: list[tuple[Callable[[], float], AbstractContextManager[Any], TargetGroups]] = []


def take_over(clock: Callable[[], float], lock: AbstractContextManager[Any], targets: TargetGroups) -> None:
    """Leave launching and terminating to compute, in this process; what changes groups holds the lock."""
    if not _taken:
        InstanceState.waits = []  # type: ignore[attr-defined]
        InstanceState.served_since = 0.0  # type: ignore[attr-defined]
        InstanceState.template_version = ""  # type: ignore[attr-defined]
        InstanceState.launch_template = property(_template_of)  # type: ignore[assignment, method-assign]
        correct(FakeAutoScalingGroup, "__init__")(_create)
        correct(FakeAutoScalingGroup, "set_desired_capacity")(_set_desired_capacity)
        correct(FakeAutoScalingGroup, "update")(_update)
        correct(AutoScalingBackend, "notify_terminate_instances")(_nothing)
        correct(AutoScalingBackend, "update_attached_target_groups")(_nothing)
        correct(AutoScalingBackend, "detach_load_balancer_target_groups")(_detach_target_groups)
        correct(AutoScalingBackend, "delete_auto_scaling_group")(_delete)
        correct(AutoScalingResponse, "delete_auto_scaling_group")(_must_be_empty)
        correct(AutoScalingResponse, "create_auto_scaling_group")(_complete)
        correct(AutoScalingResponse, "update_auto_scaling_group")(_complete)
        for name in _CHANGES:
            correct(AutoScalingResponse, name)(_undisturbed)
    _taken[:] = [(clock, lock, targets)]


def _nothing(_: Original, *__: Any, **___: Any) -> None:
    """groups.py does it."""


def _undisturbed(original: Original, response: Any) -> Any:
    with _taken[0][1]:
        return original(response)


def _complete(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html

    The grace period is 0 seconds by default.
    """
    asked = response._get_params()
    is_new = asked["AutoScalingGroupName"] not in response.autoscaling_backend.autoscaling_groups
    answer = original(response)
    group = response.autoscaling_backend.autoscaling_groups[asked["AutoScalingGroupName"]]
    if is_new:
        group.health_check_grace_period = 0
        Hooks(response.autoscaling_backend).put_all(group.name, asked.get("LifecycleHookSpecificationList") or ())
    for theirs, ours in _KEPT.items():
        if asked.get(theirs) is not None:
            setattr(group, ours, asked[theirs])
    return answer


def _template_of(state: Any) -> dict[str, Any] | None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html: the version that it was launched
    with."""
    template = state.auto_scaling_group.ec2_launch_template if state.auto_scaling_group else None
    if template is None or not state.template_version:
        return None
    return {
        "LaunchTemplateId": template.id,
        "LaunchTemplateName": template.name,
        "Version": state.template_version,
    }


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
    before, mixed = group.desired_capacity, group.mixed_instances_policy
    original(group, *positional, **named)
    if not any(named.get(each) for each in ("launch_config_name", "launch_template", "mixed_instances_policy")):
        group.mixed_instances_policy = mixed  # moto would drop it
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
            if backend.policies:
                Policies(backend).delete_of(group_name)
            for known in (backend.lifecycle_hooks, backend.scheduled_actions):
                for key in [key for key, each in known.items() if each.auto_scaling_group_name == group_name]:
                    del known[key]
            Region(backend, _taken[0][2]).follow(group, ())
            for state in group.instance_states:
                state.instance.terminate()
            group.instance_states = []
        original(backend, group_name)
