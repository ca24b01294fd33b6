"""The way of one packet and of its answer (pure), hop by hop; the caller stops at the first deny.

The order: both ends are there; out of the sender's groups, out of its subnet (network ACL), by its subnet's route to a
gateway or connection; through that; into the receiver's subnet and groups; and the answer the same way back, which
groups let through without a rule and network ACLs do not. https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from awslab.cloud.network import acls, groups, prerequisites
from awslab.cloud.network.addresses import address, is_private
from awslab.cloud.network.packets import Hop, Packet, UntraceableError
from awslab.cloud.network.routes import blackhole, detached, lookup, no_route, returns, taken
from awslab.cloud.network.values import Interface, NatGateway, Network, Route

NAT_PORTS = (1024, 65535)
"""The ports that answers to a NAT gateway go to: docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"""
_FOLLOWED_TARGETS = ("igw-", "nat-", "pcx-", "vpce-", "eigw-")


@dataclass(frozen=True, slots=True)
class Flow:
    """A packet and the interfaces at its ends; None for an end outside every VPC or without an interface."""

    packet: Packet
    sender: Interface | None
    receiver: Interface | None


def follow(network: Network, flow: Flow) -> Iterator[Hop]:
    """Yield every decision in order. Raises UntraceableError where the way leads through what is not modelled."""
    sender, receiver = flow.sender, flow.receiver
    for end in (sender, receiver):
        if end is not None:
            yield from prerequisites.running(end)
    if sender is None:
        if is_private(flow.packet.source):
            yield prerequisites.unrouted(flow.packet)
        yield from _enter(network, flow.packet, receiver)
        return
    private = receiver if receiver and str(flow.packet.destination) in receiver.addresses else None
    if private is not None and private.id == sender.id:
        yield Hop(sender.name, "", True, f"{sender.name} has {flow.packet.destination} itself: nothing leaves it.")
        return
    yield from _asked(groups.leaving(network, sender, flow.packet, private))
    yield from _leave(network, flow.packet, sender, receiver)


def _leave(network: Network, packet: Packet, sender: Interface, receiver: Interface | None) -> Iterator[Hop]:
    """Yield the hops out of the sender's subnet and back into it; within one subnet only security groups decide.

    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-basics
    """
    is_near = receiver is not None and receiver.subnet == sender.subnet
    if receiver is not None and is_near and str(packet.destination) in receiver.addresses:
        yield from _arrive(network, packet, sender, receiver)
        return
    yield acls.crossing(network, sender.subnet, packet, inbound=False)
    table = network.tables[network.subnets[sender.subnet].table]
    route = lookup(network, table, packet.destination)
    if route is None:
        yield no_route(network, table, sender, packet)
        return
    if _is_gone(network, route.target):
        yield blackhole(network, table, route, sender, packet)
        return
    yield taken(table, route, packet)
    yield from _through(network, route, packet, sender, receiver)
    yield acls.crossing(network, sender.subnet, packet.answer(), inbound=True)


def _through(
    network: Network, route: Route, packet: Packet, sender: Interface, receiver: Interface | None
) -> Iterator[Hop]:
    target = route.target
    if target == "local":
        yield from _local(network, packet, sender, receiver)
    elif target in network.internet_gateways and network.internet_gateways[target] != network.vpc_of(sender):
        yield detached(network, route, sender, packet)
    elif target in network.internet_gateways:
        yield from _internet_gateway(network, target, packet, sender, receiver)
    elif target in network.nat_gateways:
        yield from _nat_gateway(network, network.nat_gateways[target], packet, sender, receiver)
    elif target in network.peerings:
        yield from _peering(network, target, packet, sender, receiver)
    elif target in network.endpoints:
        yield prerequisites.endpoint(network, target, network.vpc_of(sender), packet)
    elif target in network.egress_only_gateways:
        yield prerequisites.egress_only(network, target, network.vpc_of(sender))
        yield from _outside(network, packet, receiver)
    else:
        raise UntraceableError(f"awslab does not follow packets into {target}, to which the route leads.")


def _is_gone(network: Network, target: str) -> bool:
    resources = (
        network.internet_gateways,
        network.nat_gateways,
        network.peerings,
        network.endpoints,
        network.egress_only_gateways,
    )
    return not target or (target.startswith(_FOLLOWED_TARGETS) and not any(target in by_id for by_id in resources))


def _local(network: Network, packet: Packet, sender: Interface, receiver: Interface | None) -> Iterator[Hop]:
    if receiver is None or network.vpc_of(receiver) != network.vpc_of(sender):
        yield prerequisites.nobody(network.vpc_of(sender), packet)
        return
    yield from _deliver(network, packet, sender, receiver, "local")


def _deliver(network: Network, packet: Packet, sender: Interface, receiver: Interface, expected: str) -> Iterator[Hop]:
    """Yield the hops into the receiver's subnet, and of the answer out of it by a route to the `expected` target."""
    yield acls.crossing(network, receiver.subnet, packet, inbound=True)
    yield from _arrive(network, packet, sender, receiver)
    answer = packet.answer()
    yield acls.crossing(network, receiver.subnet, answer, inbound=False)
    if not (sender.kind == "nat" and expected.startswith("pcx-")):
        # what a NAT gateway sends through a peering connection is returned without a route:
        # https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
        yield returns(network, receiver, answer, expected)


