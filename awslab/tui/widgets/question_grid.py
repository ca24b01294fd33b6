"""The questions of a mock exam as numbers, with signs for answered, flagged and open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

ANSWERED, OPEN, FLAGGED = "●", "○", "!"
_CELL = 7
"""Cells of a question: a number, two signs, and space."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """The state of one question."""

    is_answered: bool
    is_flagged: bool


class QuestionGrid(Widget, can_focus=True):
    """Numbers in rows that fill the width; a click, or the arrow keys and Enter, choose one."""

    DEFAULT_CSS = """
    QuestionGrid { height: auto; width: 1fr; }
    """
    BINDINGS = [
        Binding("left", "move(-1)", "Before", show=False),
        Binding("right", "move(1)", "After", show=False),
        Binding("up", "move_row(-1)", "Up", show=False),
        Binding("down", "move_row(1)", "Down", show=False),
        Binding("enter", "choose", "Go there"),
    ]

    cells: reactive[tuple[GridCell, ...]] = reactive((), layout=True)
    """A cell for each question, in order."""
    current: reactive[int] = reactive(0)
    """The place of the question that is looked at."""
    cursor: reactive[int] = reactive(0)
    """The place that Enter chooses."""

    class Chosen(Message):
        """A question was chosen, by its place from 0."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, cells: Sequence[GridCell] = (), current: int = 0, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.set_reactive(QuestionGrid.cells, tuple(cells))
        self.set_reactive(QuestionGrid.current, current)
        self.set_reactive(QuestionGrid.cursor, current)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        columns = max(1, width // _CELL)
        return max(1, -(-len(self.cells) // columns))

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.cells) - 1))

    def watch_has_focus(self, _has_focus: bool) -> None:
        self.refresh()

    @property
    def _columns(self) -> int:
        return max(1, self.content_size.width // _CELL)

    def render(self) -> Content:
        rows = [
            Content.assemble(*(self._cell(place) for place in range(start, start + self._columns)))
            for start in range(0, len(self.cells), self._columns)
        ]
        return Content("\n").join(rows)

    def _cell(self, place: int) -> Content:
        if place >= len(self.cells):
            return Content("")
        cell = self.cells[place]
        sign = (ANSWERED, "$success") if cell.is_answered else (OPEN, "$muted")
        flag = (FLAGGED, "bold $warning") if cell.is_flagged else (" ", "")
        content = Content.assemble(f"{place + 1:>3} ", sign, flag)
        if self.has_focus and place == self.cursor:
            content = content.stylize("$block-cursor-foreground on $block-cursor-background bold")
        elif place == self.current:
            content = content.stylize("bold reverse")
        return content + Content(" ")

    def action_move(self, by: int) -> None:
        """Move the cursor by so many questions."""
        self.cursor += by

    def action_move_row(self, by: int) -> None:
        """Move the cursor by so many rows."""
        place = self.cursor + by * self._columns
        if 0 <= place < len(self.cells):
            self.cursor = place

    def action_choose(self) -> None:
        """Choose the question under the cursor."""
        self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.x >= self._columns * _CELL:
            return
        place = offset.y * self._columns + offset.x // _CELL
        if place < len(self.cells):
            self.cursor = place
            self.action_choose()
