"""Before a mock exam: what it will be, what the bank cannot give, and what differs from the real one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awslab.exam.planning import ExamRequest
from awslab.exam.wording import clock_text, gap_sentence, start_facts, uncovered_lines
from awslab.tui.screens.exam_jobs import ExamPrepared, ExamRefused, SittingOpened, open_sitting, prepare_exam
from awslab.tui.screens.page import Page
from awslab.tui.widgets.rows import Column, Row, Rows, action_row
from awslab.tui.wording import counted

if TYPE_CHECKING:
    from awslab.exam.planning import Plan
    from awslab.tui.study import Study

SHORT_FORM = 20
_DO = (Column(9), Column())


class ExamStartScreen(Page):
    """The facts of a mock exam, and the ways to begin it."""

    CSS_PATH = "exam.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "continue", "Continue"),
        Binding("b", "begin", "Begin"),
        Binding("s", "short", "Short form"),
        Binding("u", "unseen", "Only unseen"),
        Binding("r", "results", "Results"),
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, study: Study, code: str, request: ExamRequest | None = None, seed: int | None = None) -> None:
        super().__init__()
        self.study = study
        self.exam = study.library.exam(code)
        self.place = f"Mock exam {self.exam.code}"
        self._request, self._seed = request or ExamRequest(), seed
        self._prepared: ExamPrepared | None = None

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="exam-start", can_focus=False):
            yield Static(Content(self.exam.title).stylize("bold"), id="exam-title")
            with Vertical(classes="panel", id="do-panel") as do_panel:
                do_panel.border_title = "Next"
                yield Rows(_DO, id="do", empty="Drawing questions …")
            with Container(id="columns"):
                with Vertical(classes="panel", id="facts-panel") as facts_panel:
                    facts_panel.border_title = "Before you begin"
                    yield Static(id="facts")
                with Vertical(classes="panel", id="domains-panel") as domains_panel:
                    domains_panel.border_title = "Questions by domain"
                    yield Static(id="domains")

    def on_mount(self) -> None:
        self._prepare()

    def on_screen_resume(self) -> None:
        if self._prepared is not None:
            self._prepare()

    def _prepare(self) -> None:
        prepare_exam(self, self.study, self.exam.code, self._request, self._seed)

    def on_exam_prepared(self, message: ExamPrepared) -> None:
        self._prepared = message
        plan = message.plan
        self.say_status(f"{counted(len(plan.draw.items), 'question')}, {round(plan.limit / 60)} minutes")
        facts = [*self._warnings(plan), *(Content(fact) for fact in start_facts(plan))]
        self.query_one("#facts", Static).update(Content("\n").join(Content("• ") + fact for fact in facts))
        self.query_one("#domains", Static).update(self._domains(plan))
        rows = self.query_one("#do", Rows)
        rows.rows = tuple(self._actions(message))
        if self.focused is None:
            rows.focus()
        self.refresh_bindings()

    def _warnings(self, plan: Plan) -> list[Content]:
        sentences = [gap_sentence(plan)] if plan.missing > 0 else []
        if plan.uncovered:
            sentences.append(f"The bank has no question for: {'; '.join(uncovered_lines(plan))}.")
        return [Content(sentence).stylize("$warning") for sentence in sentences]

    def _domains(self, plan: Plan) -> Content:
        counts = {domain.id: sum(item.domain == domain.id for item in plan.draw.items) for domain in self.exam.domains}
        return Content("\n").join(
            Content.assemble(
                (f"{counts[domain.id]:>3}", "bold"), f"  {domain.id} {domain.title} ", (f"{domain.weight} %", "$muted")
            )
            for domain in self.exam.domains
        )

    def _actions(self, prepared: ExamPrepared) -> list[Row]:
        plan, rows = prepared.plan, []
        if prepared.open_sitting is not None:
            state = prepared.open_sitting.state
            done = f"{state.answered} of {len(state.places)} answered, {clock_text(state.remaining)} left"
            rows.append(action_row("continue", "Continue", f"your open sitting: {done}"))
        if plan.draw.items:
            count = counted(len(plan.draw.items), "question")
            gives_up = "; the open sitting is given up" if prepared.open_sitting else ""
            few = f" that there are, not {plan.count}" if plan.missing > 0 else ""
            rows.append(action_row("begin", "Begin", f"{count}{few}, {round(plan.limit / 60)} minutes{gives_up}"))
        is_short, is_unseen = self._request.count is not None, self._request.only_unseen
        form = ("Whole", "the whole exam instead") if is_short else ("Short", f"{SHORT_FORM} questions instead")
        rows.append(action_row("short", *form))
        choice = ("All", "seen questions too") if is_unseen else ("Unseen", "only questions that you have not seen")
        rows.append(action_row("unseen", *choice))
        if prepared.attempt_count:
            rows.append(action_row("results", "Results", f"of {counted(prepared.attempt_count, 'attempt')}"))
        return rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        prepared = self._prepared
        match action:
            case "continue":
                return prepared is not None and prepared.open_sitting is not None
            case "begin":
                return prepared is not None and bool(prepared.plan.draw.items)
            case "results":
                return prepared is not None and prepared.attempt_count > 0
        return super().check_action(action, parameters)

    @on(Rows.Chosen, "#do")
    async def _do(self, message: Rows.Chosen) -> None:
        await self.run_action(message.key)

    def action_continue(self) -> None:
        """Continue the open sitting."""
        if self._prepared is not None and (record := self._prepared.open_sitting) is not None:
            open_sitting(self, lambda: self.study.live_sitting(record))

    def action_begin(self) -> None:
        """Begin the sitting; the clock runs from now on."""
        if self._prepared is not None:
            plan = self._prepared.plan
            open_sitting(self, lambda: self.study.begin_exam(plan))

    def on_sitting_opened(self, message: SittingOpened) -> None:
        self.app.opening.sitting(message.live)

    def action_short(self) -> None:
        """Change between the short form and the whole exam."""
        self._request = replace(self._request, count=None if self._request.count else SHORT_FORM, minutes=None)
        self._prepare()

    def action_unseen(self) -> None:
        """Change between unseen questions and all."""
        self._request = replace(self._request, only_unseen=not self._request.only_unseen)
        self._prepare()

    def action_results(self) -> None:
        """Show how the attempts went."""
        self.app.opening.exam_results(self.exam.code)

    def on_exam_refused(self, message: ExamRefused) -> None:
        self.notify(message.error.hint, title=message.error.message, severity="error", timeout=20)
