"""The course of a task through its states."""

from __future__ import annotations

import pytest

from awslab.cloud.ecs.life.pace import DEPROVISIONING, PENDING, PROVISIONING, STOPPING, Course

RUNS = 100 + PROVISIONING + PENDING


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (100, "PROVISIONING"),
        (100 + PROVISIONING, "PENDING"),
        (RUNS, "RUNNING"),
        (RUNS + 1_000_000, "RUNNING"),
    ],
)
def test_a_task_comes_to_run_and_stays(now: float, status: str) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html"""
    assert Course(100, has_interface=True).status(now) == status


def test_without_an_interface_nothing_is_provisioned() -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html"""
    course = Course(100, has_interface=False, stop=200)
    states = [course.status(now) for now in (100, 100 + PENDING, 200, 200 + STOPPING)]
    assert states == ["PENDING", "RUNNING", "STOPPING", "STOPPED"]


def test_a_task_that_stops_gives_its_interface_back() -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html"""
    course = Course(100, has_interface=True, stop=200)
    states = [course.status(now) for now in (200, 200 + STOPPING, 200 + STOPPING + DEPROVISIONING)]
    assert states == ["STOPPING", "DEPROVISIONING", "STOPPED"]


def test_a_task_that_is_stopped_early_never_runs() -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html"""
    course = Course(100, has_interface=True, stop=100.1)
    assert not course.ran
    assert "RUNNING" not in {course.status(100 + step / 20) for step in range(100)}


@pytest.mark.parametrize("stop", [None, 100.2, 200])
def test_every_change_is_announced(stop: float | None) -> None:
    course, now = Course(100, has_interface=True, stop=stop), stop or 100.0
    while (following := course.next_change(now)) is not None:
        assert course.status(following - 0.01) in {course.status(now), course.status(following)}
        now = following
    assert course.status(now) == ("RUNNING" if stop is None else "STOPPED")
