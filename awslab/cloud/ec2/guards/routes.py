"""What EC2 refuses of route tables.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from ipaddress import ip_network

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Parameters, RouteTable
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"

_DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
_TARGETS = (
    *("GatewayId", "NatGatewayId", "InstanceId", "NetworkInterfaceId", "VpcPeeringConnectionId", "TransitGatewayId"),
    *("EgressOnlyInternetGatewayId", "CarrierGatewayId", "VpcEndpointId", "LocalGatewayId", "CoreNetworkArn"),
    *("LocalTarget", "OdbNetworkArn"),
)


@guard("ec2", "CreateRoute", "ReplaceRoute", phase=Phase.COMBINATION, source=_API + "API_CreateRoute.html")
def one_destination_and_one_target(request: AwsRequest, _: State) -> Refusal | None:
    """A route has exactly one destination and one target. The words for too many are ours."""
    for kind, names in (("destination", _DESTINATIONS), ("target", _TARGETS)):
        count = sum(1 for name in names if request.parameters.get(name))
        if count == 0 and kind == "destination":
            sentence = "The request must contain the parameter destinationCidrBlock or destinationIpv6CidrBlock"
            return Refusal("MissingParameter", sentence, 400)
        if count == 0:
            sentence = (
                "The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, "
                "vpcPeeringConnectionId or instanceId"
            )
            return Refusal("MissingParameter", sentence, 400)
        if count > 1:
            sentence = f"The request must contain exactly one {kind}, and contains {count}."
            return Refusal("InvalidParameterCombination", sentence, 400)
    return None


@guard("ec2", "CreateRoute", "ReplaceRoute", phase=Phase.IDENTIFIER, source=_API + "API_CreateRoute.html")
def route_target_is_of_the_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """The gateway, NAT gateway, instance, interface or peering connection must exist and be of the VPC."""
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


def _wrong_gateway(ec2: Ec2State, table: RouteTable, name: str) -> Refusal | None:
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


def _wrong_nat_gateway(ec2: Ec2State, table: RouteTable, name: str | None) -> Refusal | None:
    if not name:
        return None
    gateway = ec2.nat_gateway(name)
    if gateway is None or gateway.state == "failed":
        return Refusal("InvalidNatGatewayID.NotFound", f"The natGateway ID '{name}' does not exist", 400)
    return None if gateway.vpc_id == table.vpc_id else _different("network gateway", name, table)


def _wrong_interface(ec2: Ec2State, table: RouteTable, parameters: Parameters) -> Refusal | None:
    instance = ec2.instance(parameters["InstanceId"]) if parameters.get("InstanceId") else None
    interface = ec2.interface(parameters.get("NetworkInterfaceId") or "")
    if instance is not None and len(instance.nics) > 1:
        sentence = f"There are multiple interfaces attached to instance '{instance.id}'. Please specify an interface"
        return Refusal("InvalidInstanceID", f"{sentence} ID for the operation instead.", 400)
    if instance is not None and instance.vpc_id != table.vpc_id:
        return _different("interface", instance.nics[0].id, table)
    if interface is not None and interface.subnet.vpc_id != table.vpc_id:
        return _different("interface", interface.id, table)
    return None


def _wrong_peering(ec2: Ec2State, table: RouteTable, name: str | None) -> Refusal | None:
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


def _different(kind: str, name: str, table: RouteTable) -> Refusal:
    sentence = f"route table {table.id} and {kind} {name} belong to different networks"
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "CreateRoute", phase=Phase.STATE, source=_API + "API_CreateRoute.html")
def local_route_is_not_duplicated(request: AwsRequest, state: State) -> Refusal | None:
    """The VPC's own CIDR blocks are routed already."""
    block = request.parameters.get("DestinationCidrBlock")
    table = state.ec2(request.region).route_table(request.parameters.get("RouteTableId", ""))
    if not block or table is None:
        return None
    try:
        destination = ip_network(block, strict=False)
    except ValueError:
        return None  # refused by moto
    local_blocks = [route.destination_cidr_block for route in list(table.routes) if route.local]
    if not any(local and ip_network(local, strict=False) == destination for local in local_blocks):
        return None
    return Refusal("RouteAlreadyExists", f"The route identified by {block} already exists.", 400)


@guard("ec2", "DeleteRoute", phase=Phase.STATE, source=_ERRORS)
def local_route_is_not_deleted(request: AwsRequest, state: State) -> Refusal | None:
    """The local route cannot be deleted."""
    block = request.parameters.get("DestinationCidrBlock")
    table = state.ec2(request.region).route_table(request.parameters.get("RouteTableId", ""))
    if table is None or not block:
        return None
    if not any(route.local and route.destination_cidr_block == block for route in list(table.routes)):
        return None
    sentence = f"cannot remove local route {block} in route table {table.id}"
    return Refusal("InvalidParameterValue", sentence, 400)


@guard("ec2", "DeleteRouteTable", phase=Phase.STATE, source=_ERRORS)
def route_table_is_not_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """A table can be deleted when it is neither its VPC's main table nor associated with a subnet."""
    ec2 = state.ec2(request.region)
    table = ec2.route_table(request.parameters.get("RouteTableId", ""))
    if table is None or not (table.main_association_id or ec2.associations_of_table(table)):
        return None
    sentence = f"The routeTable '{table.id}' has dependencies and cannot be deleted."
    return Refusal("DependencyViolation", sentence, 400)


@guard("ec2", "AssociateRouteTable", phase=Phase.STATE, source=_ERRORS)
def subnet_has_no_other_route_table(request: AwsRequest, state: State) -> Refusal | None:
    """The subnet is of the table's VPC and has no other table; ReplaceRouteTableAssociation changes one."""
    ec2 = state.ec2(request.region)
    table = ec2.route_table(request.parameters.get("RouteTableId", ""))
    subnet = ec2.subnet(request.parameters.get("SubnetId") or "")
    if table is None or subnet is None:
        return None
    if table.vpc_id != subnet.vpc_id:
        sentence = f"Route table {table.id} and subnet {subnet.id} belong to different networks"
        return Refusal("InvalidParameterValue", sentence, 400)
    other_tables = [candidate for candidate in ec2.route_tables(subnet.vpc_id) if candidate.id != table.id]
    if any(subnet.id in ec2.associations_of_table(other_table).values() for other_table in other_tables):
        sentence = f"the specified association for route table {table.id} conflicts with an existing association"
        return Refusal("Resource.AlreadyAssociated", sentence, 400)
    return None


@guard("ec2", "DisassociateRouteTable", phase=Phase.STATE, source=_API + "API_DisassociateRouteTable.html")
def main_route_table_is_not_disassociated(request: AwsRequest, state: State) -> Refusal | None:
    """The main table of a VPC can be replaced, not disassociated."""
    name, ec2 = request.parameters.get("AssociationId", ""), state.ec2(request.region)
    tables = (table for vpc in ec2.vpcs() for table in ec2.route_tables(vpc.id))
    if not any(name and table.main_association_id == name for table in tables):
        return None
    sentence = f"cannot disassociate the main route table association {name}"
    return Refusal("InvalidParameterValue", sentence, 400)
