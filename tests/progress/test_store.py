"""Recording answers and reading them back."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from awslab.progress.records import Count
from awslab.progress.store import ProgressStore
from awslab.quiz.answers import ChoiceAnswer
from awslab.quiz.schedule import Rating, review
from awslab.quiz.session import QuizSession
from tests.progress.samples import answered
from tests.quiz.samples import NOON, QUESTIONS, RIGHT


@pytest.fixture
def store() -> Iterator[ProgressStore]:
    with ProgressStore.open(":memory:") as store:
        yield store


def test_an_answer_is_kept_with_everything_about_it(store: ProgressStore) -> None:
    quiz = store.begin_quiz(seed=7, request={"topics": ["lambda"]}, at=NOON)
    store.record_answer(answered(right=False, guessed=True), quiz)
    (kept,) = store.history()
    assert (kept.quiz, kept.question, kept.topic, kept.skill) == (quiz, "lambda-runs", "lambda", "lambda.async")
    assert (kept.at, kept.answer) == (NOON, ChoiceAnswer.of("once"))
    assert (kept.correct, kept.points, kept.is_guess) == (False, 0.0, True)
    assert (kept.rating, kept.seconds) == (Rating.AGAIN, 3.5)


def test_a_card_is_scheduled_from_the_answers_before(store: ProgressStore) -> None:
    first = store.record_answer(answered(right=False))
    second = store.record_answer(answered(at=first.due))
    assert first == review("lambda-runs", None, Rating.AGAIN, NOON)
    assert second == review("lambda-runs", first, Rating.GOOD, first.due)
    assert store.card("lambda-runs") == second
    assert store.cards() == {"lambda-runs": second}
    assert store.card("another") is None


def test_history_is_latest_first_and_can_be_of_one_question(store: ProgressStore) -> None:
    for question in ("a", "b", "a"):
        store.record_answer(answered(question))
    assert [each.question for each in store.history()] == ["a", "b", "a"]
    assert [each.id for each in store.history(question="a")] == [3, 1]
    assert [each.id for each in store.history(limit=1)] == [3]


def test_quizzes_with_answers_are_told_latest_first(store: ProgressStore) -> None:
    first, empty, last = (store.begin_quiz(seed=2**80, request={"count": 5}, at=NOON) for _ in range(3))
    store.record_answer(answered("a"), first)
    store.record_answer(answered("b", right=False), first)
    store.record_answer(answered("c"), last)
    store.end_quiz(first, NOON + timedelta(minutes=5))
    told = store.quizzes()
    assert [quiz.id for quiz in told] == [last, first]
    assert empty not in {quiz.id for quiz in told}
    assert (told[1].answer_count, told[1].correct, told[1].request) == (2, 1, {"count": 5})
    assert (told[0].ended_at, told[1].ended_at) == (None, NOON + timedelta(minutes=5))


def test_answers_are_counted_by_topic(store: ProgressStore) -> None:
    store.record_answer(answered("a"))
    store.record_answer(answered("a", right=False))
    store.record_answer(answered("b", skill="s3.acl"))
    assert store.counts_by_topic() == {"lambda": Count(2, 1), "s3": Count(1, 1)}


def test_settings_are_kept_and_replaced(store: ProgressStore) -> None:
    assert store.setting("theme", "dark") == "dark"
    store.keep_setting("theme", "light")
    store.keep_setting("theme", {"name": "nord"})
    assert store.setting("theme") == {"name": "nord"}


def test_an_answer_that_cannot_be_scheduled_leaves_nothing_behind(store: ProgressStore) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        store.record_answer(answered(at=NOON.replace(tzinfo=None)))
    with pytest.raises(sqlite3.IntegrityError):
        store.record_answer(answered(), quiz=999)
    assert (store.history(), store.cards()) == ((), {})
    store.record_answer(answered())
    assert len(store.history()) == 1


def test_every_kind_of_answer_can_be_kept_by_a_session(store: ProgressStore) -> None:
    session = QuizSession(
        list(RIGHT), load=lambda question_id, _: QUESTIONS[question_id], seed=1, record=store.record_answer
    )
    while session.next() is not None and session.question is not None:
        assert session.answer(RIGHT[session.question.id], at=NOON).card is not None
    assert {each.question: each.answer for each in store.history()} == RIGHT


def test_what_was_recorded_is_there_after_the_file_was_closed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "progress.sqlite"
    with ProgressStore.open(path) as store:
        card = store.record_answer(answered())
    with ProgressStore.open(path) as store:
        assert store.cards() == {"lambda-runs": card}


def test_several_threads_may_use_one_store(store: ProgressStore) -> None:
    def answer_often() -> None:
        for _ in range(25):
            store.record_answer(answered())
            store.cards()

    threads = [threading.Thread(target=answer_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.history(limit=1000)) == 100
