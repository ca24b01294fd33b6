"""What scaling policies refuse. The words are not AWS's."""

from __future__ import annotations

from awslab.cloud.autoscaling.guards.groups import invalid
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
_ADJUSTMENTS = ("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity")
_REQUIRED_MEMBERS = {
    "SimpleScaling": ("AdjustmentType", "ScalingAdjustment"),
    "StepScaling": ("AdjustmentType", "StepAdjustments"),
    "TargetTrackingScaling": ("TargetTrackingConfiguration",),
    "PredictiveScaling": ("PredictiveScalingConfiguration",),
}


@guard("autoscaling", "PutScalingPolicy", phase=Phase.COMBINATION, source=_API + "API_PutScalingPolicy.html")
def policy_is_complete(request: AwsRequest, _: State) -> Refusal | None:
    """A policy is of a known type and has what its type requires."""
    parameters = request.parameters
    kind = parameters.get("PolicyType") or "SimpleScaling"
    required_members = _REQUIRED_MEMBERS.get(kind)
    if required_members is None:
        return invalid(f"PolicyType must be one of {', '.join(_REQUIRED_MEMBERS)}.")
    missing = next((name for name in required_members if parameters.get(name) is None), None)
    if missing:
        return invalid(f"{missing} is required for policies of the type {kind}.")
    if "AdjustmentType" in required_members and parameters["AdjustmentType"] not in _ADJUSTMENTS:
        return invalid(f"AdjustmentType must be one of {', '.join(_ADJUSTMENTS)}.")
    return None


@guard("autoscaling", "ExecutePolicy", phase=Phase.COMBINATION, source=_API + "API_ExecutePolicy.html")
def execution_has_what_the_policy_needs(request: AwsRequest, state: State) -> Refusal | None:
    """Step scaling needs MetricValue and BreachThreshold; target tracking is not executed by hand."""
    name, group_name = str(request.parameters["PolicyName"]), request.parameters.get("AutoScalingGroupName")
    policy = state.scaling(request.region).policy(name)
    if policy is None or group_name not in (None, policy.auto_scaling_group_name):
        return None
    if policy.policy_type == "TargetTrackingScaling":
        return invalid("A target tracking policy cannot be executed.")
    for member in ("MetricValue", "BreachThreshold"):
        if policy.policy_type == "StepScaling" and request.parameters.get(member) is None:
            return invalid(f"{member} is required for policies of the type StepScaling.")
    return None
