"""A question with a few buttons: before something would be lost, and when awslab does not know how to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static


@dataclass(frozen=True, slots=True)
class Choice:
    """A button."""

    key: str
    """What the screen is dismissed with."""
    label: str


class ConfirmScreen(ModalScreen[str | None]):
    """Dismissed with the key of the choice; None for Escape."""

    CSS_PATH = "confirm.tcss"
    BINDINGS = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, sentence: str, detail: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._sentence, self._detail, self._choices = sentence, detail, tuple(choices)

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Static(self._sentence, id="sentence", markup=False)
            yield Static(self._detail, id="detail", classes="muted", markup=False)
            with Horizontal(id="choices"):
                for choice in self._choices:
                    yield Button(choice.label, id=choice.key)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id)
