"""The exams that can be taken now, each with its open sitting and its last score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from awslab.exam.planning import question_count
from awslab.quiz.exams import current_exams
from awslab.quiz.schedule import local_day
from awslab.tui.screens.exam_jobs import ExamRefused, ReportsRead, read_reports
from awslab.tui.screens.page import Page
from awslab.tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from awslab.tui.study import Study

_EXAMS = (Column(8), Column(), Column(14, right=True), Column(14, needs=90))


class ExamsScreen(Page):
    """A list to choose a mock exam from."""

    CSS_PATH = "exam.tcss"
    PLACE = "Mock exams"
    AUTO_FOCUS = ""

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="exams", can_focus=False), Vertical(classes="panel") as panel:
            panel.border_title = "Exams"
            yield Rows(_EXAMS, id="exam-rows", empty="There is no current exam.")

    def on_screen_resume(self) -> None:
        read_reports(self, self.study)

    def on_reports_read(self, message: ReportsRead) -> None:
        scores = {sitting.record.exam: sitting.report.score for sitting in message.reports}
        services, library = self.study.services, self.study.library
        rows = self.query_one("#exam-rows", Rows)
        rows.rows = tuple(
            Row(
                exam.code,
                (
                    exam.code,
                    exam.title,
                    f"{question_count(exam, library.entries)} questions",
                    f"last {score.scaled}" if (score := scores.get(exam.code)) else "",
                ),
            )
            for exam in current_exams(library.exams, local_day(services.now(), services.zone))
        )
        if self.focused is None:
            rows.focus()

    @on(Rows.Chosen, "#exam-rows")
    def _open_exam(self, message: Rows.Chosen) -> None:
        self.app.opening.exam(message.key)

    def on_exam_refused(self, message: ExamRefused) -> None:
        self.notify(message.error.hint, title=message.error.message, severity="error", timeout=20)
