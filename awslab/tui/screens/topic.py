"""One topic: what the learner can do in it, and the ways to get further."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from awslab.tui.screens.page import Page
from awslab.tui.screens.statistics import StatisticsRead, read_statistics
from awslab.tui.widgets.bars import bar
from awslab.tui.widgets.rows import Column, Row, Rows, action_row
from awslab.tui.wording import counted, lab_state, mastery_word, percent

if TYPE_CHECKING:
    from awslab.content.model import Topic
    from awslab.tui.study import Study

_DO = (Column(8), Column())
_SKILLS = (Column(), Column(10, right=True, needs=120), Column(8, needs=100), Column(5), Column(10, needs=100))
_LABS = (Column(9), Column(), Column(6, right=True))


class TopicScreen(Page):
    """Skills with their mastery, the notes, a quiz, the labs."""

    CSS_PATH = "topic.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quiz", "Quiz"),
        Binding("n", "notes", "Notes"),
        Binding("w", "weak", "Weak"),
    ]

    def __init__(self, study: Study, topic: Topic) -> None:
        super().__init__()
        self.study, self.topic = study, topic
        self.place = topic.title
        self._labs = [lab for lab in study.library.labs if topic.id in (lab.topic, *lab.also)]

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="topic", can_focus=False):
            yield Static(self.topic.summary, id="summary", markup=False)
            with Container(id="columns"):
                with Vertical(classes="panel", id="do-panel") as do:
                    do.border_title = "Do"
                    yield Rows(_DO, self._ways(), id="do")
                with Vertical(classes="panel", id="labs-panel") as labs:
                    labs.border_title = "Labs"
                    yield Rows(_LABS, id="labs", empty="This topic has no lab yet.")
            with Vertical(classes="panel", id="skills-panel") as skills:
                skills.border_title = "Skills"
                skills.border_subtitle = "Enter practises one"
                yield Rows(_SKILLS, id="skills")

    def _ways(self) -> list[Row]:
        count = self.study.library.question_counts.get(self.topic.id, 0)
        rows = [action_row("quiz", "Quiz", f"10 of {counted(count, 'question')}")] if count else []
        rows.append(action_row("notes", "Notes", "read the study notes"))
        if count:
            rows.append(action_row("weak", "Weak", "questions on the skills you answered worst"))
        return rows

    def on_screen_resume(self) -> None:
        read_statistics(self, self.study)

    def on_statistics_read(self, message: StatisticsRead) -> None:
        numbers = message.statistics
        skills = []
        for skill in self.topic.skills:
            mastery = numbers.skills.get(skill.id)
            value = mastery.value if mastery else 0.0
            seen_words = f"{mastery.seen_count}/{mastery.questions} seen" if mastery else "none yet"
            skills.append(
                Row(skill.id, (skill.can, seen_words, bar(value, 8), f"{percent(value):>5}", mastery_word(mastery)))
            )
        self.query_one("#skills", Rows).rows = tuple(skills)
        self.query_one("#labs", Rows).rows = tuple(
            Row(lab.id, (lab_state(numbers.labs.get(lab.id)), lab.title, f"{lab.minutes} min")) for lab in self._labs
        )
        topic = numbers.topics.get(self.topic.id)
        due = f" · {counted(topic.due, 'question')} due today" if topic and topic.due else ""
        mastery = topic.mastery if topic else None
        self.say_status(f"{percent(mastery.value if mastery else 0.0)} {mastery_word(mastery)}{due}")

    @on(Rows.Chosen, "#do")
    async def _do(self, message: Rows.Chosen) -> None:
        await self.run_action(message.key)

    @on(Rows.Chosen, "#labs")
    def _open_lab(self, message: Rows.Chosen) -> None:
        self.app.opening.lab(message.key)

    @on(Rows.Chosen, "#skills")
    def _practise(self, message: Rows.Chosen) -> None:
        self.app.opening.weak(message.key)

    def action_quiz(self) -> None:
        """Ask questions on this topic."""
        self.app.opening.topic_quiz(self.topic.id)

    def action_notes(self) -> None:
        """Read the notes."""
        self.app.opening.notes(self.topic.id)

    def action_weak(self) -> None:
        """Practise the weakest skills of this topic."""
        self.app.opening.weak(*(skill.id for skill in self.topic.skills))
