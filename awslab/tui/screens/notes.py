"""The study notes of a topic: a list of sections, and the section that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.reactive import var
from textual.widgets import Markdown

from awslab.tui.screens.page import Page
from awslab.tui.widgets.reader import Reader
from awslab.tui.widgets.rows import Column, Row, Rows

if TYPE_CHECKING:
    from awslab.content.model import Notes, Section
    from awslab.tui.study import Study


class NotesScreen(Page):
    """Reads one section at a time; left and right turn the pages."""

    CSS_PATH = "notes.tcss"
    AUTO_FOCUS = "#text"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "Before"),
        Binding("right", "turn(1)", "After"),
        Binding("c", "contents", "Contents"),
        Binding("q", "quiz", "Quiz on this"),
    ]

    section: var[int] = var(0)
    """Which section is read."""
    show_contents: var[bool] = var(False, toggle_class="-contents")
    """Whether the list of sections is in front, where not both have room."""

    def __init__(self, study: Study, notes: Notes, slug: str = "") -> None:
        super().__init__()
        self.study, self.notes = study, notes
        self.place = f"Notes · {notes.title}"
        places = [place for place, section in enumerate(notes.sections) if section.slug == slug]
        self.set_reactive(NotesScreen.section, places[0] if places else 0)

    def compose_body(self) -> ComposeResult:
        rows = [Row(str(place), (section.title,)) for place, section in enumerate(self.notes.sections)]
        with Container(id="notes"):
            with VerticalScroll(id="contents", can_focus=False):
                yield Rows((Column(),), rows, id="sections", keeps_mark=True, empty="There is nothing here yet.")
            with Reader(id="text"):
                yield Markdown("", id="section")

    async def on_mount(self) -> None:
        await self.watch_section()

    async def watch_section(self) -> None:
        if not self.query("#section") or not self.notes.sections:
            return
        rows = self.query_one("#sections", Rows)
        rows.cursor = self.section
        text = self.query_one("#text", Reader)
        await self.query_one("#section", Markdown).update(_markdown(self.notes.sections[self.section]))
        text.scroll_home(animate=False)
        self.say_status(f"{self.section + 1} of {len(self.notes.sections)}")
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "quiz":
            return bool(self.notes.sections and self.notes.sections[self.section].skill)
        return super().check_action(action, parameters)

    @on(Rows.Chosen, "#sections")
    def _read(self, message: Rows.Chosen) -> None:
        self.section = int(message.key)
        self.show_contents = False
        self.query_one("#text").focus()

    def action_turn(self, by: int) -> None:
        """To the section before or after."""
        self.section = max(0, min(self.section + by, len(self.notes.sections) - 1))

    def action_contents(self) -> None:
        """Choose a section."""
        self.show_contents = not self.show_contents or not self.has_class("-narrow")
        self.query_one("#sections" if self.show_contents else "#text").focus()

    def action_quiz(self) -> None:
        """Questions on the skill of this section."""
        section = self.notes.sections[self.section]
        self.app.opening.weak(section.skill, title=f"Quiz: {section.title}")


def _markdown(section: Section) -> str:
    sources = "\n".join(f"- <{source}>" for source in section.sources)
    return f"## {section.title}\n\n{section.text}\n\n**Sources**\n\n{sources}\n"
