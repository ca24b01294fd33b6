"""What every full screen shares: the first line, the footer, going back, and help."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer
from textual.worker import Worker, WorkerState

from awslab.tui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from awslab.tui.app import AwslabApp
    from awslab.tui.screens.statistics import StatisticsRefused

log = logging.getLogger(__name__)
WIDTHS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]
"""The classes that a screen has from these widths on."""


class Page(Screen[None]):
    """A screen of awslab."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    PLACE = ""
    """The name in the first line; set it in `__init__` where it depends on something."""

    def __init__(self) -> None:
        super().__init__()
        self.place = self.PLACE

    if TYPE_CHECKING:

        @property
        def app(self) -> AwslabApp: ...  # type: ignore[override]

    def compose(self) -> ComposeResult:
        yield TopBar(self.place)
        yield from self.compose_body()
        yield Footer()

    def compose_body(self) -> ComposeResult:
        """Return the widgets between the first line and the footer."""
        raise NotImplementedError

    def say_status(self, status: str) -> None:
        """Put a few words at the right end of the first line."""
        self.query_one(TopBar).status = status

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault in awslab itself must not look like something that still goes on."""
        if event.state is WorkerState.ERROR:
            fault = event.worker.error
            log.error("a worker of %s failed", type(self).__name__, exc_info=fault)
            self.notify(f"{type(fault).__name__}: {fault}", title="awslab made a mistake", severity="error", timeout=20)
            self.worker_failed()

    def on_statistics_refused(self, message: StatisticsRefused) -> None:
        self.notify(message.error.hint, title=message.error.message, severity="error", timeout=15)

    def worker_failed(self) -> None:
        """React to a job that ended by a fault in awslab; it will post no more messages."""

    def action_leave(self) -> None:
        """Leave the screen; the app binds Escape to it."""
        self.dismiss()
