"""Which route of a route table a packet takes: the one with the longest prefix.

https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
"""

from __future__ import annotations

import random
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

from awslab.drills.body import SingleBody, single, table


class _Route(NamedTuple):
    destination: IPv4Network
    target: str


def generate(rng: random.Random) -> SingleBody:
    """Ask for the target of the route that packets to an address take; several routes match most addresses."""
    routes = _routes(rng)
    key_route = rng.choices(routes, weights=[2, 2, 2, 2, 1])[0]
    address = _address_of(rng, key_route, routes)
    rows = rng.sample(routes, len(routes))
    targets = [route for route in routes if route != key_route]
    stem = (
        "The route table of a subnet has these routes, all active:\n\n"
        f"{table(['destination', 'target'], ((f'`{route.destination}`', route.target) for route in rows))}\n\n"
        f"Where do packets to `{address}` go?"
    )
    matches = sorted((route for route in routes if address in route.destination), key=_length)
    wide_enough = ", ".join(f"`{route.destination}`" for route in matches)
    verb = "is" if len(matches) == 1 else "are"
    return single(
        rng,
        stem,
        (key_route.target, f"`{key_route.destination}` is the longest prefix that contains the address."),
        [(route.target, _why_not(route, key_route, address)) for route in rng.sample(targets, 3)],
        f"Of the destinations, {wide_enough} {verb} wide enough to contain {address}. The most specific route decides, "
        f"whatever the order in the table: `{key_route.destination}`, to {key_route.target}.",
    )


def _routes(rng: random.Random) -> list[_Route]:
    """Return a VPC's local route, the default route, and nested routes outside of the VPC."""
    first, second = rng.sample(range(256), 2)
    outer = IPv4Network(f"10.{first}.0.0/16")
    middle = rng.choice(list(outer.subnets(new_prefix=rng.choice([18, 19, 20]))))
    inner = rng.choice(list(middle.subnets(new_prefix=rng.choice([23, 24, 25, 26]))))
    targets = rng.sample(["tgw-0a51", "pcx-0b62", "vgw-0c73", "eni-0d84"], 3)
    blocks = [outer, middle, inner]
    return [
        _Route(IPv4Network(f"10.{second}.0.0/16"), "local"),
        *(_Route(block, target) for block, target in zip(blocks, targets, strict=True)),
        _Route(IPv4Network("0.0.0.0/0"), rng.choice(["igw-0e95", "nat-0f06"])),
    ]


def _address_of(rng: random.Random, key_route: _Route, routes: list[_Route]) -> IPv4Address:
    """Return an address for which a route is the most specific one."""
    if key_route.destination.prefixlen == 0:
        return IPv4Address(f"203.0.113.{rng.randint(1, 254)}")
    longer = [route.destination for route in routes if _length(route) > _length(key_route)]
    while True:
        address = key_route.destination[rng.randrange(1, key_route.destination.num_addresses - 1)]
        if not any(address in block for block in longer):
            return address


def _length(route: _Route) -> int:
    return route.destination.prefixlen


def _why_not(route: _Route, key_route: _Route, address: IPv4Address) -> str:
    if address not in route.destination:
        return f"`{route.destination}` does not contain {address}."
    return f"It contains the address, but /{_length(key_route)} is more specific than /{_length(route)}."
