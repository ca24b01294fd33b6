"""Elastic Load Balancing: Application, Network and Gateway Load Balancers."""

from __future__ import annotations

from typing import Any

from moto.elbv2.models import ELBv2Backend, FakeListener, FakeLoadBalancer
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
def internet_facing_with_the_default_group_and_once(
    original: Original, backend: Any, name: str, *positional: Any, **named: Any
) -> Any:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html: the scheme is
    internet-facing by default.

    An Application Load Balancer without groups has the VPC's default group:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
    Making it again changes nothing; one of other settings is a guard's to refuse.
    """
    found = next((each for each in backend.load_balancers.values() if each.name == name), None)
    if found is not None:
        return found
    named["scheme"] = named.get("scheme") or "internet-facing"
    made = original(backend, name, *positional, **named)
    if made.type == "application" and not made.security_groups:
        made.security_groups = [backend.ec2_backend.get_default_security_group(made.vpc_id).id]
    return made


@correct(FakeLoadBalancer, "__init__")
def names_and_attributes_of_its_type(original: Original, balancer: Any, *positional: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html: attributes
    have these values from the start.

    DNS names: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    (examples), with `internal-` before those of internal Application Load Balancers, as in public reports.
    """
    original(balancer, *positional, **named)
    region = balancer.arn.split(":")[3]
    if balancer.type == "application":
        balancer.attrs.update(_DEFAULTS)
        before = "internal-" if balancer.scheme == "internal" else ""
        balancer.dns_name = f"{before}{balancer.name}-{_digits(10)}.{region}.elb.amazonaws.com".lower()
    else:
        balancer.attrs["access_logs.s3.enabled"] = "false"
        balancer.dns_name = f"{balancer.name}-{balancer.arn.rpartition('/')[2]}.elb.{region}.amazonaws.com".lower()
    balancer.canonical_hosted_zone_id = _ZONES.get(balancer.type, balancer.canonical_hosted_zone_id)


def _digits(count: int) -> str:
    return str(mock_random.randint(10 ** (count - 1), 10**count - 1))


@correct(ELBv2Backend, "modify_target_group_attributes")
def an_hour_is_a_delay_too(original: Original, backend: Any, target_group_arn: str, attributes: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html: "The range is
    0-3600 seconds"; moto ends before."""
    key, hour = "deregistration_delay.timeout_seconds", "3600"
    is_hour = str(attributes.get(key)) == hour
    original(backend, target_group_arn, attributes | ({key: "3599"} if is_hour else {}))
    if is_hour:
        backend.target_groups[target_group_arn].attributes[key] = hour


@correct(ELBv2Backend, "create_target_group")
def making_a_target_group_again_changes_nothing(original: Original, backend: Any, name: str, **named: Any) -> Any:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html: idempotent; one
    of other settings is a guard's to refuse."""
    found = next((each for each in backend.target_groups.values() if each.name == name), None)
    return found or original(backend, name, **named)


def _rules(listener: Any) -> dict[Any, Any]:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html: by priority, the default
    rule last."""
    others = sorted(listener._non_default_rules.items(), key=lambda item: int(item[1].priority))
    return dict(others) | dict(listener._default_rule)


FakeListener.rules = property(_rules)  # type: ignore[assignment, method-assign]
