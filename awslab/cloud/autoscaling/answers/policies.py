"""Scaling policies: making, deleting and executing them.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scale-based-on-demand.html
"""

from __future__ import annotations

import uuid

from awslab.cloud.autoscaling.answers.calls import API, Call, Output, RefusedError, about_a_group
from awslab.cloud.autoscaling.life import policies, tracking
from awslab.cloud.autoscaling.life.policy_execution import act, is_cooling
from awslab.cloud.autoscaling.state import Policy
from awslab.cloud.gateway.behaviour import answers


@answers("autoscaling", "PutScalingPolicy", source=API + "API_PutScalingPolicy.html")
@about_a_group
def put_policy(call: Call) -> Output:
    """Make a scaling policy, or another one of its name; a target tracking policy comes with its alarms."""
    configuration = call.parameters.get("TargetTrackingConfiguration") or {}
    tracks = call.parameters.get("PolicyType") == "TargetTrackingScaling"
    if tracks and not tracking.is_known(configuration):
        raise RefusedError(
            "The sandbox does not implement target tracking with metric math or fine-grained metrics. Real AWS does.",
            "NotImplemented",
        )
    alarms = tracking.alarms(call.group.name, configuration, lambda: str(uuid.uuid4())) if tracks else []
    policy = call.region.policies.put(call.group, call.parameters, alarms)
    own_alarms = [{"AlarmName": alarm["AlarmName"], "AlarmARN": alarm["AlarmARN"]} for alarm in policy.alarms]
    return {"PolicyARN": policy.arn, "Alarms": own_alarms if tracks else []}


@answers("autoscaling", "DeletePolicy", source=API + "API_DeletePolicy.html")
@about_a_group
def delete_policy(call: Call) -> Output:
    """Delete a scaling policy with its own alarms."""
    call.region.policies.delete(_policy(call))
    return {}


@answers("autoscaling", "ExecutePolicy", source=API + "API_ExecutePolicy.html")
@about_a_group
def execute_policy(call: Call) -> Output:
    """Execute a scaling policy."""
    policy = _policy(call)
    breach: float | None = None
    if policy.policy_type == "StepScaling":
        breach = float(call.parameters["MetricValue"]) - float(call.parameters["BreachThreshold"])
        if policies.step(policy.step_adjustments, breach) is None:
            raise RefusedError("No step adjustment found for metric value and breach threshold")
    honours_cooldown = policy.policy_type == "SimpleScaling" and call.parameters.get("HonorCooldown")
    if honours_cooldown and is_cooling(call.group, call.now):
        raise RefusedError(
            f"Scaling activity is in progress for group {call.group.name}: it cools down.", "ScalingActivityInProgress"
        )
    act(call.group, policy, breach, f"a user request executed policy {policy.name}", call.now)
    return {}


def _policy(call: Call) -> Policy:
    name = str(call.parameters["PolicyName"])
    policy = call.region.policies.find(call.group.name, name)
    if policy is None:
        raise RefusedError(f"ScalingPolicy name not found - {name}" if "arn:" not in name else f"Invalid policy {name}")
    return policy
