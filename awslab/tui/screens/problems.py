"""What is wrong with content files, and where."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from awslab.content.problem import Problem
from awslab.tui.screens.page import Page
from awslab.tui.widgets.reader import Reader
from awslab.tui.wording import counted


class ProblemsScreen(Page):
    """One line for each problem, file by file."""

    DEFAULT_CSS = """
    ProblemsScreen #problems { padding: 1 2; height: 1fr; }
    """
    PLACE = "Broken content"
    AUTO_FOCUS = "#problems"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self._problems = tuple(problems)

    def compose_body(self) -> ComposeResult:
        with Reader(id="problems"):
            yield Static(self._text(), markup=False)

    def on_mount(self) -> None:
        self.say_status(counted(len(self._problems), "problem"))

    def _text(self) -> Content:
        lines = [Content("What is wrong is left out; everything else is there. Positions are line:column.")]
        for file in dict.fromkeys(problem.file for problem in self._problems):
            lines += [Content(""), Content(file).stylize("bold $accent")]
            for problem in self._problems:
                if problem.file == file:
                    place = f"{problem.line}:{problem.column}"
                    lines.append(Content.assemble((f"  {place:<8}", "bold"), problem.sentence))
        return Content("\n").join(lines)
