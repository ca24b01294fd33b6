"""Prompts that each get a choice."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from awslab.content.model import MatchingPart, Part
from awslab.quiz.answers import MatchAnswer, PartAnswer
from awslab.quiz.grading import Grade
from awslab.quiz.presentation import Labelled, Presentation
from awslab.tui.markup import styled
from awslab.tui.widgets.answers.area import RIGHT, WRONG, AnswerArea, explained, listed
from awslab.tui.widgets.answers.row import MarkedRow


class MatchingArea(AnswerArea):
    """A letter gives the current prompt its choice and goes on to the next; so does a click on a choice."""

    DEFAULT_CSS = """
    MatchingArea .choices { margin-top: 1; color: $muted; padding: 0 1; }
    """
    BINDINGS = [
        Binding("left", "turn(-1)", "Other choice", show=False),
        Binding("right", "turn(1)", "Other choice", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
    ]

    def __init__(self, presentation: Presentation) -> None:
        super().__init__(presentation)
        self._choice_by_prompt: dict[str, str] = {}
        self._choices = {option.id: option for option in presentation.options}
        self._places = {prompt.label: place for place, prompt in enumerate(presentation.prompts)}

    @property
    def places(self) -> int:
        return len(self.presentation.prompts)

    def compose(self) -> ComposeResult:
        for prompt in self.presentation.prompts:
            yield MarkedRow(Content(prompt.label).stylize("bold"), self._pair(prompt))
        yield Static("Choices", classes="choices")
        for option in self.presentation.options:
            yield MarkedRow(Content(option.label).stylize("bold $accent"), styled(option.text))

    @property
    def answer(self) -> PartAnswer | None:
        return MatchAnswer.of(self._choice_by_prompt) if self._choice_by_prompt else None

    @property
    def missing(self) -> str:
        without = [prompt.label for prompt in self.presentation.prompts if prompt.id not in self._choice_by_prompt]
        if not without:
            return ""
        letters = f"{self.presentation.options[0].label} to {self.presentation.options[-1].label}"
        return f"Give {listed(without)} a letter from {letters}, or click one."

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return super().check_consume_key(key, character) or (not self.locked and character in self._places)

    def press_label(self, label: str) -> None:
        if label in self._places:
            self.cursor = self._places[label]
            return
        self._give(self.labels[label])
        self.cursor += 1

    def action_turn(self, by: int) -> None:
        """Give the current prompt the choice before or after the one it has."""
        options = [option.id for option in self.presentation.options]
        has = self._choice_by_prompt.get(self.presentation.prompts[self.cursor].id)
        place = options.index(has) + by if has else 0 if by > 0 else len(options) - 1
        self._give(options[place % len(options)])

    def action_clear(self) -> None:
        """Take the choice of the current prompt back."""
        self._choice_by_prompt.pop(self.presentation.prompts[self.cursor].id, None)
        self._redraw()

    def _give(self, choice: str) -> None:
        self._choice_by_prompt[self.presentation.prompts[self.cursor].id] = choice
        self._redraw()

    def _redraw(self) -> None:
        for row, prompt in zip(self.marked_rows, self.presentation.prompts, strict=False):
            row.show(Content(prompt.label).stylize("bold"), self._pair(prompt))
        self.changed()

    def on_marked_row_pressed(self, message: MarkedRow.Pressed) -> None:
        message.stop()
        if self.locked:
            return
        self.focus()
        place = self.marked_rows.index(message.row)
        if place < self.places:
            self.cursor = place
        else:
            self.press_label(self.presentation.options[place - self.places].label)

    def _pair(self, prompt: Labelled) -> Content:
        choice = self._choices.get(self._choice_by_prompt.get(prompt.id, ""))
        choice_text = Content.assemble((f"{choice.label}  ", "bold"), styled(choice.text)) if choice else Content("…")
        return Content("\n").join(
            [styled(prompt.text), Content("→ ") + choice_text.stylize("" if choice else "$muted")]
        )

    def reveal(self, part: Part, answer: PartAnswer | None, grade: Grade) -> None:
        assert isinstance(part, MatchingPart)
        choice_by_prompt = answer.choices if isinstance(answer, MatchAnswer) else {}
        matches = {prompt.id: prompt.match for prompt in part.prompts}
        self.freeze()
        rows = self.marked_rows
        for row, prompt in zip(rows, self.presentation.prompts, strict=False):
            is_right = choice_by_prompt.get(prompt.id) == matches[prompt.id]
            style = RIGHT if is_right else WRONG
            right = self._choices[matches[prompt.id]]
            pair = Content("\n").join([styled(prompt.text), Content("→ ") + styled(right.text).stylize("bold")])
            mark = Content.assemble((f" {'✓' if is_right else '✗'} ", style), (prompt.label, "bold"))
            row.show(
                mark, explained(pair, self._tag(choice_by_prompt.get(prompt.id), is_right), grade.why[prompt.id], style)
            )
        for row, option in zip(rows[self.places :], self.presentation.options, strict=True):
            why = grade.why.get(option.id, "")
            row.show(Content(f"   {option.label}"), explained(styled(option.text), "", why))

    def _tag(self, choice: str | None, is_right: bool) -> str:
        if is_right:
            return ""
        return f"You chose {self._choices[choice].label}." if choice in self._choices else "You gave no choice."
