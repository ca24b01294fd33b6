"""A one-line strip of names, one of which is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class PaneTabs(Widget, can_focus=True):
    """Left and right choose, and so does a click."""

    DEFAULT_CSS = """
    PaneTabs { height: 1; background: $surface; padding: 0 1; }
    """
    BINDINGS = [
        Binding("left", "turn(-1)", "Before", show=False),
        Binding("right", "turn(1)", "After", show=False),
    ]

    active: reactive[str] = reactive("")
    """The key of the chosen name."""
    tabs: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """(key, name) from left to right."""

    class Chosen(Message):
        """Another name was chosen by the learner."""

        def __init__(self, tabs: PaneTabs, key: str) -> None:
            super().__init__()
            self.tabs = tabs
            self.key = key

        @property
        def control(self) -> PaneTabs:
            """The strip, for `@on`."""
            return self.tabs

    def __init__(self, tabs: Sequence[tuple[str, str]], *, id: str | None = None) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self.set_reactive(PaneTabs.tabs, tuple(tabs))
        self.set_reactive(PaneTabs.active, tabs[0][0])

    def render(self) -> Content:
        pieces = []
        for key, name in self.tabs:
            if key == self.active:
                style = (
                    "bold $block-cursor-foreground on $block-cursor-background" if self.has_focus else "bold reverse"
                )
            else:
                style = "$muted"
            pieces.append(Content(f" {name} ").stylize(style))
        return Content(" ").join(pieces)

    def watch_has_focus(self, _has_focus: bool) -> None:
        self.refresh()

    def action_turn(self, by: int) -> None:
        """To the name before or after."""
        keys = [key for key, _ in self.tabs]
        self._choose(keys[(keys.index(self.active) + by) % len(keys)])

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        left = 0
        for key, name in self.tabs:
            right = left + len(name) + 3
            if offset is not None and left <= offset.x < right:
                self._choose(key)
                return
            left = right

    def _choose(self, key: str) -> None:
        self.active = key
        self.post_message(self.Chosen(self, key))
