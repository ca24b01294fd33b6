"""What scaling policies do when they are executed, or when an alarm sets them off.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html
"""

from __future__ import annotations

import json

from awslab.cloud.autoscaling.life import activities, policies
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.autoscaling.state import Alarm, Group, Policy
from awslab.cloud.ports.clock import FASTER

_JUST_BELOW = -1e-9
"""A breach of an alarm that sounds below its threshold, when nothing says how far below."""
_DEFAULT_COOLDOWN = 300
"""Seconds."""


def sound(region: Region, alarm: Alarm, now: float) -> None:
    """Do what the policies say that an alarm leads to, which has gone into the state ALARM.

    How far the threshold is breached is read from the reason's data, when it has a value; a target tracking policy
    adds or removes one instance.
    """
    for arn in alarm.alarm_actions if alarm.actions_enabled else ():
        policy = region.policies.find("", arn)
        group = region.group(policy.auto_scaling_group_name) if policy else None
        if policy is None or group is None or not policy.enabled:
            continue
        if "AlarmNotification" in group._suspended_processes:
            continue
        if policy.policy_type == "SimpleScaling" and is_cooling(group, now):
            continue
        deed = f"a monitor alarm {alarm.name} in state ALARM triggered policy {policy.name}"
        act(group, policy, _breach(alarm), deed, now)


def act(group: Group, policy: Policy, breach: float | None, deed: str, now: float) -> None:
    """Change the desired capacity as a policy says, within the group's limits."""
    old_capacity = int(group.desired_capacity)
    capacity = _wanted_capacity(policy, old_capacity, breach)
    group.desired_capacity = policies.within(capacity, group.min_size, group.max_size)
    if group.desired_capacity != old_capacity:
        change = f"changing the desired capacity from {old_capacity} to {group.desired_capacity}."
        group.request = activities.at(now, f"{deed} {change}")
        if policy.policy_type == "SimpleScaling":
            group.cools_until = now + _cooldown(policy, group) / FASTER


def is_cooling(group: Group, now: float) -> bool:
    """Whether the cooldown goes on, 60 times faster than on AWS.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
    """
    return now < group.cools_until


def _cooldown(policy: Policy, group: Group) -> float:
    """Return the seconds of a policy's cooldown.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
    """
    cooldown = policy.cooldown
    return float(cooldown if cooldown is not None else group.default_cooldown or _DEFAULT_COOLDOWN)


def _wanted_capacity(policy: Policy, capacity: int, breach: float | None) -> int:
    if policy.policy_type == "TargetTrackingScaling":
        return capacity + (1 if breach is None or breach >= 0 else -1)
    adjustment = policy.scaling_adjustment
    if policy.policy_type == "StepScaling":
        adjustment = policies.step(policy.step_adjustments, breach or 0.0)
    if adjustment is None:
        return capacity
    minimum_change = int(policy.min_adjustment_magnitude or 0)
    return policies.adjusted(capacity, policy.adjustment_type, int(adjustment), minimum_change)


def _breach(alarm: Alarm) -> float:
    """Return the newest value less the threshold; without one, just on the side on which the alarm sounds."""
    side = _JUST_BELOW if str(alarm.comparison_operator).startswith("LessThan") else 0.0
    try:
        recent = json.loads(alarm.state_reason_data or "{}").get("recentDatapoints") or []
    except (ValueError, AttributeError):
        return side
    return float(recent[-1]) - float(alarm.threshold) if recent else side
