"""The editor on the learner's program."""

from __future__ import annotations

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static, TextArea
from textual.widgets.text_area import TextAreaTheme

_DARK = {
    "string": "#8fd19e",
    "string.documentation": "#8fa8b8",
    "comment": "#8494a5 italic",
    "keyword": "#ff9f2e",
    "keyword.function": "#ff9f2e",
    "keyword.return": "#ff9f2e",
    "keyword.operator": "#ff9f2e",
    "conditional": "#ff9f2e",
    "repeat": "#ff9f2e",
    "exception": "#ff9f2e",
    "include": "#ff9f2e",
    "number": "#f0c04f",
    "float": "#f0c04f",
    "boolean": "#f0c04f",
    "constant.builtin": "#f0c04f",
    "function": "#7cc4ff",
    "function.call": "#7cc4ff",
    "method": "#7cc4ff",
    "method.call": "#7cc4ff",
    "class": "#d3b6ff",
    "type": "#d3b6ff",
    "type.class": "#d3b6ff",
    "type.builtin": "#d3b6ff",
}
_LIGHT = {
    "#8fd19e": "#1b7540",
    "#8fa8b8": "#3f6478",
    "#8494a5 italic": "#59646f italic",
    "#ff9f2e": "#a44f00",
    "#f0c04f": "#7d5a00",
    "#7cc4ff": "#0b5fa5",
    "#d3b6ff": "#6a3fb0",
}


def _theme(is_dark: bool) -> TextAreaTheme:
    colours = {name: colour if is_dark else _LIGHT[colour] for name, colour in _DARK.items()}
    name = "awslab-dark" if is_dark else "awslab-light"
    return TextAreaTheme(name, syntax_styles={token: Style.parse(colour) for token, colour in colours.items()})


class ProgramEditor(Vertical):
    """A title line that says whether the text is saved, and the text."""

    DEFAULT_CSS = """
    ProgramEditor {
        #file { height: 1; padding: 0 1; background: $surface; }
        TextArea { border: none; padding: 0; background: $background; &:focus { border: none; } }
        &:focus-within #file { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    disk_text: reactive[str] = reactive("")
    """The text as it is on disk."""

    def __init__(self, text: str, name: str, *, id: str) -> None:  # noqa: A002  # Textual's name
        super().__init__(id=id)
        self._file_name = name
        self.set_reactive(ProgramEditor.disk_text, text)
        self.area = TextArea.code_editor(text, language="python")
        """The text area itself."""

    def compose(self) -> ComposeResult:
        yield Static(id="file")
        yield self.area

    def on_mount(self) -> None:
        for is_dark in (True, False):
            self.area.register_theme(_theme(is_dark))
        self.watch(self.app, "theme", self._follow_theme)
        self._say()

    @property
    def text(self) -> str:
        """The text as the learner sees it."""
        return self.area.text

    @property
    def is_modified(self) -> bool:
        """Whether the text differs from the one on disk."""
        return self.text != self.disk_text

    def replace(self, text: str) -> None:
        """Show the text that is on disk; the cursor stays where it was as far as it can."""
        if text != self.text:
            cursor = self.area.cursor_location
            self.area.load_text(text)
            self.area.cursor_location = min(cursor, self.area.document.end)
        self.disk_text = text

    def watch_disk_text(self) -> None:
        if self.children:
            self._say()

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        message.stop()
        self._say()

    def _say(self) -> None:
        state = ("unsaved (^s saves)", "$warning") if self.is_modified else ("saved", "$muted")
        self.query_one("#file", Static).update(Content.assemble((self._file_name, "bold"), " · ", state))

    def _follow_theme(self) -> None:
        self.area.theme = "awslab-dark" if self.app.current_theme.dark else "awslab-light"
