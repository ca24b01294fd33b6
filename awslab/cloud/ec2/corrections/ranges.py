"""VPC: CIDR blocks in their canonical form.

AWS makes 100.68.0.0/18 of 100.68.0.18/18; moto keeps the text. Text that is no CIDR block stays as it is, to be
refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_network

from moto.core.responses import ActionResult
from moto.ec2.models import EC2Backend
from moto.ec2.models.network_acls import NetworkAclBackend, NetworkAclEntry
from moto.ec2.models.route_tables import Route, RouteBackend
from moto.ec2.models.security_groups import SecurityGroupBackend
from moto.ec2.models.subnets import Subnet, SubnetBackend
from moto.ec2.models.vpcs import VPC, VPCBackend
from moto.ec2.responses.subnets import Subnets

from awslab.cloud.gateway.corrections import Original, correct

_RULES = (
    *("authorize_security_group_ingress", "authorize_security_group_egress"),
    *("revoke_security_group_ingress", "revoke_security_group_egress"),
)


def canonical(text: object) -> object:
    """Return a CIDR block without its host bits; anything else as it is."""
    try:
        return str(ip_network(text, strict=False)) if isinstance(text, str) and "/" in text else text
    except ValueError:
        return text


@correct(VPCBackend, "create_vpc")
def block_of_a_vpc(
    original: Original, backend: EC2Backend, cidr_block: str, *positional: object, **keywords: object
) -> VPC:
    """Keep a VPC's CIDR block in its canonical form.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html
    """
    vpc: VPC = original(backend, canonical(cidr_block), *positional, **keywords)
    return vpc


@correct(VPCBackend, "associate_vpc_cidr_block")
def further_block_of_a_vpc(
    original: Original, backend: EC2Backend, vpc_id: str, cidr_block: str | None, *positional: object
) -> dict[str, object]:
    """Keep a VPC's further CIDR block in its canonical form.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateVpcCidrBlock.html
    """
    association: dict[str, object] = original(backend, vpc_id, canonical(cidr_block), *positional)
    return association


@correct(SubnetBackend, "create_subnet")
def block_of_a_subnet(
    original: Original,
    backend: EC2Backend,
    vpc_id: str,
    cidr_block: str | None,
    *positional: object,
    **keywords: object,
) -> Subnet:
    """Keep a subnet's CIDR block in its canonical form.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html
    """
    subnet: Subnet = original(backend, vpc_id, canonical(cidr_block), *positional, **keywords)
    return subnet


@correct(Subnets, "create_subnet")
def subnets_without_a_zone_share_one(original: Original, response: Subnets) -> ActionResult:
    """Subnets without a zone are all made in the first one. moto draws it, so that a program would run one time and not
    the next: not every zone has every instance type.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html
    """
    if not {"AvailabilityZone", "AvailabilityZoneId"} & response.params.keys():
        zones = response.ec2_backend.describe_availability_zones()
        response.params["AvailabilityZone"] = min(zone.name for zone in zones)
    answer: ActionResult = original(response)
    return answer


@correct(RouteBackend, "create_route")
def destination_of_a_route(
    original: Original,
    backend: EC2Backend,
    table_id: str,
    destination_cidr_block: str | None,
    *positional: object,
    **keywords: object,
) -> Route:
    """Keep a route's destination in its canonical form.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
    """
    if "destination_ipv6_cidr_block" in keywords:
        keywords["destination_ipv6_cidr_block"] = canonical(keywords["destination_ipv6_cidr_block"])
    route: Route = original(backend, table_id, canonical(destination_cidr_block), *positional, **keywords)
    return route


@correct(NetworkAclBackend, "create_network_acl_entry")
def block_of_a_network_acl_entry(original: Original, backend: EC2Backend, **keywords: object) -> NetworkAclEntry:
    """Keep the CIDR block of a network ACL's entry in its canonical form.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
    """
    blocks = {name: canonical(keywords.get(name)) for name in ("cidr_block", "ipv6_cidr_block")}
    entry: NetworkAclEntry = original(backend, **{**keywords, **blocks})
    return entry


def _rule(original: Original, backend: EC2Backend, **keywords: object) -> object:
    """Keep the CIDR blocks of a security group's rules in their canonical form, and names of protocols in small
    letters.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
    """
    protocol = keywords.get("ip_protocol")
    keywords["ip_protocol"] = str(protocol).lower() if protocol else protocol
    keywords["ip_ranges"] = _canonical_ranges(keywords.get("ip_ranges"))
    answer: object = original(backend, **keywords)
    return answer


def _canonical_ranges(ranges: object) -> object:
    if not isinstance(ranges, list):
        return canonical(ranges)
    return [
        {key: value if key == "Description" else canonical(value) for key, value in one_range.items()}
        if isinstance(one_range, Mapping)
        else one_range
        for one_range in ranges
    ]


for _name in _RULES:
    correct(SecurityGroupBackend, _name)(_rule)
