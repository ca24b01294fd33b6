"""What VPCs and subnets refuse: ranges, quotas, and deletion of what is in use.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from ipaddress import IPv4Network

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_RANGES = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"
_SIZES = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"

VPCS_PER_REGION = 5
SUBNETS_PER_VPC = 200
ROUTE_TABLES_PER_VPC = 200
NETWORK_ACLS_PER_VPC = 200


@guard("ec2", "CreateVpc", "CreateDefaultVpc", source=_QUOTAS)
def vpcs_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """Five in a region, the default one among them."""
    if len(state.ec2(request.region).vpcs()) < VPCS_PER_REGION:
        return None
    return Refusal("VpcLimitExceeded", "The maximum number of VPCs has been reached.", 400)


@guard("ec2", "CreateSubnet", "CreateRouteTable", "CreateNetworkAcl", source=_QUOTAS)
def parts_of_a_vpc_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """200 each. The words are those for VPCs, by analogy."""
    ec2, vpc = state.ec2(request.region), request.parameters.get("VpcId", "")
    code, told, there, quota = {
        "CreateSubnet": ("SubnetLimitExceeded", "subnets", ec2.subnets, SUBNETS_PER_VPC),
        "CreateRouteTable": ("RouteTableLimitExceeded", "route tables", ec2.route_tables, ROUTE_TABLES_PER_VPC),
        "CreateNetworkAcl": ("NetworkAclLimitExceeded", "network ACLs", ec2.network_acls, NETWORK_ACLS_PER_VPC),
    }[request.operation]
    if len(there(vpc)) < quota:
        return None
    return Refusal(code, f"The maximum number of {told} has been reached.", 400)


@guard("ec2", "CreateVpc", "CreateSubnet", source=_RANGES)
def range_is_told(request: AwsRequest, _: State) -> Refusal | None:
    """An IPv4 range with its prefix length, where none is taken from a pool. (Words for none: by analogy to IPv6.)"""
    asked, block = request.parameters, request.parameters.get("CidrBlock")
    if not block and not asked.get("Ipv4IpamPoolId") and not asked.get("Ipv6Native"):
        return Refusal("MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.", 400)
    if not block or "/" in block:
        return None
    sentence = f"Value ({block}) for parameter cidrBlock is invalid. This is not a valid CIDR block."
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "CreateSubnet", source=_SIZES)
def subnet_is_of_a_possible_size(request: AwsRequest, _: State) -> Refusal | None:
    """Between /16 and /28."""
    block = _network(request.parameters.get("CidrBlock"))
    if block is None or 16 <= block.prefixlen <= 28:
        return None
    return Refusal("InvalidSubnet.Range", f"The CIDR '{request.parameters['CidrBlock']}' is invalid.", 400)


@guard("ec2", "AssociateVpcCidrBlock", source=_RANGES)
def further_range_is_possible(request: AwsRequest, state: State) -> Refusal | None:
    """Between /16 and /28, apart from the VPC's others. The words for the second are ours."""
    ec2, text = state.ec2(request.region), request.parameters.get("CidrBlock")
    block, vpc = _network(text), request.parameters.get("VpcId", "")
    if block is None:
        return None
    if not 16 <= block.prefixlen <= 28:
        return Refusal("InvalidVpc.Range", f"The CIDR '{text}' is invalid.", 400)
    if any(block.overlaps(each) for each in ec2.ranges(vpc)):
        return Refusal("InvalidVpc.Range", f"The CIDR '{text}' conflicts with another CIDR of the VPC.", 400)
    return None


@guard("ec2", "CreateSubnet", "CreateDefaultSubnet", source=_ERRORS)
def zone_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A zone of the region, which the sentence lists (recorded by moto's authors)."""
    zone = request.parameters.get("AvailabilityZone")
    zones = state.ec2(request.region).zones() if zone else []
    if not zone or zone in zones:
        return None
    sentence = (
        f"Value ({zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the "
        f"following availability zones: {', '.join(zones)}."
    )
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "DeleteSubnet", source=_ERRORS)
def subnet_is_empty(request: AwsRequest, state: State) -> Refusal | None:
    """No interface may be left in it: of an instance, a task, a NAT gateway, a load balancer, a function."""
    ec2, name = state.ec2(request.region), request.parameters.get("SubnetId", "")
    uses = (
        any(each.subnet.id == name for each in ec2.interfaces())
        or any(each.subnet_id == name for each in ec2.nat_gateways() if each.state != "failed")
        or any(name in {subnet.id for subnet in each.subnets} for each in state.load_balancers(request.region))
        or any(name in (each.vpc_config or {}).get("SubnetIds", ()) for each in state.functions(request.region))
    )
    if not uses:
        return None
    return Refusal("DependencyViolation", f"The subnet '{name}' has dependencies and cannot be deleted.", 400)


@guard("ec2", "DeleteVpc", source=_ERRORS)
def vpc_is_empty(request: AwsRequest, state: State) -> Refusal | None:
    """Only what came with it may be left: the main route table, the default network ACL and the default group."""
    ec2, name = state.ec2(request.region), request.parameters.get("VpcId", "")
    if ec2.vpc(name) is None or not _has_content(ec2, name):
        return None
    return Refusal("DependencyViolation", f"The vpc '{name}' has dependencies and cannot be deleted.", 400)


def _has_content(ec2: Ec2State, vpc: str) -> bool:
    return (
        bool(ec2.subnets(vpc))
        or ec2.internet_gateway_of(vpc) is not None
        or any(not each.is_default for each in ec2.groups(vpc))
        or len(ec2.route_tables(vpc)) > 1
        or any(not each.default for each in ec2.network_acls(vpc))
        or any(each.vpc_id == vpc for each in ec2.endpoints())
    )


def _network(text: str | None) -> IPv4Network | None:
    """None also for what is no range, which is moto's to refuse."""
    try:
        return IPv4Network(text or "", strict=False)
    except ValueError:
        return None
