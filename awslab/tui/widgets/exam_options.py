"""The options of a question in a mock exam: chosen, struck out, and no verdict."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive, var

from awslab.quiz.presentation import Labelled, Presentation
from awslab.tui.markup import styled
from awslab.tui.widgets.answers.row import MarkedRow


class ExamOptions(Vertical, can_focus=True):
    """Shows what is chosen and struck out as it is told; letters, the space bar, x and clicks ask for a change."""

    DEFAULT_CSS = """
    ExamOptions {
        height: auto;
        &:focus > MarkedRow.-cursor { background: $block-cursor-background; }
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("space", "choose", "Choose", show=False),
        Binding("x", "strike", "Strike"),
    ]

    chosen_ids: reactive[frozenset[str]] = reactive(frozenset())
    """Ids of the options that are the answer."""
    struck_ids: reactive[frozenset[str]] = reactive(frozenset())
    """Ids of the options that are struck out."""
    cursor: var[int] = var(0)
    """The row that keys act on."""

    class OptionChosen(Message):
        """The learner wants to choose an option, or to take it back."""

        def __init__(self, option: str) -> None:
            super().__init__()
            self.option = option

    class OptionStruck(Message):
        """The learner wants to strike an option out, or to bring it back."""

        def __init__(self, option: str) -> None:
            super().__init__()
            self.option = option

    def __init__(self, presentation: Presentation, *, chosen_ids: frozenset[str], struck_ids: frozenset[str]) -> None:
        super().__init__()
        self.presentation = presentation
        self._places = {option.label: place for place, option in enumerate(presentation.options)}
        self.set_reactive(ExamOptions.chosen_ids, chosen_ids)
        self.set_reactive(ExamOptions.struck_ids, struck_ids)

    def compose(self) -> ComposeResult:
        for option in self.presentation.options:
            yield MarkedRow(self._mark(option), self._text(option))

    def on_mount(self) -> None:
        self.watch_cursor()

    def on_key(self, event: events.Key) -> None:
        if self.check_consume_key(event.key, event.character) and event.character is not None:
            event.stop()
            event.prevent_default()
            self.cursor = self._places[event.character.lower()]
            self.action_choose()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is a label, so that a binding of the screen does not get it."""
        return character is not None and character.lower() in self._places

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor += by

    def action_choose(self) -> None:
        """Ask for the option under the cursor."""
        self.post_message(self.OptionChosen(self.presentation.options[self.cursor].id))

    def action_strike(self) -> None:
        """Ask to strike the option under the cursor out."""
        self.post_message(self.OptionStruck(self.presentation.options[self.cursor].id))

    def on_marked_row_pressed(self, message: MarkedRow.Pressed) -> None:
        message.stop()
        self.focus(scroll_visible=False)
        self.cursor = self._rows.index(message.row)
        self.action_choose()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.presentation.options) - 1))

    def watch_cursor(self) -> None:
        for place, row in enumerate(self._rows):
            row.set_class(place == self.cursor, "-cursor")
            if place == self.cursor and self.has_focus:
                row.scroll_visible(animate=False)

    def watch_chosen_ids(self) -> None:
        self._redraw()

    def watch_struck_ids(self) -> None:
        self._redraw()

    @property
    def _rows(self) -> list[MarkedRow]:
        return list(self.query_children(MarkedRow))

    def _redraw(self) -> None:
        for row, option in zip(self._rows, self.presentation.options, strict=False):
            row.show(self._mark(option), self._text(option))

    def _mark(self, option: Labelled) -> Content:
        is_chosen, is_single = option.id in self.chosen_ids, self.presentation.type == "single"
        box = ("(•)" if is_chosen else "( )") if is_single else ("[x]" if is_chosen else "[ ]")
        return Content.assemble((box, "bold $accent" if is_chosen else "$muted"), " ", (option.label, "bold"))

    def _text(self, option: Labelled) -> Content:
        text = styled(option.text)
        return text.stylize_before("strike $muted") if option.id in self.struck_ids else text
