"""Load balancers as ends in a network, read from moto."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from moto.backends import get_backend

from awslab.cloud.network.values import Balancer

if TYPE_CHECKING:
    from moto.elbv2.models import FakeLoadBalancer


def load_balancers(account_id: str, region: str, default_groups: Mapping[str, str]) -> dict[str, Balancer]:
    """Return the load balancers of a region by ARN; none when nobody has used the service yet.

    An Application Load Balancer without groups is in its VPC's default group; `default_groups` has them by VPC.
    """
    if "moto.elbv2.models" not in sys.modules:
        return {}
    balancers = list(get_backend("elbv2")[account_id][region].load_balancers.items())
    return {arn: _balancer(balancer, default_groups) for arn, balancer in balancers}


def _balancer(balancer: FakeLoadBalancer, default_groups: Mapping[str, str]) -> Balancer:
    groups: tuple[str, ...] | None = tuple(balancer.security_groups or ()) or None
    if groups is None and balancer.type == "application" and balancer.subnets:
        groups = tuple(filter(None, [default_groups.get(balancer.subnets[0].vpc_id, "")]))
    return Balancer(
        name=balancer.name,
        arn=balancer.arn,
        dns_name=balancer.dns_name,
        subnets=tuple(subnet.id for subnet in balancer.subnets),
        groups=groups,
        faces_internet=balancer.scheme == "internet-facing",
        ports=tuple(int(listener.port) for listener in list(balancer.listeners.values())),
    )
