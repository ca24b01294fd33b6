"""What EC2 refuses of VPC peering and VPC endpoints.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"
_GATEWAY = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
_INTERFACE = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"

_WITH_GATEWAY = (".s3", ".dynamodb")
"""Services that have gateway endpoints."""


@guard("ec2", "CreateVpcPeeringConnection", phase=Phase.STATE, source=_PEERING)
def peers_differ_and_are_not_connected(request: AwsRequest, state: State) -> Refusal | None:
    """Two different VPCs have at most one connection between them. The words for one VPC are ours.

    Overlapping CIDR blocks make a connection with the status failed, which is no refusal.
    """
    parameters = request.parameters
    pair = {parameters.get("VpcId"), parameters.get("PeerVpcId")}
    if parameters.get("PeerOwnerId", state.account_id) != state.account_id:
        return None
    if parameters.get("PeerRegion", request.region) != request.region:
        return None
    if len(pair) == 1:
        return _value(f"Cannot peer {parameters['VpcId']} with itself")
    living = ("active", "pending-acceptance", "provisioning", "initiating-request")
    for peering in state.ec2(request.region).peerings():
        if peering.status["Code"] in living and {peering.vpc.id, peering.peer_vpc.id} == pair:
            sentence = f"A VPC peering connection between the VPCs already exists: {peering.id}"
            return Refusal("VpcPeeringConnectionAlreadyExists", sentence, 400)
    return None


@guard("ec2", "CreateVpcEndpoint", phase=Phase.IDENTIFIER, source=_ERRORS)
def endpoint_service_is_of_the_region(request: AwsRequest, _: State) -> Refusal | None:
    """A service is named com.amazonaws.REGION.SERVICE; a customer's own has vpce in its name."""
    name = request.parameters.get("ServiceName") or ""
    if name.startswith((f"com.amazonaws.{request.region}.", "com.amazonaws.vpce.", "com.amazonaws.s3-global.", "aws.")):
        return None
    return Refusal("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist", 400)


@guard("ec2", "CreateVpcEndpoint", phase=Phase.IDENTIFIER, source=_GATEWAY)
def gateway_endpoint_is_valid(request: AwsRequest, state: State) -> Refusal | None:
    """A gateway endpoint is for Amazon S3 or DynamoDB, with route tables of the VPC, without subnets and groups."""
    ec2, parameters = state.ec2(request.region), request.parameters
    if parameters.get("VpcEndpointType", "Gateway") != "Gateway":
        return None
    service = parameters.get("ServiceName") or ""
    if ec2.vpc(parameters.get("VpcId", "")) is None:
        return _no_vpc(parameters)
    if not service.endswith(_WITH_GATEWAY):
        sentence = f"Endpoint type (Gateway) does not match available service types ([Interface]) for {service}."
        return Refusal("InvalidParameter", sentence, 400)
    for name in ("SubnetIds", "SecurityGroupIds"):
        if parameters.get(name):
            sentence = f"{name} cannot be specified for an endpoint of type Gateway"
            return Refusal("InvalidParameter", sentence, 400)
    return _wrong_tables(ec2, parameters.get("VpcId", ""), parameters.get("RouteTableIds") or (), service)


def _wrong_tables(ec2: Ec2State, vpc: str, tables: Sequence[str], service: str) -> Refusal | None:
    for name in tables:
        table = ec2.route_table(name)
        if table is None or table.vpc_id != vpc:
            return Refusal("InvalidRouteTableId.NotFound", f"The route table {name} does not exist in {vpc}", 400)
        for endpoint in ec2.endpoints():
            if endpoint.service_name == service and name in (endpoint.route_table_ids or ()):
                prefix = endpoint.destination_prefix_list_id
                sentence = f"route table {name} already has a route with destination-prefix-list-id {prefix}"
                return Refusal("RouteAlreadyExists", sentence, 400)
    return None


@guard("ec2", "CreateVpcEndpoint", phase=Phase.IDENTIFIER, source=_INTERFACE)
def interface_endpoint_is_valid(request: AwsRequest, state: State) -> Refusal | None:
    """An interface endpoint has one subnet per zone, its VPC's subnets and groups, and DNS for a private name."""
    ec2, parameters = state.ec2(request.region), request.parameters
    if parameters.get("VpcEndpointType") != "Interface":
        return None
    vpc = ec2.vpc(parameters.get("VpcId", ""))
    if vpc is None:
        return _no_vpc(parameters)
    if parameters.get("RouteTableIds"):
        sentence = "RouteTableIds cannot be specified for an endpoint of type Interface"
        return Refusal("InvalidParameter", sentence, 400)
    wrong = _wrong_subnets(ec2, vpc.id, parameters.get("SubnetIds") or ()) or _wrong_groups(
        ec2, vpc.id, parameters.get("SecurityGroupIds") or ()
    )
    if wrong is not None:
        return wrong
    if parameters.get("PrivateDnsEnabled") and not (
        _is_on(vpc.enable_dns_support) and _is_on(vpc.enable_dns_hostnames)
    ):
        sentence = (
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for "
            f"{vpc.id}"
        )
        return Refusal("InvalidParameter", sentence, 400)
    return None


def _wrong_subnets(ec2: Ec2State, vpc: str, names: Sequence[str]) -> Refusal | None:
    zones = set()
    for name in names:
        subnet = ec2.subnet(name)
        if subnet is None or subnet.vpc_id != vpc:
            return Refusal("InvalidSubnetId.NotFound", f"The subnet ID '{name}' does not exist", 400)
        if subnet.availability_zone in zones:
            sentence = f"Found another VPC endpoint subnet in the availability zone of {name}"
            return Refusal("DuplicateSubnetsInSameZone", sentence, 400)
        zones.add(subnet.availability_zone)
    return None


def _wrong_groups(ec2: Ec2State, vpc: str, names: Sequence[str]) -> Refusal | None:
    for name in names:
        group = ec2.group(name)
        if group is None or group.vpc_id != vpc:
            sentence = f"The security group '{name}' does not exist in VPC '{vpc}'"
            return Refusal("InvalidSecurityGroupID.NotFound", sentence, 400)
    return None


def _no_vpc(parameters: Parameters) -> Refusal:
    return Refusal("InvalidVpcId.NotFound", f"The vpc ID '{parameters.get('VpcId')}' does not exist", 400)


def _is_on(value: object) -> bool:
    return value in (True, "true")


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
