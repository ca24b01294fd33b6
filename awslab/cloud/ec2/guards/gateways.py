"""What EC2 refuses of internet gateways and NAT gateways.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.ec2.state import NatGateway
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_NAT_QUOTA = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"

INTERNET_GATEWAYS_PER_REGION = 5
NAT_GATEWAYS_PER_ZONE = 5


@guard("ec2", "CreateInternetGateway", phase=Phase.QUOTA, source=_QUOTAS)
def internet_gateways_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """A region has up to five internet gateways, the default VPC's among them."""
    if len(state.ec2(request.region).internet_gateways()) < INTERNET_GATEWAYS_PER_REGION:
        return None
    return Refusal("InternetGatewayLimitExceeded", "The maximum number of internet gateways has been reached.", 400)


@guard("ec2", "AttachInternetGateway", phase=Phase.STATE, source=_QUOTAS)
def gateway_and_vpc_are_unattached(request: AwsRequest, state: State) -> Refusal | None:
    """A gateway is attached to one VPC at a time, and a VPC has one gateway."""
    ec2 = state.ec2(request.region)
    gateway, vpc = ec2.internet_gateway(request.parameters.get("InternetGatewayId", "")), request.parameters["VpcId"]
    if gateway is not None and gateway.vpc is not None:
        sentence = f"resource {gateway.id} is already attached to network {gateway.vpc.id}"
        return Refusal("Resource.AlreadyAssociated", sentence, 400)
    if gateway is not None and ec2.internet_gateway_of(vpc) is not None:
        return Refusal("InvalidParameterValue", f"Network {vpc} already has an internet gateway attached", 400)
    return None


@guard("ec2", "DetachInternetGateway", phase=Phase.STATE, source=_ERRORS)
def no_public_address_is_mapped(request: AwsRequest, state: State) -> Refusal | None:
    """A public address of an instance, NAT gateway or load balancer in the VPC needs the gateway."""
    ec2, vpc = state.ec2(request.region), request.parameters.get("VpcId", "")
    has_public_address = (
        any(interface.public_ip and interface.subnet.vpc_id == vpc for interface in ec2.interfaces())
        or any(gateway.vpc_id == vpc and _is_public(gateway) for gateway in ec2.nat_gateways())
        or any(
            balancer.vpc_id == vpc and balancer.scheme != "internal"
            for balancer in state.load_balancers(request.region)
        )
    )
    if not has_public_address or ec2.internet_gateway_of(vpc) is None:
        return None
    sentence = (
        f"Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching "
        "the gateway."
    )
    return Refusal("DependencyViolation", sentence, 400)


def _is_public(gateway: NatGateway) -> bool:
    return gateway.state == "available" and gateway.connectivity_type == "public"


@guard("ec2", "DeleteInternetGateway", phase=Phase.STATE, source=_ERRORS)
def gateway_is_detached(request: AwsRequest, state: State) -> Refusal | None:
    """A gateway must be detached before it is deleted."""
    gateway = state.ec2(request.region).internet_gateway(request.parameters.get("InternetGatewayId", ""))
    if gateway is None or gateway.vpc is None:
        return None
    sentence = f"The internetGateway '{gateway.id}' has dependencies and cannot be deleted."
    return Refusal("DependencyViolation", sentence, 400)


@guard("ec2", "CreateNatGateway", phase=Phase.IDENTIFIER, source=_API + "API_CreateNatGateway.html")
def nat_gateway_has_subnet_and_address(request: AwsRequest, state: State) -> Refusal | None:
    """The subnet must exist, and an Elastic IP address for a public gateway; a private one has none.

    The words for a private one are ours. A regional NAT gateway names its VPC, which the sandbox does not implement.
    """
    ec2, parameters = state.ec2(request.region), request.parameters
    subnet, allocation = parameters.get("SubnetId", ""), parameters.get("AllocationId")
    if parameters.get("AvailabilityMode") == "regional":
        sentence = "The sandbox does not implement regional NAT gateways. Real AWS does. Name a subnet instead."
        return Refusal("NotImplemented", sentence, 501)
    if not subnet:
        return Refusal("MissingParameter", "The request must contain the parameter subnetId", 400)
    if ec2.subnet(subnet) is None:
        return Refusal("InvalidSubnet", f"The subnet ID '{subnet}' does not exist", 400)
    if parameters.get("ConnectivityType") == "private":
        sentence = "An Elastic IP address cannot be associated with a private NAT gateway."
        return Refusal("InvalidParameterCombination", sentence, 400) if allocation else None
    if not allocation:
        sentence = "The request must include the AllocationId parameter. Add the required parameter and retry the"
        return Refusal("MissingParameter", f"{sentence} request.", 400)
    if ec2.address(allocation_id=allocation) is None:
        sentence = f"The allocation ID '{allocation}' does not exist"
        return Refusal("InvalidAllocationID.NotFound", sentence, 400)
    return None


@guard("ec2", "CreateNatGateway", phase=Phase.QUOTA, source=_NAT_QUOTA)
def nat_gateways_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """A zone has up to five NAT gateways, failed ones not counted; the words are the page's."""
    ec2 = state.ec2(request.region)
    subnet = ec2.subnet(request.parameters.get("SubnetId", ""))
    if subnet is None:
        return None
    subnets = [ec2.subnet(gateway.subnet_id) for gateway in ec2.nat_gateways() if gateway.state != "failed"]
    zones = [used_subnet.availability_zone for used_subnet in subnets if used_subnet]
    if zones.count(subnet.availability_zone) < NAT_GATEWAYS_PER_ZONE:
        return None
    sentence = f"Performing this operation would exceed the limit of {NAT_GATEWAYS_PER_ZONE} NAT gateways"
    return Refusal("NatGatewayLimitExceeded", sentence, 400)


@guard("ec2", "DeleteNatGateway", phase=Phase.IDENTIFIER, source=_ERRORS)
def nat_gateway_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The NAT gateway must exist; moto fails on one that does not."""
    name = request.parameters.get("NatGatewayId", "")
    if state.ec2(request.region).nat_gateway(name):
        return None
    return Refusal("NatGatewayNotFound", f"The Nat Gateway {name} was not found", 400)
