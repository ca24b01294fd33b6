"""What attributes of load balancers and target groups refuse.

The texts: public reports of the deregistration delay's and the access logs'; the others by analogy.
"""

from __future__ import annotations

from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_LOGS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"

_OF_A_BALANCER = {"idle_timeout.timeout_seconds": (1, 4000), "client_keep_alive.seconds": (60, 604_800)}
_OF_A_GROUP = {
    "deregistration_delay.timeout_seconds": (0, 3600),
    "stickiness.lb_cookie.duration_seconds": (1, 604_800),
    "stickiness.app_cookie.duration_seconds": (1, 604_800),
    "target_health_state.unhealthy.draining_interval_seconds": (0, 360_000),
}
_KEYS = frozenset(
    {
        *_OF_A_GROUP,
        *("stickiness.enabled", "stickiness.type", "stickiness.app_cookie.cookie_name", "slow_start.duration_seconds"),
        *("load_balancing.cross_zone.enabled", "load_balancing.algorithm.type"),
        *("load_balancing.algorithm.anomaly_mitigation", "lambda.multi_value_headers.enabled"),
        *("target_group_health.dns_failover.minimum_healthy_targets.count",),
        *("target_group_health.dns_failover.minimum_healthy_targets.percentage",),
        *("target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",),
        *("target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",),
        *("deregistration_delay.connection_termination.enabled", "preserve_client_ip.enabled"),
        *("proxy_protocol_v2.enabled", "target_health_state.unhealthy.connection_termination.enabled"),
        *("target_failover.on_deregistration", "target_failover.on_unhealthy"),
        *("send_tcp_reset.on_unhealthy.enabled", "send_tcp_reset.on_deregistration.enabled"),
    }
)
"""The attributes of target groups."""
_LOADS = ("round_robin", "least_outstanding_requests", "weighted_random")


@guard("elbv2", "ModifyLoadBalancerAttributes", source=_API + "API_LoadBalancerAttribute.html")
def balancers_attributes_are_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """Seconds within their range."""
    return _out_of_range(_told(request), _OF_A_BALANCER)


@guard("elbv2", "ModifyLoadBalancerAttributes", source=_LOGS)
def logs_have_a_bucket(request: AwsRequest, state: State) -> Refusal | None:
    """Access logs need a bucket that is there."""
    asked = _told(request)
    found = state.elb(request.region).load_balancer(request.parameters.get("LoadBalancerArn", ""))
    if found is None or asked.get("access_logs.s3.enabled") != "true":
        return None
    bucket = asked.get("access_logs.s3.bucket", found.attrs.get("access_logs.s3.bucket", ""))
    if not bucket:
        return _configuration("The value of 'access_logs.s3.bucket' cannot be empty")
    if state.bucket(bucket) is None:
        return _configuration(f"Access Denied for bucket: {bucket}. Please check S3bucket permission")
    return None


@guard("elbv2", "ModifyTargetGroupAttributes", source=_API + "API_TargetGroupAttribute.html")
def groups_attributes_exist_and_are_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """A key of the list there, and a number within its range; slow start may be off (0)."""
    asked = _told(request)
    unknown = next((key for key in asked if key not in _KEYS), None)
    if unknown is not None:
        return _invalid(f"Target group attribute key '{unknown}' is not recognized")
    algorithm = asked.get("load_balancing.algorithm.type", _LOADS[0])
    if algorithm not in _LOADS:
        return _invalid(f"'{algorithm}' must be one of [{', '.join(_LOADS)}]")
    slow = {} if asked.get("slow_start.duration_seconds") == "0" else {"slow_start.duration_seconds": (30, 900)}
    return _out_of_range(asked, _OF_A_GROUP | slow)


def _told(request: AwsRequest) -> dict[str, str]:
    given: list[dict[str, Any]] = request.parameters.get("Attributes") or []
    return {str(each.get("Key", "")): str(each.get("Value", "")) for each in given}


def _out_of_range(asked: dict[str, str], ranges: dict[str, tuple[int, int]]) -> Refusal | None:
    for key, (low, high) in ranges.items():
        value = asked.get(key)
        if value is not None and not (value.isdecimal() and low <= int(value) <= high):
            return _invalid(f"'{key}' value '{value}' must be between '{low}-{high}' inclusive")
    return None


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message, 400)


def _configuration(message: str) -> Refusal:
    return Refusal("InvalidConfigurationRequest", message, 400)
