"""A list of one-line rows in columns that share the width there is; drawn as one widget, so that it is quick."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

Cell: TypeAlias = Content | str
_GAP = 2


@dataclass(frozen=True, slots=True)
class Column:
    """How one column is drawn."""

    width: int = 0
    """Cells; 0 takes what the others leave."""
    right: bool = False
    """Align to the right."""
    needs: int = 0
    """Left out where the list is narrower than this."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line to choose."""

    key: str
    """What it stands for; comes back in `Rows.Chosen`."""
    cells: tuple[Cell, ...]


def action_row(key: str, verb: str, description: str) -> Row:
    """Return a row for something to do: the verb stands out in the first column."""
    return Row(key, (Content(verb).stylize("bold $accent"), description))


class Rows(Widget, can_focus=True):
    """Rows to move through with the arrow keys, and to choose with Enter or a click."""

    DEFAULT_CSS = """
    Rows { height: auto; width: 1fr; }
    """
    BINDINGS = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("home", "jump(0)", "First", show=False),
        Binding("end", "jump(-1)", "Last", show=False),
        Binding("enter", "choose", "Open"),
    ]

    rows: reactive[tuple[Row, ...]] = reactive((), layout=True)
    """The lines."""
    cursor: reactive[int] = reactive(0)
    """The line that Enter chooses."""
    empty: reactive[str] = reactive("", layout=True)
    """What to say when there are no lines."""

    class Chosen(Message):
        """A row was chosen."""

        def __init__(self, rows: Rows, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> Rows:
            """The list, for `@on`."""
            return self.rows

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Row] = (),
        *,
        empty: str = "",
        keeps_mark: bool = False,
        id: str | None = None,  # noqa: A002  # Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.keeps_mark = keeps_mark
        """Whether the row under the cursor is marked while the keys are elsewhere."""
        self.set_reactive(Rows.rows, tuple(rows))
        self.set_reactive(Rows.empty, empty)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(len(self.rows), 1)

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_rows(self) -> None:
        self.cursor = self.validate_cursor(self.cursor)

    def watch_cursor(self) -> None:
        if self.has_focus:
            self._show_cursor()

    def watch_has_focus(self, _has_focus: bool) -> None:
        self.refresh()

    def render(self) -> Content:
        if not self.rows:
            return Content(self.empty).stylize("$muted")
        width = max(1, self.content_size.width)
        widths = self._widths(width)
        lines = [self._line(row, widths, width) for row in self.rows]
        style = "$block-cursor-foreground on $block-cursor-background bold"
        if not self.has_focus:
            style = "bold on $block-cursor-blurred-background" if self.keeps_mark else ""
        if style:
            lines[self.cursor] = lines[self.cursor].stylize(style)
        return Content("\n").join(lines)

    def action_move(self, by: int) -> None:
        """Move the cursor; beyond the ends, to the list before or after."""
        if 0 <= self.cursor + by < len(self.rows):
            self.cursor += by
            return
        neighbour = self.screen.focus_next(Rows) if by > 0 else self.screen.focus_previous(Rows)
        if isinstance(neighbour, Rows) and neighbour is not self:
            neighbour.cursor = 0 if by > 0 else len(neighbour.rows) - 1

    def action_jump(self, place: int) -> None:
        """To the first (0) or the last (-1) row."""
        self.cursor = place if place >= 0 else len(self.rows) + place

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self.rows:
            self.post_message(self.Chosen(self, self.rows[self.cursor].key))

    def on_focus(self) -> None:
        self._show_cursor()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(self.rows):
            self.cursor = offset.y
            self.action_choose()

    def _show_cursor(self) -> None:
        region = Region(0, self.cursor, self.content_size.width, 1).translate(self.content_region.offset)
        for ancestor in self.ancestors:
            if isinstance(ancestor, Widget) and ancestor.is_scrollable and ancestor.allow_vertical_scroll:
                inside = region.translate(-ancestor.content_region.offset + ancestor.scroll_offset)
                ancestor.scroll_to_region(inside, animate=False)
                return

    def _widths(self, width: int) -> tuple[int, ...]:
        """Return the width of each column; -1 for one that is left out."""
        is_shown_by_column = [column.needs <= width for column in self.columns]
        fixed = sum(column.width for column, is_shown in zip(self.columns, is_shown_by_column, strict=True) if is_shown)
        rest = max(1, width - fixed - _GAP * (sum(is_shown_by_column) - 1))
        return tuple(
            -1 if not is_shown else column.width or rest
            for column, is_shown in zip(self.columns, is_shown_by_column, strict=True)
        )

    def _line(self, row: Row, widths: tuple[int, ...], width: int) -> Content:
        cells = [
            _fitted(Content(cell) if isinstance(cell, str) else cell, column_width, column.right)
            for cell, column_width, column in zip(row.cells, widths, self.columns, strict=True)
            if column_width > 0
        ]
        return Content(" " * _GAP).join(cells).truncate(width, pad=True)


def _fitted(cell: Content, width: int, right: bool) -> Content:
    cell = cell.truncate(width, ellipsis=True)
    return cell.pad_left(width - cell.cell_length) if right else cell.pad_right(width - cell.cell_length)
