"""An answered question, to be read again with every why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from awslab.quiz.outcome import Outcome
from awslab.tui.screens.page import Page
from awslab.tui.screens.verdict_words import verdict_sentence
from awslab.tui.widgets.action_bar import ActionBar
from awslab.tui.widgets.question_view import QuestionView

if TYPE_CHECKING:
    from awslab.tui.study import Study


class QuestionScreen(Page):
    """One of the questions of a quiz; left and right lead to the others."""

    CSS_PATH = "quiz.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "Before"),
        Binding("right", "go(1)", "After"),
        Binding("n", "notes", "Notes"),
        Binding("enter", "leave", show=False),
    ]
    PLACE = "Results · Question"

    def __init__(self, study: Study, outcomes: Sequence[Outcome], index: int) -> None:
        super().__init__()
        self.study = study
        self._outcomes = tuple(outcomes)
        self._index = index

    def compose_body(self) -> ComposeResult:
        yield Static("", id="done")
        yield Container(id="question")
        yield ActionBar()

    async def on_mount(self) -> None:
        self.query_one(ActionBar).verb = "Back"
        await self._show()

    async def action_go(self, by: int) -> None:
        """To the question before or after."""
        if 0 <= self._index + by < len(self._outcomes):
            self._index += by
            await self._show()

    def action_notes(self) -> None:
        """Read the section of the notes that the question is about."""
        question = self._outcomes[self._index].question
        self.app.opening.notes(question.topic, skill=question.skill)

    def on_action_bar_pressed(self) -> None:
        self.action_leave()

    async def _show(self) -> None:
        outcome = self._outcomes[self._index]
        question = outcome.question
        about = f"{self.study.topic_title(question.topic)} · level {question.level} · {question.id}"
        view = QuestionView(outcome.presentation, about)
        await self.query_one("#question").remove_children()
        await self.query_one("#question").mount(view)
        await view.reveal(question, outcome.graded_answer.answer, outcome.grade)
        self.say_status(f"{self._index + 1} of {len(self._outcomes)}")
        bar = self.query_one(ActionBar)
        bar.judge(outcome.grade.correct)
        bar.sentence = verdict_sentence(outcome, self.study.services.now())
