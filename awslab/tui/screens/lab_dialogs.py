"""The questions that the lab screen asks before something would be lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from awslab.tui.screens.confirm import Choice, ConfirmScreen
from awslab.tui.screens.diff import DiffScreen

if TYPE_CHECKING:
    from awslab.tui.app import AwslabApp


def confirm_solution(app: AwslabApp, on_yes: Callable[[], None]) -> None:
    """Ask whether the solution should be shown."""
    choices = (Choice("no", "Not yet"), Choice("yes", "Show it"))
    detail = "You learn most by getting there yourself; F7 gives a hint."
    _confirm(app, ConfirmScreen("Show the solution?", detail, choices), on_yes)


def confirm_restart(app: AwslabApp, on_yes: Callable[[], None]) -> None:
    """Ask whether the lab should restart."""
    choices = (Choice("no", "Cancel"), Choice("yes", "Restart"))
    detail = "Your program is saved as main.before-….py. You get new names and the starter program."
    _confirm(app, ConfirmScreen("Restart this lab?", detail, choices), on_yes)


def choose_text(
    app: AwslabApp,
    file_name: str,
    *,
    editor_text: str,
    disk_text: str,
    on_mine: Callable[[], None],
    on_disk: Callable[[], None],
) -> None:
    """Ask which text to go on with after another program wrote the file; the diff can be looked at first."""
    choices = (Choice("mine", "Keep mine"), Choice("disk", "Load from disk"), Choice("diff", "Show diff"))

    def ask(_: object = None) -> None:
        question = ConfirmScreen(f"{file_name} changed on disk.", "Your editor has unsaved changes.", choices)
        app.push_screen(question, decide)

    def decide(choice: str | None) -> None:
        match choice:
            case "mine":
                on_mine()
            case "disk":
                on_disk()
            case "diff":
                app.push_screen(DiffScreen(file_name, editor_text=editor_text, disk_text=disk_text), ask)

    ask()


def _confirm(app: AwslabApp, question: ConfirmScreen, on_yes: Callable[[], None]) -> None:
    def decide(choice: str | None) -> None:
        if choice == "yes":
            on_yes()

    app.push_screen(question, decide)
