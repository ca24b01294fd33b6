"""A question of a mock exam on the screen: what is asked and its options, without a verdict."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.reactive import var
from textual.widgets import Markdown, Static

from awslab.exam.sitting import Place
from awslab.quiz.answers import ChoiceAnswer
from awslab.quiz.presentation import Presentation
from awslab.tui.widgets.exam_options import ExamOptions
from awslab.tui.widgets.reader import Reader

GONE = "This question is no longer in the bank. It does not count; go on to the next one."


class ExamQuestion(Reader):
    """Shows a question in the state that it is told."""

    DEFAULT_CSS = """
    ExamQuestion {
        height: 1fr;
        .stem { margin: 0 1; }
        .instruction { color: $accent; text-style: bold; margin: 0 1; }
    }
    """

    place: var[Place | None] = var(None)
    """The answer and the struck options as they are on disk."""

    def __init__(self, presentation: Presentation | None, place: Place) -> None:
        super().__init__()
        self.presentation = presentation
        """None for a question that the bank has lost."""
        self.set_reactive(ExamQuestion.place, place)

    def compose(self) -> ComposeResult:
        if self.presentation is None:
            yield Static(GONE, classes="stem")
            return
        yield Markdown(self.presentation.stem, classes="stem")
        yield Static(self.presentation.instruction, classes="instruction", markup=False)
        struck_ids = self.place.struck if self.place else frozenset()
        yield ExamOptions(self.presentation, chosen_ids=self._chosen_ids, struck_ids=struck_ids)

    @property
    def _chosen_ids(self) -> frozenset[str]:
        answer = self.place.answer if self.place else None
        return answer.options if isinstance(answer, ChoiceAnswer) else frozenset()

    @property
    def missing(self) -> str:
        """What the answer still needs, a sentence; empty when it is complete."""
        if self.presentation is None:
            return GONE
        chosen_count, choose = len(self._chosen_ids), self.presentation.choose
        if chosen_count == choose:
            return ""
        labels = f"{self.presentation.options[0].label} to {self.presentation.options[-1].label}"
        if chosen_count > choose:
            return f"{chosen_count} chosen, but {choose} asked for: take {chosen_count - choose} back."
        return f"Choose {choose}: letters {labels}, or click. x strikes out." + (
            f" {chosen_count} of {choose} chosen." if chosen_count else ""
        )

    def focus_options(self) -> None:
        """Put the keys where the answer is given."""
        target = self.query(ExamOptions).first() if self.presentation else self
        target.focus(scroll_visible=False)

    def watch_place(self) -> None:
        for options in self.query(ExamOptions):
            options.chosen_ids = self._chosen_ids
            options.struck_ids = self.place.struck if self.place else frozenset()
