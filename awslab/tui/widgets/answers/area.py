"""What every way of answering shares."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from awslab.content.model import Part
from awslab.quiz.answers import PartAnswer
from awslab.quiz.grading import Grade
from awslab.quiz.presentation import Presentation
from awslab.tui.markup import styled
from awslab.tui.widgets.answers.row import MarkedRow

RIGHT, WRONG = "$success bold", "$error bold"


class AnswerArea(Vertical, can_focus=True):
    """Takes the answer to one part; tells `Changed` whenever it is another one."""

    DEFAULT_CSS = """
    AnswerArea {
        height: auto;
        &:focus > MarkedRow.-cursor { background: $block-cursor-background; }
    }
    """
    BINDINGS = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]

    cursor: var[int] = var(0)
    """The row that keys act on."""
    locked: var[bool] = var(False)
    """True once the verdict is shown."""

    class Changed(Message):
        """The answer is another one."""

        def __init__(self, area: AnswerArea) -> None:
            super().__init__()
            self.area = area

    def __init__(self, presentation: Presentation) -> None:
        super().__init__()
        self.presentation = presentation
        self.labels = {option.label: option.id for option in presentation.options}

    @property
    def answer(self) -> PartAnswer | None:
        """The answer so far, complete or not; None when nothing was done."""
        raise NotImplementedError

    @property
    def missing(self) -> str:
        """What is still to be done, a sentence; empty when the answer is complete."""
        raise NotImplementedError

    def reveal(self, part: Part, answer: PartAnswer | None, grade: Grade) -> None:
        """Show what is right and why, with this answer; nothing can be changed any more."""
        raise NotImplementedError

    @property
    def marked_rows(self) -> list[MarkedRow]:
        """The rows, top to bottom."""
        return list(self.query_children(MarkedRow))

    def press_label(self, label: str) -> None:
        """Take in a letter or digit that labels an option or a prompt."""

    def on_mount(self) -> None:
        self.watch_cursor()

    def on_key(self, event: events.Key) -> None:
        if self.check_consume_key(event.key, event.character) and event.character is not None:
            event.stop()
            event.prevent_default()
            self.press_label(event.character.lower())

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether a key is a label, so that a binding of the screen does not get it."""
        return not self.locked and character is not None and character.lower() in self.labels

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor += by

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.places - 1))

    @property
    def places(self) -> int:
        """How many rows the cursor can stand on."""
        return len(self.presentation.options)

    def watch_cursor(self) -> None:
        for place, row in enumerate(self.marked_rows):
            row.set_class(place == self.cursor and not self.locked, "-cursor")
            if place == self.cursor and self.has_focus:
                row.scroll_visible(animate=False)

    def changed(self) -> None:
        """Post that the answer is another one."""
        self.post_message(self.Changed(self))

    def freeze(self) -> None:
        """Lock the answer: nothing can be changed after the verdict."""
        self.locked = True
        self.can_focus = False
        self.watch_cursor()


def explained(text: Content | str, tag: str, why: str, style: str = "") -> Content:
    """Return an option as it is read after the answer: its text, and below it the verdict and why."""
    first = Content(text) if isinstance(text, str) else text
    comment = Content(" ").join([piece for piece in (Content(tag).stylize(style), styled(why)) if piece])
    return Content("\n").join([first, comment.stylize_before("$muted")]) if comment else first


def listed(names: Sequence[str]) -> str:
    """Return names in a sentence: “a, b and c”."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
