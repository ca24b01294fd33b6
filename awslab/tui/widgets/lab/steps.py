"""The brief and the steps of a lab, with their verdicts."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Markdown, Static

from awslab.lab.verdict import Outcome
from awslab.tui.lab_state import CheckView, LabState, StepView
from awslab.tui.markup import styled
from awslab.tui.widgets.answers.row import MarkedRow
from awslab.tui.widgets.rows import Column, Row, Rows
from awslab.tui.wording import counted

_FACES = {
    None: ("○", "$muted", ""),
    Outcome.PASSED: ("✓", "$success bold", "passed"),
    Outcome.FAILED: ("✗", "$error bold", "failed"),
    Outcome.WAITING: ("…", "$muted", "waiting"),
    Outcome.ERRORED: ("!", "$warning bold", "could not judge"),
}


class StepBlock(Vertical):
    """One step: its title, what to do, its checks, and the hints that were opened."""

    DEFAULT_CSS = """
    StepBlock {
        height: auto; margin-top: 1;
        .say { margin: 0 0 1 2; }
        .hints { margin: 1 0 0 2; padding: 0 1; border-left: outer $accent; height: auto; display: none; }
        MarkedRow { padding: 0; }
        MarkedRow .mark { min-width: 2; margin: 0; }
        MarkedRow:hover { background: transparent; }
        &.-closed .say, &.-closed MarkedRow { display: none; }
        &.-done .say { display: none; }
    }
    """

    step: reactive[StepView | None] = reactive(None)
    """How the step stands."""

    def __init__(self, number: int, step: StepView) -> None:
        super().__init__()
        self.number = number
        self.set_reactive(StepBlock.step, step)

    def compose(self) -> ComposeResult:
        assert self.step is not None
        yield Static(classes="title")
        yield Markdown(self.step.say, classes="say")
        for check in self.step.checks:
            yield MarkedRow(*_check_face(check))
        yield Static(classes="hints")

    def on_mount(self) -> None:
        self._draw(self.step)

    def watch_step(self, before: StepView | None, step: StepView | None) -> None:
        if before != step and self.children:
            self._draw(step)
            if before and step and before.say != step.say:
                self.query_one(".say", Markdown).update(step.say)

    def _draw(self, step: StepView | None) -> None:
        assert step is not None
        self.set_class(not step.is_open, "-closed")
        self.set_class(step.passed or step.passed_earlier, "-done")
        self.query_one(".title", Static).update(self._title(step))
        for row, check in zip(self.query(MarkedRow), step.checks, strict=True):
            row.show(*_check_face(check))
        hints = self.query_one(".hints", Static)
        hints.display = bool(step.hints)
        hints.update(Content("\n").join([_hint(number, hint) for number, hint in enumerate(step.hints, 1)]))

    def _title(self, step: StepView) -> Content:
        name = f"{self.number} {step.title}"
        if step.passed:
            return Content.assemble(("✓ ", "$success bold"), (name, "bold"), (" · passed", "$success"))
        if step.passed_earlier:
            return Content.assemble(("✓ ", "$success bold"), (name, "bold"), (" · passed earlier", "$muted"))
        if step.is_open:
            return Content.assemble(("▸ ", "$accent bold"), (name, "bold $accent"))
        return Content.assemble((f"○ {name}", "$muted"), (f" · opens after step {self.number - 1}", "$muted"))


def _hint(number: int, hint: str) -> Content:
    return Content.assemble((f"Hint {number}. ", "bold $accent"), styled(hint))


def _check_face(check: CheckView) -> tuple[Content, Content]:
    sign, style, word = _FACES[check.outcome]
    text = Content.assemble(styled(check.says), (f" · {word}" if word else "", style))
    lines = [text]
    if check.rationale:
        lines.append(styled(check.rationale))
    if check.help and check.outcome in (Outcome.FAILED, Outcome.ERRORED):
        lines.append(styled(" ".join(check.help.split())).stylize_before("$muted"))
    return Content.assemble((f"{sign} ", style)), Content("\n").join(lines)


class StepsPane(VerticalScroll):
    """The left side of the lab screen."""

    DEFAULT_CSS = """
    StepsPane {
        padding: 0 1;
        #solved { height: auto; display: none; border: round $success; padding: 0 1; margin-bottom: 1; }
        &.-solved #solved { display: block; }
        Markdown > MarkdownBlock:last-child { margin-bottom: 0; }
    }
    """

    state: reactive[LabState | None] = reactive(None)
    """How the lab stands."""
    onward: reactive[tuple[Row, ...]] = reactive(())
    """Where to go when the lab is solved."""

    class Onward(Message):
        """The learner chose where to go."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, state: LabState, *, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.set_reactive(StepsPane.state, state)

    def compose(self) -> ComposeResult:
        assert self.state is not None
        with Vertical(id="solved"):
            yield Static(id="praise")
            yield Rows((Column(8), Column()), id="onward")
        yield Markdown(self.state.brief, classes="brief")
        for number, step in enumerate(self.state.steps, 1):
            yield StepBlock(number, step)

    def on_mount(self) -> None:
        self._draw()

    def watch_state(self, before: LabState | None, state: LabState | None) -> None:
        if not self.children or state is None:
            return
        self._draw()
        if before is not None and before.brief != state.brief:
            self.query_one(".brief", Markdown).update(state.brief)

    def watch_onward(self) -> None:
        if self.children:
            self.query_one("#onward", Rows).rows = self.onward

    def _draw(self) -> None:
        assert self.state is not None
        for block, step in zip(self.query(StepBlock), self.state.steps, strict=True):
            block.step = step
        self.set_class(self.state.solved, "-solved")
        if self.state.solved:
            steps = counted(len(self.state.steps), "step")
            praise = Content.assemble(("✓ Well done: the lab is solved. ", "bold $success"), f"All {steps} passed.")
            self.query_one("#praise", Static).update(praise)

    def show_current(self) -> None:
        """Scroll to the step to work on; to the top when all have passed."""
        current = self.state.current if self.state else None
        if current is None:
            self.scroll_home(animate=False)
            return
        for block in self.query(StepBlock):
            if block.step is not None and block.step.id == current.id:
                self.call_after_refresh(self.scroll_to_widget, block, animate=False, top=True)

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.post_message(self.Onward(message.key))
