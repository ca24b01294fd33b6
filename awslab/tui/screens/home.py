"""The home screen: what to do today, the topics and the labs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import Static

from awslab.tui.screens.page import Page
from awslab.tui.screens.statistics import StatisticsRead, read_statistics
from awslab.tui.widgets.bars import bar
from awslab.tui.widgets.heat_map import HeatMap
from awslab.tui.widgets.notice import Notice
from awslab.tui.widgets.rows import Column, Row, Rows
from awslab.tui.wording import counted, lab_state, mastery_word, percent

if TYPE_CHECKING:
    from awslab.progress.advice import Advice
    from awslab.progress.statistics import Statistics
    from awslab.tui.study import Study

_NEXT = (Column(8), Column())
_TOPICS = (Column(), Column(10, right=True), Column(8), Column(14))
_LABS = (Column(9), Column(), Column(6, right=True))


class HomeScreen(Page):
    """Where awslab begins."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "review", "Review"),
        Binding("q", "quiz", "Quiz"),
        Binding("w", "weak", "Weak"),
        Binding("e", "exam", "Exam"),
        Binding("p", "progress", "Progress"),
        Binding("ctrl+q", "app.quit", "Quit"),
    ]

    study: var[Study | None] = var(None)
    """None until the library and the progress file are open."""

    def __init__(self) -> None:
        super().__init__()
        self._advice: tuple[Advice, ...] = ()

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="home", can_focus=False):
            yield Notice(id="broken-content")
            yield Notice(id="unsaved")
            with Vertical(id="next-panel", classes="panel") as next_panel:
                next_panel.border_title = "Next"
                yield Rows(_NEXT, id="next", empty="Opening the library …")
            with Container(id="columns"):
                with Vertical(id="topics-panel", classes="panel") as topics_panel:
                    topics_panel.border_title = "Topics"
                    yield Rows(_TOPICS, id="topics", empty="…")
                with Vertical(id="labs-panel", classes="panel") as labs_panel:
                    labs_panel.border_title = "Labs"
                    yield Rows(_LABS, id="labs", empty="…")
                with Vertical(id="days-panel", classes="panel") as days_panel:
                    days_panel.border_title = "Days"
                    yield HeatMap(weeks=12)
                    yield Static(id="totals", classes="muted")

    def watch_study(self) -> None:
        if self.study is not None and self.is_current:
            read_statistics(self, self.study)

    def on_screen_resume(self) -> None:
        if self.study is not None:
            read_statistics(self, self.study)

    def action_review(self) -> None:
        """Answer what is due."""
        self.app.opening.review()

    def action_quiz(self) -> None:
        """Answer questions from all topics."""
        self.app.opening.topic_quiz()

    def action_weak(self) -> None:
        """Practise the weakest skills."""
        self.app.opening.weak()

    def action_exam(self) -> None:
        """Choose a mock exam."""
        self.app.opening.exams()

    def action_progress(self) -> None:
        """See what was done so far."""
        self.app.opening.progress()

    def on_statistics_read(self, message: StatisticsRead) -> None:
        from awslab.progress.advice import what_next

        if self.study is None:
            return
        is_first = not self._advice and not self.query_one("#topics", Rows).rows
        library = self.study.library
        self._advice = what_next(message.statistics, [topic.id for topic in library.topics], library.labs)
        self._show_next()
        self._show_topics(message.statistics)
        self._show_labs(message.statistics)
        self._show_days(message.statistics)
        self._show_notices()
        if is_first and self.focused is None:
            self.query_one("#next" if self._advice else "#topics", Rows).focus()

    def _show_next(self) -> None:
        rows = self.query_one("#next", Rows)
        rows.empty = "Nothing is due today. Choose a topic below, or press q for a quiz on everything."
        rows.rows = tuple(
            Row(str(index), (Content(_VERBS[advice.action]).stylize("bold $accent"), self._advise(advice)))
            for index, advice in enumerate(self._advice)
        )

    def _advise(self, advice: Advice) -> str:
        assert self.study is not None
        if advice.action in ("continue-lab", "lab"):
            return f"{self.study.library.lab_entry(advice.lab).title}: {_lower(advice.why)}"
        if advice.action == "practise":
            return f"{self.study.skill_says(advice.skill)} ({self.study.topic_title(advice.topic)})"
        return f"{self.study.topic_title(advice.topic)}: {advice.why}" if advice.topic else advice.why

    def _show_topics(self, numbers: Statistics) -> None:
        assert self.study is not None
        counts = self.study.library.question_counts
        rows = []
        for topic in self.study.library.topics:
            progress = numbers.topics.get(topic.id)
            mastery = progress.mastery if progress else None
            value = mastery.value if mastery else 0.0
            rows.append(
                Row(
                    topic.id,
                    (
                        topic.title,
                        f"{mastery.seen_count if mastery else 0}/{counts.get(topic.id, 0)} seen",
                        bar(value, 8),
                        f"{percent(value):>4} {mastery_word(mastery)}",
                    ),
                )
            )
        self.query_one("#topics", Rows).rows = tuple(rows)

    def _show_labs(self, numbers: Statistics) -> None:
        assert self.study is not None
        rows = self.query_one("#labs", Rows)
        rows.empty = "There are no labs yet."
        rows.rows = tuple(
            Row(lab.id, (lab_state(numbers.labs.get(lab.id)), lab.title, f"{lab.minutes} min"))
            for lab in self.study.library.labs
        )

    def _show_days(self, numbers: Statistics) -> None:
        heat_map = self.query_one(HeatMap)
        heat_map.today, heat_map.days = numbers.today, numbers.days
        answer_words = counted(numbers.count.answer_count, "answer")
        seen_words = f"{numbers.seen_count} of {counted(numbers.questions, 'question')} seen"
        self.query_one("#totals", Static).update(f"{answer_words}, {seen_words}.")
        streak = f"{counted(numbers.streak, 'day')} in a row · " if numbers.streak > 1 else ""
        self.say_status(f"{streak}{numbers.today:%a} {numbers.today.day} {numbers.today:%b}")

    def _show_notices(self) -> None:
        assert self.study is not None
        problems = self.study.library.problems
        files = len({problem.file for problem in problems})
        self.query_one("#broken-content", Notice).text = (
            f"{counted(len(problems), 'problem')} in {counted(files, 'content file')}; what is wrong is left out. "
            "Press Enter to see where."
            if problems
            else ""
        )
        self.query_one("#unsaved", Notice).text = (
            "" if self.study.keeps else "The progress file cannot be used: nothing you do now is saved."
        )

    @on(Notice.Pressed, "#broken-content")
    def _open_problems(self) -> None:
        self.app.opening.problems()

    @on(Rows.Chosen, "#topics")
    def _open_topic(self, message: Rows.Chosen) -> None:
        self.app.opening.topic(message.key)

    @on(Rows.Chosen, "#labs")
    def _open_lab(self, message: Rows.Chosen) -> None:
        self.app.opening.lab(message.key)

    @on(Rows.Chosen, "#next")
    def _follow_advice(self, message: Rows.Chosen) -> None:
        advice = self._advice[int(message.key)]
        match advice.action:
            case "review":
                self.app.opening.review()
            case "continue-lab" | "lab":
                self.app.opening.lab(advice.lab)
            case "practise":
                self.app.opening.weak(advice.skill)
            case _:
                self.app.opening.topic(advice.topic)


_VERBS = {
    "review": "Review",
    "continue-lab": "Continue",
    "practise": "Practise",
    "learn": "Learn",
    "lab": "Build",
}


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