def _arrive(network: Network, packet: Packet, sender: Interface | None, receiver: Interface) -> Iterator[Hop]:
    yield from _asked(groups.arriving(network, receiver, packet, sender))
    yield from _asked(prerequisites.listening(receiver, packet))


def _internet_gateway(
    network: Network, gateway: str, packet: Packet, sender: Interface, receiver: Interface | None
) -> Iterator[Hop]:
    """Yield the hops through an internet gateway.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html#ip-addresses-and-nat
    """
    yield prerequisites.internet_gateway(gateway, network.vpc_of(sender))
    if packet.source.version == 6:
        yield from _outside(network, packet, receiver)
        return
    yield prerequisites.public_address(sender)
    public = replace(
        packet,
        source=address(sender.public or "0.0.0.0"),
        source_name=f"the public address of {sender.name}",
        source_cidr=f"{sender.public}/32",
    )
    yield from _outside(network, public, receiver)


def _outside(network: Network, packet: Packet, receiver: Interface | None) -> Iterator[Hop]:
    """Yield the hops on the internet."""
    if receiver is not None and str(packet.destination) not in receiver.addresses:
        yield from _enter(network, packet, receiver)
    elif is_private(packet.destination):
        yield prerequisites.unrouted(packet)
    elif receiver is not None:
        yield from _enter(network, packet, receiver)
    else:
        yield Hop("internet", "", True, f"The internet carries the packet to {packet.destination_name}.")


def _enter(network: Network, packet: Packet, receiver: Interface | None) -> Iterator[Hop]:
    """Yield the hops from the internet into a VPC, and of the answer out of it."""
    if receiver is None:
        yield prerequisites.nobody("", packet)
        return
    vpc = network.vpc_of(receiver)
    if packet.source.version == 4:
        yield prerequisites.public_address(receiver)
        if str(packet.destination) in receiver.addresses:
            yield prerequisites.unrouted(packet)
    yield prerequisites.internet_gateway(network.gateway_of(vpc), vpc)
    addresses = map(address, receiver.addresses)
    private = next(ip for ip in addresses if ip.version == packet.source.version)
    inner = replace(packet, destination=private)
    yield acls.crossing(network, receiver.subnet, inner, inbound=True)
    yield from _arrive(network, inner, None, receiver)
    answer = inner.answer()
    yield acls.crossing(network, receiver.subnet, answer, inbound=False)
    yield returns(network, receiver, answer, network.gateway_of(vpc))


def _nat_gateway(
    network: Network, nat: NatGateway, packet: Packet, sender: Interface, receiver: Interface | None
) -> Iterator[Hop]:
    """Yield the hops through a NAT gateway.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    """
    if packet.source.version == 6:
        raise UntraceableError(f"awslab does not follow IPv6 packets through NAT64 of {nat.id}.")
    if sender.kind == "nat" and sender.id != nat.id:
        raise UntraceableError(
            f"awslab does not follow packets from one NAT gateway, {sender.id}, to another, {nat.id}."
        )
    is_crossing = nat.subnet != sender.subnet
    if network.subnets[nat.subnet].vpc != network.vpc_of(sender):
        yield prerequisites.nat_gateway_elsewhere(nat, network.vpc_of(sender))
    if is_crossing:
        yield acls.crossing(network, nat.subnet, packet, inbound=True)
    yield prerequisites.nat_gateway(nat, sender)
    inner = replace(
        packet, source=address(nat.address), back=NAT_PORTS, source_name=nat.id, source_cidr=f"{nat.address}/32"
    )
    interface = Interface(nat.id, nat.subnet, (nat.address,), None, nat.public, kind="nat")
    yield from _leave(network, inner, interface, receiver)
    if is_crossing:
        yield acls.crossing(network, nat.subnet, packet.answer(), inbound=False)


def _peering(
    network: Network, id_: str, packet: Packet, sender: Interface, receiver: Interface | None
) -> Iterator[Hop]:
    """Yield the hops through a VPC peering connection.

    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
    """
    yield prerequisites.peering(network, id_, network.vpc_of(sender), packet)
    peer = network.peerings[id_].other(network.vpc_of(sender))
    if receiver is None or network.vpc_of(receiver) != peer or str(packet.destination) not in receiver.addresses:
        yield prerequisites.nobody(peer, packet)
        return
    yield from _deliver(network, packet, sender, receiver, id_)


def _asked(hop: Hop | None) -> Iterator[Hop]:
    if hop is not None:
        yield hop
