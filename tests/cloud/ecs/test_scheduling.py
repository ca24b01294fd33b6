"""What a service starts and stops, step by step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.ecs.life.scheduling import Count, Plan, Target, plan


@pytest.mark.parametrize(
    ("target", "new", "old", "expected"),
    [
        (Target(3), Count(), Count(), Plan(start=3)),
        (Target(3), Count(running=1, coming=1), Count(), Plan(start=1)),
        (Target(1), Count(running=3), Count(), Plan(stop_new=2)),
        (Target(4), Count(), Count(running=4), Plan(start=4)),
        (Target(4), Count(coming=4), Count(running=4), Plan()),
        (Target(4), Count(running=4), Count(running=4), Plan(stop_old=4)),
        (Target(4, 50, 100), Count(), Count(running=4), Plan(stop_old=2)),
        (Target(4, 50, 100), Count(), Count(running=2), Plan(start=2)),
        (Target(4, 50, 150), Count(), Count(running=4), Plan(start=2, stop_old=2)),
        (Target(2, 75, 100), Count(), Count(running=2), Plan(is_stuck=True)),
        (Target(3, 100, 125), Count(), Count(running=3), Plan(is_stuck=True)),
        (Target(2), Count(), Count(coming=2), Plan(start=2, stop_old=2)),
        (Target(0), Count(running=1, coming=1), Count(running=1), Plan(stop_new=2, stop_old=1)),
    ],
)
def test_the_percentages_bound_a_deployment(target: Target, new: Count, old: Count, expected: Plan) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html has the numbers."""
    assert plan(target, new, old) == expected


@given(st.integers(0, 9), st.integers(0, 100), st.integers(100, 300), st.integers(0, 9))
def test_a_deployment_stays_within_its_percentages_and_ends(desired: int, low: int, high: int, before: int) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html"""
    target, new, old = Target(desired, low, high), Count(), Count(running=before)
    for _ in range(40):
        todo = plan(target, new, old)
        if todo == Plan():
            break
        if todo.is_stuck:
            assert target.minimum == target.maximum == old.running + new.running
            return
        running = old.running - todo.stop_old + new.running - todo.stop_new
        assert running >= min(target.minimum, old.running + new.running)
        assert todo.start == 0 or running + new.coming + todo.start <= target.maximum
        new, old = Count(new.running - todo.stop_new + todo.start), Count(old.running - todo.stop_old)
    assert (new, old) == (Count(desired), Count())
