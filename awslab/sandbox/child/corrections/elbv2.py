"""Elastic Load Balancing: Application, Network and Gateway Load Balancers."""

from __future__ import annotations

from typing import Any

from moto.elbv2.models import ELBv2Backend

from awslab.sandbox.child.corrections import Original, correct


@correct(ELBv2Backend, "create_load_balancer")
def internet_facing_with_the_default_group(original: Original, backend: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html: the scheme is
    internet-facing by default.

    An Application Load Balancer without groups has the VPC's default group:
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
    """
    named["scheme"] = named.get("scheme") or "internet-facing"
    made = original(backend, **named)
    if made.type == "application" and not made.security_groups:
        made.security_groups = [backend.ec2_backend.get_default_security_group(made.vpc_id).id]
    return made
