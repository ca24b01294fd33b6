"""How a quiz went, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from awslab.tui.markup import plain
from awslab.tui.screens.page import Page
from awslab.tui.widgets.bars import bar
from awslab.tui.widgets.rows import Column, Row, Rows, action_row
from awslab.tui.wording import RIGHT, SKIPPED, WRONG, counted, percent

if TYPE_CHECKING:
    from awslab.content.library import LabEntry
    from awslab.quiz.outcome import Outcome
    from awslab.quiz.result import Tally
    from awslab.quiz.session import QuizSession
    from awslab.tui.study import Study

_QUESTIONS = (Column(16), Column(), Column(24, needs=110))
_DO = (Column(8), Column())


class ResultsScreen(Page):
    """The score, what was weak, every question, and where to go from here."""

    CSS_PATH = "results.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "repeat", "Again"),
        Binding("w", "weak", "Weak"),
        Binding("n", "notes", "Notes"),
        Binding("l", "lab", "Lab"),
        Binding("escape", "leave", "Done"),
    ]

    def __init__(self, study: Study, session: QuizSession, title: str) -> None:
        super().__init__()
        self.study = study
        self.place = f"{title} · Results"
        self.result = session.result()
        self._figures_seed = session.figures_seed
        self.outcomes: tuple[Outcome, ...] = tuple(session.outcomes)
        self._missed_skills = tuple(dict.fromkeys(outcome.question.skill for outcome in self.result.missed_outcomes))
        self._lab = self._fitting_lab()

    def _fitting_lab(self) -> LabEntry | None:
        """Return the lab whose checks carry the most of the missed skills."""
        labs = [(len(set(lab.skills) & set(self._missed_skills)), lab) for lab in self.study.library.labs]
        best = max(labs, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] else None

    def compose_body(self) -> ComposeResult:
        with VerticalScroll(id="results", can_focus=False):
            yield Static(self._score(), id="score")
            with Container(id="columns"):
                with Vertical(classes="panel", id="next-panel") as do:
                    do.border_title = "Next"
                    yield Rows(_DO, self._actions(), id="next")
                with Vertical(classes="panel", id="topics-panel") as topics:
                    topics.border_title = "By topic and skill"
                    yield Static(self._tallies(), id="tallies")
            with Vertical(classes="panel", id="questions-panel") as questions:
                questions.border_title = "Questions"
                yield Rows(_QUESTIONS, self._questions(), id="questions", empty="You answered no question.")

    def on_mount(self) -> None:
        self.say_status(f"{self.result.correct} of {self.result.question_count} right")
        self.query_one("#next", Rows).focus()

    def _score(self) -> Content:
        result = self.result
        share = result.correct / result.question_count if result.question_count else 0.0
        words = "All of them right." if result.perfect else f"{result.correct} of {result.question_count} right."
        extra = []
        if result.guessed_outcomes:
            extra.append(
                f"{counted(len(result.guessed_outcomes), 'guess', 'guesses')} among them; they come back soon."
            )
        if result.skipped_ids:
            extra.append(f"{counted(len(result.skipped_ids), 'question')} skipped.")
        if result.unloadable:
            extra.append(f"{counted(len(result.unloadable), 'question')} could not be read.")
        return Content.assemble(
            bar(share, 20, "$success"), "  ", (f"{percent(share)}  ", "bold"), (words, "bold"), " ", " ".join(extra)
        )

    def _actions(self) -> list[Row]:
        rows = []
        if self.result.missed_outcomes or self.result.skipped_ids:
            again = len(self.result.missed_outcomes) + len(self.result.skipped_ids)
            rows.append(action_row("repeat", "Again", f"{counted(again, 'question')} missed or skipped"))
        if self._missed_skills:
            rows.append(action_row("weak", "Practise", f"{counted(len(self._missed_skills), 'skill')} missed"))
            skill = self._missed_skills[0]
            rows.append(action_row("notes", "Read", f"the notes: {self.study.skill_says(skill)}"))
        if self._lab:
            rows.append(action_row("lab", "Build", self._lab.title))
        rows.append(action_row("leave", "Done", "back to where you came from"))
        return rows

    def _tallies(self) -> Content:
        lines = []
        for topic, tally in self.result.by_topic.items():
            lines.append(_tally_line(self.study.topic_title(topic), tally, "bold"))
            skills = [skill for skill in self.result.by_skill if skill.startswith(f"{topic}.")]
            lines += [_tally_line(self.study.skill_says(skill), self.result.by_skill[skill], "") for skill in skills]
        return Content("\n").join(lines)

    def _questions(self) -> list[Row]:
        rows = []
        for place, outcome in enumerate(self.outcomes):
            mark = RIGHT if outcome.grade.correct else WRONG
            style = "$success" if outcome.grade.correct else "$error"
            if outcome.graded_answer.is_guess:
                mark += ", guessed"
            topic = self.study.topic_title(outcome.question.topic)
            rows.append(Row(str(place), (Content(mark).stylize(style), plain(outcome.question.stem), topic)))
        for question_id in self.result.skipped_ids:
            question = self.study.library.question(question_id, self._figures_seed)
            topic = self.study.topic_title(question.topic)
            rows.append(Row(f"skipped {question_id}", (SKIPPED, plain(question.stem), topic)))
        return rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "repeat":
                return bool(self.result.missed_outcomes or self.result.skipped_ids)
            case "weak" | "notes":
                return bool(self._missed_skills)
            case "lab":
                return self._lab is not None
        return super().check_action(action, parameters)

    @on(Rows.Chosen, "#next")
    async def _do(self, message: Rows.Chosen) -> None:
        await self.run_action(message.key)

    @on(Rows.Chosen, "#questions")
    def _open_question(self, message: Rows.Chosen) -> None:
        if message.key.startswith("skipped "):
            self.notify("You skipped this one; “Again” asks it once more.")
        else:
            self.app.opening.question(self.outcomes, int(message.key))

    def action_repeat(self) -> None:
        """Ask the missed and skipped questions again."""
        missed_ids = [outcome.question.id for outcome in self.result.missed_outcomes]
        self.app.opening.repeat([*missed_ids, *self.result.skipped_ids], self._figures_seed)

    def action_weak(self) -> None:
        """More questions on the skills that were missed."""
        self.app.opening.weak(*self._missed_skills)

    def action_notes(self) -> None:
        """The notes on the first skill that was missed."""
        skill = self._missed_skills[0]
        self.app.opening.notes(skill.partition(".")[0], skill=skill)

    def action_lab(self) -> None:
        """The lab that exercises what was missed."""
        if self._lab is not None:
            self.app.opening.lab(self._lab.id)


def _tally_line(name: str, tally: Tally, style: str) -> Content:
    share = tally.correct / tally.question_count if tally.question_count else 0.0
    indent = "" if style else "  "
    count = f"{tally.correct} of {tally.question_count}"
    return Content.assemble(bar(share, 8), f"  {count:<9}", indent, (name, style))
