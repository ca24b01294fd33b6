"""The smallest change that turns one deny into an allow (pure): values, each with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """Add a rule to a security group."""

    group: str
    inbound: bool
    protocol: str
    first: int
    """The port, or ICMP's type."""
    peer: str
    """A CIDR block or a security group's id."""

    @property
    def sentence(self) -> str:
        """Return what to do, in words."""
        way, to = ("inbound", "from") if self.inbound else ("outbound", "to")
        return f"Add an {way} rule to {self.group}: {_traffic(self.protocol, self.first, self.first)} {to} {self.peer}."


@dataclass(frozen=True, slots=True)
class EnterAclRule:
    """Add a numbered rule to a network ACL, or replace the one with that number."""

    acl: str
    inbound: bool
    number: int
    replaces: bool
    protocol: str
    first: int
    last: int
    cidr: str

    @property
    def sentence(self) -> str:
        """Return what to do, in words."""
        way, to = ("inbound", "from") if self.inbound else ("outbound", "to")
        allow = f"that allows {_traffic(self.protocol, self.first, self.last)} {to} {self.cidr}"
        if self.replaces:
            return f"Replace {way} rule {self.number} of {self.acl} by one {allow}."
        return f"Add an {way} rule with number {self.number} to {self.acl} {allow}."


@dataclass(frozen=True, slots=True)
class SetRoute:
    """Add a route to a route table, or give the one with that destination another target."""

    table: str
    destination: str
    target: str

    @property
    def sentence(self) -> str:
        """Return what to do, in words."""
        return f"Have {self.table} route {self.destination} to {self.target}."


@dataclass(frozen=True, slots=True)
class AttachGateway:
    """Attach an internet gateway to a VPC."""

    vpc: str

    @property
    def sentence(self) -> str:
        """Return what to do, in words."""
        return f"Attach an internet gateway to {self.vpc}."


@dataclass(frozen=True, slots=True)
class GiveAddress:
    """Give an interface a public IPv4 address."""

    interface: str
    owner: str

    @property
    def sentence(self) -> str:
        """Return what to do, in words."""
        return f"Associate an Elastic IP address with {self.owner}."


@dataclass(frozen=True, slots=True)
class Start:
    """Start an instance."""

    instance: str

    @property
    def sentence(self) -> str:
        """Return what to do, in words."""
        return f"Start {self.instance}."


@dataclass(frozen=True, slots=True)
class Other:
    """A change of more than one setting."""

    sentence: str


Fix: TypeAlias = OpenGroup | EnterAclRule | SetRoute | AttachGateway | GiveAddress | Start | Other


def _traffic(protocol: str, first: int, last: int) -> str:
    if protocol in ("icmp", "icmpv6"):
        return f"{'ICMPv6' if protocol == 'icmpv6' else 'ICMP'} type {first}"
    return f"{protocol.upper()} {first if first == last else f'{first}-{last}'}"
