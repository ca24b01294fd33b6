"""The ends of a trace, as people write them: `internet`, `i-0abc:443`, `10.0.1.5:22`, `web:80`, `i-0abc:icmp`, `s3`."""

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
    """An end cannot be read, or nothing is called so; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is asked of the far end."""

    protocol: str
    """`tcp`, `udp` or `icmp`."""
    port: int
    """0 for ICMP."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a packet begins or ends: at an interface, or at an address outside."""

    name: str
    """What sentences call it."""
    interface: Interface | None = None
    outside: tuple[Address, ...] = ()
    """Without an interface: its addresses, one for each version of IP that it has."""
    aim: Address | None = None
    """The address that was asked for, when it was an address."""
    cidr: str = ""
    """What a rule would name; the address itself when this is empty."""

    def at(self, version: int) -> Address | None:
        """Its address of a version of IP."""
        mine = map(address, self.interface.addresses) if self.interface else iter(self.outside)
        return next((each for each in mine if each.version == version), None)


@dataclass(frozen=True, slots=True)
class End:
    """One end of a trace."""

    name: str
    cases: tuple[tuple[Place, ...], ...]
    """All of them must get through, each by one of its places."""
    back: Ports
    """Where answers to it go."""
    gone: str = ""
    """Why there is no place left; a sentence."""

    def interfaces(self) -> Iterator[Interface]:
        """Those of its places."""
        yield from (place.interface for case in self.cases for place in case if place.interface is not None)


def split(text: str) -> tuple[str, Service]:
    """The name and the service of the far end. Raises EndError when the port is missing or is none."""
    name, service = text.strip(), None
    found = None if is_address(name) else _TAIL.search(name)
    if found:
        name = name[: found.start()]
        port = int(found["port"] or 0)
        service = Service("icmp" if found["ping"] else (found["protocol"] or "tcp").lower(), port)
        if not found["ping"] and not 1 <= port <= 65535:
            raise EndError(f"{port} is no port: ports are 1 to 65535.")
    name = name.removeprefix("[").removesuffix("]")
    if service is None:
        if name.lower() not in ("internet", "s3", "dynamodb"):
            raise EndError(f"“{text}” needs a port, as in {name}:443, {name}:53/udp or {name}:icmp.")
        service = Service("tcp", _HTTPS)
    return name, service


def is_address(text: str) -> bool:
    """Whether a text is an address or a CIDR block."""
    try:
        block(text)
    except ValueError:
        return False
    return True
