"""Elastic Load Balancing: Application, Network and Gateway Load Balancers."""

from __future__ import annotations

from moto.elbv2.models import ELBv2Backend, FakeListener, FakeListenerRule, FakeLoadBalancer, FakeRule, FakeTargetGroup
from moto.moto_api._internal import mock_random

from awslab.cloud.gateway.corrections import Original, correct

_ZONES = {"application": "Z35SXDOTRQ7X7K", "network": "Z26RNL4JYFTOTI"}
"""Route 53's hosted zones of load balancers in us-east-1."""
_DEFAULTS = {
    "access_logs.s3.enabled": "false",
    "idle_timeout.timeout_seconds": "60",
    "client_keep_alive.seconds": "3600",
    "load_balancing.cross_zone.enabled": "true",
    "routing.http.desync_mitigation_mode": "defensive",
    "routing.http.drop_invalid_header_fields.enabled": "false",
    "routing.http.preserve_host_header.enabled": "false",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": "false",
    "routing.http.xff_client_port.enabled": "false",
    "routing.http.xff_header_processing.mode": "append",
    "routing.http2.enabled": "true",
    "waf.fail_open.enabled": "false",
    "connection_logs.s3.enabled": "false",
    "connection_logs.s3.bucket": "",
    "connection_logs.s3.prefix": "",
}


@correct(ELBv2Backend, "create_load_balancer")
def create_load_balancer_once_with_defaults(
    original: Original, backend: ELBv2Backend, name: str, *positional: object, **keywords: object
) -> FakeLoadBalancer:
    """Give a load balancer the defaults of the API, and create it only once.

    The scheme is internet-facing by default:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    An Application Load Balancer without groups has the VPC's default group:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
    Creating it again changes nothing; a guard refuses one of the same name with other settings.
    """
    existing = next((balancer for balancer in backend.load_balancers.values() if balancer.name == name), None)
    if existing is not None:
        return existing
    keywords["scheme"] = keywords.get("scheme") or "internet-facing"
    balancer: FakeLoadBalancer = original(backend, name, *positional, **keywords)
    if balancer.type == "application" and not balancer.security_groups:
        default_group = backend.ec2_backend.get_default_security_group(balancer.vpc_id)
        balancer.security_groups = [default_group.id] if default_group else []
    return balancer


@correct(FakeLoadBalancer, "__init__")
def name_and_attributes_by_type(
    original: Original, balancer: FakeLoadBalancer, *positional: object, **keywords: object
) -> None:
    """Give a load balancer the DNS name, hosted zone and attributes of its type.

    Attributes have these values from the start:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
    DNS names: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    (examples), with `internal-` before those of internal Application Load Balancers, as in public reports.
    """
    original(balancer, *positional, **keywords)
    region = balancer.arn.split(":")[3]
    if balancer.type == "application":
        balancer.attrs.update(_DEFAULTS)
        prefix = "internal-" if balancer.scheme == "internal" else ""
        balancer.dns_name = f"{prefix}{balancer.name}-{_digits(10)}.{region}.elb.amazonaws.com".lower()
    else:
        balancer.attrs["access_logs.s3.enabled"] = "false"
        balancer.dns_name = f"{balancer.name}-{balancer.arn.rpartition('/')[2]}.elb.{region}.amazonaws.com".lower()
    balancer.canonical_hosted_zone_id = _ZONES.get(balancer.type, balancer.canonical_hosted_zone_id)


def _digits(count: int) -> str:
    return str(mock_random.randint(10 ** (count - 1), 10**count - 1))


@correct(ELBv2Backend, "modify_target_group_attributes")
def admit_a_delay_of_an_hour(
    original: Original, backend: ELBv2Backend, target_group_arn: str, attributes: dict[str, object]
) -> None:
    """Admit a deregistration delay of 3600 seconds, where moto's range ends one second before.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html: "The range is
    0-3600 seconds".
    """
    key, hour = "deregistration_delay.timeout_seconds", "3600"
    is_hour = str(attributes.get(key)) == hour
    original(backend, target_group_arn, attributes | ({key: "3599"} if is_hour else {}))
    if is_hour:
        backend.target_groups[target_group_arn].attributes[key] = hour


@correct(ELBv2Backend, "create_target_group")
def create_target_group_once(
    original: Original, backend: ELBv2Backend, name: str, **keywords: object
) -> FakeTargetGroup:
    """Change nothing when a target group is created again; a guard refuses one of the same name with other settings.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html: idempotent.
    """
    existing = next((group for group in backend.target_groups.values() if group.name == name), None)
    group: FakeTargetGroup = existing or original(backend, name, **keywords)
    return group


def _rules(listener: FakeListener) -> dict[str | int, FakeListenerRule | FakeRule]:
    """Return a listener's rules by priority, the default rule last.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
    """
    rules: dict[str | int, FakeListenerRule | FakeRule] = {}
    rules.update(sorted(listener._non_default_rules.items(), key=lambda item: int(item[1].priority)))
    rules.update(listener._default_rule.items())
    return rules


FakeListener.rules = property(_rules)  # type: ignore[assignment, method-assign]
