"""The CloudWatch alarms of a target tracking policy (pure).

https://docs.aws.amazon.com/autoscaling/ec2/userguide/policy_creating.html

Three minutes above the target, or fifteen below nine tenths of it: that is how AWS makes them; its documentation does
not promise it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
class Metric:
    """What CloudWatch measures."""

    namespace: str
    name: str
    statistic: str
    unit: str | None
    dimensions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TrackingAlarm:
    """An alarm on a metric."""

    name: str
    metric: Metric
    comparison: str
    threshold: float
    periods: int


def alarms(group_name: str, configuration: Mapping[str, Any], new_id: Callable[[], str]) -> list[TrackingAlarm]:
    """Return the high alarm, and the low one unless scaling in is disabled; `new_id` gives the ends of their names."""
    target = float(configuration["TargetValue"])
    metric = _metric(group_name, configuration)
    prefix = f"TargetTracking-{group_name}-Alarm"
    high = TrackingAlarm(f"{prefix}High-{new_id()}", metric, "GreaterThanThreshold", target, 3)
    low = TrackingAlarm(f"{prefix}Low-{new_id()}", metric, "LessThanThreshold", target * _LOW, 15)
    return [high] if configuration.get("DisableScaleIn") else [high, low]


def is_known(configuration: Mapping[str, Any]) -> bool:
    """Whether the metric is one that alarms can be made for here: predefined, or one metric of the customer's."""
    predefined = configuration.get("PredefinedMetricSpecification") or {}
    customized = configuration.get("CustomizedMetricSpecification") or {}
    return predefined.get("PredefinedMetricType") in (*_OF_INSTANCES, _REQUESTS) or "MetricName" in customized


def _metric(group_name: str, configuration: Mapping[str, Any]) -> Metric:
    """Return the metric that a policy tracks.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html
    """
    custom = configuration.get("CustomizedMetricSpecification")
    if custom:
        dimensions = {dimension["Name"]: dimension["Value"] for dimension in custom.get("Dimensions") or ()}
        statistic = custom.get("Statistic", "Average")
        return Metric(custom["Namespace"], custom["MetricName"], statistic, custom.get("Unit"), dimensions)
    specification = configuration["PredefinedMetricSpecification"]
    kind = specification["PredefinedMetricType"]
    if kind == _REQUESTS:
        balancer, _, target_group = str(specification.get("ResourceLabel", "")).partition("/targetgroup/")
        dimensions = {"LoadBalancer": balancer, "TargetGroup": f"targetgroup/{target_group}"}
        return Metric("AWS/ApplicationELB", "RequestCountPerTarget", "Sum", None, dimensions)
    name, unit = _OF_INSTANCES[kind]
    return Metric("AWS/EC2", name, "Average", unit, {"AutoScalingGroupName": group_name})
