"""The result of a mock exam: the score and how sure it is, where points were lost, and what to study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awslab.exam.wording import answered_sentence, duration_text, score_sentence
from awslab.tui.screens.exam_jobs import ExamRefused, ReportsRead, read_reports
from awslab.tui.screens.page import Page
from awslab.tui.widgets.bars import bar
from awslab.tui.widgets.rows import Column, Row, Rows, action_row
from awslab.tui.widgets.score_line import score_line
from awslab.tui.wording import RIGHT, WRONG, counted

if TYPE_CHECKING:
    from awslab.exam.paper import Mark
    from awslab.exam.report import Line, Report
    from awslab.exam.score import Tally
    from awslab.progress.exam_reports import SittingReport
    from awslab.tui.study import Study

_DO = (Column(8), Column())
_STUDY = (Column(8), Column(), Column(30, needs=100))
_QUESTIONS = (Column(4, right=True), Column(12), Column(), Column(12, needs=70), Column(11, right=True))
_LINE = 37
"""Cells of a score line: one for each 25 points."""


class ExamResultScreen(Page):
    """The report of one sitting, and the attempts at its exam."""

    CSS_PATH = "exam.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "review", "Review"),
        Binding("w", "review_wrong", "Wrong"),
        Binding("r", "repeat", "Repeat"),
        Binding("n", "notes", "Notes"),
        Binding("l", "lab", "Lab"),
        Binding("escape", "leave", "Done"),
    ]

    def __init__(self, study: Study, code: str, sitting_id: int | None = None) -> None:
        super().__init__()
        self.study = study
        self.code, self._sitting_id = code, sitting_id
        self.place = f"Mock exam {code} · Result"
        self._sitting: SittingReport | None = None

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="exam-result", can_focus=False):
            yield Static("Reading the result …", id="score")
            with Vertical(classes="panel") as do_panel:
                do_panel.border_title = "Next"
                yield Rows(_DO, id="do")
            with Container(id="columns"):
                for name, title in (("domains", "By domain and task"), ("numbers", "Certainty and time")):
                    with Vertical(classes="panel") as panel:
                        panel.border_title = title
                        yield Static(id=name)
                with Vertical(classes="panel") as study_panel:
                    study_panel.border_title = "What to study"
                    yield Rows(_STUDY, id="study", empty="Every answer was right.")
                with Vertical(classes="panel") as attempts_panel:
                    attempts_panel.border_title = "Attempts"
                    yield Static(id="attempts")
            with Vertical(classes="panel") as questions_panel:
                questions_panel.border_title = "Questions"
                yield Rows(_QUESTIONS, id="questions")

    def on_mount(self) -> None:
        read_reports(self, self.study, self.code)

    def on_reports_read(self, message: ReportsRead) -> None:
        sittings = {sitting.record.id: sitting for sitting in message.reports}
        if not sittings:
            self.query_one("#score", Static).update("No mock exam of this code was handed in yet.")
            return
        self._sitting = sitting = sittings.get(self._sitting_id or 0, message.reports[-1])
        result = sitting.report
        self.query_one("#score", Static).update(_score(result))
        self.query_one("#domains", Static).update(_lines(result))
        self.query_one("#numbers", Static).update(_numbers(result))
        self.query_one("#attempts", Static).update(_attempts(message.reports, sitting))
        self.query_one("#do", Rows).rows = tuple(self._actions(result))
        self.query_one("#study", Rows).rows = tuple(self._study_rows(result))
        self.query_one("#questions", Rows).rows = tuple(self._question_row(mark) for mark in sitting.marks)
        if result.score:
            self.say_status(f"{result.score.scaled} of 1000")
        self.query_one("#do", Rows).focus()
        self.refresh_bindings()

    def _actions(self, result: Report) -> list[Row]:
        rows = []
        if result.wrong:
            wrong = counted(len(result.wrong), "question")
            rows.append(action_row("review_wrong", "Wrong", f"read the {wrong} that went wrong, with every reason"))
        rows.append(action_row("review", "Review", "read all questions with every reason"))
        if result.wrong:
            rows.append(action_row("repeat", "Repeat", f"{wrong} as a quiz; they come back for review"))
        rows.append(action_row("leave", "Done", "back to where you came from"))
        return rows

    def _study_rows(self, result: Report) -> list[Row]:
        rows = []
        for item in result.study:
            labs = dict.fromkeys(step.partition("/")[0] for step in item.lab_steps)
            places = [counted(len(item.sections), "section")] * bool(item.sections)
            places += [counted(len(labs), "lab")] * bool(labs)
            topic = self.study.topic_title(item.skill.partition(".")[0])
            says = f"{topic}: {self.study.skill_says(item.skill)}"
            rows.append(Row(item.skill, (f"{item.wrong_count} wrong", says, ", ".join(places))))
        return rows

    def _question_row(self, mark: Mark) -> Row:
        sign = Content(RIGHT).stylize("$success") if mark.is_correct else Content(WRONG).stylize("$error")
        if not mark.is_answered:
            sign = Content("- no answer").stylize("$error")
        weight = "" if mark.is_scored else "not counted"
        says = f"{mark.task} {self.study.skill_says(mark.skill)}"
        return Row(str(mark.place), (str(mark.place + 1), sign, says, weight, duration_text(mark.seconds)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        sitting = self._sitting
        match action:
            case "review":
                return sitting is not None
            case "review_wrong" | "repeat" | "notes":
                return sitting is not None and bool(sitting.report.wrong)
            case "lab":
                return sitting is not None and any(item.lab_steps for item in sitting.report.study)
        return super().check_action(action, parameters)

    @on(Rows.Chosen, "#do")
    async def _do(self, message: Rows.Chosen) -> None:
        await self.run_action(message.key)

    @on(Rows.Chosen, "#study")
    def _open_notes(self, message: Rows.Chosen) -> None:
        self.app.opening.notes(message.key.partition(".")[0], skill=message.key)

    @on(Rows.Chosen, "#questions")
    def _open_question(self, message: Rows.Chosen) -> None:
        if self._sitting is not None:
            self.app.opening.exam_review(self._sitting, int(message.key))

    def action_review(self) -> None:
        """Read every question again, with its reasons."""
        if self._sitting is not None:
            self.app.opening.exam_review(self._sitting, self._sitting.marks[0].place)

    def action_review_wrong(self) -> None:
        """Read the questions that went wrong, with their reasons."""
        if self._sitting is not None:
            self.app.opening.exam_review(self._sitting, self._sitting.report.wrong[0].place, only_wrong=True)

    def action_repeat(self) -> None:
        """Ask the wrong questions as a quiz."""
        if self._sitting is not None:
            wrong_ids = [mark.question for mark in self._sitting.report.wrong]
            self.app.opening.repeat(wrong_ids, self._sitting.record.seed)

    @property
    def _skill(self) -> str:
        """The skill under the cursor of the list of what to study."""
        rows = self.query_one("#study", Rows)
        return rows.rows[rows.cursor].key if rows.rows else ""

    def action_notes(self) -> None:
        """The notes on the skill that is marked under “What to study”."""
        self.app.opening.notes(self._skill.partition(".")[0], skill=self._skill)

    def action_lab(self) -> None:
        """The first lab that exercises a skill with a wrong answer, the marked one if it has any."""
        if self._sitting is not None:
            study_items = sorted(self._sitting.report.study, key=lambda item: item.skill != self._skill)
            steps = [step for item in study_items for step in item.lab_steps]
            self.app.opening.lab(steps[0].partition("/")[0])

    def on_exam_refused(self, message: ExamRefused) -> None:
        self.notify(message.error.hint, title=message.error.message, severity="error", timeout=20)


def _score(result: Report) -> Content:
    if result.score is None:
        return Content("No scored question is left to mark.")
    sentence = score_sentence(result.score, result.passing)
    verdict, _, rest = sentence.partition(". ")
    style = "bold $success" if result.score.has_passed else "bold $error"
    line = Content.assemble("100 ", score_line(result.score, result.passing, _LINE), " 1000")
    return Content("\n").join(
        [Content(f"{verdict}.").stylize(style), line, Content(rest), Content(answered_sentence(result))]
    )


def _lines(result: Report) -> Content:
    lines = []
    for domain in result.domains:
        lines.append(_line(domain, "bold"))
        lines += [_line(task, "") for task in result.tasks if task.id.partition(".")[0] == domain.id]
    return Content("\n").join(lines)


def _line(line: Line, style: str) -> Content:
    weight = (f" {line.weight} %", "$muted") if line.weight else ("", "")
    indent = "" if style else "  "
    return Content.assemble(_share(line.tally), indent, (f"{line.id} {line.title}", style), weight)


def _share(tally: Tally) -> Content:
    share = tally.right / tally.total if tally.total else 0.0
    count = f"{tally.right} of {tally.total}"
    return Content.assemble(bar(share, 8), f"  {count:<9}")


def _numbers(result: Report) -> Content:
    certainty = [Content.assemble(_share(tally), name) for name, tally in result.certainty]
    average = f"{duration_text(result.seconds_per_question)} a question, {duration_text(result.seconds)} in all"
    slowest = ", ".join(f"{mark.place + 1} ({duration_text(mark.seconds)})" for mark in result.slowest)
    return Content("\n").join([*certainty, Content(average), Content(f"Longest: {slowest}")])


def _attempts(reports: Sequence[SittingReport], shown: SittingReport) -> Content:
    lines = []
    for sitting in reports:
        score, started_at = sitting.report.score, sitting.record.started_at
        plot = score_line(score, sitting.report.passing, _LINE) if score else Content("no score")
        points = f"{score.scaled:>5}" if score else ""
        count = f"{len(sitting.record.draw.items):>3} q."
        date = Content(f"{started_at:%Y-%m-%d}").stylize("bold" if sitting is shown else "")
        lines.append(Content.assemble(date, f" {count} ", plot, points))
    return Content("\n").join(lines)
