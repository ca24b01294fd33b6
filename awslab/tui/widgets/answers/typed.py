"""A number or a few words, typed."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Label

from awslab.content.model import NumberPart, Part, ShortPart
from awslab.errors import UsageError
from awslab.quiz.answers import NumberAnswer, PartAnswer, TextAnswer
from awslab.quiz.grading import Grade, number_text
from awslab.quiz.grammar import read_answer
from awslab.tui.markup import styled
from awslab.tui.widgets.answers.area import RIGHT, WRONG, AnswerArea, explained
from awslab.tui.widgets.answers.row import MarkedRow


class TypedArea(AnswerArea, can_focus=False):
    """A field with its unit; Enter submits."""

    DEFAULT_CSS = """
    TypedArea {
        .field { height: auto; padding: 0 1; }
        Input { width: 40; max-width: 70%; }
        .unit { padding: 1 1; }
    }
    """

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Input(placeholder="a number" if self.presentation.type == "number" else "a word or a short phrase")
            yield Label(self.presentation.unit, classes="unit", markup=False)

    @property
    def _line(self) -> str:
        return self.query_one(Input).value

    @property
    def answer(self) -> PartAnswer | None:
        try:
            answer = read_answer(self.presentation, self._line)
        except UsageError:
            return None
        assert answer is None or isinstance(answer, NumberAnswer | TextAnswer)
        return answer

    @property
    def missing(self) -> str:
        if not self._line.strip():
            return "Type your answer, then press Enter."
        try:
            read_answer(self.presentation, self._line)
        except UsageError as error:
            return f"{error.message} {error.hint}"
        return ""

    def focus(self, scroll_visible: bool = True) -> TypedArea:
        self.query_one(Input).focus(scroll_visible)
        return self

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.changed()

    def reveal(self, part: Part, answer: PartAnswer | None, grade: Grade) -> None:
        assert isinstance(part, NumberPart | ShortPart)
        self.freeze()
        self.query_one(".field").display = False
        unit = f" {self.presentation.unit}" if self.presentation.unit else ""
        right = Content(f"{grade.key[0]}{unit}").stylize("bold")
        more_forms = f"Also accepted: {', '.join(grade.key[1:])}." if len(grade.key) > 1 else ""
        rows = [MarkedRow(Content(" ✓ ").stylize(RIGHT), explained(right, "", more_forms))]
        if not grade.correct:
            answer_text = Content(f"{_said(answer)}{unit if isinstance(answer, NumberAnswer) else ''}")
            why = explained(
                answer_text, "Your answer." if answer else "You gave no answer.", grade.misconception, WRONG
            )
            rows.append(MarkedRow(Content(" ✗ ").stylize(WRONG), why))
        rows += [MarkedRow(Content("   "), explained(styled(wrong), "", why)) for wrong, why in _others(grade)]
        self.mount(*rows)


def _said(answer: PartAnswer | None) -> str:
    match answer:
        case NumberAnswer():
            return number_text(float(answer.value))
        case TextAnswer():
            return answer.text
    return "-"


def _others(grade: Grade) -> list[tuple[str, str]]:
    return [(wrong, why) for wrong, why in grade.why.items() if why != grade.misconception]
