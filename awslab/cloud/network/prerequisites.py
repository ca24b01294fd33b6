"""What must be there and in order for a packet to pass (pure): ends, addresses, gateways, connections."""

from __future__ import annotations

from collections.abc import Iterator

from awslab.cloud.network.addresses import covers
from awslab.cloud.network.fixes import AttachGateway, GiveAddress, Other, Start
from awslab.cloud.network.packets import PINGS, Hop, Packet
from awslab.cloud.network.values import Interface, NatGateway, Network

_ALIVE = frozenset({"running", "RUNNING", "active"})


def running(end: Interface) -> Iterator[Hop]:
    """Yield whether an end is running; nothing for an end that does not run.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
    """
    if end.kind not in ("instance", "task", "balancer"):
        return
    if end.state in _ALIVE:
        yield Hop(end.name, "", True, f"{end.name} is {end.state.lower()}.")
        return
    fix = Start(end.name) if end.kind == "instance" and end.state in ("stopped", "stopping") else None
    wait = Other(f"Wait until {end.name} is running.") if end.state.lower() in ("pending", "provisioning") else None
    sentence = f"{end.name} is {end.state.lower()}: it sends and receives nothing."
    yield Hop(end.name, "", False, sentence, fix or wait or Other(f"Launch another in the place of {end.name}."))


def public_address(end: Interface) -> Hop:
    """Return whether an end has the public address that IPv4 needs over an internet gateway.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html#ip-addresses-and-nat
    """
    if end.public:
        words = "has public IPv4 addresses" if end.kind == "balancer" else f"has the public IPv4 address {end.public}"
        return Hop(end.name, end.id if end.owner else "", True, f"{end.name} {words}.")
    fix: Other | GiveAddress = GiveAddress(end.id, end.name)
    if end.kind == "balancer":
        fix = Other(f"Create {end.name} again with the scheme internet-facing.")
    elif end.kind in ("task", "function", "host", "nat"):
        reason = {
            "task": "Run the task with assignPublicIp ENABLED, or use a NAT gateway.",
            "nat": "Create a public NAT gateway in its place.",
        }
        fix = Other(reason.get(end.kind, "Route its subnet's internet traffic through a NAT gateway."))
    sentence = f"{end.name} has no public IPv4 address; an internet gateway only serves interfaces that have one."
    if end.kind == "balancer":
        sentence = f"{end.name} is an internal load balancer: its nodes have private addresses only."
    return Hop(end.name, end.id if end.owner else "", False, sentence, fix)


def internet_gateway(gateway: str, vpc: str) -> Hop:
    """Return whether a VPC has an internet gateway; `gateway` is empty when it does not.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """
    if gateway:
        return Hop(gateway, "", True, f"{gateway} is attached to {vpc}.")
    return Hop(
        vpc, "", False, f"{vpc} has no internet gateway, so the internet does not lead there.", AttachGateway(vpc)
    )


def egress_only(network: Network, gateway: str, vpc: str) -> Hop:
    """Return whether a VPC has the egress-only internet gateway.

    https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
    """
    if network.egress_only_gateways[gateway] == vpc:
        return Hop(gateway, "", True, f"{gateway} lets IPv6 connections out of {vpc}, and their answers in.")
    return Hop(gateway, "", False, f"{gateway} belongs to another VPC.", Other(f"Make one for {vpc}."))


def nat_gateway(nat: NatGateway, sender: Interface) -> Hop:
    """Return whether a NAT gateway translates a packet; one that its own subnet sends to it would go round and round.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    """
    if nat.state != "available":
        sentence = f"{nat.id} is {nat.state}: the route is a blackhole."
        return Hop(nat.id, "", False, sentence, Other("Create a NAT gateway, and route to that."))
    if sender.id == nat.id or sender.subnet == nat.subnet:
        sentence = f"{nat.id} is in {nat.subnet}, whose route leads back to it and not to an internet gateway."
        return Hop(nat.id, "", False, sentence, Other("Put the NAT gateway into a public subnet of its own."))
    return Hop(nat.id, "", True, f"{nat.id} puts its own address in the place of the source.")


