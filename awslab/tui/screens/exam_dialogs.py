"""What opens above a mock exam: the overview of its questions, the pause, and the last question before handing in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from awslab.exam.sitting import Sitting, open_places
from awslab.exam.wording import open_text
from awslab.tui.screens.confirm import Choice, ConfirmScreen
from awslab.tui.widgets.question_grid import ANSWERED, FLAGGED, OPEN, GridCell, QuestionGrid

LEGEND = f"{ANSWERED} answered  {OPEN} open  {FLAGGED} flagged"


def grid_cells(state: Sitting) -> tuple[GridCell, ...]:
    """Return the state of each question for a grid."""
    return tuple(GridCell(place.answer is not None, place.is_flagged) for place in state.places)


class OverviewScreen(ModalScreen[int | str | None]):
    """Dismissed with the place of the chosen question, with `submit`, or with None."""

    CSS_PATH = "exam_dialogs.tcss"
    BINDINGS = [
        Binding("f", "next_open", "Next open"),
        Binding("h", "submit", "Hand in"),
        Binding("escape,o", "dismiss(None)", "Back", key_display="Esc"),
    ]

    def __init__(self, state: Sitting) -> None:
        super().__init__()
        self._state = state

    def compose(self) -> ComposeResult:
        state = self._state
        with Vertical(id="overview", classes="panel") as panel:
            panel.border_title = "Questions"
            counts = f"{state.answered} of {len(state.places)} answered. {open_text(state)}".strip()
            yield Static(counts, id="counts")
            with VerticalScroll(id="grid-scroll", can_focus=False):
                yield QuestionGrid(grid_cells(state), state.current)
            yield Static(LEGEND, classes="muted")
        yield Footer()

    def on_question_grid_chosen(self, message: QuestionGrid.Chosen) -> None:
        message.stop()
        self.dismiss(message.place)

    def action_next_open(self) -> None:
        """Put the cursor on the next question that is flagged or has no answer."""
        grid = self.query_one(QuestionGrid)
        places = open_places(self._state)
        if places:
            grid.cursor = next((place for place in places if place > grid.cursor), places[0])

    def action_submit(self) -> None:
        """Hand in."""
        self.dismiss("submit")


class PauseScreen(ConfirmScreen):
    """Covers the question while the clock stands still."""

    def __init__(self, note: str) -> None:
        super().__init__("The clock stands still.", note, (Choice("continue", "Continue"),))
        self.add_class("-covering")


class SubmitScreen(ConfirmScreen):
    """Dismissed with `submit` to hand in."""

    def __init__(self, open_words: str) -> None:
        detail = f"{open_words}. " if open_words else "Every question has an answer. "
        super().__init__(
            "Hand in this exam?",
            f"{detail}After that nothing can be changed, and you see the result.",
            (Choice("back", "Go back"), Choice("submit", "Hand in")),
        )
