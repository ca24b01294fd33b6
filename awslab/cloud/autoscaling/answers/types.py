"""What Auto Scaling has to offer, as its Describe...Types calls list it, and what the sandbox does not have."""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.autoscaling.answers.calls import API, Output
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.context import GatewayContext

_METRICS = (
    *("GroupMinSize", "GroupMaxSize", "GroupDesiredCapacity", "GroupInServiceInstances", "GroupPendingInstances"),
    *("GroupStandbyInstances", "GroupTerminatingInstances", "GroupTotalInstances"),
)
_PROCESSES = (
    *("AZRebalance", "AddToLoadBalancer", "AlarmNotification", "HealthCheck", "InstanceRefresh", "Launch"),
    *("ReplaceUnhealthy", "ScheduledActions", "Terminate"),
)
_OUTPUTS: Mapping[str, Output] = {
    "DescribeAdjustmentTypes": {
        "AdjustmentTypes": [
            {"AdjustmentType": name} for name in ("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity")
        ]
    },
    "DescribeAutoScalingNotificationTypes": {
        "AutoScalingNotificationTypes": [
            *(
                f"autoscaling:EC2_INSTANCE_{event}"
                for event in ("LAUNCH", "LAUNCH_ERROR", "TERMINATE", "TERMINATE_ERROR")
            ),
            "autoscaling:TEST_NOTIFICATION",
        ]
    },
    "DescribeLifecycleHookTypes": {
        "LifecycleHookTypes": ["autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING"]
    },
    "DescribeMetricCollectionTypes": {
        "Metrics": [{"Metric": name} for name in _METRICS],
        "Granularities": [{"Granularity": "1Minute"}],
    },
    "DescribeScalingProcessTypes": {"Processes": [{"ProcessName": name} for name in _PROCESSES]},
    "DescribeTerminationPolicyTypes": {
        "TerminationPolicyTypes": [
            *("AllocationStrategy", "ClosestToNextInstanceHour", "Default", "NewestInstance", "OldestInstance"),
            *("OldestLaunchConfiguration", "OldestLaunchTemplate"),
        ]
    },
}
_MISSING_FEATURES: Mapping[str, str] = {
    "PutWarmPool": "warm pools of Auto Scaling groups",
    "DeleteWarmPool": "warm pools of Auto Scaling groups",
    "DescribeWarmPool": "warm pools of Auto Scaling groups",
    "AttachTrafficSources": "traffic sources of Auto Scaling groups (attach target groups instead)",
    "DetachTrafficSources": "traffic sources of Auto Scaling groups (detach target groups instead)",
    "DescribeTrafficSources": "traffic sources of Auto Scaling groups",
    "GetPredictiveScalingForecast": "predictive scaling",
    "LaunchInstances": "LaunchInstances of Auto Scaling groups (set the desired capacity instead)",
}
"""Operations → what is missing."""


@answers("autoscaling", *_OUTPUTS, source=API + "API_DescribeScalingProcessTypes.html")
def describe_types(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """List what there is to choose from."""
    return answer(request, _OUTPUTS[request.operation])


@answers("autoscaling", *_MISSING_FEATURES, source=API + "API_Operations.html")
def refuse_missing_features(request: AwsRequest, _: GatewayContext) -> AwsResponse:
    """Refuse by name what the sandbox does not have, although moto would answer some of it."""
    sentence = f"The sandbox does not implement {_MISSING_FEATURES[request.operation]}. Real AWS does."
    return refusal(request, "NotImplemented", sentence, 501)
