"""What route tables refuse.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"

_DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
_TARGETS = (
    *("GatewayId", "NatGatewayId", "InstanceId", "NetworkInterfaceId", "VpcPeeringConnectionId", "TransitGatewayId"),
    *("EgressOnlyInternetGatewayId", "CarrierGatewayId", "VpcEndpointId", "LocalGatewayId", "CoreNetworkArn"),
    *("LocalTarget", "OdbNetworkArn"),
)


@guard("ec2", "CreateRoute", "ReplaceRoute", source=_API + "API_CreateRoute.html")
def one_destination_and_one_target(request: AwsRequest, _: State) -> Refusal | None:
    """Exactly one of each. The words are of public reports, those for too many ours."""
    for told, names in (("destination", _DESTINATIONS), ("target", _TARGETS)):
        count = sum(1 for name in names if request.parameters.get(name))
        if count == 0 and told == "destination":
            sentence = "The request must contain the parameter destinationCidrBlock or destinationIpv6CidrBlock"
            return Refusal("MissingParameter", sentence, 400)
        if count == 0:
            sentence = (
                "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, "
                "vpcPeeringConnectionId or instanceId"
            )
            return Refusal("MissingParameter", sentence, 400)
        if count > 1:
            sentence = f"The request must contain exactly one {told}, and contains {count}."
            return Refusal("InvalidParameterCombination", sentence, 400)
    return None


@guard("ec2", "CreateRoute", "ReplaceRoute", source=_API + "API_CreateRoute.html")
def target_is_of_the_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """The gateway, NAT gateway, instance, interface or peering connection must exist and be one of the VPC's."""
    ec2 = state.ec2(request.region)
    table = ec2.route_table(request.parameters.get("RouteTableId", ""))
    if table is None:
        return None
    return (
        _wrong_gateway(ec2, table, request.parameters.get("GatewayId") or "")
        or _wrong_nat_gateway(ec2, table, request.parameters.get("NatGatewayId"))
        or _wrong_interface(ec2, table, request.parameters)
        or _wrong_peering(ec2, table, request.parameters.get("VpcPeeringConnectionId"))
    )


def _wrong_gateway(ec2: Ec2State, table: Any, name: str) -> Refusal | None:
    if name.startswith("igw-"):
        gateway = ec2.internet_gateway(name)
        if gateway is None:
            return Refusal("InvalidInternetGatewayID.NotFound", f"The gateway ID '{name}' does not exist", 400)
        if gateway.vpc is None or gateway.vpc.id != table.vpc_id:
            return _different("network gateway", name, table)
    elif name.startswith("vpce-"):
        # a gateway endpoint is put into route tables by CreateVpcEndpoint and ModifyVpcEndpoint
        sentence = f"Cannot create or replace a prefix list route targeting a VPC Endpoint: {name}"
        return Refusal("InvalidParameterValue", sentence, 400)
    elif name.startswith("nat-"):
        return Refusal("InvalidGatewayID.NotFound", f"The gateway ID '{name}' does not exist", 400)
    return None


def _wrong_nat_gateway(ec2: Ec2State, table: Any, name: str | None) -> Refusal | None:
    if not name:
        return None
    gateway = ec2.nat_gateway(name)
    if gateway is None or gateway.state == "failed":
        return Refusal("InvalidNatGatewayID.NotFound", f"The natGateway ID '{name}' does not exist", 400)
    return None if gateway.vpc_id == table.vpc_id else _different("network gateway", name, table)


def _wrong_interface(ec2: Ec2State, table: Any, asked: Any) -> Refusal | None:
    instance = ec2.instance(asked["InstanceId"]) if asked.get("InstanceId") else None
    interface = ec2.interface(asked.get("NetworkInterfaceId") or "")
    if instance is not None and len(instance.nics) > 1:
        sentence = f"There are multiple interfaces attached to instance '{instance.id}'. Please specify an interface"
        return Refusal("InvalidInstanceID", f"{sentence} ID for the operation instead.", 400)
    if instance is not None and instance.vpc_id != table.vpc_id:
        return _different("interface", instance.nics[0].id, table)
    if interface is not None and interface.subnet.vpc_id != table.vpc_id:
        return _different("interface", interface.id, table)
    return None


