"""VPC: NAT gateways, routes, peering connections and Elastic IP addresses."""

from __future__ import annotations

import copy
from ipaddress import IPv4Network
from typing import Any

from moto.ec2.models.elastic_ip_addresses import ElasticAddressBackend
from moto.ec2.models.nat_gateways import NatGatewayBackend
from moto.ec2.models.route_tables import Route
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnectionBackend
from moto.ec2.responses.nat_gateways import NatGateways

from awslab.cloud.gateway.corrections import Original, correct

_TROUBLES = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html"


@correct(NatGatewayBackend, "create_nat_gateway")
def nat_gateways_fail_where_they_cannot_work(
    original: Original,
    backend: Any,
    subnet_id: str,
    allocation_id: Any,
    tags: Any = None,
    connectivity_type: Any = None,
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html (failureCode): without an internet
    gateway, or with an Elastic IP address that something has. Its own address is one of the subnet."""
    kind = connectivity_type or "public"
    fault = _fault(backend, subnet_id, allocation_id) if kind == "public" else None
    made = original(backend, subnet_id, None if fault else allocation_id, tags, kind)
    if fault:
        made.state, (made.failure_code, made.failure_message) = "failed", fault
        made._eni.delete()
        made.address_set = [{"allocationId": allocation_id}]
        return made
    address = made._eni.subnet.get_available_subnet_ip(made._eni)
    made.private_ip = made._eni.private_ip_address = made.address_set[0]["privateIp"] = address
    made._eni.private_ip_addresses = [{"Primary": True, "PrivateIpAddress": address}]
    made._eni.description, made._eni.interface_type = f"Interface for NAT Gateway {made.id}", "nat_gateway"
    made._eni.status = "in-use"
    return made


def _fault(backend: Any, subnet_id: str, allocation_id: str) -> tuple[str, str] | None:
    vpc = backend.get_subnet(subnet_id).vpc_id
    if not any(each.vpc and each.vpc.id == vpc for each in backend.internet_gateways.values()):
        return "Gateway.NotAttached", f"Network {vpc} has no Internet gateway attached"
    if any(each.allocation_id == allocation_id and each.eni for each in backend.addresses):
        return "Resource.AlreadyAssociated", f"Elastic IP address {allocation_id} is already associated"
    return None


@correct(NatGateways, "create_nat_gateway")
def a_new_nat_gateway_is_pending(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html: what becomes of it is seen
    later."""
    answer = original(response)
    shown = copy.copy(answer.result["NatGateway"])
    shown.state, shown.failure_code, shown.failure_message = "pending", None, None
    answer.result["NatGateway"] = shown
    return answer


@correct(NatGatewayBackend, "delete_nat_gateway")
def its_address_and_interface_become_free(original: Original, backend: Any, nat_gateway_id: str) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNatGateway.html: the Elastic IP address is
    disassociated, and stays."""
    gateway = original(backend, nat_gateway_id)
    for address in list(backend.addresses):
        if address.eni is gateway._eni and address.association_id:
            backend.disassociate_address(association_id=address.association_id)
    if gateway._eni.id in backend.enis:
        gateway._eni.delete()
    return gateway


def _state(route: Any) -> str:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html: a route is a blackhole when its target
    is not there: a gateway that is not attached, a NAT gateway or an interface that is gone, an instance that has been
    terminated, a peering connection that is not active."""
    vpc = route.route_table.vpc_id
    gateway, nat, peering = route.gateway, route.nat_gateway, route.vpc_pcx
    gone = (
        (getattr(gateway, "id", "").startswith("igw-") and not (gateway.vpc and gateway.vpc.id == vpc))
        or (nat is not None and nat.state != "available")
        or (route.instance is not None and route.instance.state in ("shutting-down", "terminated"))
        or (route.interface is not None and route.interface.id not in route.interface.ec2_backend.enis)
        or (peering is not None and peering.status["Code"] != "active")
    )
    return "blackhole" if gone else "active"


Route.state = property(_state)  # type: ignore[assignment, method-assign]


@correct(VPCPeeringConnectionBackend, "create_vpc_peering_connection")
def overlapping_networks_cannot_be_peers(
    original: Original, backend: Any, vpc: Any, peer_vpc: Any, tags: Any = None
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html: the connection's
    status is failed. The words are of public reports."""
    made = original(backend, vpc, peer_vpc, tags)
    if any(one.overlaps(other) for one in _ranges(vpc) for other in _ranges(peer_vpc)):
        made._status.code = "failed"
        made._status.message = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"
    return made


def _ranges(vpc: Any) -> list[IPv4Network]:
    return [IPv4Network(each["cidr_block"], strict=False) for each in vpc.get_cidr_block_association_set()]


@correct(ElasticAddressBackend, "associate_address")
def an_address_moves_by_itself(
    original: Original, backend: Any, instance: Any = None, eni: Any = None, reassociate: bool = False, **named: Any
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html: away from where it is (unless
    AllowReassociation is false, which a guard sees to), and another address of the instance makes room."""
    new = eni or (instance.nics[0] if instance else None)
    for each in list(backend.addresses):
        is_it = each.allocation_id == named.get("allocation_id") or each.public_ip == named.get("address")
        if each.association_id and each.eni is not None and (is_it != (each.eni is new)):
            backend.disassociate_address(association_id=each.association_id)
    return original(backend, instance=instance, eni=eni, reassociate=True, **named)
