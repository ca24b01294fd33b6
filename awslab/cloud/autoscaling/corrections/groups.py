"""Auto Scaling groups: moto leaves launching and terminating to what happens by the clock (life/groups.py).

What changes groups holds the lock under which they are brought up to date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from moto.autoscaling.exceptions import AutoscalingClientError
from moto.autoscaling.models import (
    AutoScalingBackend,
    FakeAutoScalingGroup,
    FakeScheduledAction,
    InstanceState,
    LifecycleHook,
)
from moto.autoscaling.responses import AutoScalingResponse

from awslab.cloud.autoscaling.life.activities import at
from awslab.cloud.autoscaling.moto_groups import scaling_in_charge
from awslab.cloud.autoscaling.moto_hooks import Hooks
from awslab.cloud.autoscaling.moto_policies import Policies
from awslab.cloud.autoscaling.state import Group, LaunchTemplate
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.clock import CLOCK

_MEMBERS_THAT_MOTO_FORGETS = {
    "TerminationPolicies": "termination_policies",
    "DefaultCooldown": "default_cooldown",
    "DefaultInstanceWarmup": "default_instance_warmup",
    "MaxInstanceLifetime": "max_instance_lifetime",
    "PlacementGroup": "placement_group",
    "CapacityRebalance": "capacity_rebalance",
    "HealthCheckGracePeriod": "health_check_grace_period",
}
"""Members of CreateAutoScalingGroup or UpdateAutoScalingGroup, with moto's names."""


Record = TypeVar("Record", LifecycleHook, FakeScheduledAction)


def _template_of(state: InstanceState) -> Mapping[str, str] | None:
    """Return the launch template of an instance with the version that it was launched with.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Instance.html
    """
    group = cast("Group | None", state.auto_scaling_group)
    template: LaunchTemplate | None = group.ec2_launch_template if group else None
    version = str(vars(state).get("template_version", ""))
    if template is None or not version:
        return None
    return {"LaunchTemplateId": template.id, "LaunchTemplateName": template.name, "Version": version}


InstanceState.waits = ()  # type: ignore[attr-defined]
InstanceState.served_since = 0.0  # type: ignore[attr-defined]
InstanceState.template_version = ""  # type: ignore[attr-defined]
InstanceState.launch_template = property(_template_of)  # type: ignore[assignment, method-assign]
FakeScheduledAction.last_run = None  # type: ignore[attr-defined]
FakeScheduledAction.first_check = None  # type: ignore[attr-defined]


@correct(FakeAutoScalingGroup, "__init__")
def begin_without_activities(original: Original, group: Group, *positional: object, **keywords: object) -> None:
    """Give a new group the members that this sandbox adds."""
    group.activities = []
    group.registered_ids = {}
    group.retry = 0.0
    group.request = ""
    group.cools_until = 0.0
    group.notifications = {}
    group.refreshes = []
    original(group, *positional, **keywords)


@correct(FakeAutoScalingGroup, "set_desired_capacity")
def note_desired_capacity(_: Original, group: Group, new_capacity: int | None) -> None:
    """Set the desired capacity; instances follow by the clock.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-manually.html
    """
    capacity: int | None = getattr(group, "desired_capacity", None)
    group.desired_capacity = group.min_size if new_capacity is None else new_capacity
    deed = "created an AutoScalingGroup" if capacity is None else "explicitly set group desired capacity"
    _note(group, deed, capacity or 0)


@correct(FakeAutoScalingGroup, "update")
def note_update(original: Original, group: Group, *positional: object, **keywords: object) -> None:
    """Save what an update of the sizes causes, and the mixed instances policy, which moto would drop."""
    capacity, mixed_policy = group.desired_capacity, group.mixed_instances_policy
    original(group, *positional, **keywords)
    if not any(keywords.get(name) for name in ("launch_config_name", "launch_template", "mixed_instances_policy")):
        group.mixed_instances_policy = mixed_policy
    sizes = f"min: {group.min_size}, max: {group.max_size}, desired: {group.desired_capacity}"
    _note(group, f"update of AutoScalingGroup constraints to {sizes}", capacity)


