"""Packets, and the decision at each hop (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from awslab.cloud.network.addresses import Address
from awslab.cloud.network.fixes import Fix

Ports: TypeAlias = tuple[int, int]
"""The first and the last of a range."""

PINGS = {"icmp": (8, 0), "icmpv6": (128, 129)}
"""The ICMP types of an echo request and of its reply, by protocol."""


class UntraceableError(Exception):
    """The way leads through something that awslab does not model; the sentence names it."""


@dataclass(frozen=True, slots=True)
class Packet:
    """A packet as one subnet sees it, and where its answer goes."""

    protocol: str
    """`tcp`, `udp`, `icmp` or `icmpv6`."""
    source: Address
    destination: Address
    ports: Ports
    """The destination's ports; for ICMP the type, twice."""
    back: Ports
    """The range of which the client chooses the port that its answer goes to."""
    source_name: str
    """The name of the source in sentences."""
    destination_name: str
    source_cidr: str
    """The CIDR block that a rule for the source would name."""
    destination_cidr: str
    is_answer: bool = False

    def answer(self) -> Packet:
        """Return the packet that comes back."""
        return replace(
            self,
            source=self.destination,
            destination=self.source,
            ports=self.back,
            back=self.ports,
            source_name=self.destination_name,
            destination_name=self.source_name,
            source_cidr=self.destination_cidr,
            destination_cidr=self.source_cidr,
            is_answer=not self.is_answer,
        )

    @property
    def words(self) -> str:
        """Return the service in words: `TCP port 443`, `an ICMP echo request`."""
        if self.protocol in PINGS:
            version = "ICMPv6" if self.protocol == "icmpv6" else "ICMP"
            return f"an {version} echo {'reply' if self.is_answer else 'request'}"
        return f"{self.protocol.upper()} {ports_in_words(self.ports)}"


def ports_in_words(ports: Ports) -> str:
    """Return ports in words: `port 443`, `ports 1024-65535`."""
    first, last = ports
    return f"port {first}" if first == last else f"ports {first}-{last}"


@dataclass(frozen=True, slots=True)
class Hop:
    """One decision on the way."""

    resource: str
    """The id or name of what decided."""
    rule: str
    """The rule, route or entry of it; empty when there is none."""
    allowed: bool
    reason: str
    """One plain sentence."""
    fix: Fix | None = None
    """The change that would turn a deny into an allow."""
