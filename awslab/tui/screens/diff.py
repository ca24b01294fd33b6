"""The lines in which the learner's editor differs from the file on disk."""

from __future__ import annotations

import difflib

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from awslab.tui.screens.page import Page
from awslab.tui.widgets.reader import Reader

_STYLES = {"+": "$success", "-": "$error", "@": "$muted"}


class DiffScreen(Page):
    """A unified diff: “-” lines stand only in the editor, “+” lines only on disk."""

    DEFAULT_CSS = """
    DiffScreen #diff { padding: 1 2; height: 1fr; }
    """
    AUTO_FOCUS = "#diff"

    def __init__(self, file_name: str, *, editor_text: str, disk_text: str) -> None:
        super().__init__()
        self.place = f"{file_name} · Changes on disk"
        self._content = diff_content(editor_text, disk_text)

    def compose_body(self) -> ComposeResult:
        with Reader(id="diff"):
            yield Static(self._content)


def diff_content(editor_text: str, disk_text: str) -> Content:
    """Return the unified diff from the editor's text to the text on disk, coloured line by line."""
    lines = difflib.unified_diff(
        editor_text.splitlines(), disk_text.splitlines(), "your editor", "on disk", lineterm=""
    )
    return Content("\n").join([Content(line).stylize(_STYLES.get(line[:1], "")) for line in lines])
