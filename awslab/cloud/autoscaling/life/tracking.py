"""The CloudWatch alarms of a target tracking policy (pure).

https://docs.aws.amazon.com/autoscaling/ec2/userguide/policy_creating.html

Three minutes above the target, or fifteen below nine tenths of it: that is how AWS makes them; its documentation does
not promise it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_OF_INSTANCES = {
    "ASGAverageCPUUtilization": ("CPUUtilization", "Percent"),
    "ASGAverageNetworkIn": ("NetworkIn", "Bytes"),
    "ASGAverageNetworkOut": ("NetworkOut", "Bytes"),
}
_REQUESTS = "ALBRequestCountPerTarget"
_LOW = 0.9


@dataclass(frozen=True, slots=True)
class TrackingAlarm:
    """An alarm on a metric."""

    name: str
    namespace: str
    metric: str
    statistic: str
    unit: str | None
    dimensions: Mapping[str, str]
    comparison: str
    threshold: float
    periods: int


def alarms(group_name: str, configuration: Mapping[str, Any]) -> list[TrackingAlarm]:
    """The high one, and the low one unless scaling in is disabled."""
    target = float(configuration["TargetValue"])
    high = _alarm(group_name, "High", configuration, "GreaterThanThreshold", target, 3)
    low = _alarm(group_name, "Low", configuration, "LessThanThreshold", target * _LOW, 15)
    return [high] if configuration.get("DisableScaleIn") else [high, low]


def is_known(configuration: Mapping[str, Any]) -> bool:
    """Whether the metric is one that alarms can be made for here: predefined, or one metric of the customer's."""
    predefined = configuration.get("PredefinedMetricSpecification") or {}
    customized = configuration.get("CustomizedMetricSpecification") or {}
    return predefined.get("PredefinedMetricType") in (*_OF_INSTANCES, _REQUESTS) or "MetricName" in customized


def _alarm(
    group: str, side: str, configuration: Mapping[str, Any], comparison: str, threshold: float, periods: int
) -> TrackingAlarm:
    namespace, metric, statistic, unit, dimensions = _metric(group, configuration)
    name = f"TargetTracking-{group}-Alarm{side}-{uuid.uuid4()}"
    return TrackingAlarm(name, namespace, metric, statistic, unit, dimensions, comparison, threshold, periods)


def _metric(group: str, configuration: Mapping[str, Any]) -> tuple[str, str, str, str | None, Mapping[str, str]]:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html"""
    own = configuration.get("CustomizedMetricSpecification")
    if own:
        dimensions = {each["Name"]: each["Value"] for each in own.get("Dimensions") or ()}
        return own["Namespace"], own["MetricName"], own.get("Statistic", "Average"), own.get("Unit"), dimensions
    specification = configuration["PredefinedMetricSpecification"]
    kind = specification["PredefinedMetricType"]
    if kind == _REQUESTS:
        balancer, _, target_group = str(specification.get("ResourceLabel", "")).partition("/targetgroup/")
        dimensions = {"LoadBalancer": balancer, "TargetGroup": f"targetgroup/{target_group}"}
        return "AWS/ApplicationELB", "RequestCountPerTarget", "Sum", None, dimensions
    metric, unit = _OF_INSTANCES[kind]
    return "AWS/EC2", metric, "Average", unit, {"AutoScalingGroupName": group}
