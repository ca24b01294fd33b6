"""Blocks of addresses. Rules cut them into pieces that are treated alike; one address of each tells all of it."""

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
"""What is not on the internet."""


@lru_cache(maxsize=16384)
def block(text: str) -> Block:
    """A CIDR block; bits of the host are ignored, as AWS does. Raises ValueError for other text."""
    return ipaddress.ip_network(text, strict=False)


@lru_cache(maxsize=16384)
def address(text: str) -> Address:
    """An address. Raises ValueError for other text."""
    return ipaddress.ip_address(text)


@lru_cache(maxsize=65536)
def covers(cidr: str, one: Address) -> bool:
    """Whether an address lies in a CIDR block; never when they are of different versions."""
    return one in block(cidr)


def is_private(one: Address) -> bool:
    """Whether the internet carries no packets for it; IPv6 addresses are all public.

    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html
    """
    return any(covers(each, one) for each in _SPECIAL)


def corners(whole: Block, cuts: Iterable[str]) -> Iterator[Address]:
    """One address of each piece into which other blocks cut this one: its first, and where a piece begins."""
    first, last = _edges(str(whole))[1:]
    begins = {first, *(each for each in _borders(cuts, whole.version) if first < each <= last)}
    yield from (_made(whole.version, each) for each in sorted(begins))


def anywhere(cuts: Iterable[str], version: int) -> Address:
    """An address on the internet that no rule means in particular: from the widest piece that the blocks leave."""
    _, first, last = _edges(ANYWHERE[version])
    borders = sorted({first, last + 1, *_borders(cuts, version), *_borders(_SPECIAL, version)})
    widest_first = sorted(pairwise(borders), key=lambda piece: piece[0] - piece[1])
    special = [each[1:] for each in map(_edges, _SPECIAL) if each[0] == version]
    return _made(
        version, next(start for start, _ in widest_first if not any(low <= start <= high for low, high in special))
    )


def _made(version: int, number: int) -> Address:
    return ipaddress.IPv4Address(number) if version == 4 else ipaddress.IPv6Address(number)


@lru_cache(maxsize=16384)
def _edges(cidr: str) -> tuple[int, int, int]:
    """The version of a block, its first and its last address."""
    found = block(cidr)
    return found.version, int(found.network_address), int(found.broadcast_address)


def _borders(cuts: Iterable[str], version: int) -> Iterator[int]:
    for each in cuts:
        of, first, last = _edges(each)
        if of == version:
            yield first
            yield last + 1


def spans(first: int, last: int, cuts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces into which ranges of ports cut this one, in order."""
    begins = {first, last + 1} | {edge for one, other in cuts for edge in (one, other + 1) if first < edge <= last}
    yield from ((begin, end - 1) for begin, end in pairwise(sorted(begins)))
