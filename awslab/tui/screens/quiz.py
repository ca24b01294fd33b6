"""A quiz: one question after another, recorded before the verdict is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.reactive import var
from textual.widgets import Input, Static

from awslab.errors import ProgressError
from awslab.tui.screens.page import Page
from awslab.tui.screens.quiz_jobs import (
    AnswerRecorded,
    QuestionsChosen,
    Refused,
    choose_questions,
    load_scheduler,
    record_answer,
)
from awslab.tui.screens.verdict_words import verdict_sentence
from awslab.tui.widgets.action_bar import ActionBar
from awslab.tui.widgets.answers import AnswerArea
from awslab.tui.widgets.bars import bar
from awslab.tui.widgets.question_view import QuestionView
from awslab.tui.wording import counted

if TYPE_CHECKING:
    from awslab.content.model import Question
    from awslab.quiz.answers import Answer
    from awslab.quiz.selection import QuizRequest
    from awslab.tui.study import Quiz, Study


_READING = 0.7
"""Seconds in which nobody answers yet."""


class QuizScreen(Page):
    """Asks, records, explains, and goes on."""

    CSS_PATH = "quiz.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Submit"),
        Binding("enter", "next", "Next"),
        Binding("g,ctrl+g", "guess", "I guessed"),
        Binding("s,ctrl+s", "skip", "Skip"),
        Binding("n", "notes", "Notes"),
        Binding("right_square_bracket,ctrl+n", "part(1)", "Part"),
        Binding("left_square_bracket,ctrl+b", "part(-1)", show=False),
        Binding("escape", "leave", "Stop"),
    ]

    phase: var[str] = var("choosing")
    """choosing, asking, recording, answered, or empty."""
    is_guess: var[bool] = var(False)
    """The learner says that the answer is a guess."""

    def __init__(self, study: Study, choose: Callable[[], Quiz], title: str) -> None:
        super().__init__()
        self.study = study
        self.place = title
        self._choose = choose
        self._quiz: Quiz | None = None
        self._question_start = study.services.now()

    def compose_body(self) -> ComposeResult:
        yield Static("", id="done")
        yield Container(Static("Choosing questions …", classes="muted"), id="question")
        yield ActionBar()

    def on_mount(self) -> None:
        choose_questions(self, self._choose)

    async def on_questions_chosen(self, message: QuestionsChosen) -> None:
        self._quiz = message.quiz
        await self._ask_next()
        self.set_timer(_READING, partial(load_scheduler, self))

    async def _ask_next(self) -> None:
        assert self._quiz is not None
        session = self._quiz.session
        self.phase = "choosing"
        presentation = session.next()
        if presentation is None or session.question is None:
            await self._finish()
            return
        view = QuestionView(presentation, self._about(session.question))
        place = self.query_one("#question")
        await place.remove_children()
        await place.mount(view)
        self.is_guess, self.phase = False, "asking"
        self._question_start = self.study.services.now()
        view.focus_area()
        self._draw()

    def _about(self, question: Question) -> str:
        topic = self.study.topic_title(question.topic)
        return f"{topic} · level {question.level} · {self.study.skill_says(question.skill)}"

    async def _finish(self) -> None:
        assert self._quiz is not None
        self._end()
        session = self._quiz.session
        if session.outcomes or session.skipped_questions:
            self.app.opening.results(self._quiz, self.place)
            return
        self.phase = "empty"
        sentence = "No question fits: nothing is due today, or no question is about this."
        if session.unloadable:
            count = counted(len(session.unloadable), "question")
            sentence = f"{count} could not be read. The notice on the home screen says why."
        await self.query_one("#question").remove_children()
        await self.query_one("#question").mount(Static(sentence, markup=False))
        self.query_one(ActionBar).sentence = Content("Press Escape to go back.")
        self.query_one(ActionBar).verb = "Back"

    def _end(self) -> None:
        try:
            if self._quiz is not None:
                self._quiz.end()
        except ProgressError as error:
            self.app.notify(error.hint, title=error.message, severity="warning")

    @property
    def _view(self) -> QuestionView:
        return self.query_one(QuestionView)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "guess" | "skip":
                return self.phase == "asking"
            case "submit":
                return self.phase == "asking"
            case "next" | "notes":
                return self.phase == "answered"
            case "part":
                return self.phase == "asking" and self._view.is_case
        return super().check_action(action, parameters)

    async def action_next(self) -> None:
        """The next question; after the last, the results."""
        await self._ask_next()

    def action_submit(self) -> None:
        """Submit the answer; while something is missing, say what."""
        view = self._view
        if view.missing:
            self.query_one(ActionBar).sentence = Content(view.missing).stylize("bold $warning")
            view.focus_area()
        elif view.first_incomplete is not None:
            view.show_part(view.first_incomplete)
            self._draw()
        elif (answer := view.answer) is not None:
            self._record(answer)

    def _record(self, answer: Answer) -> None:
        assert self._quiz is not None
        now = self.study.services.now()
        seconds = (now - self._question_start).total_seconds()
        graded = self._quiz.session.grade_answer(answer, at=now, is_guess=self.is_guess, seconds=seconds)
        self.phase = "recording"
        record_answer(self, self._quiz, graded)

    async def on_answer_recorded(self, message: AnswerRecorded) -> None:
        assert self._quiz is not None
        outcome = self._quiz.session.accept(message.graded_answer, message.card)
        await self._view.reveal(outcome.question, outcome.graded_answer.answer, outcome.grade)
        self.phase = "answered"
        self._draw()
        bar_ = self.query_one(ActionBar)
        bar_.judge(outcome.grade.correct)
        bar_.sentence = verdict_sentence(outcome, self.study.services.now())

    def on_refused(self, message: Refused) -> None:
        self.phase = "asking" if self._quiz else "empty"
        self.notify(message.error.hint, title=message.error.message, severity="error", timeout=20)

    def worker_failed(self) -> None:
        self.phase = "asking" if self.phase == "recording" else self.phase

    def action_guess(self) -> None:
        """Mark the answer as a guess, or take the mark back."""
        self.is_guess = not self.is_guess
        self._draw()

    async def action_skip(self) -> None:
        """Leave the question out."""
        assert self._quiz is not None
        self._quiz.session.skip()
        await self._ask_next()

    def action_notes(self) -> None:
        """Read the section of the notes that the question is about."""
        question = self._quiz.session.question if self._quiz else None
        if question is not None:
            self.app.opening.notes(question.topic, skill=question.skill)

    def action_part(self, by: int) -> None:
        """To the next or the last part of a case."""
        view = self._view
        view.show_part((view.part + by) % len(view.parts))
        self._draw()

    def action_leave(self) -> None:
        """Stop the quiz; the answers are saved already, and the result so far is shown."""
        if self.phase == "recording":
            return  # the verdict comes in a moment, and the quiz has its end recorded after it
        self._end()
        if self._quiz is None or not self._quiz.session.outcomes:
            self.dismiss()
        else:
            self.app.opening.results(self._quiz, self.place)

    def watch_phase(self) -> None:
        self.refresh_bindings()

    def on_answer_area_changed(self, _: AnswerArea.Changed) -> None:
        if self.phase == "asking":
            self.query_one(ActionBar).sentence = self._wish()

    def on_input_submitted(self, _: Input.Submitted) -> None:
        if self.phase == "asking":
            self.action_submit()

    async def on_action_bar_pressed(self) -> None:
        match self.phase:
            case "asking":
                self.action_submit()
            case "answered":
                await self.action_next()
            case "empty":
                self.dismiss()

    def _draw(self) -> None:
        """Draw the first line, the bar of questions done, and the line above the footer."""
        assert self._quiz is not None
        session = self._quiz.session
        right = sum(outcome.grade.correct for outcome in session.outcomes)
        so_far = f" · {right} of {len(session.outcomes)} right" if session.outcomes else ""
        self.say_status(f"{session.number} of {session.total}{so_far}")
        question_count = session.number - (self.phase != "answered")
        self.query_one("#done", Static).update(bar(question_count / max(1, session.total), self.size.width, "$primary"))
        line = self.query_one(ActionBar)
        last = session.number == session.total
        line.verb = "Submit" if self.phase != "answered" else "Results" if last else "Next"
        if self.phase == "asking":
            line.judge(None)
            line.sentence = self._wish()

    def _wish(self) -> Content:
        missing = self._view.missing
        next_part = self._view.first_incomplete
        if not missing and next_part is not None:
            missing = f"Enter goes on to part {next_part + 1}."
        guess = Content("You guessed. ").stylize("bold $warning") if self.is_guess else Content("")
        return guess + (missing or "Enter submits your answer.")

    def on_resize(self) -> None:
        if self._quiz is not None and self.phase in ("asking", "answered"):
            question_count = self._quiz.session.number - (self.phase != "answered")
            share = question_count / max(1, self._quiz.session.total)
            self.query_one("#done", Static).update(bar(share, self.size.width, "$primary"))


def quiz_title(study: Study, request: QuizRequest) -> str:
    """Return the title of a quiz: what its questions are about."""
    if request.choosing == "due":
        return "Review"
    if len(request.skills) == 1:
        return f"Quiz: {study.skill_says(next(iter(request.skills)))}"
    topics = request.topics or {skill.partition(".")[0] for skill in request.skills}
    subjects = [study.topic_title(topic) for topic in sorted(topics)]
    if request.choosing == "weak":
        subjects.append("weak skills")
    return f"Quiz: {', '.join([request.exam] if request.exam else subjects or ['all topics'])}"
