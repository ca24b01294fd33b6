"""VPC: NAT gateways, routes, peering connections and Elastic IP addresses."""

from __future__ import annotations

import copy
from ipaddress import IPv4Network
from typing import cast

from moto.core.responses import ActionResult
from moto.ec2.models import EC2Backend
from moto.ec2.models.elastic_ip_addresses import ElasticAddress, ElasticAddressBackend
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance
from moto.ec2.models.nat_gateways import NatGateway, NatGatewayBackend
from moto.ec2.models.route_tables import Route
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection, VPCPeeringConnectionBackend
from moto.ec2.models.vpcs import VPC
from moto.ec2.responses.nat_gateways import NatGateways

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.corrections import Original, correct


@correct(NatGatewayBackend, "create_nat_gateway")
def nat_gateway_that_may_fail(
    original: Original,
    backend: EC2Backend,
    subnet_id: str,
    allocation_id: str | None,
    tags: object = None,
    connectivity_type: str | None = None,
) -> NatGateway:
    """A NAT gateway fails without an internet gateway, or with an Elastic IP address in use. Its private address is one
    of the subnet.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html
    """
    kind = connectivity_type or "public"
    fault = _fault(backend, subnet_id, allocation_id or "") if kind == "public" else None
    gateway: NatGateway = original(backend, subnet_id, None if fault else allocation_id, tags, kind)
    if fault:
        gateway.state = "failed"
        vars(gateway)["failure_code"], vars(gateway)["failure_message"] = fault
        gateway._eni.delete()
        gateway.address_set = [{"allocationId": allocation_id}]
        return gateway
    interface: NetworkInterface = gateway._eni
    address = interface.subnet.get_available_subnet_ip(interface)
    gateway.private_ip = interface.private_ip_address = gateway.address_set[0]["privateIp"] = address
    interface.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": address}]
    interface.description, interface.interface_type = f"Interface for NAT Gateway {gateway.id}", "nat_gateway"
    interface.status = "in-use"
    return gateway


def _fault(backend: EC2Backend, subnet_id: str, allocation_id: str) -> tuple[str, str] | None:
    vpc = backend.get_subnet(subnet_id).vpc_id
    if Ec2State(backend).internet_gateway_of(vpc) is None:
        return "Gateway.NotAttached", f"Network {vpc} has no Internet gateway attached"
    address = Ec2State(backend).address(allocation_id=allocation_id)
    if address is not None and address.eni is not None:
        return "Resource.AlreadyAssociated", f"Elastic IP address {allocation_id} is already associated"
    return None


@correct(NatGateways, "create_nat_gateway")
def nat_gateway_is_pending_at_first(original: Original, response: NatGateways) -> ActionResult:
    """CreateNatGateway answers pending; what becomes of the gateway is seen later.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html
    """
    answer: ActionResult = original(response)
    result = cast(dict[str, NatGateway], answer.result)
    pending = copy.copy(result["NatGateway"])
    pending.state = "pending"
    vars(pending)["failure_code"] = vars(pending)["failure_message"] = None
    result["NatGateway"] = pending
    return answer


@correct(NatGatewayBackend, "delete_nat_gateway")
def deletion_frees_address_and_interface(original: Original, backend: EC2Backend, nat_gateway_id: str) -> NatGateway:
    """Deleting a NAT gateway disassociates its Elastic IP address, which stays, and deletes its interface.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html
    """
    gateway: NatGateway = original(backend, nat_gateway_id)
    for address in list(backend.addresses):
        if address.eni is gateway._eni and address.association_id:
            backend.disassociate_address(association_id=address.association_id)
    if gateway._eni.id in backend.enis:
        gateway._eni.delete()
    return gateway


def _state(route: Route) -> str:
    """Return a route's state: it is a blackhole when its target is not there.

    Such targets are a gateway that is not attached, a deleted NAT gateway or interface, a terminated instance, and a
    peering connection that is not active.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html
    """
    vpc = route.route_table.vpc_id
    gateway, nat, peering = route.gateway, route.nat_gateway, route.vpc_pcx
    is_blackhole = (
        (gateway is not None and gateway.id.startswith("igw-") and not _is_attached(gateway, vpc))
        or (nat is not None and nat.state != "available")
        or (route.instance is not None and route.instance.state in ("shutting-down", "terminated"))
        or (route.interface is not None and route.interface.id not in route.interface.ec2_backend.enis)
        or (peering is not None and peering.status["Code"] != "active")
    )
    return "blackhole" if is_blackhole else "active"


def _is_attached(gateway: object, vpc_id: str) -> bool:
    vpc: VPC | None = getattr(gateway, "vpc", None)
    return vpc is not None and vpc.id == vpc_id


Route.state = property(_state)  # type: ignore[assignment, method-assign]


@correct(VPCPeeringConnectionBackend, "create_vpc_peering_connection")
def peering_of_overlapping_networks_fails(
    original: Original, backend: EC2Backend, vpc: VPC, peer_vpc: VPC, tags: object = None
) -> VPCPeeringConnection:
    """A peering connection of VPCs with overlapping CIDR blocks has the status failed. The words are of public reports.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html
    """
    peering: VPCPeeringConnection = original(backend, vpc, peer_vpc, tags)
    if any(block.overlaps(peer_block) for block in _blocks(vpc) for peer_block in _blocks(peer_vpc)):
        peering._status.code = "failed"
        peering._status.message = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"
    return peering


def _blocks(vpc: VPC) -> list[IPv4Network]:
    associations = vpc.get_cidr_block_association_set()
    return [IPv4Network(association["cidr_block"], strict=False) for association in associations]


@correct(ElasticAddressBackend, "associate_address")
def address_moves_to_its_new_holder(
    original: Original,
    backend: EC2Backend,
    instance: Instance | None = None,
    eni: NetworkInterface | None = None,
    reassociate: bool = False,
    **keywords: object,
) -> ElasticAddress:
    """An Elastic IP address moves from its present holder (a guard has checked AllowReassociation), and another address
    of the new one makes room.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
    """
    new = eni or (instance.nics[0] if instance else None)
    for address in Ec2State(backend).addresses():
        is_it = address.allocation_id == keywords.get("allocation_id") or address.public_ip == keywords.get("address")
        if address.association_id and address.eni is not None and (is_it != (address.eni is new)):
            backend.disassociate_address(association_id=address.association_id)
    associated_address: ElasticAddress = original(backend, instance=instance, eni=eni, reassociate=True, **keywords)
    return associated_address
