"""A mock exam at work: one question, the clock, and the state of all; nothing changes before it is on disk."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widgets import Footer, Static

from awslab.exam.answering import answer_with, next_certainty
from awslab.exam.sitting import (
    WARNING_SECONDS,
    Answered,
    Ended,
    Event,
    Flagged,
    Moved,
    Paused,
    Resumed,
    Sitting,
    Struck,
    Ticked,
)
from awslab.exam.wording import NO_PAUSE, clock_text, open_text, pace_text
from awslab.progress.live_sitting import TICK_SECONDS
from awslab.tui.screens.exam_dialogs import LEGEND, OverviewScreen, PauseScreen, SubmitScreen, grid_cells
from awslab.tui.screens.exam_jobs import EventSaved, ExamRefused, save_event
from awslab.tui.screens.page import Page
from awslab.tui.widgets.action_bar import ActionBar
from awslab.tui.widgets.exam_options import ExamOptions
from awslab.tui.widgets.exam_question import ExamQuestion
from awslab.tui.widgets.question_grid import QuestionGrid
from awslab.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from awslab.progress.live_sitting import LiveSitting
    from awslab.tui.study import Study

Step: TypeAlias = Callable[[Sitting], Event | None]
"""What the learner did, as an event of the state that is there when its turn comes; None for nothing."""


class ExamScreen(Page):
    """Asks the questions of a sitting, without a verdict."""

    CSS_PATH = "exam.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,right", "go(1)", "Next", key_display="⏎"),
        Binding("left", "go(-1)", "Back", key_display="←"),
        Binding("m", "flag", "Flag"),
        Binding("g", "certainty", "Sure"),
        Binding("o", "overview", "All"),
        Binding("p", "pause", "Pause"),
        Binding("h", "submit", "Hand in"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self, study: Study, live: LiveSitting) -> None:
        super().__init__()
        self.study = study
        self.live = live
        self.place = f"Mock exam {live.exam}"
        self._steps: deque[Step] = deque()
        self._is_saving = False
        self._is_leaving = False
        self._has_warned = live.state.limit <= WARNING_SECONDS

    def compose(self) -> ComposeResult:
        yield TopBar(self.place)
        yield from self.compose_body()
        yield Footer(show_command_palette=False)  # its keys need the whole line; notes are for afterwards

    def compose_body(self) -> ComposeResult:
        yield Static("", id="pace")
        with Container(id="exam-columns"):
            yield Container(id="question")
            with Vertical(classes="panel", id="grid-panel") as panel:
                panel.border_title = "Questions"
                grid = QuestionGrid(id="grid")
                grid.can_focus = False
                yield grid
                yield Static(LEGEND, classes="muted", id="legend")
        yield ActionBar()

    async def on_mount(self) -> None:
        if self.live.state.is_paused:
            self._take(lambda _: Resumed())
        await self._show_question()
        self.set_interval(TICK_SECONDS, self._tick)

    def _tick(self) -> None:
        if self.live.is_out_of_time and not self.live.is_submitted:
            self._take(lambda _: Ended())
        elif not self._steps and not self._is_saving and not self.live.state.is_paused:
            self._take(lambda _: Ticked())

    def _take(self, step: Step) -> None:
        """Let a step have its turn: one event is saved after the other."""
        self._steps.append(step)
        self._save_next()

    def _save_next(self) -> None:
        while self._steps and not self._is_saving and not self.live.is_submitted:
            event = self._steps.popleft()(self.live.state)
            if event is not None:
                self._is_saving = True
                save_event(self, self.live, self.live.at_now(event), self.study)

    async def on_event_saved(self, message: EventSaved) -> None:
        self.live.accept(message.timed)
        self._is_saving = False
        match message.timed.event:
            case Ended():
                self._show_result()
                return
            case Moved():
                await self._show_question()
            case Paused() if self._is_leaving:
                self.notify(f"{clock_text(self.live.state.remaining)} left; the mock exam continues when you open it.")
                self.dismiss()
                return
            case Paused():
                self.app.push_screen(PauseScreen(NO_PAUSE), lambda _: self._take(lambda _: Resumed()))
        self._draw()
        self._save_next()

    def on_exam_refused(self, message: ExamRefused) -> None:
        self._is_saving = False
        self._steps.clear()
        self.notify(message.error.hint, title=message.error.message, severity="error", timeout=20)
        if self._is_leaving:
            self.dismiss()

    def worker_failed(self) -> None:
        self._is_saving = False

    def _show_result(self) -> None:
        if self.app.screen is not self:
            self.app.pop_screen()  # a dialog that was open when the time was over
        if self.live.state.remaining <= 0:
            self.app.notify("The time is over: the exam is handed in.", severity="warning")
        self.app.opening.exam_result(self.live)

    async def _show_question(self) -> None:
        state = self.live.state
        view = ExamQuestion(self.live.paper.presentation(state.current), state.places[state.current])
        container = self.query_one("#question")
        await container.remove_children()
        await container.mount(view)
        view.focus_options()
        self._draw()

    def _draw(self) -> None:
        state = self.live.state
        place = state.places[state.current]
        self.say_status(f"{clock_text(state.remaining)} left")
        flag = Content(" ! flagged").stylize("bold $warning") if place.is_flagged else Content("")
        count = f"Question {state.current + 1} of {len(state.places)}"
        self.query_one("#pace", Static).update(
            Content.assemble((count, "bold"), f" · {state.answered} answered, {pace_text(state)}") + flag
        )
        self.query_one(ExamQuestion).place = place
        grid = self.query_one(QuestionGrid)
        grid.cells, grid.current = grid_cells(state), state.current
        action_bar = self.query_one(ActionBar)
        action_bar.sentence = self._sentence(state)
        action_bar.verb = "Overview" if state.current == len(state.places) - 1 else "Next"
        if state.is_late and not self._has_warned:
            self._has_warned = True
            self.notify(f"{clock_text(state.remaining)} left.", title="Five minutes", severity="warning", timeout=15)

    def _sentence(self, state: Sitting) -> Content:
        place = state.places[state.current]
        sentence = self.query_one(ExamQuestion).missing
        certainty = f"You are {place.certainty.value}. " if place.certainty in ("sure", "unsure") else ""
        certainty = "It is a guess. " if place.certainty == "guess" else certainty
        return Content(certainty).stylize("bold $accent") + (sentence or "Your answer is saved. You can change it.")

    def action_go(self, by: int) -> None:
        """To the question before or after."""

        def step(state: Sitting) -> Event | None:
            place = state.current + by
            return Moved(place) if 0 <= place < len(state.places) else None

        if by > 0 and self.live.state.current == len(self.live.state.places) - 1 and not self._steps:
            self.action_overview()
        else:
            self._take(step)

    def action_flag(self) -> None:
        """Flag the question for later, or take the flag away."""
        self._take(lambda state: Flagged(state.current, not state.places[state.current].is_flagged))

    def action_certainty(self) -> None:
        """Say how sure the answer is: sure, unsure, guess, or nothing."""

        def step(state: Sitting) -> Event | None:
            place = state.places[state.current]
            if place.answer is None:
                self.notify("Answer the question first.")
                return None
            return Answered(state.current, place.answer, next_certainty(place.certainty))

        self._take(step)

    def on_exam_options_option_chosen(self, message: ExamOptions.OptionChosen) -> None:
        presentation = self.query_one(ExamQuestion).presentation

        def step(state: Sitting) -> Event | None:
            place = state.places[state.current]
            if presentation is None or self.live.paper.draw.items[state.current].question != presentation.id:
                return None  # it belongs to a question that is no longer shown
            answer = answer_with(place.answer, message.option, presentation)
            return Answered(state.current, answer, place.certainty if answer else None)

        self._take(step)

    def on_exam_options_option_struck(self, message: ExamOptions.OptionStruck) -> None:
        def step(state: Sitting) -> Event:
            is_struck = message.option not in state.places[state.current].struck
            return Struck(state.current, message.option, is_struck)

        self._take(step)

    def on_question_grid_chosen(self, message: QuestionGrid.Chosen) -> None:
        self._take(lambda _: Moved(message.place))

    def on_action_bar_pressed(self) -> None:
        self.action_go(1)

    def action_overview(self) -> None:
        """Show all questions: answered, flagged and open."""
        self.app.push_screen(OverviewScreen(self.live.state), self._after_overview)

    def _after_overview(self, choice: int | str | None) -> None:
        if isinstance(choice, int):
            self._take(lambda _: Moved(choice))
        elif choice == "submit":
            self.action_submit()

    def action_pause(self) -> None:
        """Stop the clock."""
        self._take(lambda _: Paused())

    def action_submit(self) -> None:
        """Hand in, after asking."""
        self.app.push_screen(SubmitScreen(open_text(self.live.state)), self._after_submit)

    def _after_submit(self, choice: str | None) -> None:
        if choice == "submit":
            self._take(lambda _: Ended())

    def action_leave(self) -> None:
        """Leave; the sitting is saved and continues when it is opened again."""
        self._is_leaving = True
        self._take(lambda _: Paused())
