"""Instances leave their Auto Scaling group, or stand by, at a user's request.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-detach-attach-instances.html

The words of the refusals are in public reports.
"""

from __future__ import annotations

from awslab.cloud.autoscaling.answers.calls import API, Call, Output, RefusedError, about_a_group
from awslab.cloud.autoscaling.life import activities, groups
from awslab.cloud.autoscaling.life.activities import Activity
from awslab.cloud.autoscaling.state import Member
from awslab.cloud.gateway.behaviour import answers


@answers("autoscaling", "EnterStandby", source=API + "API_EnterStandby.html")
@about_a_group
def enter_standby(call: Call) -> Output:
    """Take instances out of service while they stay in the group."""
    members = [call.member(instance_id) for instance_id in call.instance_ids]
    for member in members:
        if member.lifecycle_state != "InService":
            raise RefusedError(f"The instance {member.instance.id} is not in InService.")
    if call.parameters.get("ShouldDecrementDesiredCapacity"):
        _must_stay_within_sizes(call, -len(members), f"To place into standby {_instances(len(members))}")
    new_activities = []
    for member in members:
        old_capacity = _decrement_if_requested(call)
        member.lifecycle_state = "Standby"
        activity = _activity(call, member, "Moving EC2 instance to Standby", "was moved to standby", old_capacity)
        new_activities.append(activity)
    return _ended_at_once(call, new_activities)


@answers("autoscaling", "ExitStandby", source=API + "API_ExitStandby.html")
@about_a_group
def exit_standby(call: Call) -> Output:
    """Put instances back into service, by way of Pending with its hooks."""
    members = [call.member(instance_id) for instance_id in call.instance_ids]
    for member in members:
        if member.lifecycle_state != "Standby":
            raise RefusedError(f"The instance {member.instance.id} is not in Standby.")
    _must_stay_within_sizes(call, len(members), f"To move {_instances(len(members))} out of standby")
    new_activities = []
    for member in members:
        old_capacity = call.group.desired_capacity
        call.group.desired_capacity += 1
        member.lifecycle_state = "Pending"
        deed = "was moved out of standby"
        activity = _activity(call, member, "Moving EC2 instance out of Standby", deed, old_capacity)
        activity.status = "PreInService"
        new_activities.append(activity)
    return _described(call, new_activities)


@answers("autoscaling", "DetachInstances", source=API + "API_DetachInstances.html")
@about_a_group
def detach(call: Call) -> Output:
    """Let instances leave the group and live on."""
    members = [call.member(instance_id) for instance_id in call.instance_ids]
    if call.parameters.get("ShouldDecrementDesiredCapacity"):
        _must_stay_within_sizes(call, -len(members), f"To detach {_instances(len(members))}")
    new_activities = []
    for member in members:
        old_capacity = _decrement_if_requested(call)
        new_activities.append(_activity(call, member, "Detaching EC2 instance", "was detached", old_capacity))
        call.region.forget(call.group, member)
    return _ended_at_once(call, new_activities)


@answers(
    "autoscaling",
    "TerminateInstanceInAutoScalingGroup",
    source=API + "API_TerminateInstanceInAutoScalingGroup.html",
)
@about_a_group
def terminate_instance(call: Call) -> Output:
    """Terminate one instance of a group."""
    group, member = call.group, call.member(str(call.parameters["InstanceId"]))
    if call.parameters.get("ShouldDecrementDesiredCapacity") and group.desired_capacity - 1 < group.min_size:
        raise RefusedError(
            f"Currently, desiredSize equals minSize ({group.min_size}). Terminating instance without "
            "replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag "
            "to false or lower group's min size."
        )
    old_capacity = _decrement_if_requested(call)
    deed = "was taken out of service"
    cause = activities.user_request_cause(call.now, member.instance.id, deed, old_capacity, group.desired_capacity)
    activity = groups.terminate(call.region, group, member, cause, call.now)
    return {"Activity": activity.described(group)}


def _must_stay_within_sizes(call: Call, change: int, ending: str) -> None:
    """Raise RefusedError when a change would bring the desired capacity beyond the group's limits."""
    group = call.group
    if not group.min_size <= group.desired_capacity + change <= group.max_size:
        raise RefusedError(
            f"AutoScalingGroup {group.name} has min-size={group.min_size}, max-size={group.max_size}, and "
            f"desired-size={group.desired_capacity}. {ending}, please update the AutoScalingGroup sizes appropriately."
        )


def _decrement_if_requested(call: Call) -> int:
    """Lower the desired capacity by one where the call says so; return what it was before."""
    old_capacity = call.group.desired_capacity
    if call.parameters.get("ShouldDecrementDesiredCapacity"):
        call.group.desired_capacity -= 1
    return old_capacity


def _activity(call: Call, member: Member, description: str, deed: str, old_capacity: int) -> Activity:
    instance, capacity = member.instance, call.group.desired_capacity
    activity = Activity(
        instance.id,
        f"{description}: {instance.id}",
        activities.user_request_cause(call.now, instance.id, deed, old_capacity, capacity),
        call.now,
        member.availability_zone,
        instance.subnet_id or "",
    )
    groups.record(call.group, activity)
    return activity


def _described(call: Call, new_activities: list[Activity]) -> Output:
    return {"Activities": [activity.described(call.group) for activity in new_activities]}


def _ended_at_once(call: Call, new_activities: list[Activity]) -> Output:
    """Return activities as they begin, and end them: here they take no time."""
    output = _described(call, new_activities)
    for activity in new_activities:
        activity.end(call.now)
    return output


def _instances(number: int) -> str:
    return f"{number} instance{'s' * (number != 1)}"
