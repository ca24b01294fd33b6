"""What to do next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from awslab.content.library import Entry, LabEntry
from awslab.progress.advice import Action, Advice, what_next
from awslab.progress.statistics import gather
from awslab.progress.store import ProgressStore
from tests.progress.samples import answered, lab_report
from tests.quiz.samples import NOON

TOPICS = ("ec2", "lambda", "s3")
ENTRIES = (
    Entry("ec2-a", "ec2", "ec2.launch", "single", 1, ()),
    Entry("lambda-a", "lambda", "lambda.async", "single", 1, ()),
    Entry("lambda-b", "lambda", "lambda.async", "single", 1, ()),
)
LAB = LabEntry("lambda-alias", "Move an alias", "lambda", (), 1, 20, (), ("lambda.async",), Path("labs/lambda-alias"))


@pytest.fixture
def store() -> Iterator[ProgressStore]:
    with ProgressStore.open(":memory:") as store:
        yield store


def _advice(store: ProgressStore, *, after: timedelta = timedelta(0), limit: int = 9) -> list[Advice]:
    return list(what_next(gather(store, ENTRIES, now=NOON + after), TOPICS, [LAB], limit=limit))


def test_a_newcomer_is_led_to_the_first_topic(store: ProgressStore) -> None:
    assert [(each.action, each.topic) for each in _advice(store)] == [(Action.LEARN, "ec2"), (Action.LEARN, "lambda")]
    assert _advice(store)[0].why == "1 question is new to you."


def test_what_is_due_comes_first_then_the_weak_skill_with_its_lab(store: ProgressStore) -> None:
    store.record_answer(answered("lambda-a", right=False))
    review, practise, *rest = _advice(store, after=timedelta(hours=1))
    assert (review.action, review.why) == (Action.REVIEW, "1 question is due today.")
    assert (practise.action, practise.topic, practise.skill) == (Action.PRACTISE, "lambda", "lambda.async")
    assert practise.lab == LAB.id
    assert [(each.action, each.topic) for each in rest] == [
        (Action.LEARN, "lambda"),
        (Action.LEARN, "ec2"),
        (Action.LAB, "lambda"),
    ]


def test_a_skill_answered_rightly_is_not_called_weak(store: ProgressStore) -> None:
    store.record_answer(answered("lambda-a"))
    assert Action.PRACTISE not in {each.action for each in _advice(store)}


def test_a_lab_begun_is_gone_on_with_until_it_is_solved(store: ProgressStore) -> None:
    attempt = store.labs.begin(LAB.id, variables={}, at=NOON)
    store.labs.record_run(attempt.id, lab_report(LAB.id, publish=True, move=False), NOON)
    (first, *_) = _advice(store)
    assert (first.action, first.lab, first.topic) == (Action.CONTINUE_LAB, LAB.id, "lambda")
    assert "1 step has passed" in first.why
    store.labs.record_run(attempt.id, lab_report(LAB.id, publish=True, move=True), NOON)
    assert LAB.id not in {each.lab for each in _advice(store)}


def test_only_so_much_is_advised_at_once(store: ProgressStore) -> None:
    assert len(_advice(store, limit=1)) == 1
