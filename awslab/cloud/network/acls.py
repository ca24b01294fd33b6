"""Network ACLs (pure): they decide whenever a packet or its answer crosses the border of a subnet.

They are stateless. Rules are tried by number; the first that matches decides, and the last one, `*`, denies. Rules for
IPv4 do not match IPv6. https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
The answer goes to the port that the client chose out of a range that depends on the client. It gets through when every
port of the range does. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from awslab.cloud.network.addresses import covers, spans
from awslab.cloud.network.fixes import EnterAclRule
from awslab.cloud.network.packets import PINGS, Hop, Packet
from awslab.cloud.network.values import Acl, AclRule, Network

LAST = 32766


def crossing(network: Network, subnet: str, packet: Packet, *, inbound: bool) -> Hop:
    """Return whether a packet gets into a subnet, or out of it."""
    acl = network.acls[network.subnets[subnet].acl]
    rules = [rule for rule in (acl.inbound if inbound else acl.outbound) if _concerns(rule, packet, inbound=inbound)]
    first_rule: AclRule | None = None
    for first, last in spans(*packet.ports, [(rule.first, rule.last) for rule in rules if rule.first != -1]):
        rule = _first(rules, packet, first)
        if rule is None or not rule.allows:
            piece = replace(packet, ports=(first, last))
            return _denied(acl, rule, packet, piece, inbound=inbound)
        first_rule = first_rule or rule
    number = "" if first_rule is None else str(first_rule.number)
    return Hop(acl.id, number, True, _sentence(acl, number, "allows", packet, inbound=inbound))


def _concerns(rule: AclRule, packet: Packet, *, inbound: bool) -> bool:
    remote = packet.source if inbound else packet.destination
    return rule.protocol in ("-1", packet.protocol) and covers(rule.cidr, remote)


def _first(rules: Sequence[AclRule], packet: Packet, port: int) -> AclRule | None:
    return next((rule for rule in rules if _has(rule, packet, port)), None)


def _has(rule: AclRule, packet: Packet, port: int) -> bool:
    if rule.protocol == "-1" or rule.first == -1:
        return True
    if packet.protocol in PINGS:
        return rule.first == port and rule.last in (-1, 0)
    return rule.first <= port <= rule.last


def _denied(acl: Acl, rule: AclRule | None, packet: Packet, piece: Packet, *, inbound: bool) -> Hop:
    number = "*" if rule is None or rule.number > LAST else str(rule.number)
    reason = _sentence(acl, number, "denies", piece, inbound=inbound)
    if packet.is_answer:
        reason = f"{reason[:-1]}; a network ACL does not remember what it let through."
    return Hop(acl.id, number, False, reason, _fix(acl, rule, packet, inbound=inbound))


def _sentence(acl: Acl, number: str, verb: str, packet: Packet, *, inbound: bool) -> str:
    way, to = ("Inbound", "from") if inbound else ("Outbound", "to")
    remote = packet.source_name if inbound else packet.destination_name
    traffic = f"the answer, {packet.words}," if packet.is_answer else packet.words
    return f"{way} rule {number} of {acl.id} {verb} {traffic} {to} {remote}."


def _fix(acl: Acl, rule: AclRule | None, packet: Packet, *, inbound: bool) -> EnterAclRule:
    """Return a rule with a number below that of the denying one, or in its place when no number is free."""
    numbers = {entry.number for entry in (acl.inbound if inbound else acl.outbound)}
    numbered = rule is not None and rule.number <= LAST
    below = rule.number if rule is not None and numbered else LAST + 1
    free = _free_number(numbers, below)
    return EnterAclRule(
        acl=acl.id,
        inbound=inbound,
        number=below if free is None else free,
        replaces=free is None,
        protocol=packet.protocol,
        first=packet.ports[0],
        last=packet.ports[1],
        cidr=packet.source_cidr if inbound else packet.destination_cidr,
    )


def _free_number(numbers: set[int], below: int) -> int | None:
    """Return a free number below another one: the next hundred after the last, or the nearest below it."""
    if below > LAST:
        customer_numbers = [number for number in numbers if number <= LAST]
        next_hundred = (max(customer_numbers, default=0) // 100 + 1) * 100
        if next_hundred <= LAST:
            return next_hundred
    return next((number for number in range(below - 1, 0, -1) if number not in numbers), None)
