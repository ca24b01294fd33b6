"""The questions of a mock exam that was handed in, to be read again with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from awslab.exam.paper import Paper
from awslab.exam.wording import duration_text
from awslab.quiz.grading import grade
from awslab.tui.screens.page import Page
from awslab.tui.widgets.action_bar import ActionBar
from awslab.tui.widgets.exam_question import GONE
from awslab.tui.widgets.question_view import QuestionView

if TYPE_CHECKING:
    from awslab.exam.paper import Mark
    from awslab.progress.exam_reports import SittingReport
    from awslab.tui.study import Study


class ExamReviewScreen(Page):
    """One question of a sitting; left and right lead to the others, or to the other wrong ones."""

    CSS_PATH = "quiz.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "Before"),
        Binding("right", "go(1)", "After"),
        Binding("w", "only_wrong", "Only wrong"),
        Binding("n", "notes", "Notes"),
        Binding("enter", "leave", show=False),
    ]

    def __init__(self, study: Study, sitting: SittingReport, place: int, *, only_wrong: bool = False) -> None:
        super().__init__()
        self.study = study
        self.place = f"Mock exam {sitting.record.exam} · Review"
        self._sitting, self._only_wrong = sitting, only_wrong
        self._question_place = place
        self._paper = Paper(sitting.record.draw, load=study.library.question, seed=sitting.record.seed)

    def compose_body(self) -> ComposeResult:
        yield Static("", id="done")
        yield Container(id="question")
        yield ActionBar()

    async def on_mount(self) -> None:
        self.query_one(ActionBar).verb = "Back"
        await self._show()

    @property
    def _marks(self) -> tuple[Mark, ...]:
        return self._sitting.report.wrong if self._only_wrong else self._sitting.marks

    @property
    def _mark(self) -> Mark:
        return next(mark for mark in self._sitting.marks if mark.place == self._question_place)

    async def action_go(self, by: int) -> None:
        """To the question before or after."""
        places = [mark.place for mark in self._marks]
        index = places.index(self._question_place) + by
        if 0 <= index < len(places):
            self._question_place = places[index]
            await self._show()

    async def action_only_wrong(self) -> None:
        """Change between all questions and only those that went wrong."""
        wrong_places = [mark.place for mark in self._sitting.report.wrong]
        if not wrong_places:
            self.notify("Every answer was right.")
            return
        self._only_wrong = not self._only_wrong
        if self._only_wrong and self._question_place not in wrong_places:
            self._question_place = next(
                (place for place in wrong_places if place > self._question_place), wrong_places[0]
            )
        await self._show()

    def action_notes(self) -> None:
        """Read the section of the notes that the question is about."""
        self.app.opening.notes(self._mark.skill.partition(".")[0], skill=self._mark.skill)

    def on_action_bar_pressed(self) -> None:
        self.action_leave()

    async def _show(self) -> None:
        place, mark = self._question_place, self._mark
        question, presentation = self._paper.question(place), self._paper.presentation(place)
        container = self.query_one("#question")
        await container.remove_children()
        if question is None or presentation is None:
            await container.mount(Static(GONE, markup=False))
        else:
            about = f"{self.study.topic_title(question.topic)} · task {mark.task} · {question.id}"
            view = QuestionView(presentation, about)
            await container.mount(view)
            answer = self._sitting.record.state.places[place].answer
            await view.reveal(question, answer, grade(question, answer))
        places = [listed_mark.place for listed_mark in self._marks]
        kind = " wrong" if self._only_wrong else ""
        self.say_status(f"{places.index(place) + 1} of {len(places)}{kind}")
        action_bar = self.query_one(ActionBar)
        action_bar.judge(mark.is_correct)
        action_bar.sentence = _verdict(mark)


def _verdict(mark: Mark) -> Content:
    """Return how the answer went, how sure the learner was, and how long it took."""
    verdict = "✓ Right." if mark.is_correct else "✗ Wrong." if mark.is_answered else "✗ No answer."
    certainty = f" You said: {mark.certainty.value}." if mark.certainty else ""
    weight = "" if mark.is_scored else " It did not count."
    style = "bold $success" if mark.is_correct else "bold $error"
    return Content.assemble((verdict, style), f"{certainty}{weight} {duration_text(mark.seconds)}.")
