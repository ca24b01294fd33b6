"""A mark at the left, and a text that may be long at the right."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class MarkedRow(Horizontal):
    """An option, an item or a prompt; a click on it is told by its place."""

    DEFAULT_CSS = """
    MarkedRow {
        height: auto; width: 1fr; padding: 0 1;
        .mark { width: auto; min-width: 6; margin-right: 1; }
        .text { width: 1fr; }
        &:hover { background: $boost; }
    }
    """

    class Pressed(Message):
        """The row was clicked; `part` is what of its mark was hit, in cells from the left, or -1 for the text."""

        def __init__(self, row: MarkedRow, part: int) -> None:
            super().__init__()
            self.row = row
            self.part = part

    def __init__(self, mark: Content, text: Content) -> None:
        super().__init__()
        self._mark = Static(mark, classes="mark")
        self._text = Static(text, classes="text")

    def compose(self) -> ComposeResult:
        yield self._mark
        yield self._text

    def show(self, mark: Content, text: Content | None = None) -> None:
        """Draw another mark, and another text if one is given."""
        self._mark.update(mark)
        if text is not None:
            self._text.update(text)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        offset = event.get_content_offset(self._mark)
        self.post_message(self.Pressed(self, -1 if offset is None else offset.x))
