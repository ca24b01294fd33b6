"""How an answer changes when the learner chooses an option or says how sure it is (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.exam.sitting import Certainty
from awslab.quiz.answers import Answer, ChoiceAnswer

if TYPE_CHECKING:
    from awslab.quiz.presentation import Presentation


def answer_with(answer: Answer | None, option: str, presentation: Presentation) -> ChoiceAnswer | None:
    """Return the answer after the learner chose an option: choosing it once more takes it back.

    In a single question the option takes the place of the one before. None when nothing is chosen any more.
    """
    option_ids = {labelled.id for labelled in presentation.options}
    chosen_ids = answer.options & option_ids if isinstance(answer, ChoiceAnswer) else frozenset()
    if presentation.type == "single":
        return None if option in chosen_ids else ChoiceAnswer.of(option)
    toggled_ids = chosen_ids ^ {option}
    return ChoiceAnswer(toggled_ids) if toggled_ids else None


def next_certainty(certainty: Certainty | None) -> Certainty | None:
    """Return what comes after: sure, unsure, guess, then nothing said."""
    order: list[Certainty | None] = [None, *Certainty]
    return order[(order.index(certainty) + 1) % len(order)]
