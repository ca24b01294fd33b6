"""The line above the footer of a quiz: what is to be done or how it went, and the button that goes on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Button, Static


class ActionBar(Horizontal):
    """A sentence and a button."""

    DEFAULT_CSS = """
    ActionBar {
        height: auto; min-height: 1; max-height: 4; background: $surface; padding: 0 1;
        #sentence { width: 1fr; height: auto; }
        Button { margin-left: 2; min-width: 10; width: auto; }
        &.-right { background: $success 20%; }
        &.-wrong { background: $error 20%; }
    }
    """

    sentence: reactive[Content] = reactive(Content(""))
    """What is to be done, or how it went."""
    verb: reactive[str] = reactive("Submit")
    """What the button says."""

    class Pressed(Message):
        """The button was pressed."""

    def compose(self) -> ComposeResult:
        yield Static("", id="sentence")
        yield Button(self.verb, compact=True, variant="primary")

    def watch_sentence(self) -> None:
        if self.children:
            self.query_one("#sentence", Static).update(self.sentence)

    def watch_verb(self) -> None:
        if self.children:
            self.query_one(Button).label = self.verb

    def on_mount(self) -> None:
        self.query_one(Button).can_focus = False  # Enter does the same from everywhere
        self.watch_sentence()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.Pressed())

    def judge(self, is_right: bool | None) -> None:
        """Tint the line by the verdict; None takes the tint away."""
        self.set_class(is_right is True, "-right")
        self.set_class(is_right is False, "-wrong")
