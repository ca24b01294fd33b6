"""The first line of every screen: where the learner is, and how it stands."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class TopBar(Widget):
    """The program's name and the place on the left, a few words on the right."""

    DEFAULT_CSS = """
    TopBar { dock: top; height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """

    place: reactive[str] = reactive("")
    """Where the learner is."""
    status: reactive[str] = reactive("")
    """A few words, such as “3 of 10”."""

    def __init__(self, place: str = "", status: str = "") -> None:
        super().__init__()
        self.set_reactive(TopBar.place, place)
        self.set_reactive(TopBar.status, status)

    def render(self) -> Content:
        width = self.content_size.width
        right = Content(self.status).stylize("bold")
        place = f" · {self.place}" if self.place else ""
        left = Content.assemble(("awslab", "bold $accent"), place)
        left = left.truncate(max(0, width - right.cell_length - 1), ellipsis=True, pad=True)
        return left + " " + right if right else left
