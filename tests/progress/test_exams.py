"""What is kept about mock exams, and that a sitting survives a kill."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from awslab.errors import ProgressError
from awslab.exam.sitting import Answered, Certainty, Ended, Flagged, Moved, Paused, Resumed, Struck, Ticked
from awslab.progress.exams import SittingRecord
from awslab.progress.live_sitting import LiveSitting
from awslab.progress.store import ProgressStore
from tests.exam.papers import RIGHT, SAMPLE, WRONG, load, sample_plan
from tests.progress.samples import answered
from tests.quiz.samples import NOON

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("AWSLAB_TEST_KILLS", "12"))
HOUR = timedelta(hours=1)


class Stopwatch:
    """A monotonic clock that a test turns on."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def store() -> Iterator[ProgressStore]:
    with ProgressStore.open(":memory:") as store:
        yield store


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


def live_of(store: ProgressStore, record: SittingRecord, stopwatch: Stopwatch) -> LiveSitting:
    return LiveSitting(store, record, load=load, monotonic=stopwatch)


def begun(store: ProgressStore, count: int = 8) -> SittingRecord:
    return store.exams.begin(sample_plan(count), NOON)


def resumed(store: ProgressStore) -> SittingRecord:
    record = store.exams.open_sitting(SAMPLE.code)
    assert record is not None
    return record


def test_a_sitting_is_continued_where_it_stood(store: ProgressStore, stopwatch: Stopwatch) -> None:
    live = live_of(store, begun(store), stopwatch)
    for event in (
        Moved(3),
        Answered(3, RIGHT, Certainty.UNSURE),
        Flagged(3, is_flagged=True),
        Struck(4, "once", is_struck=True),
        Ticked(),
    ):
        stopwatch.seconds += 7
        live.apply(event, NOON)

    assert resumed(store).state == live.state
    assert resumed(store).clock == 35
    assert resumed(store).event_count == 4


def test_the_clock_goes_on_at_the_second_that_was_saved(store: ProgressStore, stopwatch: Stopwatch) -> None:
    live = live_of(store, begun(store), stopwatch)
    stopwatch.seconds += 41
    live.apply(Ticked(), NOON)
    stopwatch.seconds += 0.9  # killed before the next tick
    later = Stopwatch()
    later.seconds = 5.0
    again = live_of(store, resumed(store), later)

    assert again.seconds == 41
    later.seconds += 2
    assert again.seconds == 43


def test_the_clock_stands_still_in_a_pause(store: ProgressStore, stopwatch: Stopwatch) -> None:
    live = live_of(store, begun(store), stopwatch)
    stopwatch.seconds += 10
    live.apply(Paused(), NOON)
    stopwatch.seconds += 500
    assert live.seconds == 10
    again = live_of(store, resumed(store), stopwatch)
    stopwatch.seconds += 500
    assert (again.seconds, again.state.is_paused) == (10, True)
    again.apply(Resumed(), NOON)
    stopwatch.seconds += 5
    assert again.seconds == 15


def test_saving_alone_changes_no_state(store: ProgressStore, stopwatch: Stopwatch) -> None:
    live = live_of(store, begun(store), stopwatch)
    before = live.state
    timed = live.at_now(Answered(0, RIGHT))
    live.save(timed, NOON)

    assert live.state == before
    assert resumed(store).state.answered == 1
    assert live.accept(timed).answered == 1


def test_the_time_ends_the_sitting(store: ProgressStore, stopwatch: Stopwatch) -> None:
    live = live_of(store, begun(store), stopwatch)
    stopwatch.seconds += 10**6

    assert live.is_out_of_time
    assert live.apply(Ended(), NOON).is_over
    (record,) = store.exams.submitted()
    assert record.state.elapsed == record.limit