def _note(group: Group, deed: str, earlier_capacity: int) -> None:
    if group.desired_capacity != earlier_capacity:
        change = f"changing the desired capacity from {earlier_capacity} to {group.desired_capacity}."
        group.request = at(CLOCK.time(), f"a user request {deed} {change}")


@correct(AutoScalingBackend, "notify_terminate_instances")
@correct(AutoScalingBackend, "update_attached_target_groups")
def leave_it_to_the_clock(_: Original, *__: object, **___: object) -> None:
    """Do nothing: life/groups.py does it."""


@correct(AutoScalingBackend, "detach_load_balancer_target_groups")
def detach_target_groups(
    _: Original, backend: AutoScalingBackend, group_name: str, target_group_arns: Sequence[str]
) -> None:
    """Detach target groups; their targets follow by the clock.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancerTargetGroups.html
    """
    group = backend.autoscaling_groups[group_name]
    group.target_group_arns = [arn for arn in group.target_group_arns if arn not in target_group_arns]


@correct(AutoScalingBackend, "delete_auto_scaling_group")
def delete_with_everything(original: Original, backend: AutoScalingBackend, group_name: str) -> None:
    """Delete a group with its instances, policies, hooks and scheduled actions."""
    with scaling_in_charge().lock:
        group = cast("Group | None", backend.autoscaling_groups.get(group_name))
        if group is not None:
            group.desired_capacity = 0
            if backend.policies:
                Policies(backend).delete_of(group_name)
            _forget_of(group_name, backend.lifecycle_hooks)
            _forget_of(group_name, backend.scheduled_actions)
            scaling_in_charge().region(backend.region_name).follow(group, ())
            for member in group.instance_states:
                member.instance.terminate()
            group.instance_states = []
        original(backend, group_name)


def _forget_of(group_name: str, records: dict[str, Record]) -> None:
    for key in [key for key, record in records.items() if record.auto_scaling_group_name == group_name]:
        del records[key]


@correct(AutoScalingResponse, "delete_auto_scaling_group")
def refuse_to_delete_with_instances(original: Original, response: AutoScalingResponse) -> object:
    """Refuse to delete a group with instances, unless ForceDelete says so. The sentences are in many public reports.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html (ForceDelete, Errors)
    """
    group = response.autoscaling_backend.autoscaling_groups.get(response._get_param("AutoScalingGroupName"))
    states = [member.lifecycle_state for member in group.instance_states] if group else []
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


@correct(AutoScalingResponse, "create_auto_scaling_group")
@correct(AutoScalingResponse, "update_auto_scaling_group")
def save_every_member(original: Original, response: AutoScalingResponse) -> object:
    """Save the members of the call that moto forgets. The grace period is 0 seconds by default.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
    """
    members = response._get_params()
    backend = response.autoscaling_backend
    is_new = members["AutoScalingGroupName"] not in backend.autoscaling_groups
    answer = original(response)
    group = backend.autoscaling_groups[members["AutoScalingGroupName"]]
    if is_new:
        group.health_check_grace_period = 0
        Hooks(backend).put_all(group.name, members.get("LifecycleHookSpecificationList") or ())
    for member, attribute in _MEMBERS_THAT_MOTO_FORGETS.items():
        if members.get(member) is not None:
            setattr(group, attribute, members[member])
    return answer


@correct(AutoScalingResponse, "create_auto_scaling_group")
@correct(AutoScalingResponse, "update_auto_scaling_group")
@correct(AutoScalingResponse, "set_desired_capacity")
@correct(AutoScalingResponse, "attach_instances")
@correct(AutoScalingResponse, "set_instance_health")
@correct(AutoScalingResponse, "set_instance_protection")
@correct(AutoScalingResponse, "attach_load_balancer_target_groups")
@correct(AutoScalingResponse, "detach_load_balancer_target_groups")
def hold_the_lock(original: Original, response: AutoScalingResponse) -> object:
    """Change a group while nothing brings it up to date."""
    with scaling_in_charge().lock:
        return original(response)
