"""Scaling policies: making them, and what they do when they are executed or an alarm sets them off.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html
"""

from __future__ import annotations

import json
from typing import Any

from awslab.cloud.autoscaling.answers.calls import Answer, Call, Handler, RefusedError
from awslab.cloud.autoscaling.life import activities, policies, tracking
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.autoscaling.moto_policies import cooldown
from awslab.cloud.ports.clock import FASTER

_BELOW = -1e-9
"""A breach of an alarm that sounds below its threshold, when it is not told how far below."""


def put(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html"""
    configuration = call.asked.get("TargetTrackingConfiguration") or {}
    tracks = call.asked.get("PolicyType") == "TargetTrackingScaling"
    if tracks and not tracking.is_known(configuration):
        raise RefusedError(
            "The sandbox does not implement target tracking with metric math or fine-grained metrics. Real AWS does.",
            "NotImplemented",
        )
    alarms = tracking.alarms(call.group.name, configuration) if tracks else []
    policy = call.region.policies.put(call.group, call.asked, alarms)
    made = [{"AlarmName": each["AlarmName"], "AlarmARN": each["AlarmARN"]} for each in policy.alarms]
    return {"PolicyARN": policy.arn, "Alarms": made if tracks else []}


def delete(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeletePolicy.html"""
    call.region.policies.delete(_named(call))
    return {}


def execute(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExecutePolicy.html"""
    policy = _named(call)
    breach: float | None = None
    if policy.policy_type == "StepScaling":
        breach = float(call.asked["MetricValue"]) - float(call.asked["BreachThreshold"])
        if policies.step(policy.step_adjustments, breach) is None:
            raise RefusedError("No step adjustment found for metric value and breach threshold")
    if policy.policy_type == "SimpleScaling" and call.asked.get("HonorCooldown") and is_cooling(call.group, call.now):
        raise RefusedError(
            f"Scaling activity is in progress for group {call.group.name}: it cools down.", "ScalingActivityInProgress"
        )
    act(call.group, policy, breach, f"a user request executed policy {policy.name}", call.now)
    return {}


def sound(region: Region, alarm: Any, now: float) -> None:
    """An alarm has gone into the state ALARM: do what the policies say that it leads to.

    How far the threshold is breached is read from the reason's data, when it has a value; a target tracking policy
    adds or removes one instance.
    """
    for arn in alarm.alarm_actions if alarm.actions_enabled else ():
        policy = region.policies.find("", arn)
        group = region.group(policy.auto_scaling_group_name) if policy else None
        if group is None or not policy.enabled or "AlarmNotification" in group._suspended_processes:
            continue
        if policy.policy_type == "SimpleScaling" and is_cooling(group, now):
            continue
        did = f"a monitor alarm {alarm.name} in state ALARM triggered policy {policy.name}"
        act(group, policy, _breach(alarm), did, now)


def act(group: Any, policy: Any, breach: float | None, did: str, now: float) -> None:
    """Change the desired capacity as a policy says, within the group's limits."""
    before = int(group.desired_capacity)
    group.desired_capacity = policies.within(_wanted(policy, before, breach), group.min_size, group.max_size)
    if group.desired_capacity != before:
        change = f"changing the desired capacity from {before} to {group.desired_capacity}."
        group.request = activities.at(now, f"{did} {change}")
        if policy.policy_type == "SimpleScaling":
            group.cools_until = now + cooldown(policy, group) / FASTER


def is_cooling(group: Any, now: float) -> bool:
    """60 times faster: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html"""
    return bool(now < getattr(group, "cools_until", 0.0))


def _wanted(policy: Any, current: int, breach: float | None) -> int:
    if policy.policy_type == "TargetTrackingScaling":
        return current + (1 if breach is None or breach >= 0 else -1)
    adjustment = policy.scaling_adjustment
    if policy.policy_type == "StepScaling":
        adjustment = policies.step(policy.step_adjustments, breach or 0.0)
    if adjustment is None:
        return current
    least = int(policy.min_adjustment_magnitude or 0)
    return policies.adjusted(current, policy.adjustment_type, int(adjustment), least)


def _breach(alarm: Any) -> float:
    """The newest value less the threshold; without one, just on the side on which the alarm sounds."""
    side = _BELOW if str(alarm.comparison_operator).startswith("LessThan") else 0.0
    try:
        recent = json.loads(alarm.state_reason_data or "{}").get("recentDatapoints") or []
    except (ValueError, AttributeError):
        return side
    return float(recent[-1]) - float(alarm.threshold) if recent else side


def _named(call: Call) -> Any:
    name = str(call.asked["PolicyName"])
    policy = call.region.policies.find(call.group.name, name)
    if policy is None:
        raise RefusedError(f"ScalingPolicy name not found - {name}" if "arn:" not in name else f"Invalid policy {name}")
    return policy


HANDLERS: dict[str, Handler] = {"PutScalingPolicy": put, "DeletePolicy": delete, "ExecutePolicy": execute}
