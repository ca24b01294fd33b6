"""An independent model of the network: it moves a packet, and then a reply, and keeps what each device remembers.

Written from the guides (VPC: how it works, security groups, network ACLs, NAT gateways, peering), in another style than
the tracer: tables are painted, not searched; the reply is a packet of its own that is sent blindly, and gets through
because firewalls and NAT tables remember the first one, or does not. IPv4 only.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace

from awslab.cloud.network.values import AclRule, GroupRule, Interface, NatGateway, Network

PING = {False: 8, True: 0}


@dataclass(frozen=True)
class Datagram:
    """What is on the wire."""

    protocol: str
    source: str
    target: str
    from_ports: range
    to_ports: range
    is_reply: bool = False


class Dropped(Exception):
    """Somebody threw it away."""


class Simulation:
    """One exchange through a network."""

    def __init__(self, network: Network, hosts: tuple[Interface, ...] = ()) -> None:
        self.network = network
        self.interfaces = {each.id: each for each in (*network.interfaces.values(), *hosts)}
        self.remembered: set[tuple[str, str, bool]] = set()
        self.translated: dict[tuple[str, str], str] = {}
        self.public = {each.public: each for each in self.interfaces.values() if each.public}
        self.nats = {each.public: each for each in network.nat_gateways.values() if each.public}

    def exchange(self, sender: Interface | None, packet: Datagram) -> bool:
        """Whether a request and its reply both arrive; to itself a host needs no network."""
        if sender is not None and packet.target in sender.addresses:
            return sender.state == "running"
        try:
            where, seen = self.leave(sender, packet) if sender else self.internet(packet)
            if where is None and sender is None:
                return False
            reply = replace(
                seen,
                source=seen.target,
                target=seen.source,
                from_ports=seen.to_ports,
                to_ports=seen.from_ports,
                is_reply=True,
            )
            back, last = self.leave(where, reply) if where else self.internet(reply)
        except Dropped:
            return False
        return back == sender and (last.source, last.target) == (packet.target, packet.source)

    # devices

    def leave(self, interface: Interface, packet: Datagram) -> tuple[Interface | None, Datagram]:
        self.firewall(interface, packet, packet.target, inbound=False)
        return self.subnet(interface.subnet, packet, hops=0, nat=None)

    def arrive(self, interface: Interface | None, packet: Datagram) -> tuple[Interface, Datagram]:
        if interface is None:
            raise Dropped
        self.firewall(interface, packet, packet.source, inbound=True)
        return interface, packet

    def firewall(self, interface: Interface, packet: Datagram, remote: str, *, inbound: bool) -> None:
        if interface.state not in ("running", "RUNNING"):
            raise Dropped
        began_inside = inbound if packet.is_reply else not inbound
        connection = (interface.id, remote, began_inside)
        if interface.groups is None or (packet.is_reply and connection in self.remembered):
            return
        rules = {
            rule
            for id_ in interface.groups
            for rule in (self.network.groups[id_].inbound if inbound else self.network.groups[id_].outbound)
        }
        if not any(self.admits(rule, packet, remote) for rule in rules):
            raise Dropped
        self.remembered.add(connection)

    def admits(self, rule: GroupRule, packet: Datagram, remote: str) -> bool:
        members = {
            address
            for each in self.interfaces.values()
            if rule.group in (each.groups or ())
            for address in each.addresses
        }
        peers = self.network.prefix_lists[rule.prefix_list].cidrs if rule.prefix_list else (rule.cidr,)
        is_peer = remote in members if rule.group else any(is_in(remote, each) for each in peers)
        if rule.protocol == "-1" or not is_peer:
            return is_peer
        ports = {PING[packet.is_reply]} if packet.protocol == "icmp" else set(packet.to_ports)
        wanted = ports if rule.first == -1 else set(range(rule.first, max(rule.first, rule.last) + 1))
        return rule.protocol == packet.protocol and ports <= wanted

    def border(self, subnet: str, packet: Datagram, *, inbound: bool) -> None:
        """The network ACL: rules are painted over all ports, the lowest number last."""
        acl = self.network.acls[self.network.subnets[subnet].acl]
        remote = packet.source if inbound else packet.target
        canvas = bytearray(65536)
        for rule in sorted(acl.inbound if inbound else acl.outbound, key=lambda each: -each.number):
            if is_in(remote, rule.cidr) and rule.protocol in ("-1", packet.protocol):
                first, last = self.painted(rule)
                canvas[first : last + 1] = bytes([rule.allows]) * (last + 1 - first)
        kind = PING[packet.is_reply]
        ports = range(kind, kind + 1) if packet.protocol == "icmp" else packet.to_ports
        if 0 in canvas[ports.start : ports.stop]:
            raise Dropped

    def painted(self, rule: AclRule) -> tuple[int, int]:
        if rule.first == -1 or rule.protocol == "-1":
            return 0, 65535
        return (rule.first, rule.first) if rule.protocol == "icmp" else (rule.first, rule.last)

    def route(self, subnet: str, target: str) -> str:
        """The route table, the longest prefix painted last."""
        chosen = ""
        routes = [
            (ipaddress.ip_network(cidr).prefixlen, not each.destination.startswith("pl-"), cidr, each.target)
            for each in self.network.tables[self.network.subnets[subnet].table].routes
            for cidr in (
                self.network.prefix_lists[each.destination].cidrs
                if each.destination.startswith("pl-")
                else (each.destination,)
            )
        ]
        for _, _, cidr, to in sorted(routes):
            if is_in(target, cidr):
                chosen = to
        return chosen

    def subnet(
        self, subnet: str, packet: Datagram, *, hops: int, nat: NatGateway | None
    ) -> tuple[Interface | None, Datagram]:
        """A packet that somebody in a subnet has sent."""
        near = self.owner(packet.target, self.network.subnets[subnet].vpc)
        if near is not None and near.subnet == subnet:
            return self.arrive(near, packet)
        if hops > 3:
            raise Dropped
        self.border(subnet, packet, inbound=False)
        vpc = self.network.subnets[subnet].vpc
        to = self.back_to_nat(vpc, packet) or self.route(subnet, packet.target)
        if to == "local":
            return self.enter_subnet(vpc, packet)
        if to in self.network.peerings:
            connection = self.network.peerings[to]
            if connection.status != "active" or vpc not in (connection.requester, connection.accepter):
                raise Dropped
            other = connection.accepter if vpc == connection.requester else connection.requester
            return self.enter_subnet(other, packet)
        if to in self.network.nat_gateways:
            return self.through_nat(self.network.nat_gateways[to], subnet, packet, hops=hops)
        if to in self.network.internet_gateways and self.network.internet_gateways[to] == vpc:
            own = self.owner(packet.source, vpc)
            public = nat.public if nat else own.public if own else ""
            if not public:
                raise Dropped
            return self.internet(replace(packet, source=public))
        raise Dropped

    def enter_subnet(self, vpc: str, packet: Datagram) -> tuple[Interface | None, Datagram]:
        nat = next((each for each in self.network.nat_gateways.values() if each.address == packet.target), None)
        if nat is not None and self.network.subnets[nat.subnet].vpc == vpc:
            return self.returned_by_nat(nat, packet)
        found = self.owner(packet.target, vpc)
        if found is None:
            raise Dropped
        self.border(found.subnet, packet, inbound=True)
        return self.arrive(found, packet)

    def through_nat(
        self, nat: NatGateway, subnet: str, packet: Datagram, *, hops: int
    ) -> tuple[Interface | None, Datagram]:
        is_elsewhere = self.network.subnets[nat.subnet].vpc != self.network.subnets[subnet].vpc
        if nat.state != "available" or nat.subnet == subnet or is_elsewhere or packet.is_reply:
            # a reply that is translated comes from somebody else than who was asked
            raise Dropped
        self.border(nat.subnet, packet, inbound=True)
        self.translated[nat.id, packet.target] = packet.source
        self.kept_ports = packet.from_ports
        own = replace(packet, source=nat.address, from_ports=range(1024, 65536))
        return self.subnet(nat.subnet, own, hops=hops + 1, nat=nat)

    def returned_by_nat(self, nat: NatGateway, packet: Datagram) -> tuple[Interface | None, Datagram]:
        client = self.translated.get((nat.id, packet.source))
        if client is None:
            raise Dropped
        self.border(nat.subnet, packet, inbound=True)
        inner = replace(packet, target=client, to_ports=self.kept_ports)
        found = self.owner(client, self.network.subnets[nat.subnet].vpc)
        if found is None:
            raise Dropped
        self.border(nat.subnet, inner, inbound=False)
        self.border(found.subnet, inner, inbound=True)
        return self.arrive(found, inner)

    def back_to_nat(self, vpc: str, packet: Datagram) -> str:
        """Return to Sender: what came from a NAT gateway through peering goes back without a route."""
        for nat in self.network.nat_gateways.values():
            if packet.is_reply and nat.address == packet.target and self.network.subnets[nat.subnet].vpc != vpc:
                return next(
                    (id_ for id_, each in self.network.peerings.items() if vpc in (each.requester, each.accepter)), ""
                )
        return ""

    def internet(self, packet: Datagram) -> tuple[Interface | None, Datagram]:
        if ipaddress.ip_address(packet.target).is_private and packet.target not in self.documentation(packet):
            raise Dropped
        if ipaddress.ip_address(packet.source).is_private and packet.source not in self.documentation(packet):
            raise Dropped
        if packet.target in self.nats:
            nat = self.nats[packet.target]
            inner = replace(packet, target=nat.address)
            if self.network.subnets[nat.subnet].vpc not in self.network.internet_gateways.values():
                raise Dropped
            return self.returned_by_nat(nat, inner)
        found = self.public.get(packet.target)
        if found is None:
            return None, packet
        if self.network.subnets[found.subnet].vpc not in self.network.internet_gateways.values():
            raise Dropped
        inner = replace(packet, target=found.addresses[0])
        self.border(found.subnet, inner, inbound=True)
        return self.arrive(found, inner)

    def documentation(self, packet: Datagram) -> set[str]:
        """Addresses of documentation networks stand for public ones; Python counts them as private."""
        nets = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
        return {each for each in (packet.source, packet.target) if any(is_in(each, net) for net in nets)}

    def owner(self, address: str, vpc: str) -> Interface | None:
        owners = [
            each
            for each in self.interfaces.values()
            if address in each.addresses and self.network.subnets[each.subnet].vpc == vpc
        ]
        return owners[0] if owners else None


def is_in(address: str, cidr: str) -> bool:
    """Whether an address lies in a block, by its bits."""
    block, _, length = cidr.partition("/")
    if ":" in cidr:
        return False
    bits, base = (format(int(ipaddress.ip_address(each)), "032b") for each in (address, block))
    return bits[: int(length)] == base[: int(length)]
