"""Which storage class costs least for a use, with prices that stand in the question and are not AWS's.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
"""

from __future__ import annotations

import random
from typing import NamedTuple

from awslab.drills.body import SingleBody, grouped, single, table

_STANDARD, _IA, _ONE_ZONE, _INSTANT = "S3 Standard", "S3 Standard-IA", "S3 One Zone-IA", "S3 Glacier Instant Retrieval"
_MARGIN = 1.15
"""How much dearer every other class must be, so that the result does not hang on rounding."""


class _Price(NamedTuple):
    """What a class costs, in hundredths of a cent."""

    storage: int
    """For a GB in a month."""
    retrieval: int
    """For a GB that is read."""


class _Use(NamedTuple):
    stored_gb: int
    """GB."""
    read_gb: int
    """GB a month."""
    survives_zone: bool
    """Whether the data must survive the loss of an Availability Zone."""

    def cost(self, price: _Price) -> int:
        """Return the cost of a month in hundredths of a cent."""
        return self.stored_gb * price.storage + self.read_gb * price.retrieval


def generate(rng: random.Random) -> SingleBody:
    """Ask for the cheapest class; each of four is the cheapest as often as the others."""
    winner = rng.choice([_STANDARD, _IA, _ONE_ZONE, _INSTANT])
    prices, use = _case(rng)
    while _cheapest(prices, use) != winner:
        prices, use = _case(rng)
    rows = [
        [name, _dollars(price.storage), _dollars(price.retrieval) if price.retrieval else "0"]
        for name, price in prices.items()
    ]
    need = (
        "The data must survive the loss of an Availability Zone."
        if use.survives_zone
        else "The data can be created again at any time, should an Availability Zone be lost."
    )
    return single(
        rng,
        f"You store {grouped(use.stored_gb)} GB of large objects for years and read {grouped(use.read_gb)} GB of them "
        f"in a month, always without waiting. {need} Assume these prices, in dollars; requests cost nothing:\n\n"
        f"{table(['storage class', 'GB stored, a month', 'GB read'], rows)}\n\n"
        "Which storage class costs least and meets the need?",
        (winner, f"It costs {_money(use.cost(prices[winner]))} a month."),
        [(name, _why_not(name, use, price, prices[winner])) for name, price in prices.items() if name != winner],
        f"Storage plus retrieval, for {winner}: {grouped(use.stored_gb)} x {_dollars(prices[winner].storage)} + "
        f"{grouped(use.read_gb)} x {_dollars(prices[winner].retrieval)} = {_money(use.cost(prices[winner]))} a month. "
        "Where storage is cheap, reading is not; One Zone-IA keeps the data in one Availability Zone only.",
    )


def _case(rng: random.Random) -> tuple[dict[str, _Price], _Use]:
    standard = rng.randrange(200, 300, 10)
    prices = {
        _STANDARD: _Price(standard, 0),
        _IA: _Price(standard * rng.randint(50, 60) // 100, rng.randrange(80, 130, 10)),
        _ONE_ZONE: _Price(standard * rng.randint(38, 45) // 100, rng.randrange(80, 130, 10)),
        _INSTANT: _Price(standard * rng.randint(15, 22) // 100, rng.randrange(280, 420, 20)),
    }
    stored_gb = rng.randrange(1000, 20_001, 500)
    return prices, _Use(
        stored_gb, stored_gb * rng.choice([1, 2, 5, 10, 30, 50, 60, 80, 150, 200]) // 100, rng.random() < 0.6
    )


def _cheapest(prices: dict[str, _Price], use: _Use) -> str:
    """Return the cheapest class that meets the need; empty when it does not beat every other one by the margin."""
    usable = {name: use.cost(price) for name, price in prices.items() if not (use.survives_zone and name == _ONE_ZONE)}
    name, *other_names = sorted(usable, key=lambda name: usable[name])
    return name if usable[name] * _MARGIN < usable[other_names[0]] else ""


def _why_not(name: str, use: _Use, price: _Price, best: _Price) -> str:
    cost = _money(use.cost(price))
    if name == _ONE_ZONE and use.survives_zone:
        return f"It costs {cost} a month, but its data is lost with the Availability Zone."
    return f"It costs {cost} a month, more than {_money(use.cost(best))}."


def _dollars(hundredths: int) -> str:
    return f"{hundredths / 10_000:.4f}".rstrip("0").rstrip(".")


def _money(hundredths: int) -> str:
    return f"${hundredths / 10_000:,.2f}"
