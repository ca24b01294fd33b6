"""The app: it opens the study, holds the screens, and starts the sandbox host behind the first paint."""

from __future__ import annotations

import asyncio
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.message import Message

from awslab.errors import AwslabError, ProgressError, SandboxError
from awslab.tui import themes
from awslab.tui.hangup import INTERVAL, is_hung_up
from awslab.tui.opening import Opening
from awslab.tui.screens.foyer import Foyer
from awslab.tui.screens.home import HomeScreen
from awslab.tui.screens.page import Page
from awslab.tui.services import Home, Services, Start
from awslab.tui.study import Study, open_forgetful_study, open_study

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen

    from awslab.tui.sandboxes import Sandboxes

_HERE = Path(__file__).parent


def _commands() -> type[Provider]:
    from awslab.tui.commands import AwslabCommands

    return AwslabCommands


class AwslabApp(App[int]):
    """awslab in the terminal."""

    TITLE = "awslab"
    CSS_PATH = [_HERE / "app.tcss", _HERE / "screens" / "home.tcss"]  # the default screen's own would not be loaded
    COMMANDS = App.COMMANDS | {_commands}
    BINDINGS = [
        Binding("escape", "leave", "Back"),
        Binding("f1,question_mark", "help", "Help", key_display="F1"),
        Binding("ctrl+q", "quit", "Quit", show=False),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]

    class StudyOpened(Message):
        """The library and the progress file are there."""

        def __init__(self, study: Study) -> None:
            super().__init__()
            self.study = study

    class StudyRefused(Message):
        """The library or the progress file could not be opened."""

        def __init__(self, error: AwslabError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, services: Services, start: Start | None = None) -> None:
        super().__init__()
        self.services = services
        self.start = start or Home()
        self.study: Study | None = None
        """None until it is open."""
        self.opening = Opening(self)
        for theme in (themes.DARK, themes.LIGHT):
            self.register_theme(theme)
        self.theme = themes.DARK.name

    @cached_property
    def sandboxes(self) -> Sandboxes:
        """The sandboxes of this run of the program."""
        from awslab.tui.sandboxes import Sandboxes

        return Sandboxes(self.services.start_host)

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen() if isinstance(self.start, Home) else Foyer()

    def on_mount(self) -> None:
        self._name_terminal()
        if not self.is_headless:
            self.set_interval(INTERVAL, self._leave_a_closed_terminal)
        if isinstance(self.start, Home):
            self.call_after_refresh(self.open_study)
        else:
            self._open_at_once()

    def _leave_a_closed_terminal(self) -> None:
        if is_hung_up(sys.__stdin__.fileno() if sys.__stdin__ else 0):
            self.exit(return_code=1)

    async def on_unmount(self) -> None:
        if "sandboxes" in self.__dict__:
            await asyncio.to_thread(self.sandboxes.close)

    @work(thread=True, exclusive=True, group="study")
    def open_study(self, *, forgetful: bool = False) -> None:
        """Open the library and the progress file; `forgetful` saves nothing."""
        try:
            study = open_forgetful_study(self.services) if forgetful else open_study(self.services)
        except AwslabError as error:
            self.post_message(self.StudyRefused(error))
        else:
            self.post_message(self.StudyOpened(study))

    def _open_at_once(self) -> None:
        """Open the study at once and go to what was asked for, without a stop at an empty home screen."""
        try:
            self.on_awslab_app_study_opened(self.StudyOpened(open_study(self.services)))
        except AwslabError as error:
            self.on_awslab_app_study_refused(self.StudyRefused(error))

    def on_awslab_app_study_opened(self, message: StudyOpened) -> None:
        self.theme = self._kept_theme(message.study)
        self.study = message.study
        home = self.screen_stack[0]
        if isinstance(home, HomeScreen):
            home.study = message.study
        self.opening.start(self.start)
        if isinstance(self.screen, Foyer):
            self.screen.open_home()
        self.call_after_refresh(self._start_host)

    def on_awslab_app_study_refused(self, message: StudyRefused) -> None:
        if not isinstance(message.error, ProgressError):
            self.exit(message.error.exit_status, message.error.exit_status, message.error.message)
            return
        self.opening.progress_trouble(message.error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "leave":
            return isinstance(self.screen, Page) and not isinstance(self.screen, HomeScreen)
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Leave the screen."""
        if isinstance(self.screen, Page):
            self.screen.action_leave()

    def action_help(self) -> None:
        """Show the keys and how things work."""
        self.opening.help()

    @work(thread=True, exclusive=True, group="host", exit_on_error=False)
    def _start_host(self) -> None:
        try:
            self.sandboxes.start()
        except SandboxError:
            return  # the first lab says so, where it matters

    def _kept_theme(self, study: Study) -> str:
        try:
            name = study.store.setting(themes.SETTING, themes.DARK.name)
        except ProgressError:
            return themes.DARK.name
        return name if name in self.available_themes else themes.DARK.name

    def watch_theme(self, theme: str) -> None:
        """Save the choice of a theme."""
        if self.study is None:
            return
        try:
            if self.study.store.setting(themes.SETTING, themes.DARK.name) != theme:
                self.study.store.keep_setting(themes.SETTING, theme)
        except ProgressError as error:
            self.notify(error.message, title="The theme is not saved", severity="warning")

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Save a picture of the screen, in the Downloads folder without a path; say where it is or why it is not."""
        from platformdirs import user_downloads_path

        folder = Path(path) if path else user_downloads_path()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = self.save_screenshot(filename, str(folder), time_format)
        except OSError as error:
            reason = f"{folder}: {error.strerror}. Make this folder, or make it writable, and try again."
            self.notify(reason, title="The screenshot was not saved", severity="error", timeout=15)
        else:
            self.notify(f"It is saved as {file}.", title="Screenshot")
        return None

    def _name_terminal(self) -> None:
        if self._driver is not None and not self.is_headless:
            self._driver.write("\x1b]2;awslab\x07")
