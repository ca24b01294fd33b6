"""Items to put in order."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from awslab.content.model import OrderingPart, Part
from awslab.quiz.answers import OrderAnswer, PartAnswer
from awslab.quiz.grading import Grade
from awslab.quiz.presentation import Presentation
from awslab.tui.markup import styled
from awslab.tui.widgets.answers.area import RIGHT, WRONG, AnswerArea, explained
from awslab.tui.widgets.answers.row import MarkedRow


class OrderingArea(AnswerArea):
    """The item under the cursor moves with u and d, with Shift and an arrow, or by a click on its own arrows."""

    BINDINGS = [
        Binding("u,shift+up", "shift(-1)", "Move up", key_display="u"),
        Binding("d,shift+down", "shift(1)", "Move down", key_display="d"),
    ]

    def __init__(self, presentation: Presentation) -> None:
        super().__init__(presentation)
        self.labels = {}  # letters would say nothing about a place
        self._items = [option.id for option in presentation.options]
        self._texts = {option.id: styled(option.text) for option in presentation.options}

    def compose(self) -> ComposeResult:
        for place, item in enumerate(self._items):
            yield MarkedRow(_mark(place), self._texts[item])

    @property
    def answer(self) -> PartAnswer | None:
        return OrderAnswer(tuple(self._items))

    @property
    def missing(self) -> str:
        return ""

    def action_shift(self, by: int) -> None:
        """Move the item under the cursor, and the cursor with it."""
        place = self.cursor
        target = place + by
        if self.locked or not 0 <= target < len(self._items):
            return
        self._items[place], self._items[target] = self._items[target], self._items[place]
        for row, index in ((self.marked_rows[place], place), (self.marked_rows[target], target)):
            row.show(_mark(index), self._texts[self._items[index]])
        self.cursor = target
        self.changed()

    def on_marked_row_pressed(self, message: MarkedRow.Pressed) -> None:
        message.stop()
        if self.locked:
            return
        self.focus()
        self.cursor = self.marked_rows.index(message.row)
        if 0 <= message.part < 2:
            self.action_shift(-1)
        elif 2 <= message.part < 4:
            self.action_shift(1)

    def reveal(self, part: Part, answer: PartAnswer | None, grade: Grade) -> None:
        assert isinstance(part, OrderingPart)
        item_ids = answer.items if isinstance(answer, OrderAnswer) else ()
        self.freeze()
        for place, (row, item) in enumerate(zip(self.marked_rows, part.items, strict=True)):
            is_right = place < len(item_ids) and item_ids[place] == item.id
            style = RIGHT if is_right else WRONG
            mark = Content.assemble((f" {'✓' if is_right else '✗'} ", style), (f" {place + 1}", "bold"))
            tag = (
                ""
                if is_right
                else f"You had it at {item_ids.index(item.id) + 1}."
                if item.id in item_ids
                else "Left out."
            )
            row.show(mark, explained(styled(item.text), tag, grade.why.get(item.id, ""), style))


def _mark(place: int) -> Content:
    return Content.assemble(("▲ ▼ ", "$muted"), (str(place + 1), "bold"))
