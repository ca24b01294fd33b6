"""The drawing half of the lab screen."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Static

from awslab.lab.verdict import Verdict
from awslab.tui.lab_state import LabState, Phase, lab_state
from awslab.tui.screens import lab_messages as told
from awslab.tui.screens.lab_words import sentence
from awslab.tui.screens.lab_work import LabWork
from awslab.tui.widgets.action_bar import ActionBar
from awslab.tui.widgets.lab.desk import LabDesk
from awslab.tui.wording import counted

if TYPE_CHECKING:
    from awslab.content.library import LabEntry
    from awslab.content.model import Lab
    from awslab.progress.records import LabAttempt
    from awslab.tui.sandboxes import Sandboxes
    from awslab.tui.study import Study

_VERBS = {Phase.STARTING: "Run", Phase.READY: "Run", Phase.BROKEN: "Retry"}


class LabView(LabWork):
    """Draws `state`, which `_set` makes anew from what workers have told."""

    state: var[LabState | None] = var(None)
    """Everything that is drawn; None until the workspace is open."""

    def __init__(self, study: Study, lab: Lab, entry: LabEntry, sandboxes: Sandboxes) -> None:
        super().__init__(study, lab, entry, sandboxes)
        self.place = f"Lab · {lab.title}"
        self._recorded: LabAttempt | None = None
        self._verdicts: list[Verdict] = []
        self._phase = Phase.STARTING
        self._trouble = self._ended = ""
        self._stamp: told.Stamp = None
        self._begun = 0.0
        self._ticking: Timer | None = None
        self._desk: LabDesk | None = None

    def compose_body(self) -> ComposeResult:
        yield Container(Static("Opening the lab …", classes="muted"), id="place")
        yield ActionBar()

    def on_mount(self) -> None:
        self._ticking = self.set_interval(0.5, self._say, pause=True)
        self.query_one(ActionBar).verb = "Run"
        self.open_bench()

    def on_unmount(self) -> None:
        """What the learner typed is kept; beside the file when another program has written that meanwhile."""
        if self._bench is not None:
            self.bench.be_silent()
            if self._desk is not None and self._desk.program.is_modified:
                self.bench.keep_at_leaving(self._desk.program.text, self._stamp)

    @property
    def desk(self) -> LabDesk:
        """The panes; there from `BenchOpened` on."""
        assert self._desk is not None
        return self._desk

    def _set(self, *, phase: Phase | None = None, trouble: str | None = None, ended: str | None = None) -> None:
        """Make the state anew from what is known."""
        if phase is not None and phase is not self._phase:
            self._phase, self._begun = phase, time.monotonic()
        self._trouble = self._trouble if trouble is None else trouble
        self._ended = self._ended if ended is None else ended
        if self._bench is None:
            self._say()
            return
        assert self._recorded is not None
        self.state = lab_state(
            self.lab,
            self.bench.values,
            verdicts=self._verdicts,
            passed_earlier=self._recorded.passed_steps,
            hints_shown=self._recorded.hints_shown,
            phase=self._phase,
            trouble=self._trouble,
            ended=self._ended,
            exports=self.bench.exports,
            addresses=self.bench.addresses,
        )

    def watch_state(self) -> None:
        if self.state is None or not self.children:
            return
        self._phase, self._trouble, self._ended = self.state.phase, self.state.trouble, self.state.ended
        if self._desk is not None:
            self._desk.state = self.state
        self._say()

    def _say(self) -> None:
        """The first line, and the line above the footer."""
        bar = self.query_one(ActionBar)
        bar.verb = "Cancel" if self._phase.is_busy else _VERBS[self._phase]
        seconds = int(time.monotonic() - self._begun)
        bar.sentence = sentence(self._phase, self.state, trouble=self._trouble, ended=self._ended, seconds=seconds)
        bar.judge(True if self.state and self.state.solved and self._phase is Phase.READY else None)
        if self.state is not None:
            self.say_status(f"{self.state.passed_count} of {counted(len(self.state.steps), 'step')} passed")
        if self._ticking is not None:
            self._ticking.resume() if self._phase.is_busy else self._ticking.pause()
        self.refresh_bindings()
