"""What attributes of load balancers and target groups refuse.

The texts: public reports of the deregistration delay's and the access logs'; the others by analogy.
"""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_LOGS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"

_BALANCER_RANGES = {"idle_timeout.timeout_seconds": (1, 4000), "client_keep_alive.seconds": (60, 604_800)}
_GROUP_RANGES = {
    "deregistration_delay.timeout_seconds": (0, 3600),
    "stickiness.lb_cookie.duration_seconds": (1, 604_800),
    "stickiness.app_cookie.duration_seconds": (1, 604_800),
    "target_health_state.unhealthy.draining_interval_seconds": (0, 360_000),
}
_GROUP_KEYS = frozenset(
    {
        *_GROUP_RANGES,
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
_ALGORITHMS = ("round_robin", "least_outstanding_requests", "weighted_random")


@guard(
    "elbv2",
    "ModifyLoadBalancerAttributes",
    phase=Phase.SHAPE,
    source=_API + "API_LoadBalancerAttribute.html",
)
def load_balancer_attributes_are_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """Times of a load balancer are within their range, in seconds."""
    return _out_of_range(_attributes(request), _BALANCER_RANGES)


@guard("elbv2", "ModifyLoadBalancerAttributes", phase=Phase.IDENTIFIER, source=_LOGS)
def access_logs_have_a_bucket(request: AwsRequest, state: State) -> Refusal | None:
    """Access logs need a bucket that is there."""
    attributes = _attributes(request)
    balancer = state.elb(request.region).load_balancer(request.parameters.get("LoadBalancerArn", ""))
    if balancer is None or attributes.get("access_logs.s3.enabled") != "true":
        return None
    bucket = str(attributes.get("access_logs.s3.bucket", balancer.attrs.get("access_logs.s3.bucket") or ""))
    if not bucket:
        return _invalid_configuration("The value of 'access_logs.s3.bucket' cannot be empty")
    if state.bucket(bucket) is None:
        return _invalid_configuration(f"Access Denied for bucket: {bucket}. Please check S3bucket permission")
    return None


@guard("elbv2", "ModifyTargetGroupAttributes", phase=Phase.SHAPE, source=_API + "API_TargetGroupAttribute.html")
def target_group_attributes_are_known_and_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """Attributes of a target group have a key of AWS's list and a number within its range; slow start may be off."""
    attributes = _attributes(request)
    unknown = next((key for key in attributes if key not in _GROUP_KEYS), None)
    if unknown is not None:
        return _invalid(f"Target group attribute key '{unknown}' is not recognized")
    algorithm = attributes.get("load_balancing.algorithm.type", _ALGORITHMS[0])
    if algorithm not in _ALGORITHMS:
        return _invalid(f"'{algorithm}' must be one of [{', '.join(_ALGORITHMS)}]")
    is_off = attributes.get("slow_start.duration_seconds") == "0"
    return _out_of_range(attributes, _GROUP_RANGES | ({} if is_off else {"slow_start.duration_seconds": (30, 900)}))


def _attributes(request: AwsRequest) -> dict[str, str]:
    pairs = request.parameters.get("Attributes") or ()
    return {str(pair.get("Key", "")): str(pair.get("Value", "")) for pair in pairs}


def _out_of_range(attributes: Mapping[str, str], ranges: Mapping[str, tuple[int, int]]) -> Refusal | None:
    for key, (low, high) in ranges.items():
        value = attributes.get(key)
        if value is not None and not (value.isdecimal() and low <= int(value) <= high):
            return _invalid(f"'{key}' value '{value}' must be between '{low}-{high}' inclusive")
    return None


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message, 400)


def _invalid_configuration(message: str) -> Refusal:
    return Refusal("InvalidConfigurationRequest", message, 400)
