"""CIDR blocks (pure): rules cut them into pieces that are treated alike, so that one address stands for each piece."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Block: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

ANYWHERE = {4: "0.0.0.0/0", 6: "::/0"}
_SPECIAL = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
    *("192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3", "::/3", "4000::/2", "8000::/1"),
)
"""Addresses that are not on the internet."""


@lru_cache(maxsize=16384)
def block(text: str) -> Block:
    """Return a CIDR block; host bits are ignored, as AWS does. Raises ValueError for other text."""
    return ipaddress.ip_network(text, strict=False)


@lru_cache(maxsize=16384)
def address(text: str) -> Address:
    """Return an address. Raises ValueError for other text."""
    return ipaddress.ip_address(text)


@lru_cache(maxsize=65536)
def covers(cidr: str, ip: Address) -> bool:
    """Return whether an address lies in a CIDR block; never when they are of different versions of IP."""
    return ip in block(cidr)


def is_private(ip: Address) -> bool:
    """Return whether the internet carries no packets for an address; IPv6 addresses are all public.

    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
    """
    return any(covers(cidr, ip) for cidr in _SPECIAL)


def corners(whole: Block, cuts: Iterable[str]) -> Iterator[Address]:
    """Yield the first address of each piece into which other CIDR blocks cut this one."""
    first, last = _edges(str(whole))[1:]
    begins = {first, *(border for border in _borders(cuts, whole.version) if first < border <= last)}
    yield from (_address(whole.version, begin) for begin in sorted(begins))


def anywhere(cuts: Iterable[str], version: int) -> Address:
    """Return an internet address out of the widest piece that the blocks leave: no rule is for it in particular."""
    _, first, last = _edges(ANYWHERE[version])
    borders = sorted({first, last + 1, *_borders(cuts, version), *_borders(_SPECIAL, version)})
    widest_first = sorted(pairwise(borders), key=lambda piece: piece[0] - piece[1])
    special = [(low, high) for family, low, high in map(_edges, _SPECIAL) if family == version]
    public = (start for start, _ in widest_first if not any(low <= start <= high for low, high in special))
    return _address(version, next(public))


def _address(version: int, number: int) -> Address:
    return ipaddress.IPv4Address(number) if version == 4 else ipaddress.IPv6Address(number)


@lru_cache(maxsize=16384)
def _edges(cidr: str) -> tuple[int, int, int]:
    """Return the version of IP of a CIDR block, its first and its last address as numbers."""
    network = block(cidr)
    return network.version, int(network.network_address), int(network.broadcast_address)


def _borders(cuts: Iterable[str], version: int) -> Iterator[int]:
    for cidr in cuts:
        family, first, last = _edges(cidr)
        if family == version:
            yield first
            yield last + 1


def spans(first: int, last: int, cuts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the pieces into which ranges of ports cut this one, in order."""
    begins = {first, last + 1} | {edge for low, high in cuts for edge in (low, high + 1) if first < edge <= last}
    yield from ((begin, end - 1) for begin, end in pairwise(sorted(begins)))
