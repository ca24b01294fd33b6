"""A line that something is not as it should be; it may lead to more about it."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Notice(Widget):
    """Shown only while it has a text."""

    DEFAULT_CSS = """
    Notice {
        height: auto; padding: 0 1; display: none; color: $warning; background: $surface;
        &.-shown { display: block; }
        &:focus { background: $block-cursor-background; }
    }
    """
    BINDINGS = [Binding("enter", "press", "Show")]

    text: reactive[str] = reactive("", layout=True)
    """What is wrong; empty hides the notice."""

    class Pressed(Message):
        """The learner wants to know more."""

        def __init__(self, notice: Notice) -> None:
            super().__init__()
            self.notice = notice

        @property
        def control(self) -> Notice:
            """The notice, for `@on`."""
            return self.notice

    def watch_text(self) -> None:
        self.set_class(bool(self.text), "-shown")
        self.can_focus = bool(self.text)

    def render(self) -> Content:
        return Content.assemble(("! ", "bold"), self.text)

    def action_press(self) -> None:
        """Ask for more."""
        self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        self.action_press()
