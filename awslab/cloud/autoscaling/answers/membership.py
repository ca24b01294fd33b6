"""Instances leave their Auto Scaling group, or stand by, at a user's request.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-detach-attach-instances.html

The words of the refusals are in public reports.
"""

from __future__ import annotations

from typing import Any

from awslab.cloud.autoscaling.answers.calls import Answer, Call, Handler, RefusedError
from awslab.cloud.autoscaling.life import activities, groups
from awslab.cloud.autoscaling.life.activities import Activity


def enter_standby(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html"""
    states = [call.state(each) for each in call.instance_ids]
    for state in states:
        if state.lifecycle_state != "InService":
            raise RefusedError(f"The instance {state.instance.id} is not in InService.")
    if call.asked.get("ShouldDecrementDesiredCapacity"):
        _room(call, -len(states), f"To place into standby {_instances(len(states))}")
    done = []
    for state in states:
        before = call.group.desired_capacity
        if call.asked.get("ShouldDecrementDesiredCapacity"):
            call.group.desired_capacity -= 1
        state.lifecycle_state = "Standby"
        done.append(_did(call, state, "Moving EC2 instance to Standby", "was moved to standby", before))
    return _shown(call, done)


def exit_standby(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExitStandby.html

    By way of Pending, with its hooks.
    """
    states = [call.state(each) for each in call.instance_ids]
    for state in states:
        if state.lifecycle_state != "Standby":
            raise RefusedError(f"The instance {state.instance.id} is not in Standby.")
    _room(call, len(states), f"To move {_instances(len(states))} out of standby")
    done = []
    for state in states:
        before = call.group.desired_capacity
        call.group.desired_capacity += 1
        state.lifecycle_state = "Pending"
        activity = _did(call, state, "Moving EC2 instance out of Standby", "was moved out of standby", before)
        activity.status = "PreInService"
        done.append(activity)
    return _shown(call, done, over=False)


def detach(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachInstances.html"""
    states = [call.state(each) for each in call.instance_ids]
    if call.asked.get("ShouldDecrementDesiredCapacity"):
        _room(call, -len(states), f"To detach {_instances(len(states))}")
    done = []
    for state in states:
        before = call.group.desired_capacity
        if call.asked.get("ShouldDecrementDesiredCapacity"):
            call.group.desired_capacity -= 1
        done.append(_did(call, state, "Detaching EC2 instance", "was detached", before))
        call.region.forget(call.group, state)
    return _shown(call, done)


def terminate_instance(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html"""
    state = call.state(str(call.asked["InstanceId"]))
    before = call.group.desired_capacity
    if call.asked.get("ShouldDecrementDesiredCapacity"):
        if before - 1 < call.group.min_size:
            raise RefusedError(
                f"Currently, desiredSize equals minSize ({call.group.min_size}). Terminating instance without "
                "replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity flag "
                "to false or lower group's min size."
            )
        call.group.desired_capacity -= 1
    did = "was taken out of service"
    cause = activities.asked(call.now, state.instance.id, did, before, call.group.desired_capacity)
    activity = groups.terminate(call.region, call.group, state, cause, call.now)
    return {"Activity": activity.shown(call.group)}


def _room(call: Call, change: int, ending: str) -> None:
    """The desired capacity stays within the group's limits."""
    group = call.group
    if not group.min_size <= group.desired_capacity + change <= group.max_size:
        raise RefusedError(
            f"AutoScalingGroup {group.name} has min-size={group.min_size}, max-size={group.max_size}, and "
            f"desired-size={group.desired_capacity}. {ending}, please update the AutoScalingGroup sizes appropriately."
        )


def _did(call: Call, state: Any, description: str, did: str, before: int) -> Activity:
    instance = state.instance
    cause = activities.asked(call.now, instance.id, did, before, call.group.desired_capacity)
    activity = Activity(
        instance.id,
        f"{description}: {instance.id}",
        cause,
        call.now,
        state.availability_zone,
        instance.subnet_id or "",
    )
    groups.record(call.group, activity)
    return activity


def _shown(call: Call, done: list[Activity], over: bool = True) -> Answer:
    """As they begin; here most of them are over at once."""
    answer = {"Activities": [activity.shown(call.group) for activity in done]}
    for activity in done if over else ():
        activity.end(call.now)
    return answer


def _instances(number: int) -> str:
    return f"{number} instance{'s' * (number != 1)}"


HANDLERS: dict[str, Handler] = {
    "EnterStandby": enter_standby,
    "ExitStandby": exit_standby,
    "DetachInstances": detach,
    "TerminateInstanceInAutoScalingGroup": terminate_instance,
}
