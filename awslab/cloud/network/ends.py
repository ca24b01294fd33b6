"""The ends of a trace as people write them (pure): `internet`, `i-0abc:443`, `web:80`, `i-0abc:icmp`, `s3`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from awslab.cloud.network.addresses import Address, address, block
from awslab.cloud.network.packets import Ports
from awslab.cloud.network.values import Interface

_TAIL = re.compile(r":(?:(?P<port>\d+)(?:/(?P<protocol>tcp|udp))?|(?P<ping>icmp))$", re.IGNORECASE)
_HTTPS = 443


class EndError(Exception):
    """An end cannot be read, or nothing has that name; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Service:
    """The port of the far end that is connected to."""

    protocol: str
    """`tcp`, `udp` or `icmp`."""
    port: int
    """0 for ICMP."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a packet begins or ends: at an interface, or at an address outside."""

    name: str
    """The name in sentences."""
    interface: Interface | None = None
    outside: tuple[Address, ...] = ()
    """The addresses of an end without an interface, one for each version of IP that it has."""
    aim: Address | None = None
    """The address that the trace was asked for, when its end was an address."""
    cidr: str = ""
    """The CIDR block that a rule would name; the address itself when this is empty."""

    def at(self, version: int) -> Address | None:
        """Return the address of a version of IP; None without one."""
        addresses = map(address, self.interface.addresses) if self.interface else iter(self.outside)
        return next((ip for ip in addresses if ip.version == version), None)


@dataclass(frozen=True, slots=True)
class End:
    """One end of a trace."""

    name: str
    cases: tuple[tuple[Place, ...], ...]
    """Cases that must all get through, each by one of its places."""
    back: Ports
    """The ports that answers to it go to."""
    absence: str = ""
    """Why there is no place left; a sentence."""

    def interfaces(self) -> Iterator[Interface]:
        """Yield the interfaces of the places."""
        yield from (place.interface for case in self.cases for place in case if place.interface is not None)


def split(text: str) -> tuple[str, Service]:
    """Return the name and the service of the far end. Raises EndError when the port is missing or invalid."""
    name, service = text.strip(), None
    tail = None if is_address(name) else _TAIL.search(name)
    if tail:
        name = name[: tail.start()]
        port = int(tail["port"] or 0)
        service = Service("icmp" if tail["ping"] else (tail["protocol"] or "tcp").lower(), port)
        if not tail["ping"] and not 1 <= port <= 65535:
            raise EndError(f"{port} is no port: ports are 1 to 65535.")
    name = name.removeprefix("[").removesuffix("]")
    if service is None:
        if name.lower() not in ("internet", "s3", "dynamodb"):
            raise EndError(f"“{text}” needs a port, as in {name}:443, {name}:53/udp or {name}:icmp.")
        service = Service("tcp", _HTTPS)
    return name, service


def is_address(text: str) -> bool:
    """Return whether a text is an address or a CIDR block."""
    try:
        block(text)
    except ValueError:
        return False
    return True
