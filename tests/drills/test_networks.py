"""Drills about networks against the packet tracer and `ipaddress`."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, ip_address

from hypothesis import given

from awslab.cloud.network.routes import lookup
from awslab.cloud.network.values import Network, Route, RouteTable
from tests.drills.drawn import key, number, rows, seeds, single, texts


@given(seeds)
def test_the_tracer_takes_the_route_of_the_key(seed: int) -> None:
    body = single("route-choice", seed)
    table = RouteTable("rtb-a", tuple(Route(destination, target) for destination, target in rows(body.stem)))
    (address,) = re.findall(r"packets to `([\d.]+)`", body.stem)

    route = lookup(Network(), table, ip_address(address))

    assert route is not None
    assert route.target == key(body)
    assert set(texts(body)) <= {row[1] for row in rows(body.stem)}


@given(seeds)
def test_usable_addresses_are_those_that_are_not_reserved(seed: int) -> None:
    body = number("subnet-size", seed, asks="addresses")
    (block,) = re.findall(r"`([\d.]+/\d+)`", body.stem)
    addresses = list(IPv4Network(block))

    assert body.answer == len(addresses[4:-1])


@given(seeds)
def test_the_prefix_is_the_longest_that_has_room(seed: int) -> None:
    body = number("subnet-size", seed, asks="prefix")
    (needed,) = re.findall(r"room for ([\d,]+) network", body.stem)
    fitting = [
        length for length in range(16, 29) if IPv4Network((0, length)).num_addresses - 5 >= int(needed.replace(",", ""))
    ]

    assert body.answer == max(fitting)
