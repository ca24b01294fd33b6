"""What was done so far, and what will come back when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awslab.tui.screens.page import Page
from awslab.tui.screens.statistics import StatisticsRead, read_statistics
from awslab.tui.widgets.bars import bar
from awslab.tui.widgets.heat_map import HeatMap
from awslab.tui.widgets.rows import Column, Row, Rows
from awslab.tui.wording import counted, mastery_word, percent

if TYPE_CHECKING:
    from awslab.progress.statistics import Statistics
    from awslab.tui.study import Study

_TOPICS = (Column(), Column(10, right=True), Column(8), Column(14))
_FORECAST = 7
_WEEKS = 26


class ProgressScreen(Page):
    """Totals, days, forecast and topics."""

    CSS_PATH = "progress.tcss"
    PLACE = "Progress"

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="progress", can_focus=False):
            with Container(id="columns"):
                with Vertical(classes="panel", id="days-panel") as days:
                    days.border_title = "Days"
                    yield HeatMap(weeks=_WEEKS)
                with Vertical(classes="panel", id="totals-panel") as totals:
                    totals.border_title = "So far"
                    yield Static(id="totals")
                with Vertical(classes="panel", id="forecast-panel") as forecast:
                    forecast.border_title = "Coming back"
                    yield Static(id="forecast")
            with Vertical(classes="panel", id="topics-panel") as topics:
                topics.border_title = "Topics"
                yield Rows(_TOPICS, id="topics")

    def on_screen_resume(self) -> None:
        read_statistics(self, self.study)

    def on_statistics_read(self, message: StatisticsRead) -> None:
        numbers = message.statistics
        heat_map = self.query_one(HeatMap)
        heat_map.today, heat_map.days = numbers.today, numbers.days
        self.query_one("#totals", Static).update(_totals(numbers))
        self.query_one("#forecast", Static).update(_forecast(numbers))
        rows = []
        for topic in self.study.library.topics:
            if progress := numbers.topics.get(topic.id):
                mastery = progress.mastery
                seen_words = f"{mastery.seen_count}/{mastery.questions} seen"
                words = f"{percent(mastery.value):>4} {mastery_word(mastery)}"
                rows.append(Row(topic.id, (topic.title, seen_words, bar(mastery.value, 8), words)))
        self.query_one("#topics", Rows).rows = tuple(rows)
        self.say_status(counted(numbers.count.answer_count, "answer"))

    @on(Rows.Chosen, "#topics")
    def _open_topic(self, message: Rows.Chosen) -> None:
        self.app.opening.topic(message.key)


def _totals(numbers: Statistics) -> Content:
    accuracy = numbers.count.accuracy
    right = f"{percent(accuracy)} of them right" if accuracy is not None else "none yet"
    solved = sum(lab.passed for lab in numbers.labs.values())
    begun_count = len(numbers.labs) - solved
    lines = (
        (counted(numbers.count.answer_count, "answer"), right),
        (f"{numbers.seen_count} of {numbers.questions}", "questions seen"),
        (counted(solved, "lab"), f"solved, {begun_count} begun"),
        (counted(numbers.streak, "day"), f"in a row, {numbers.longest_streak} at most"),
        (counted(numbers.due, "question"), "due today"),
    )
    width = max(len(figure) for figure, _ in lines)
    return Content("\n").join(
        [Content.assemble((f"{figure:>{width}}", "bold"), f"  {words}") for figure, words in lines]
    )


def _forecast(numbers: Statistics) -> Content:
    days = numbers.forecast[:_FORECAST]
    largest = max((count for _, count in days), default=0) or 1
    lines = []
    for day, count in days:
        lines.append(
            Content.assemble(
                (f"{_name(day, numbers.today):<9}", "$muted"), bar(count / largest, 12, "$primary"), f" {count}"
            )
        )
    return Content("\n").join(lines)


def _name(day: date, today: date) -> str:
    away = (day - today).days
    return "today" if away == 0 else "tomorrow" if away == 1 else f"{day:%a} {day.day}"
