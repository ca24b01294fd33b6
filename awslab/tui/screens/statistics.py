"""Reading the learner's numbers on a thread, for the screens that show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from awslab.errors import ProgressError

if TYPE_CHECKING:
    from awslab.progress.statistics import Statistics
    from awslab.tui.screens.page import Page
    from awslab.tui.study import Study


@dataclass
class StatisticsRead(Message):
    """The learner's numbers are read."""

    statistics: Statistics


@dataclass
class StatisticsRefused(Message):
    """The progress file could not be read."""

    error: ProgressError


def read_statistics(screen: Page, study: Study) -> None:
    """Start a thread that reads the numbers; the screen receives StatisticsRead or StatisticsRefused."""

    def read() -> None:
        try:
            screen.post_message(StatisticsRead(study.statistics()))
        except ProgressError as error:
            screen.post_message(StatisticsRefused(error))

    screen.run_worker(read, group="statistics", thread=True, exclusive=True, exit_on_error=False)