def _wrong_peering(ec2: Ec2State, table: Any, name: str | None) -> Refusal | None:
    peering = ec2.peering(name or "")
    if peering is None:
        return None
    if table.vpc_id not in (peering.vpc.id, peering.peer_vpc.id):
        return _different("vpc peering connection", peering.id, table)
    if peering.status["Code"] not in ("active", "pending-acceptance"):
        # the words are ours
        sentence = f"The vpcPeeringConnection ID '{peering.id}' is in the state {peering.status['Code']}"
        return Refusal("InvalidVpcPeeringConnectionID.NotFound", sentence, 400)
    return None


def _different(told: str, name: str, table: Any) -> Refusal:
    sentence = f"route table {table.id} and {told} {name} belong to different networks"
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "CreateRoute", source=_API + "API_CreateRoute.html")
def local_route_is_not_doubled(request: AwsRequest, state: State) -> Refusal | None:
    """The VPC's own ranges are routed already."""
    block = request.parameters.get("DestinationCidrBlock")
    table = state.ec2(request.region).route_table(request.parameters.get("RouteTableId", ""))
    if not block or table is None:
        return None
    try:
        wanted = ip_network(block, strict=False)
    except ValueError:
        return None  # moto's to refuse
    locals_ = [each.destination_cidr_block for each in list(table.routes) if each.local]
    if not any(each and ip_network(each, strict=False) == wanted for each in locals_):
        return None
    return Refusal("RouteAlreadyExists", f"The route identified by {block} already exists.", 400)


@guard("ec2", "DeleteRoute", source=_ERRORS)
def local_route_stays(request: AwsRequest, state: State) -> Refusal | None:
    """Every route table has it."""
    block = request.parameters.get("DestinationCidrBlock")
    table = state.ec2(request.region).route_table(request.parameters.get("RouteTableId", ""))
    if table is None or not block:
        return None
    if not any(each.local and each.destination_cidr_block == block for each in list(table.routes)):
        return None
    sentence = f"cannot remove local route {block} in route table {table.id}"
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "DeleteRouteTable", source=_ERRORS)
def table_is_not_used(request: AwsRequest, state: State) -> Refusal | None:
    """Neither the main table of its VPC nor associated with a subnet."""
    table = state.ec2(request.region).route_table(request.parameters.get("RouteTableId", ""))
    if table is None or not (table.main_association_id or table._associations):
        return None
    sentence = f"The routeTable '{table.id}' has dependencies and cannot be deleted."
    return Refusal("DependencyViolation", sentence, 400)


@guard("ec2", "AssociateRouteTable", source=_ERRORS)
def subnet_has_no_other_table(request: AwsRequest, state: State) -> Refusal | None:
    """The subnet is of the table's VPC, and has one table at a time: ReplaceRouteTableAssociation changes it."""
    ec2 = state.ec2(request.region)
    table = ec2.route_table(request.parameters.get("RouteTableId", ""))
    subnet = ec2.subnet(request.parameters.get("SubnetId") or "")
    if table is None or subnet is None:
        return None
    if table.vpc_id != subnet.vpc_id:
        sentence = f"Route table {table.id} and subnet {subnet.id} belong to different networks"
        return Refusal("InvalidParameterValue", sentence, 400)
    others = [each for each in ec2.route_tables(subnet.vpc_id) if each.id != table.id]
    if any(subnet.id in each._associations.values() for each in others):
        sentence = f"the specified association for route table {table.id} conflicts with an existing association"
        return Refusal("Resource.AlreadyAssociated", sentence, 400)
    return None


@guard("ec2", "DisassociateRouteTable", source=_API + "API_DisassociateRouteTable.html")
def main_table_stays(request: AwsRequest, state: State) -> Refusal | None:
    """The main table of a VPC can be replaced, and not taken away."""
    name, ec2 = request.parameters.get("AssociationId", ""), state.ec2(request.region)
    tables = (each for vpc in ec2.vpcs() for each in ec2.route_tables(vpc.id))
    table = next((each for each in tables if name and each.main_association_id == name), None)
    if table is None:
        return None
    sentence = f"cannot disassociate the main route table association {name}"
    return Refusal("InvalidParameterValue", sentence, 400)
