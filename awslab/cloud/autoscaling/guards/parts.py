"""What belongs to Auto Scaling groups: launch configurations, instances, hooks, policies, schedules.

The texts: public reports. Where AWS's words were not found, a rule says so.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from awslab.cloud.autoscaling.guards.groups import find, invalid
from awslab.cloud.autoscaling.life import cron
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/"


@guard("autoscaling", "CreateLaunchConfiguration", source=_API + "API_CreateLaunchConfiguration.html")
def launch_configuration_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """A name is taken once."""
    name = request.parameters["LaunchConfigurationName"]
    if name not in state.backend("autoscaling", request.region).launch_configurations:
        return None
    sentence = f"A launch configuration already exists with the name {name}"
    return Refusal("AlreadyExists", f"Launch Configuration by this name already exists - {sentence}")


@guard("autoscaling", "DeleteLaunchConfiguration", source=_API + "API_DeleteLaunchConfiguration.html")
def launch_configuration_can_go(request: AwsRequest, state: State) -> Refusal | None:
    """It is there, and no group uses it."""
    name, backend = request.parameters["LaunchConfigurationName"], state.backend("autoscaling", request.region)
    if name not in backend.launch_configurations:
        return invalid(f"Launch configuration name not found - Launch configuration {name} not found")
    for group in list(backend.autoscaling_groups.values()):
        if getattr(group, "launch_configuration_name", None) == name:
            sentence = (
                f"Cannot delete launch configuration {name} because it is attached to AutoScalingGroup {group.name}"
            )
            return Refusal("ResourceInUse", sentence)
    return None


@guard("autoscaling", "SetInstanceHealth", source=_API + "API_SetInstanceHealth.html")
def instance_is_managed(request: AwsRequest, state: State) -> Refusal | None:
    """The instance is in a group; its health is one of two words."""
    name = request.parameters["InstanceId"]
    if not any(name in _members(group) for group in _groups(request, state)):
        return invalid(f"Instance Id not found - No managed instance found for instance ID: {name}")
    if request.parameters["HealthStatus"] not in ("Healthy", "Unhealthy"):
        return invalid("Valid instance health states are: [Healthy, Unhealthy].")
    return None


@guard("autoscaling", "SetInstanceProtection", source=_GUIDE + "ec2-auto-scaling-instance-protection.html")
def instances_are_of_the_group(request: AwsRequest, state: State) -> Refusal | None:
    """Each instance is in the group."""
    group = find(request, state)
    for name in request.parameters.get("InstanceIds") or ():
        if name not in _members(group):
            return invalid(f"The instance {name} is not part of Auto Scaling group {group.name}.")
    return None


@guard("autoscaling", "AttachInstances", source=_GUIDE + "ec2-auto-scaling-detach-attach-instances.html")
def instances_can_be_attached(request: AwsRequest, state: State) -> Refusal | None:
    """They run, are in no group yet and in one of the group's zones, and the group has room. The words for zones and
    states are not AWS's."""
    group, asked = find(request, state), list(request.parameters.get("InstanceIds") or ())
    for name in asked:
        instance = state.ec2(request.region).instance(name)
        if instance is None:
            return invalid(f"Invalid Instance ID(s): [{name}] specified")
        if any(name in _members(each) for each in _groups(request, state)):
            return invalid(f"Instance {name} is already part of an Auto Scaling group.")
        if instance.state != "running":
            return invalid(f"Instance {name} is not in the running state.")
        if instance.availability_zone not in group.availability_zones:
            return invalid(f"The instance {name} is not in an Availability Zone of the Auto Scaling group.")
    if group.desired_capacity + len(asked) <= group.max_size:
        return None
    return invalid(
        f"AutoScalingGroup {group.name} has min-size={group.min_size}, max-size={group.max_size}, and "
        f"desired-size={group.desired_capacity}. To attach {len(asked)} more instance{'s' * (len(asked) != 1)}, please "
        "update the AutoScalingGroup sizes appropriately."
    )


@guard("autoscaling", "PutLifecycleHook", source=_API + "API_PutLifecycleHook.html")
def hook_is_possible(request: AwsRequest, state: State) -> Refusal | None:
    """A new hook has a transition; the timeout is 30 to 7,200 seconds. The words are not AWS's."""
    asked, group = request.parameters, find(request, state)
    hooks = state.backend("autoscaling", request.region).lifecycle_hooks
    is_new = group is not None and f"{group.name}_{asked['LifecycleHookName']}" not in hooks
    if is_new and not asked.get("LifecycleTransition"):
        return invalid("LifecycleTransition is required for a new lifecycle hook.")
    if asked.get("HeartbeatTimeout") is not None and not 30 <= int(asked["HeartbeatTimeout"]) <= 7200:
        return invalid("HeartbeatTimeout must be between 30 and 7200 seconds.")
    if str(asked.get("DefaultResult") or "ABANDON").upper() not in ("CONTINUE", "ABANDON"):
        return invalid("DefaultResult must be CONTINUE or ABANDON.")
    return None


