"""Drills about S3 and DynamoDB against models that count."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given

from tests.drills.drawn import decimals, figures, key, number, rows, seeds, single, whole

DAY = r"(\d{4}-\d\d-\d\d)"


def moment(day: str, clock: str = "00:00") -> datetime:
    """A time in UTC, as stems say it."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)


@given(seeds)
def test_a_transition_is_due_at_the_first_midnight_after_the_days(seed: int) -> None:
    body = single("lifecycle-date", seed)
    day, clock = figures(rf"created on {DAY} at (\d\d:\d\d) UTC", body.stem)
    (days,) = whole(r"Retrieval (\d+) days after", body.stem)
    midnight = moment(day)
    while midnight < moment(day, clock) + timedelta(days=days):
        midnight += timedelta(days=1)

    assert moment(key(body).partition(",")[0]) == midnight


@given(seeds)
def test_the_key_costs_least_of_the_classes_that_meet_the_need(seed: int) -> None:
    body = single("storage-cost", seed)
    stored, read = whole(r"store (\d+) GB .* read (\d+) GB", body.stem)
    survives = "must survive the loss" in body.stem
    costs = {
        name: stored * Decimal(storage) + read * Decimal(retrieval)
        for name, storage, retrieval in rows(body.stem)
        if not (survives and "One Zone" in name)
    }
    cheapest = min(costs, key=lambda name: costs[name])

    assert key(body) == cheapest
    assert all(cost > costs[cheapest] * Decimal("1.1") for name, cost in costs.items() if name != cheapest)
    assert f"${costs[cheapest]:,.2f} a month" in body.explanation


@given(seeds)
def test_an_object_is_charged_for_each_day_until_it_is_gone_and_its_minimum_is_over(seed: int) -> None:
    body = number("early-deletion", seed)
    storage_class, days = figures(r"class (.+) and deleted (\d+) days later", body.stem)
    minimum = {"IA": 30, "Retrieval": 90, "Archive": 180}[re.split(r"[ -]", storage_class)[-1]]

    assert body.answer == sum(1 for day in range(400) if day < int(days) or day < minimum)


@given(seeds)
def test_a_url_works_while_it_and_its_session_are_valid(seed: int) -> None:
    body = single("presigned-expiry", seed)
    start, session, signing, expiry = figures(
        r"At (\S+) UTC a program .* session of (\d+) hours?. At (\S+) UTC it makes .* expiry of (\d+) hours?", body.stem
    )
    day = "2027-01-01"
    last = moment(day, signing)
    while last < moment(day, start) + timedelta(hours=int(session)):
        if last == moment(day, signing) + timedelta(hours=int(expiry)):
            break
        last += timedelta(minutes=1)

    assert key(body) == f"{last:%H:%M} UTC"


@given(seeds)
def test_read_units_are_blocks_of_4_kilobytes(seed: int) -> None:
    body = number("dynamodb-reads", seed)
    (rate,) = whole(r"reads (\d+) items per second", body.stem)
    (size,) = decimals(r"item has ([\d.]+) KB", body.stem)
    (consistency,) = figures(r"reads are (\w+)", body.stem)
    blocks = 0
    while 4 * blocks < size:
        blocks += 1

    assert body.answer == blocks * rate * {"strongly": Decimal(1), "eventually": Decimal("0.5")}.get(consistency, 2)


@given(seeds)
def test_write_units_are_blocks_of_1_kilobyte(seed: int) -> None:
    body = number("dynamodb-writes", seed)
    (rate,) = whole(r"writes (\d+) new items per second", body.stem)
    (size,) = decimals(r"item has ([\d.]+) KB", body.stem)
    blocks = 0
    while blocks < size:
        blocks += 1

    assert body.answer == blocks * rate * (2 if "TransactWriteItems" in body.stem else 1)