def nat_gateway_elsewhere(nat: NatGateway, vpc: str) -> Hop:
    """Return the hop of a NAT gateway of another VPC; it serves its own: https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"""
    return Hop(
        nat.id, "", False, f"{nat.id} is not in {vpc}.", Other(f"Create a NAT gateway in {vpc}, and route to that.")
    )


def peering(network: Network, id_: str, vpc: str, packet: Packet) -> Hop:
    """Return whether a peering connection carries a packet.

    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
    """
    connection = network.peerings[id_]
    peer = connection.other(vpc)
    if not peer:
        return Hop(id_, "", False, f"{id_} does not connect {vpc}.", Other(f"Peer {vpc} with the other VPC."))
    if connection.status != "active":
        words = "Accept it." if connection.status == "pending-acceptance" else "Peer the VPCs again."
        return Hop(id_, "", False, f"{id_} is {connection.status}, not active: it carries nothing.", Other(words))
    if peer not in network.vpcs:
        return Hop(id_, "", False, f"{id_} leads to {peer}, which is not here.", Other("Ask in the other Region."))
    if not _is_in(network, peer, packet):
        sentence = f"{id_} leads to {peer} and no further (no transit), and {packet.destination_name} is not in it."
        return Hop(
            id_, "", False, sentence, Other(f"Peer {vpc} with the VPC of the destination, or use its own gateways.")
        )
    return Hop(id_, "", True, f"{id_} connects {vpc} with {peer}.")


def endpoint(network: Network, id_: str, vpc: str, packet: Packet) -> Hop:
    """Return whether a gateway endpoint of the VPC takes a packet.

    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
    """
    gateway_endpoint = network.endpoints[id_]
    if gateway_endpoint.vpc != vpc or gateway_endpoint.state != "available":
        sentence = f"{id_} is not an available endpoint of {vpc}."
        return Hop(id_, "", False, sentence, Other(f"Create a gateway endpoint in {vpc}."))
    return Hop(
        id_,
        "",
        True,
        f"{id_} leads to {gateway_endpoint.service}, without an internet gateway, for {packet.destination_name}.",
    )


def listening(receiver: Interface, packet: Packet) -> Hop | None:
    """Return whether the receiver takes connections on the port; None when it does, or when that is not known."""
    is_ping_of_balancer = receiver.kind == "balancer" and packet.protocol in PINGS
    if receiver.listens is None or packet.ports[0] in receiver.listens or is_ping_of_balancer:
        return None
    if receiver.kind == "function":
        sentence = f"{receiver.name} is a function: its network interfaces open connections and take none."
        return Hop(receiver.name, "", False, sentence, Other(f"Invoke {receiver.name} through Lambda's API."))
    port = packet.ports[0]
    ports = ", ".join(map(str, sorted(receiver.listens))) or "no port"
    sentence = f"{receiver.name} has no listener on port {port}; it listens on {ports}."
    return Hop(receiver.name, "", False, sentence, Other(f"Add a listener for port {port} to {receiver.name}."))


def nobody(vpc: str, packet: Packet) -> Hop:
    """Return the hop of an address that no network interface has."""
    place = f" in {vpc}" if vpc else ""
    sentence = f"No network interface{place} has the address {packet.destination}."
    return Hop(vpc or str(packet.destination), "", False, sentence, Other("Ask for an address that something has."))


def unrouted(packet: Packet) -> Hop:
    """Return the hop of a packet with a private address on the internet (RFC 1918).

    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
    """
    sentence = (
        f"The internet carries nothing from {packet.source_name} to {packet.destination_name}: private addresses."
    )
    return Hop("internet", "", False, sentence, Other("Connect the networks: VPC peering, a VPN, or Direct Connect."))


def _is_in(network: Network, vpc: str, packet: Packet) -> bool:
    return any(covers(cidr, packet.destination) for cidr in network.vpcs[vpc].cidrs)
