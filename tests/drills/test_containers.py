"""Drills about containers against the sandbox's rules, and brute force where it has none."""

from __future__ import annotations

from hypothesis import given

from tests.drills.drawn import number, seeds, whole

RUNNING = r"desired count of (\d+).*`minimumHealthyPercent` (\d+) and `maximumPercent` (\d+)"


@given(seeds)
def test_as_many_tasks_stop_as_leave_the_minimum(seed: int) -> None:
    body = number("rolling-deployment", seed, asks="stop")
    desired, minimum, _ = whole(RUNNING, body.stem)
    allowed = [count for count in range(desired + 1) if 100 * (desired - count) >= minimum * desired]

    assert body.answer == max(allowed)


@given(seeds)
def test_as_many_tasks_start_as_stay_below_the_maximum(seed: int) -> None:
    body = number("rolling-deployment", seed, asks="start")
    desired, _, maximum = whole(RUNNING, body.stem)
    allowed = [count for count in range(2 * desired + 1) if 100 * (desired + count) <= maximum * desired]

    assert body.answer == max(allowed)