def test_the_end_is_saved_with_its_marks(store: ProgressStore, stopwatch: Stopwatch) -> None:
    live = live_of(store, begun(store), stopwatch)
    live.apply(Answered(0, RIGHT, Certainty.GUESS), NOON)
    live.apply(Answered(1, WRONG), NOON)
    stopwatch.seconds += 30
    live.apply(Ended(), NOON + HOUR)

    assert store.exams.open_sitting(SAMPLE.code) is None
    (record,) = store.exams.submitted(SAMPLE.code)
    assert (record.started_at, record.ended_at) == (NOON, NOON + HOUR)
    marks = store.exams.marks(record.id)
    assert marks == live.paper.marks(live.state)
    assert (len(marks), sum(mark.is_correct for mark in marks), marks[0].seconds) == (8, 1, 30)
    assert store.exams.submitted("OTHER-C01") == ()


def test_a_new_sitting_abandons_the_one_that_was_open(store: ProgressStore, stopwatch: Stopwatch) -> None:
    first = begun(store)
    live = live_of(store, first, stopwatch)
    other = store.exams.begin(replace(sample_plan(), exam=replace(SAMPLE, code="OTH-C01")), NOON)
    second = begun(store)

    assert resumed(store).id == second.id
    assert store.exams.open_sitting("OTH-C01") == other
    assert store.exams.submitted() == ()
    with pytest.raises(ProgressError, match="Another awslab"):
        live.apply(Moved(1), NOON)


def test_two_programs_cannot_write_into_one_sitting(store: ProgressStore, stopwatch: Stopwatch) -> None:
    record = begun(store)
    one, two = live_of(store, record, stopwatch), live_of(store, record, stopwatch)
    one.apply(Moved(1), NOON)

    with pytest.raises(ProgressError, match="Another awslab") as refusal:
        two.apply(Moved(2), NOON)
    assert "Close one of the two" in refusal.value.hint
    assert resumed(store).state.current == 1


def test_seen_questions_are_those_of_quizzes_and_of_mock_exams(store: ProgressStore) -> None:
    store.record_answer(answered("lambda-runs"))
    drawn = {item.question for item in begun(store).draw.items}

    assert store.exams.seen_questions() == drawn | {"lambda-runs"}


def test_answers_in_a_mock_exam_count_for_the_day(store: ProgressStore, stopwatch: Stopwatch) -> None:
    live = live_of(store, begun(store), stopwatch)
    live.apply(Answered(0, RIGHT), NOON)
    live.apply(Moved(1), NOON + HOUR)

    assert list(store.minutes()) == [(NOON, 1)]


def test_every_event_reported_as_recorded_survives_kill_9(tmp_path: Path) -> None:
    path, rng = tmp_path / "progress.sqlite", random.Random(9)
    elapsed = 0.0
    for number in range(KILLS):
        report = _killed_exam(path, rng, is_early=number % 4 == 3)
        with ProgressStore.open(path) as store:
            record = store.exams.open_sitting(SAMPLE.code)
            assert store._connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        if report:
            _, clock, _, answer_count = report
            assert record is not None
            assert record.state.elapsed >= float(clock) > elapsed
            assert record.state.answered >= int(answer_count)
        if record is not None:
            elapsed = record.state.elapsed


def _killed_exam(path: Path, rng: random.Random, *, is_early: bool) -> list[str]:
    """Return the words of the last event that was reported before the kill; none after an early one."""
    command = [sys.executable, "-m", "tests.progress.exam_taker", str(path)]
    lines: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as taker:
        assert taker.stdout is not None
        if is_early:
            time.sleep(rng.uniform(0.0, 0.3))
        else:
            lines = [taker.stdout.readline() for _ in range(rng.randint(2, 30))]
            assert all(lines), "the exam ended by itself"
            time.sleep(rng.uniform(0.0, 0.01))
        taker.kill()
        lines += taker.stdout.read().splitlines(keepends=True)
    return next((line.split() for line in reversed(lines) if line.endswith("\n")), [])
