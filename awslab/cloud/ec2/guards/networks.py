"""What EC2 refuses of VPCs and subnets: CIDR blocks, quotas, and deletion of what is in use.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sized
from ipaddress import IPv4Network

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_RANGES = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"
_SIZES = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"

VPCS_PER_REGION = 5
SUBNETS_PER_VPC = 200
ROUTE_TABLES_PER_VPC = 200
NETWORK_ACLS_PER_VPC = 200


@guard("ec2", "CreateVpc", "CreateDefaultVpc", phase=Phase.SHAPE, source=_QUOTAS)
def vpcs_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """A region has up to five VPCs, the default one among them; EC2 counts before it reads the CIDR block."""
    if len(state.ec2(request.region).vpcs()) < VPCS_PER_REGION:
        return None
    return Refusal("VpcLimitExceeded", "The maximum number of VPCs has been reached.", 400)


@guard("ec2", "CreateSubnet", "CreateRouteTable", "CreateNetworkAcl", phase=Phase.SHAPE, source=_QUOTAS)
def parts_of_a_vpc_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """A VPC has up to 200 of each; EC2 counts before it reads the CIDR block. Words by analogy to VPCs."""
    ec2, vpc = state.ec2(request.region), request.parameters.get("VpcId", "")
    parts: dict[str, tuple[str, str, Callable[[str], Sized], int]] = {
        "CreateSubnet": ("SubnetLimitExceeded", "subnets", ec2.subnets, SUBNETS_PER_VPC),
        "CreateRouteTable": ("RouteTableLimitExceeded", "route tables", ec2.route_tables, ROUTE_TABLES_PER_VPC),
        "CreateNetworkAcl": ("NetworkAclLimitExceeded", "network ACLs", ec2.network_acls, NETWORK_ACLS_PER_VPC),
    }
    code, kind, existing_parts, quota = parts[request.operation]
    if len(existing_parts(vpc)) < quota:
        return None
    return Refusal(code, f"The maximum number of {kind} has been reached.", 400)


@guard("ec2", "CreateVpc", "CreateSubnet", phase=Phase.SHAPE, source=_RANGES)
def cidr_block_is_required(request: AwsRequest, _: State) -> Refusal | None:
    """An IPv4 CIDR block is required, unless one comes from a pool. (Words for none: by analogy to IPv6.)"""
    parameters, block = request.parameters, request.parameters.get("CidrBlock")
    if not block and not parameters.get("Ipv4IpamPoolId") and not parameters.get("Ipv6Native"):
        return Refusal("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.", 400)
    if not block or "/" in block:
        return None
    sentence = f"Value ({block}) for parameter cidrBlock is invalid. This is not a valid CIDR block."
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "CreateSubnet", phase=Phase.SHAPE, source=_SIZES)
def subnet_size_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A subnet's CIDR block is between /16 and /28."""
    block = _network(request.parameters.get("CidrBlock"))
    if block is None or 16 <= block.prefixlen <= 28:
        return None
    return Refusal("InvalidSubnet.Range", f"The CIDR '{request.parameters['CidrBlock']}' is invalid.", 400)


@guard("ec2", "AssociateVpcCidrBlock", phase=Phase.STATE, source=_RANGES)
def further_cidr_block_is_valid(request: AwsRequest, state: State) -> Refusal | None:
    """A VPC's further block is between /16 and /28 and overlaps no other. The words for the second are ours."""
    ec2, text = state.ec2(request.region), request.parameters.get("CidrBlock")
    block, vpc = _network(text), request.parameters.get("VpcId", "")
    if block is None:
        return None
    if not 16 <= block.prefixlen <= 28:
        return Refusal("InvalidVpc.Range", f"The CIDR '{text}' is invalid.", 400)
    if any(block.overlaps(other_block) for other_block in ec2.ranges(vpc)):
        return Refusal("InvalidVpc.Range", f"The CIDR '{text}' conflicts with another CIDR of the VPC.", 400)
    return None


@guard("ec2", "CreateSubnet", "CreateDefaultSubnet", phase=Phase.IDENTIFIER, source=_ERRORS)
def zone_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The zone must be one of the region's, which the sentence lists (recorded by moto's authors)."""
    zone = request.parameters.get("AvailabilityZone")
    zones = state.ec2(request.region).zones() if zone else []
    if not zone or zone in zones:
        return None
    sentence = (
        f"Value ({zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the "
        f"following availability zones: {', '.join(zones)}."
    )
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "DeleteSubnet", phase=Phase.STATE, source=_ERRORS)
def subnet_is_empty(request: AwsRequest, state: State) -> Refusal | None:
    """No interface may be left in the subnet: of an instance, task, NAT gateway, load balancer or function."""
    ec2, name = state.ec2(request.region), request.parameters.get("SubnetId", "")
    uses = (
        any(interface.subnet.id == name for interface in ec2.interfaces())
        or any(gateway.subnet_id == name for gateway in ec2.nat_gateways() if gateway.state != "failed")
        or any(name in {subnet.id for subnet in balancer.subnets} for balancer in state.load_balancers(request.region))
        or any(name in (function.vpc_config or {}).get("SubnetIds", ()) for function in state.functions(request.region))
    )
    if not uses:
        return None
    return Refusal("DependencyViolation", f"The subnet '{name}' has dependencies and cannot be deleted.", 400)


@guard("ec2", "DeleteVpc", phase=Phase.STATE, source=_ERRORS)
def vpc_is_empty(request: AwsRequest, state: State) -> Refusal | None:
    """Only what came with the VPC may be left: main route table, default network ACL, default group."""
    ec2, name = state.ec2(request.region), request.parameters.get("VpcId", "")
    if ec2.vpc(name) is None or not _has_content(ec2, name):
        return None
    return Refusal("DependencyViolation", f"The vpc '{name}' has dependencies and cannot be deleted.", 400)


def _has_content(ec2: Ec2State, vpc: str) -> bool:
    return (
        bool(ec2.subnets(vpc))
        or ec2.internet_gateway_of(vpc) is not None
        or any(not group.is_default for group in ec2.groups(vpc))
        or len(ec2.route_tables(vpc)) > 1
        or any(not acl.default for acl in ec2.network_acls(vpc))
        or any(endpoint.vpc_id == vpc for endpoint in ec2.endpoints())
    )


def _network(text: str | None) -> IPv4Network | None:
    """Return an IPv4 CIDR block as a network; None also for text that is none, which moto refuses."""
    try:
        return IPv4Network(text or "", strict=False)
    except ValueError:
        return None
