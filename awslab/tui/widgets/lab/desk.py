"""The panes of the lab screen: one at a time on a small terminal, two or three columns on a larger one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.reactive import reactive
from textual.widget import Widget

from awslab.tui.lab_state import LabState
from awslab.tui.widgets.lab.connect import ConnectPane
from awslab.tui.widgets.lab.editor import ProgramEditor
from awslab.tui.widgets.lab.output import OutputPane
from awslab.tui.widgets.lab.steps import StepsPane
from awslab.tui.widgets.lab.trail import TrailPane
from awslab.tui.widgets.pane_tabs import PaneTabs
from awslab.tui.widgets.rows import Row

if TYPE_CHECKING:
    from awslab.tui.lab_bench import LabBench

RESULTS = (("output", "Output"), ("trail", "Trail"), ("connect", "Connect"))
_PANES = (("steps", "F2 Steps"), ("program", "F3 Program"), ("output", "F4 Output"), *RESULTS[1:])


class LabDesk(Container):
    """Draws a `LabState`; which pane is in front is its own business."""

    state: reactive[LabState | None] = reactive(None)
    """How the lab stands."""
    pane: reactive[str] = reactive("steps")
    """The pane in front, where not all have room."""

    def __init__(self, state: LabState, program: str, *, lab: str, file_name: str) -> None:
        super().__init__(id="desk")
        self.set_reactive(LabDesk.state, state)
        self._lab = lab
        self.steps = StepsPane(state, id="steps")
        self.program = ProgramEditor(program, file_name, id="program")
        self.output = OutputPane(id="output")
        self.trail = TrailPane(id="trail")
        self.connect = ConnectPane(lab, id="connect")

    def compose(self) -> ComposeResult:
        yield PaneTabs(_PANES, id="all-tabs")
        yield self.steps
        yield self.program
        with Vertical(id="results"):
            yield PaneTabs(RESULTS, id="result-tabs")
            yield self.output
            yield self.trail
            yield self.connect

    def on_mount(self) -> None:
        self.steps.border_title, self.program.border_title = "F2 Steps", "F3 Program"
        self.query_one("#results").border_title = "F4"
        self.watch_state()
        self.watch_pane()

    def watch_state(self) -> None:
        if self.children and self.state is not None:
            self.steps.state = self.state
            self.connect.exports = self.state.exports
            self.connect.addresses = self.state.addresses

    def watch_pane(self) -> None:
        if not self.children:
            return
        in_results = self.pane in dict(RESULTS)
        for key, _ in _PANES:
            self.set_class(key == self.pane, f"-show-{key}")
        self.set_class(in_results, "-show-results")
        self.query_one("#all-tabs", PaneTabs).active = self.pane
        if in_results:
            tabs = self.query_one("#result-tabs", PaneTabs)
            tabs.active = self.pane
            for key, _ in RESULTS:
                self.query_one(f"#{key}").display = key == self.pane

    @on(PaneTabs.Chosen)
    def _show(self, message: PaneTabs.Chosen) -> None:
        message.stop()
        self.pane = message.key

    def go_to(self, pane: str) -> None:
        """Show a pane and put the keys there."""
        self.pane = pane
        targets: dict[str, Widget] = {"program": self.program.area, "trail": self.trail.query_one("DataTable")}
        targets.get(pane, self.query_one(f"#{pane}")).focus(scroll_visible=False)

    def next_result(self) -> str:
        """Return the pane among the results that comes after the one in front."""
        keys = [key for key, _ in RESULTS]
        return keys[(keys.index(self.pane) + 1) % len(keys)] if self.pane in keys else self._front_result

    @property
    def _front_result(self) -> str:
        return self.query_one("#result-tabs", PaneTabs).active

    def begin_run(self) -> None:
        """Make the output and the trail ready for a program that starts with an empty AWS."""
        self.output.restart()
        self.trail.restart()
        self.pane = "output"

    def attach(self, bench: LabBench) -> None:
        """Show the output and the calls that the bench has, and those that come."""
        self.output.feed(bench.output)
        for entry in bench.trail():
            self.trail.feed(entry)
        bench.on_output, bench.on_call = self.output.feed, self.trail.feed

    def lead_on(self, rows: Sequence[Row]) -> None:
        """Show where to go once the lab is solved."""
        self.steps.onward = tuple(rows)
