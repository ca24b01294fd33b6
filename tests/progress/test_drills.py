"""What the progress file keeps of a drill: its id for the schedule, and enough to grade the answer again."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from awslab import paths
from awslab.content.library import Library
from awslab.content.model import NumberQuestion
from awslab.progress.quiz_recorder import QuizRecorder
from awslab.progress.store import ProgressStore
from awslab.quiz.answers import Answer, ChoiceAnswer, NumberAnswer
from awslab.quiz.grading import grade
from awslab.quiz.session import QuizSession

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
IDS = ["security-groups-drill-route", "ec2-drill-subnet-addresses", "ecs-drill-tasks-to-stop"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.open(paths.packs(), tmp_path_factory.mktemp("cache"))


def session(library: Library, store: ProgressStore, seed: int, figures_seed: int | None = None) -> QuizSession:
    request = {} if figures_seed is None else {"figures_seed": str(figures_seed)}
    recorder = QuizRecorder(store, seed=seed, selection=request)
    return QuizSession(IDS, load=library.question, seed=seed, record=recorder.record, figures_seed=figures_seed)


def stems(quiz: QuizSession) -> list[str]:
    found = []
    while (presentation := quiz.next()) is not None:
        found.append(presentation.stem)
    return found


def answer_all(quiz: QuizSession, *, wrong: str) -> None:
    """Answer every question right, but the one with the id `wrong`."""
    while quiz.next() is not None and quiz.question is not None:
        quiz.answer(_answer(quiz, is_right=quiz.question.id != wrong), at=NOON)


def _answer(quiz: QuizSession, *, is_right: bool) -> Answer:
    question = quiz.question
    assert question is not None
    if isinstance(question, NumberQuestion):
        return NumberAnswer(Decimal(str(question.answer)) + (0 if is_right else 1000))
    key = grade(question, None).key
    wrong = next(option.id for option in question.options if option.id not in key)  # type: ignore[union-attr]
    return ChoiceAnswer.of(*key) if is_right else ChoiceAnswer.of(wrong)


def test_a_quiz_that_is_begun_again_with_its_seed_shows_the_same_figures(library: Library) -> None:
    with ProgressStore.open(":memory:") as store:
        first = stems(session(library, store, 5))
        assert stems(session(library, store, 5)) == first
        assert stems(session(library, store, 6)) != first


def test_questions_that_are_repeated_show_the_same_figures_in_a_quiz_of_another_seed(library: Library) -> None:
    with ProgressStore.open(":memory:") as store:
        first, repeated = session(library, store, 5), session(library, store, 99, figures_seed=5)
        assert stems(repeated) == stems(first)
        assert repeated.figures_seed == first.figures_seed


def test_the_schedule_knows_the_drill_and_not_its_figures(library: Library) -> None:
    with ProgressStore.open(":memory:") as store:
        answer_all(session(library, store, 5), wrong="")
        answer_all(session(library, store, 6), wrong="")
        assert set(store.cards()) == set(IDS)
        assert [review.question for review in store.history(question=IDS[0])] == [IDS[0]] * 2


def test_recorded_answers_can_be_graded_again(library: Library, tmp_path: Path) -> None:
    with ProgressStore.open(tmp_path / "progress.db") as store:
        answer_all(session(library, store, 5), wrong=IDS[0])
        answer_all(session(library, store, 99, figures_seed=7), wrong=IDS[1])
        quizzes = {quiz.id: quiz for quiz in store.quizzes()}
        reviews = store.history()

    assert len(reviews) == 6
    for review in reviews:
        assert review.quiz is not None
        question = library.question(review.question, quizzes[review.quiz].figures_seed)
        verdict = grade(question, review.answer)
        assert verdict.correct is review.correct
