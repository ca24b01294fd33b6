"""How many addresses of a subnet can be used, or which prefix length leaves enough of them.

https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
"""

from __future__ import annotations

import random

from awslab.drills.body import NumberBody, grouped, number

_RESERVED = 5
_SMALLEST = 28


def generate(rng: random.Random, asks: str = "addresses") -> NumberBody:
    """Ask for the usable `addresses` of a subnet, or for the longest `prefix` that has enough.

    Raises ValueError for another `asks`.
    """
    prefix = rng.randint(20, 28)
    if asks == "addresses":
        return _addresses(prefix, _block(rng, prefix))
    if asks == "prefix":
        return _prefix(rng, prefix)
    raise ValueError(f"“asks” is “addresses” or “prefix”, not “{asks}”")


def _addresses(prefix: int, block: str) -> NumberBody:
    size = 2 ** (32 - prefix)
    usable = size - _RESERVED
    return number(
        f"A subnet has the CIDR block `{block}`. How many of its IPv4 addresses can be given to network interfaces?",
        usable,
        "addresses",
        [
            (size, f"These are all addresses of the block. AWS keeps {_RESERVED} of them for itself."),
            (size - 2, "Network and broadcast address alone are reserved outside of AWS. In a subnet it is five."),
            (size - 4, "The first four are reserved, and the last one too."),
            (2 * size - _RESERVED, f"A /{prefix} leaves {32 - prefix} bits for addresses, not {33 - prefix}."),
        ],
        f"/{prefix} leaves 32 - {prefix} = {32 - prefix} bits, so 2^{32 - prefix} = {grouped(size)} addresses. The "
        f"first four and the last one are reserved: {grouped(size)} - {_RESERVED} = {grouped(usable)}.",
    )


def _block(rng: random.Random, prefix: int) -> str:
    size = 2 ** (32 - prefix)
    start = rng.randrange(2**24 // size) * size
    return f"10.{start >> 16}.{start >> 8 & 255}.{start & 255}/{prefix}"


def _prefix(rng: random.Random, prefix: int) -> NumberBody:
    usable = 2 ** (32 - prefix) - _RESERVED
    half = max(2 ** (31 - prefix) - _RESERVED, 0)
    interfaces = _interfaces(rng, prefix)
    return number(
        f"A subnet must have room for {grouped(interfaces)} network interfaces, each with one IPv4 address, and "
        "should be as small as possible. Which prefix length does its CIDR block get? Type the number after the "
        "slash.",
        prefix,
        "",
        [
            (prefix + 1, _too_small(prefix, interfaces, half)),
            (prefix - 1, f"This is larger than needed: a /{prefix} has {grouped(usable)} usable addresses."),
            (32 - prefix, "This is the number of bits for addresses. The prefix length is 32 minus it."),
        ],
        f"A /{prefix} has 2^{32 - prefix} - {_RESERVED} = {grouped(usable)} usable addresses. "
        + _too_small(prefix, interfaces, half),
    )


def _interfaces(rng: random.Random, prefix: int) -> int:
    """Return a number that a subnet of that size holds and the next smaller one does not, if only by its reserve."""
    low, high = (1, 2 ** (32 - prefix) - _RESERVED) if prefix == _SMALLEST else _between(prefix)
    return rng.choice([rng.randint(low, high), min(low + rng.randint(0, 4), high), high])


def _between(prefix: int) -> tuple[int, int]:
    return 2 ** (31 - prefix) - _RESERVED + 1, 2 ** (32 - prefix) - _RESERVED


def _too_small(prefix: int, interfaces: int, half: int) -> str:
    if prefix == _SMALLEST:
        return f"A subnet cannot be smaller than /{_SMALLEST}."
    return f"A /{prefix + 1} has {grouped(half)} usable addresses, fewer than {grouped(interfaces)}."
