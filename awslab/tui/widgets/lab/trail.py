"""The API calls that were made, as CloudTrail would list them."""

from __future__ import annotations

import json
from collections import deque

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import DataTable, Static

from awslab.sandbox.protocol import TrailEntry

_ROWS = 1_000
_COLUMNS = (("Time", 8), ("Call", 31), ("Answer", 22), ("Who", 8))


class TrailPane(Vertical):
    """The last calls; the parameters of the one under the cursor below."""

    DEFAULT_CSS = """
    TrailPane {
        DataTable { height: 1fr; }
        #call { height: auto; max-height: 8; padding: 0 1; border-top: solid $border-blurred; overflow-y: auto; }
    }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._pending: deque[TrailEntry] = deque()
        self._entries: deque[TrailEntry] = deque(maxlen=_ROWS)

    def compose(self) -> ComposeResult:
        table: DataTable[Content] = DataTable(cursor_type="row", zebra_stripes=True)
        for name, width in _COLUMNS:
            table.add_column(name, width=width)
        yield table
        yield Static("No API call yet.", id="call", classes="muted")

    def on_mount(self) -> None:
        self.set_interval(0.1, self.drain)

    def feed(self, entry: TrailEntry) -> None:
        """Take in a call; may be called from any thread."""
        self._pending.append(entry)

    def restart(self) -> None:
        """Begin with nothing."""
        self._pending.clear()
        self._entries.clear()
        self.query_one(DataTable).clear()
        self.query_one("#call", Static).update("No API call yet.")

    def drain(self) -> None:
        """Draw the calls that have come since the last time; the cursor stays on the last one if it was there."""
        if not self._pending:
            return
        table = self.query_one(DataTable)
        follows = table.cursor_row >= table.row_count - 1
        while self._pending:
            entry = self._pending.popleft()
            if len(self._entries) == _ROWS:
                table.remove_row(next(iter(table.rows)))
            self._entries.append(entry)
            table.add_row(*_cells(entry))
        if follows:
            table.move_cursor(row=table.row_count - 1)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        if 0 <= event.cursor_row < len(self._entries):
            self.query_one("#call", Static).update(_detail(self._entries[event.cursor_row]))


def _cells(entry: TrailEntry) -> tuple[Content, ...]:
    answer = Content(f"✗ {entry.error}").stylize("$error") if entry.error else Content("✓ done").stylize("$success")
    return (
        Content(entry.at[11:19]),
        Content(f"{entry.service}.{entry.operation}"),
        answer,
        Content(entry.who),
    )


def _detail(entry: TrailEntry) -> Content:
    parameters = json.dumps(dict(entry.parameters), indent=1, ensure_ascii=False, default=str)
    answer = f"{entry.error} ({entry.status})" if entry.error else "done"
    head = f"{entry.service}.{entry.operation}: {answer}, {entry.milliseconds:.0f} ms, by {entry.who}"
    if entry.would_refuse:
        head += f"\nAWS would refuse it. {entry.would_refuse}"
    if entry.because:
        head += f"\n{entry.because}"
    if entry.note:
        head += f"\n{entry.note}"
    return Content.assemble((head, "bold"), "\n", parameters if entry.parameters else "without parameters")
