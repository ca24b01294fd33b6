"""What is kept about labs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from awslab.progress.store import ProgressStore
from tests.progress.samples import lab_report
from tests.quiz.samples import NOON

LAB = "s3-lambda-trigger"
HOUR = timedelta(hours=1)


@pytest.fixture
def store() -> Iterator[ProgressStore]:
    with ProgressStore.open(":memory:") as store:
        yield store


def test_an_attempt_can_be_gone_on_with(store: ProgressStore) -> None:
    assert store.labs.open_attempt(LAB) is None
    begun = store.labs.begin(LAB, variables={"bucket": "inbox-1", "port": 8080}, at=NOON)
    store.labs.record_run(begun.id, lab_report(bucket=True, function=False, trigger=None), NOON)
    assert [store.labs.show_hint(begun.id, "function") for _ in range(2)] == [1, 2]
    attempt = store.labs.open_attempt(LAB)
    assert attempt is not None
    assert (attempt.id, attempt.started_at, attempt.ended_at) == (begun.id, NOON, None)
    assert attempt.variables == {"bucket": "inbox-1", "port": 8080}
    assert attempt.passed_steps == {"bucket"}
    assert attempt.hints_shown == {"function": 2}


def test_a_new_attempt_ends_the_one_before(store: ProgressStore) -> None:
    first = store.labs.begin(LAB, variables={}, at=NOON)
    other = store.labs.begin("ec2-first", variables={}, at=NOON)
    second = store.labs.begin(LAB, variables={}, at=NOON + HOUR)
    assert first.id != second.id
    assert store.labs.open_attempt(LAB) == second
    assert store.labs.open_attempt("ec2-first") == other
    store.labs.end(second.id, NOON + 2 * HOUR)
    assert store.labs.open_attempt(LAB) is None


def test_progress_tells_how_far_the_best_attempt_came(store: ProgressStore) -> None:
    first = store.labs.begin(LAB, variables={}, at=NOON)
    store.labs.record_run(first.id, lab_report(bucket=True, function=False), NOON + HOUR)
    store.labs.record_run(first.id, lab_report(bucket=True, function=True), NOON + 2 * HOUR)
    store.labs.record_run(first.id, lab_report(bucket=True, function=True), NOON + 3 * HOUR)
    second = store.labs.begin(LAB, variables={}, at=NOON + 4 * HOUR)
    store.labs.record_run(second.id, lab_report(bucket=True, function=False), NOON + 5 * HOUR)
    progress = store.labs.progress()[LAB]
    assert (progress.attempts, progress.runs) == (2, 4)
    assert progress.passed_steps == {"bucket", "function"}
    assert progress.passed
    assert (progress.first_passed, progress.last_at) == (NOON + 2 * HOUR, NOON + 5 * HOUR)


def test_a_lab_only_begun_has_passed_nothing(store: ProgressStore) -> None:
    store.labs.begin(LAB, variables={}, at=NOON)
    progress = store.labs.progress()
    assert set(progress) == {LAB}
    assert (progress[LAB].runs, progress[LAB].passed, progress[LAB].passed_steps) == (0, False, frozenset())
    assert progress[LAB].last_at == NOON


def test_a_run_of_no_attempt_is_refused_whole(store: ProgressStore) -> None:
    import sqlite3

    with pytest.raises(sqlite3.IntegrityError):
        store.labs.record_run(99, lab_report(bucket=True), NOON)
    assert list(store.minutes()) == []
