"""A question on the screen: what is asked, where it is answered, and afterwards what is right and why."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Markdown, Static

from awslab.content.model import CaseQuestion, Part, Question
from awslab.quiz.answers import Answer, CaseAnswer, PartAnswer
from awslab.quiz.grading import Grade
from awslab.quiz.presentation import Presentation
from awslab.tui.widgets.answers import AnswerArea, area_for
from awslab.tui.widgets.pane_tabs import PaneTabs
from awslab.tui.widgets.reader import Reader


class PartView(Vertical):
    """One thing that is asked: a question of its own, or a part of a case."""

    DEFAULT_CSS = """
    PartView {
        height: auto;
        .instruction { color: $accent; text-style: bold; margin: 0 1; }
        .stem, .explanation { margin: 0 1; }
        .explanation { margin-top: 1; padding: 0 1; border-left: outer $border-blurred; height: auto; display: none; }
    }
    """

    def __init__(self, presentation: Presentation) -> None:
        super().__init__()
        self.presentation = presentation
        self.area: AnswerArea = area_for(presentation)

    def compose(self) -> ComposeResult:
        yield Markdown(self.presentation.stem, classes="stem")
        yield Static(self.presentation.instruction, classes="instruction", markup=False)
        yield self.area
        yield Markdown("", classes="explanation")

    async def reveal(self, part: Part, answer: PartAnswer | None, grade: Grade, explanation: str) -> None:
        """Show what is right and why, and the explanation in Markdown."""
        self.area.reveal(part, answer, grade)
        explanation_view = self.query_one(".explanation", Markdown)
        explanation_view.display = bool(explanation.strip())
        await explanation_view.update(explanation)


class QuestionView(Reader):
    """A whole question; a case shows its scenario on top and one part at a time until it is answered."""

    DEFAULT_CSS = """
    QuestionView {
        height: 1fr;
        .about { color: $muted; margin: 0 1 1 1; }
        .scenario {
            height: auto; max-height: 40%; margin: 0 1 1 1; padding: 0 1; border-left: outer $accent;
            overflow-y: auto;
        }
        .more { margin: 1 1; padding: 0 1; height: auto; border-left: outer $border-blurred; }
        PaneTabs { margin-bottom: 1; }
        PartView.-hidden { display: none; }
        &.-revealed PartView { margin-bottom: 1; }
    }
    """

    def __init__(self, presentation: Presentation, about: str) -> None:
        super().__init__()
        self.presentation = presentation
        self._about = about
        self.parts = [PartView(part) for part in presentation.parts or (presentation,)]
        self.is_case = bool(presentation.parts)
        self.part = 0
        """Which part of a case is shown."""

    def compose(self) -> ComposeResult:
        yield Static(self._about, classes="about", markup=False)
        if self.is_case:
            yield Markdown(self.presentation.stem, classes="scenario")
            yield PaneTabs([(str(index), f"Part {index + 1}") for index in range(len(self.parts))])
        for place, part in enumerate(self.parts):
            part.set_class(place > 0, "-hidden")
            yield part

    @property
    def answer(self) -> Answer | None:
        """The answer so far; None when nothing was done."""
        if not self.is_case:
            return self.parts[0].area.answer
        answers = {part.presentation.id: part.area.answer for part in self.parts}
        return CaseAnswer.of(answers) if any(answers.values()) else None

    @property
    def missing(self) -> str:
        """What is still to be done on the part that is shown; empty when it is complete."""
        return self.parts[self.part].area.missing

    @property
    def first_incomplete(self) -> int | None:
        """The first part that is not complete; None when all are."""
        return next((place for place, part in enumerate(self.parts) if part.area.missing), None)

    def focus_area(self) -> None:
        """Put the keys where the answer is given."""
        self.parts[self.part].area.focus(scroll_visible=False)

    def show_part(self, place: int) -> None:
        """Show another part of a case."""
        self.part = place
        for index, part in enumerate(self.parts):
            part.set_class(index != place, "-hidden")
        self.query_one(PaneTabs).active = str(place)
        self.focus_area()

    def on_pane_tabs_chosen(self, message: PaneTabs.Chosen) -> None:
        message.stop()
        self.show_part(int(message.key))

    async def reveal(self, question: Question, answer: Answer | None, grade: Grade) -> None:
        """Show what is right and why, for every part, and the sources."""
        self.add_class("-revealed")
        if isinstance(question, CaseQuestion):
            part_answers = answer.by_part if isinstance(answer, CaseAnswer) else {}
            self.query_one(PaneTabs).display = False
            grades = dict(grade.parts)
            for view, part in zip(self.parts, question.parts, strict=True):
                view.remove_class("-hidden")
                await view.reveal(part, part_answers.get(part.id), grades[part.id], part.explanation)
        else:
            assert not isinstance(answer, CaseAnswer)
            await self.parts[0].reveal(question, answer, grade, "")
        await self.mount(Markdown(_more(question), classes="more"))
        self.focus()
        self.call_after_refresh(self._scroll_to_verdict)

    def _scroll_to_verdict(self) -> None:
        """Scroll to the verdicts when the question and its verdicts do not fit together."""
        if self.max_scroll_y and not self.is_case:
            instruction = self.query_one(".instruction")
            self.scroll_to(y=instruction.virtual_region_with_margin.y + self.parts[0].virtual_region.y, animate=False)


def _more(question: Question) -> str:
    parts = [question.explanation.strip()]
    if question.changed:
        parts.append(f"**What changed:** {question.changed.strip()}")
    sources = "\n".join(f"- <{source}>" for source in question.sources)
    parts.append(f"**Sources**, checked {question.checked}:\n\n{sources}")
    return "\n\n".join(part for part in parts if part)