@guard("autoscaling", "CompleteLifecycleAction", source=_API + "API_CompleteLifecycleAction.html")
def action_has_a_result(request: AwsRequest, _: State) -> Refusal | None:
    """The result is one of two words. The words are not AWS's."""
    if str(request.parameters["LifecycleActionResult"]).upper() in ("CONTINUE", "ABANDON"):
        return None
    return invalid("LifecycleActionResult must be CONTINUE or ABANDON.")


@guard("autoscaling", "PutScalingPolicy", source=_API + "API_PutScalingPolicy.html")
def policy_is_whole(request: AwsRequest, _: State) -> Refusal | None:
    """Each type has what it needs, and a type that is known. The words are not AWS's."""
    asked = request.parameters
    kind = asked.get("PolicyType") or "SimpleScaling"
    needs = _POLICY_NEEDS.get(kind)
    if needs is None:
        return invalid(f"PolicyType must be one of {', '.join(_POLICY_NEEDS)}.")
    missing = next((name for name in needs if asked.get(name) is None), None)
    if missing:
        return invalid(f"{missing} is required for policies of the type {kind}.")
    if "AdjustmentType" in needs and asked["AdjustmentType"] not in _ADJUSTMENTS:
        return invalid(f"AdjustmentType must be one of {', '.join(_ADJUSTMENTS)}.")
    return None


@guard("autoscaling", "ExecutePolicy", source=_API + "API_ExecutePolicy.html")
def step_policy_is_told_the_breach(request: AwsRequest, state: State) -> Refusal | None:
    """MetricValue and BreachThreshold are required for step scaling, and target tracking is not executed by hand. The
    words are not AWS's."""
    name, group = str(request.parameters["PolicyName"]), request.parameters.get("AutoScalingGroupName")
    policies = state.backend("autoscaling", request.region).policies.values()
    found = next((each for each in list(policies) if name in (each.name, each.arn)), None)
    if found is None or group not in (None, found.auto_scaling_group_name):
        return None
    if found.policy_type == "TargetTrackingScaling":
        return invalid("A target tracking policy cannot be executed.")
    for needed in ("MetricValue", "BreachThreshold"):
        if found.policy_type == "StepScaling" and request.parameters.get(needed) is None:
            return invalid(f"{needed} is required for policies of the type StepScaling.")
    return None


@guard("autoscaling", "PutScheduledUpdateGroupAction", source=_API + "API_PutScheduledUpdateGroupAction.html")
def schedule_lies_ahead(request: AwsRequest, _: State) -> Refusal | None:
    """It begins in the future, repeats by a schedule of five fields, and changes something. But for the first, the
    words are not AWS's."""
    asked = request.parameters
    if asked.get("StartTime") and _time(asked["StartTime"]) <= datetime.now(UTC):
        return invalid("Given start time is in the past")
    if not asked.get("StartTime") and not asked.get("Recurrence"):
        return invalid("StartTime or Recurrence is required.")
    if all(asked.get(name) is None for name in ("MinSize", "MaxSize", "DesiredCapacity")):
        return invalid("At least one of MinSize, MaxSize and DesiredCapacity is required.")
    try:
        cron.parse(asked.get("Recurrence") or "* * * * *")
    except cron.NotACronError:
        return invalid(f"Given recurrence string: {asked['Recurrence']} is invalid")
    return None


_ADJUSTMENTS = ("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity")
_POLICY_NEEDS = {
    "SimpleScaling": ("AdjustmentType", "ScalingAdjustment"),
    "StepScaling": ("AdjustmentType", "StepAdjustments"),
    "TargetTrackingScaling": ("TargetTrackingConfiguration",),
    "PredictiveScaling": ("PredictiveScalingConfiguration",),
}


def _groups(request: AwsRequest, state: State) -> list[Any]:
    return list(state.backend("autoscaling", request.region).autoscaling_groups.values())


def _members(group: Any) -> set[str]:
    return {each.instance.id for each in group.instance_states}


def _time(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
