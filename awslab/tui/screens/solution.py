"""The reference solution of a lab, to read."""

from __future__ import annotations

from textual.app import ComposeResult

from awslab.tui.screens.page import Page
from awslab.tui.widgets.lab.editor import ProgramEditor


class SolutionScreen(Page):
    """A program that cannot be changed here."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.place = f"Lab · {title} · Solution"
        self._editor = ProgramEditor(text, "solution.py", id="solution")

    def compose_body(self) -> ComposeResult:
        yield self._editor

    def on_mount(self) -> None:
        self._editor.area.read_only = True
        self._editor.area.focus()
