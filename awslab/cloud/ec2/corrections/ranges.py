"""VPC: ranges of addresses in their canonical form.

AWS makes 100.68.0.0/18 of 100.68.0.18/18; moto keeps what it is told. Ranges that are none stay as they are, to be
refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network
from typing import Any

from moto.ec2.models.network_acls import NetworkAclBackend
from moto.ec2.models.route_tables import RouteBackend
from moto.ec2.models.security_groups import SecurityGroupBackend
from moto.ec2.models.subnets import SubnetBackend
from moto.ec2.models.vpcs import VPCBackend
from moto.ec2.responses.subnets import Subnets

from awslab.cloud.gateway.corrections import Original, correct

_RULES = (
    *("authorize_security_group_ingress", "authorize_security_group_egress"),
    *("revoke_security_group_ingress", "revoke_security_group_egress"),
)


def canonical(text: Any) -> Any:
    """A range without its host bits; anything else as it is."""
    try:
        return str(ip_network(text, strict=False)) if isinstance(text, str) and "/" in text else text
    except ValueError:
        return text


@correct(VPCBackend, "create_vpc")
def vpc(original: Original, backend: Any, cidr_block: str, *positional: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html (CidrBlock)"""
    return original(backend, canonical(cidr_block), *positional, **named)


@correct(VPCBackend, "associate_vpc_cidr_block")
def further_range(original: Original, backend: Any, vpc_id: str, cidr_block: Any, *positional: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html"""
    return original(backend, vpc_id, canonical(cidr_block), *positional)


@correct(SubnetBackend, "create_subnet")
def subnet(original: Original, backend: Any, vpc_id: str, cidr_block: Any, *positional: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html (CidrBlock)"""
    return original(backend, vpc_id, canonical(cidr_block), *positional, **named)


@correct(Subnets, "create_subnet")
def subnets_without_a_zone_share_one(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html (AvailabilityZone): AWS selects one.
    moto draws it, so that a program would run one time and not the next: not every zone has every instance type."""
    if not {"AvailabilityZone", "AvailabilityZoneId"} & response.params.keys():
        zones = response.ec2_backend.describe_availability_zones()
        response.params["AvailabilityZone"] = min(each.name for each in zones)
    return original(response)


@correct(RouteBackend, "create_route")
def route(
    original: Original, backend: Any, table_id: str, destination_cidr_block: Any, *positional: Any, **named: Any
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html (DestinationCidrBlock)"""
    if "destination_ipv6_cidr_block" in named:
        named["destination_ipv6_cidr_block"] = canonical(named["destination_ipv6_cidr_block"])
    return original(backend, table_id, canonical(destination_cidr_block), *positional, **named)


@correct(NetworkAclBackend, "create_network_acl_entry")
def network_acl_entry(original: Original, backend: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html (CidrBlock)"""
    changed = {name: canonical(named.get(name)) for name in ("cidr_block", "ipv6_cidr_block")}
    return original(backend, **named | changed)


def _rule(original: Original, backend: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html; names of protocols in small letters."""
    protocol = named.get("ip_protocol")
    named["ip_protocol"] = str(protocol).lower() if protocol else protocol
    named["ip_ranges"] = _ranges(named.get("ip_ranges"))
    return original(backend, **named)


def _ranges(given: Any) -> Any:
    if not isinstance(given, list):
        return canonical(given)
    return [
        {key: value if key == "Description" else canonical(value) for key, value in each.items()}
        if isinstance(each, Mapping)
        else each
        for each in given
    ]


for _name in _RULES:
    correct(SecurityGroupBackend, _name)(_rule)
