"""Security groups (pure): what the groups of an interface let in and out.

Rules only allow, and those of all groups add up. Groups are stateful: the answer to what was let through needs no
rule. A rule that names a group means the private addresses of its members.
https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html
"""

from __future__ import annotations

from awslab.cloud.network.addresses import covers
from awslab.cloud.network.fixes import OpenGroup
from awslab.cloud.network.packets import PINGS, Hop, Packet, ports_in_words
from awslab.cloud.network.values import Group, GroupRule, Interface, Network


def leaving(network: Network, sender: Interface, packet: Packet, receiver: Interface | None) -> Hop | None:
    """Return whether the sender's groups let a packet out; None when it has no groups.

    `receiver` is who has the destination as a private address, None for an address outside.
    """
    return _decision(network, sender, packet, receiver, inbound=False)


def arriving(network: Network, receiver: Interface, packet: Packet, sender: Interface | None) -> Hop | None:
    """Return whether the receiver's groups let a packet in; None when it has no groups.

    `sender` is who sent it from a private address, None when the source was translated on the way.
    """
    return _decision(network, receiver, packet, sender, inbound=True)


def _decision(
    network: Network, interface: Interface, packet: Packet, peer: Interface | None, *, inbound: bool
) -> Hop | None:
    if interface.groups is None:
        return None
    groups = [network.groups[id_] for id_ in interface.groups if id_ in network.groups]
    for group in groups:
        for rule in group.inbound if inbound else group.outbound:
            if _is_for(rule, packet) and _means(network, rule, packet, peer, inbound=inbound):
                return Hop(group.id, rule.id, True, _allowed(group, rule, packet, inbound=inbound))
    return _denied(network, groups, interface, packet, peer, inbound=inbound)


def _is_for(rule: GroupRule, packet: Packet) -> bool:
    if rule.protocol == "-1":
        return True
    if rule.protocol != packet.protocol:
        return False
    if packet.protocol in PINGS:
        # the first is ICMP's type, the second its code; those of pings have the code 0
        return rule.first in (-1, packet.ports[0]) and (rule.first == -1 or rule.last in (-1, 0))
    return rule.first == -1 or rule.first <= packet.ports[0] <= rule.last


def _means(network: Network, rule: GroupRule, packet: Packet, peer: Interface | None, *, inbound: bool) -> bool:
    """Return whether the rule's source (for outbound rules its destination) matches the packet."""
    remote = packet.source if inbound else packet.destination
    if rule.cidr:
        return covers(rule.cidr, remote)
    if rule.group:
        return peer is not None and rule.group in (peer.groups or ())
    prefix_list = network.prefix_lists.get(rule.prefix_list)
    return prefix_list is not None and any(covers(cidr, remote) for cidr in prefix_list.cidrs)


def _allowed(group: Group, rule: GroupRule, packet: Packet, *, inbound: bool) -> str:
    way = "Inbound" if inbound else "Outbound"
    return (
        f"{way} rule {rule.id} of {_called(group)} allows {packet.words} {'from' if inbound else 'to'} {_peer(rule)}."
    )


def _denied(
    network: Network,
    groups: list[Group],
    interface: Interface,
    packet: Packet,
    peer: Interface | None,
    *,
    inbound: bool,
) -> Hop:
    way, to = ("inbound", "from") if inbound else ("outbound", "to")
    remote = packet.source_name if inbound else packet.destination_name
    group_names = " or ".join(_called(group) for group in groups) or f"any group of {interface.name}"
    nearest = _nearest(network, groups, packet, peer, inbound=inbound)
    reason = f"No {way} rule of {group_names} allows {packet.words} {to} {remote}: {nearest}."
    cidr = packet.source_cidr if inbound else packet.destination_cidr
    source = peer.groups[0] if peer is not None and peer.groups else cidr
    fix = OpenGroup(groups[0].id, inbound, packet.protocol, packet.ports[0], source) if groups else None
    return Hop(", ".join(group.id for group in groups) or interface.name, "", False, reason, fix)


def _nearest(network: Network, groups: list[Group], packet: Packet, peer: Interface | None, *, inbound: bool) -> str:
    """Return the purpose of the rule that fits best: with the right port, or else with the right peer."""
    rules = [rule for group in groups for rule in (group.inbound if inbound else group.outbound)]
    for rule in rules:
        if _is_for(rule, packet):
            return f"rule {rule.id} is for {_peer(rule)}"
    for rule in rules:
        if _means(network, rule, packet, peer, inbound=inbound):
            return f"rule {rule.id} is for {_service(rule)}"
    return "none has this port or this peer" if rules else "there is none"


def _peer(rule: GroupRule) -> str:
    return rule.cidr or rule.prefix_list or f"members of {rule.group}"


def _service(rule: GroupRule) -> str:
    protocol = {"icmp": "ICMP", "icmpv6": "ICMPv6"}.get(rule.protocol)
    if protocol:
        return protocol if rule.first == -1 else f"{protocol} type {rule.first}"
    if rule.protocol not in ("tcp", "udp"):
        return f"protocol {rule.protocol}"
    return (
        rule.protocol.upper()
        if rule.first == -1
        else f"{rule.protocol.upper()} {ports_in_words((rule.first, rule.last))}"
    )


def _called(group: Group) -> str:
    return f"{group.id} ({group.name})" if group.name else group.id
