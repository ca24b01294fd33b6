"""Route tables (pure): where a packet goes that leaves a subnet.

https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
"""

from __future__ import annotations

from awslab.cloud.network.addresses import ANYWHERE, Address, block, covers, is_private
from awslab.cloud.network.fixes import AttachGateway, Fix, Other, SetRoute
from awslab.cloud.network.packets import Hop, Packet
from awslab.cloud.network.values import Interface, Network, Route, RouteTable


def lookup(network: Network, table: RouteTable, destination: Address) -> Route | None:
    """Return the most specific route to an address; of two alike, the one that names no prefix list."""
    matches: list[tuple[int, bool, Route]] = []
    for route in table.routes:
        if route.destination.startswith("pl-"):
            prefix_list = network.prefix_lists.get(route.destination)
            cidrs = [cidr for cidr in (prefix_list.cidrs if prefix_list else ()) if covers(cidr, destination)]
            matches += [(block(cidr).prefixlen, False, route) for cidr in cidrs]
        elif covers(route.destination, destination):
            matches.append((block(route.destination).prefixlen, True, route))
    return max(matches, key=lambda match: match[:2])[2] if matches else None


def taken(table: RouteTable, route: Route, packet: Packet) -> Hop:
    """Return the hop that says which way a packet goes."""
    traffic = "the answer for" if packet.is_answer else "packets for"
    target = "inside the VPC (local)" if route.target == "local" else f"to {route.target}"
    verb = "keeps" if route.target == "local" else "sends"
    sentence = f"{table.id} {verb} {traffic} {packet.destination_name} {target}, by its route {route.destination}."
    return Hop(table.id, route.destination, True, sentence)


def returns(network: Network, receiver: Interface, answer: Packet, expected: str) -> Hop:
    """Return whether the answer goes back by the target through which the packet came.

    Another way back does not lead to the client: peering connections and gateways remember nothing.
    https://docs.aws.amazon.com/vpc/latest/peering/peering-configurations-partial-access.html#peering-incorrect-response-routing
    """
    table = network.tables[network.subnets[receiver.subnet].table]
    route = lookup(network, table, answer.destination)
    if route is not None and route.target == expected:
        return taken(table, route, answer)
    destination = _destination(network, network.vpc_of(receiver), answer, expected)
    fix = _set(table.id, route, destination, expected)
    if route is None:
        return Hop(table.id, "", False, f"{table.id} has no route for the answer to {answer.destination_name}.", fix)
    target = route.target or "a gateway that is gone"
    sentence = f"{table.id} sends the answer for {answer.destination_name} to {target}, not back to {expected}."
    return Hop(table.id, route.destination, False, sentence, fix)


def no_route(network: Network, table: RouteTable, sender: Interface, packet: Packet) -> Hop:
    """Return the hop of a packet for which there is no route."""
    sentence = f"{table.id}, the route table of {sender.subnet}, has no route to {packet.destination_name}."
    return Hop(table.id, "", False, sentence, _way_out(network, table.id, sender, packet))


def blackhole(network: Network, table: RouteTable, route: Route, sender: Interface, packet: Packet) -> Hop:
    """Return the hop of a route whose target is gone."""
    target = route.target or "its target"
    sentence = f"{table.id} sends {route.destination} to {target}, which is gone: the route is a blackhole."
    return Hop(table.id, route.destination, False, sentence, _instead(network, route, sender, packet))


def detached(network: Network, route: Route, sender: Interface, packet: Packet) -> Hop:
    """Return the hop of a route to an internet gateway of another VPC, or of none."""
    sentence = f"{route.target} is not attached to {network.vpc_of(sender)}: the route is a blackhole."
    return Hop(route.target, "", False, sentence, _instead(network, route, sender, packet))


def _instead(network: Network, route: Route, sender: Interface, packet: Packet) -> Fix:
    """Return a target for a route that leads nowhere."""
    table = network.subnets[sender.subnet].table
    fix = _way_out(network, table, sender, packet)
    return _set(table, route, fix.destination, fix.target) if isinstance(fix, SetRoute) else fix


def _set(table: str, route: Route | None, destination: str, target: str) -> SetRoute:
    """Return a new route when it is more specific than the present one, else another target for that."""
    if route is None:
        return SetRoute(table, destination, target)
    is_list = route.destination.startswith("pl-")
    is_wider = not is_list and block(route.destination).prefixlen < block(destination).prefixlen
    return SetRoute(table, destination if is_wider else route.destination, target)


def _way_out(network: Network, table: str, sender: Interface, packet: Packet) -> Fix:
    """Return the missing route, or what must be there first."""
    vpc = network.vpc_of(sender)
    for peering in network.peerings.values():
        peer = network.vpcs.get(peering.other(vpc))
        if peer is not None and any(covers(cidr, packet.destination) for cidr in peer.cidrs):
            return SetRoute(table, _destination(network, vpc, packet, peering.id), peering.id)
    if is_private(packet.destination):
        return Other(f"Connect {vpc} with the network of {packet.destination_name}, by VPC peering if it is a VPC.")
    gateway = network.gateway_of(vpc)
    if not gateway:
        return AttachGateway(vpc)
    nats = (nat for nat in network.nat_gateways.values() if nat.state == "available" and nat.public)
    usable = (nat.id for nat in nats if nat.subnet != sender.subnet and network.subnets[nat.subnet].vpc == vpc)
    needs_nat = packet.destination.version == 4 and not sender.public and sender.kind != "nat"
    target = next(usable, gateway) if needs_nat else gateway
    return SetRoute(table, ANYWHERE[packet.destination.version], target)


def _destination(network: Network, vpc: str, packet: Packet, target: str) -> str:
    """Return the destination of a route to a target: all of the peer's CIDR block, or everything."""
    if target.startswith("pcx-"):
        peer = network.vpcs[network.peerings[target].other(vpc)]
        return next(cidr for cidr in peer.cidrs if covers(cidr, packet.destination))
    return ANYWHERE[packet.destination.version]
