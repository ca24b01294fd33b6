"""The blocking jobs of the quiz screen: each runs on a thread and posts what came of it; handlers change the quiz."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from awslab.errors import ProgressError

if TYPE_CHECKING:
    from awslab.quiz.outcome import GradedAnswer
    from awslab.quiz.schedule import CardState
    from awslab.tui.screens.page import Page
    from awslab.tui.study import Quiz


@dataclass
class QuestionsChosen(Message):
    """The questions of a quiz are chosen; it may have none."""

    quiz: Quiz


@dataclass
class AnswerRecorded(Message):
    """An answer is in the progress file, and its question has a new due time."""

    graded_answer: GradedAnswer
    card: CardState


@dataclass
class Refused(Message):
    """The progress file could not be used."""

    error: ProgressError


def choose_questions(screen: Page, choose: Callable[[], Quiz]) -> None:
    """Choose the questions of a quiz; among 100,000 of them it takes a moment."""

    def job() -> None:
        try:
            screen.post_message(QuestionsChosen(choose()))
        except ProgressError as error:
            screen.post_message(Refused(error))

    _start(screen, "choose", job)


def record_answer(screen: Page, quiz: Quiz, graded_answer: GradedAnswer) -> None:
    """Record a graded answer; it may have to wait until another program has written."""

    def job() -> None:
        try:
            screen.post_message(AnswerRecorded(graded_answer, quiz.record(graded_answer)))
        except ProgressError as error:
            screen.post_message(Refused(error))

    _start(screen, "record", job)


def load_scheduler(screen: Page) -> None:
    """Load what the first answer needs while the learner reads the question."""

    def job() -> None:
        import fsrs  # noqa: F401

    _start(screen, "load", job)


def _start(screen: Page, group: str, job: Callable[[], None]) -> None:
    screen.run_worker(job, group=group, thread=True, exclusive=True, exit_on_error=False)
