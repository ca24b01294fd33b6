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
    first, last = int(whole.network_address), int(whole.broadcast_address)
    begins = {first} | {each for each in _borders(cuts, whole.version) if first < each <= last}
    make = ipaddress.IPv4Address if whole.version == 4 else ipaddress.IPv6Address
    yield from (make(each) for each in sorted(begins))


def anywhere(cuts: Iterable[str], version: int) -> Address:
    """An address on the internet that no rule means in particular: from the widest piece that the blocks leave."""
    all_of_it = block(ANYWHERE[version])
    starts = list(corners(all_of_it, (*cuts, *_SPECIAL)))
    ends = [*starts[1:], all_of_it.broadcast_address]
    outside = [(int(end) - int(start), start) for start, end in zip(starts, ends, strict=True) if not is_private(start)]
    _, widest = max(outside, key=lambda piece: piece[0])
    return widest


def _borders(cuts: Iterable[str], version: int) -> Iterator[int]:
    for each in map(block, cuts):
        if each.version == version:
            yield int(each.network_address)
            yield int(each.broadcast_address) + 1


def spans(first: int, last: int, cuts: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces into which ranges of ports cut this one, in order."""
    begins = {first, last + 1} | {edge for one, other in cuts for edge in (one, other + 1) if first < edge <= last}
    yield from ((begin, end - 1) for begin, end in pairwise(sorted(begins)))
