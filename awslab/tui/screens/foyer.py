"""What lies below the first screen when the program was started for that screen and not for home."""

from __future__ import annotations

from textual.screen import Screen


class Foyer(Screen[None]):
    """Empty; when the learner comes back to it, the home screen opens above it."""

    def on_screen_resume(self) -> None:
        self.open_home()

    def open_home(self) -> None:
        """Open the home screen; without effect while another screen is in front or nothing is open yet."""
        from awslab.tui.app import AwslabApp
        from awslab.tui.screens.home import HomeScreen

        assert isinstance(self.app, AwslabApp)
        if self.app.study is not None and self.app.screen is self:
            home = HomeScreen()
            home.study = self.app.study
            self.app.push_screen(home)
