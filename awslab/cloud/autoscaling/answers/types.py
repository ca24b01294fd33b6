"""What Auto Scaling has to offer, as its Describe...Types calls list it, and what the sandbox does not have (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_METRICS = (
    *("GroupMinSize", "GroupMaxSize", "GroupDesiredCapacity", "GroupInServiceInstances", "GroupPendingInstances"),
    *("GroupStandbyInstances", "GroupTerminatingInstances", "GroupTotalInstances"),
)
_PROCESSES = (
    *("AZRebalance", "AddToLoadBalancer", "AlarmNotification", "HealthCheck", "InstanceRefresh", "Launch"),
    *("ReplaceUnhealthy", "ScheduledActions", "Terminate"),
)
ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "DescribeAdjustmentTypes": {
        "AdjustmentTypes": [
            {"AdjustmentType": each} for each in ("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity")
        ]
    },
    "DescribeAutoScalingNotificationTypes": {
        "AutoScalingNotificationTypes": [
            *(
                f"autoscaling:EC2_INSTANCE_{each}"
                for each in ("LAUNCH", "LAUNCH_ERROR", "TERMINATE", "TERMINATE_ERROR")
            ),
            "autoscaling:TEST_NOTIFICATION",
        ]
    },
    "DescribeLifecycleHookTypes": {
        "LifecycleHookTypes": ["autoscaling:EC2_INSTANCE_LAUNCHING", "autoscaling:EC2_INSTANCE_TERMINATING"]
    },
    "DescribeMetricCollectionTypes": {
        "Metrics": [{"Metric": each} for each in _METRICS],
        "Granularities": [{"Granularity": "1Minute"}],
    },
    "DescribeScalingProcessTypes": {"Processes": [{"ProcessName": each} for each in _PROCESSES]},
    "DescribeTerminationPolicyTypes": {
        "TerminationPolicyTypes": [
            *("AllocationStrategy", "ClosestToNextInstanceHour", "Default", "NewestInstance", "OldestInstance"),
            *("OldestLaunchConfiguration", "OldestLaunchTemplate"),
        ]
    },
}
"""https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingProcessTypes.html and its neighbours"""

NOT_THERE: Mapping[str, str] = {
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
