"""One widget per way of answering, and `area_for`, which picks it."""

from __future__ import annotations

from awslab.quiz.presentation import Presentation
from awslab.tui.widgets.answers.area import AnswerArea
from awslab.tui.widgets.answers.choice import ChoiceArea
from awslab.tui.widgets.answers.matching import MatchingArea
from awslab.tui.widgets.answers.ordering import OrderingArea
from awslab.tui.widgets.answers.typed import TypedArea

_AREAS: dict[str, type[AnswerArea]] = {
    "single": ChoiceArea,
    "multiple": ChoiceArea,
    "ordering": OrderingArea,
    "matching": MatchingArea,
    "number": TypedArea,
    "short": TypedArea,
}


def area_for(presentation: Presentation) -> AnswerArea:
    """Return the widget that takes the answer to a question, or to a part of a case."""
    return _AREAS[presentation.type](presentation)


__all__ = ["AnswerArea", "area_for"]
