"""Whether security groups let a load balancer reach a target (pure).

Only security groups are looked at, no routes and no network ACLs: the packet tracer of the sandbox's network will take
this over. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """A rule of a security group."""

    protocol: str
    """`tcp`, ..., or `-1` for all."""
    first: int | None
    """The first port; None for all."""
    last: int | None
    network: str
    """A CIDR block, or empty."""
    group: str
    """The id of a security group, or empty."""


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a connection."""

    networks: tuple[str, ...]
    """Where its interfaces are."""
    groups: frozenset[str]
    inbound: tuple[Allowance, ...]
    outbound: tuple[Allowance, ...]


def can_connect(source: Party, target: Party, port: int) -> bool:
    """Whether TCP gets from one to the other: out of the groups of the one, and into those of the other.

    Groups are stateful, so what is let in is answered.
    """
    return _lets(source.outbound, target, port) and _lets(target.inbound, source, port)


def lets_clients_in(party: Party, port: int) -> bool:
    """Whether TCP gets in from anywhere at all: the sandbox's client may stand for any address or group.

    A group that only lets its own members in (as the VPC's default group does) lets no client in.
    """
    return any(
        _is_for(rule, port) and (rule.network or (rule.group and rule.group not in party.groups))
        for rule in party.inbound
    )


def _lets(rules: Iterable[Allowance], peer: Party, port: int) -> bool:
    fitting = [rule for rule in rules if _is_for(rule, port)]
    if any(rule.group and rule.group in peer.groups for rule in fitting):
        return True
    return bool(peer.networks) and all(
        any(rule.network and _covers(rule.network, network) for rule in fitting) for network in peer.networks
    )


def _is_for(rule: Allowance, port: int) -> bool:
    if rule.protocol == "-1":
        return True
    return rule.protocol == "tcp" and (rule.first is None or rule.last is None or rule.first <= port <= rule.last)


def _covers(network: str, inside: str) -> bool:
    wide, narrow = ipaddress.ip_network(network, strict=False), ipaddress.ip_network(inside, strict=False)
    if isinstance(wide, ipaddress.IPv4Network) and isinstance(narrow, ipaddress.IPv4Network):
        return narrow.subnet_of(wide)
    return (
        isinstance(wide, ipaddress.IPv6Network)
        and isinstance(narrow, ipaddress.IPv6Network)
        and (narrow.subnet_of(wide))
    )
