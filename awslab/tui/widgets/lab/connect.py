"""How another terminal reaches the sandbox of this lab."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Button, Static


class ConnectPane(VerticalScroll):
    """The variables to set, and what to know about them."""

    DEFAULT_CSS = """
    ConnectPane {
        padding: 0 1;
        #addresses { margin-bottom: 1; }
        #exports { margin: 1 0; padding: 0 1; background: $panel; }
        Button { margin-bottom: 1; }
    }
    """

    exports: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """The environment variables of the sandbox; empty while there is none."""

    addresses: reactive[tuple[tuple[str, str], ...]] = reactive(())
    """What answers plain HTTP after the last run or check: what it is, and its URL."""

    class Copied(Message):
        """The learner wants the lines in the clipboard."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, lab: str, *, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._lab = lab

    def compose(self) -> ComposeResult:
        yield Static(id="addresses", markup=False)
        yield Static("Paste these lines into another terminal; the AWS CLI and any SDK then talk to this sandbox.")
        yield Static(id="exports", markup=False)
        yield Button("Copy", compact=True)
        yield Static(self._advice(), markup=False)

    def on_mount(self) -> None:
        self.watch_exports()
        self.watch_addresses()

    def watch_addresses(self) -> None:
        if self.children:
            lines = [f"{name}\n  curl {shlex.quote(url)}" for name, url in self.addresses]
            list_widget = self.query_one("#addresses", Static)
            list_widget.update("\n".join(["What you deployed answers here:", *lines]))
            list_widget.display = bool(lines)

    def watch_exports(self) -> None:
        if self.children:
            text = export_lines(self.exports) or "The sandbox is still starting."
            self.query_one("#exports", Static).update(text)
            self.query_one(Button).disabled = not self.exports

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.post_message(self.Copied(export_lines(self.exports)))

    def _advice(self) -> Content:
        return Content(
            "Check (F6) judges the sandbox, also what you made in the other terminal. Run (F5) starts with an empty "
            "AWS and new keys: paste the lines again after it.\n\n"
            f"Or run “awslab lab shell {self._lab}” there: a shell with its own sandbox, where "
            "“awslab lab check” judges it."
        )


def export_lines(exports: Sequence[tuple[str, str]]) -> str:
    """Return the lines that set the variables in a shell."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in exports)
