"""One or several options out of a few."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from awslab.content.model import MultiplePart, Part, SinglePart
from awslab.quiz.answers import ChoiceAnswer, PartAnswer
from awslab.quiz.grading import Grade
from awslab.quiz.presentation import Labelled, Presentation
from awslab.tui.markup import styled
from awslab.tui.widgets.answers.area import RIGHT, WRONG, AnswerArea, explained
from awslab.tui.widgets.answers.row import MarkedRow


class ChoiceArea(AnswerArea):
    """Letters or the space bar choose; in a single question the arrow keys choose as well, as in any set of radios."""

    BINDINGS = [Binding("space", "pick", "Choose", show=False)]

    def __init__(self, presentation: Presentation) -> None:
        super().__init__(presentation)
        self._chosen_ids: set[str] = set()

    @property
    def _single(self) -> bool:
        return self.presentation.type == "single"

    def compose(self) -> ComposeResult:
        for option in self.presentation.options:
            yield MarkedRow(self._mark(option), styled(option.text))

    @property
    def answer(self) -> PartAnswer | None:
        return ChoiceAnswer(frozenset(self._chosen_ids)) if self._chosen_ids else None

    @property
    def missing(self) -> str:
        chosen_count, required_count = len(self._chosen_ids), self.presentation.choose
        if chosen_count == required_count:
            return ""
        letters = f"{self.presentation.options[0].label} to {self.presentation.options[-1].label}"
        count = f" {chosen_count} of {required_count} chosen." if chosen_count else ""
        return f"Choose {required_count}: letters {letters}, or click.{count}"

    def press_label(self, label: str) -> None:
        self.cursor = list(self.labels).index(label)
        self.action_pick()

    def action_move(self, by: int) -> None:
        if self._single and not self._chosen_ids:
            by = min(by, 0)
        self.cursor += by
        if self._single:
            self._choose(self.presentation.options[self.cursor].id)

    def action_pick(self) -> None:
        """Choose the option under the cursor; in a multiple question, take it back too."""
        if not self.locked:
            self._choose(self.presentation.options[self.cursor].id)

    def _choose(self, option_id: str) -> None:
        self._chosen_ids = {option_id} if self._single else self._chosen_ids ^ {option_id}
        for row, option in zip(self.marked_rows, self.presentation.options, strict=True):
            row.show(self._mark(option))
        self.changed()

    def on_marked_row_pressed(self, message: MarkedRow.Pressed) -> None:
        message.stop()
        if not self.locked:
            self.focus()
            self.cursor = self.marked_rows.index(message.row)
            self.action_pick()

    def _mark(self, option: Labelled) -> Content:
        is_chosen = option.id in self._chosen_ids
        box = ("(•)" if is_chosen else "( )") if self._single else ("[x]" if is_chosen else "[ ]")
        return Content.assemble((box, "bold $accent" if is_chosen else "$muted"), " ", (option.label, "bold"))

    def reveal(self, part: Part, answer: PartAnswer | None, grade: Grade) -> None:
        assert isinstance(part, SinglePart | MultiplePart)
        chosen_ids = answer.options if isinstance(answer, ChoiceAnswer) else frozenset()
        correct = {option.id for option in part.options if option.correct}
        self.freeze()
        for row, option in zip(self.marked_rows, self.presentation.options, strict=True):
            sign, tag, style = _verdict(option.id in chosen_ids, option.id in correct)
            mark = Content.assemble((f" {sign} ", style), " ", (option.label, "bold"))
            text = styled(option.text).stylize_before(style)
            row.show(mark, explained(text, tag, grade.why.get(option.id, ""), style))


def _verdict(is_chosen: bool, is_correct: bool) -> tuple[str, str, str]:
    if is_correct:
        return ("✓", "Right, as you chose." if is_chosen else "Right; you did not choose it.", RIGHT)
    return ("✗", "You chose it; wrong.", WRONG) if is_chosen else (" ", "", "")
