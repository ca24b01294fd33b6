"""The blocking half of the quiz screen: thread workers, and the messages in which they tell what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from awslab.errors import ProgressError
from awslab.quiz.answers import Answer
from awslab.quiz.outcome import Outcome
from awslab.tui.screens.page import Page

if TYPE_CHECKING:
    from awslab.tui.study import Quiz, Study


class Chosen(Message):
    """The questions are chosen."""

    def __init__(self, quiz: Quiz) -> None:
        super().__init__()
        self.quiz = quiz


class Recorded(Message):
    """An answer is graded and kept."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class Refused(Message):
    """The progress file could not be used."""

    def __init__(self, error: ProgressError) -> None:
        super().__init__()
        self.error = error


class QuizWork(Page):
    """What the quiz screen can set going."""

    def __init__(self, study: Study, choose: Callable[[], Quiz]) -> None:
        super().__init__()
        self.study = study
        self._choose = choose
        self._quiz: Quiz | None = None
        self._asked_at = study.services.now()

    @work(thread=True, exclusive=True, group="choose", exit_on_error=False)
    def choose_questions(self) -> None:
        """Choose the questions; with 100,000 of them it takes a moment."""
        try:
            self.post_message(Chosen(self._choose()))
        except ProgressError as error:
            self.post_message(Refused(error))

    @work(thread=True, exclusive=True, group="record", exit_on_error=False)
    def record(self, answer: Answer, guessed: bool) -> None:
        """Grade the answer and keep it; another program may be writing at the same time."""
        assert self._quiz is not None
        now = self.study.services.now()
        seconds = (now - self._asked_at).total_seconds()
        try:
            outcome = self._quiz.session.answer(answer, at=now, guessed=guessed, seconds=seconds)
        except ProgressError as error:
            self.post_message(Refused(error))
        else:
            self.post_message(Recorded(outcome))

    @work(thread=True, exclusive=True, group="warm", exit_on_error=False)
    def warm_up(self) -> None:
        """The first answer needs the scheduler, which takes a moment to load; the learner is reading meanwhile."""
        import fsrs  # noqa: F401
