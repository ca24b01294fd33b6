"""The questions of a sitting as they are shown and marked: always in the same order, with the options likewise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from awslab.errors import NotFound
from awslab.exam.sitting import Certainty, Sitting
from awslab.quiz.grading import grade
from awslab.quiz.presentation import Presentation, present

if TYPE_CHECKING:
    from awslab.content.model import Question
    from awslab.exam.draw import Draw


@dataclass(frozen=True, slots=True)
class Mark:
    """One question of a sitting that has ended, as it was marked."""

    place: int
    """From 0, in the order in which the questions were asked."""
    question: str
    """Its id."""
    skill: str
    """The skill id that the question had then."""
    domain: str
    task: str
    is_scored: bool
    is_answered: bool
    is_correct: bool
    """False for a question without an answer."""
    certainty: Certainty | None
    """How sure the learner was; None when it was not said."""
    seconds: float
    """How long the learner looked at the question."""


class Paper:
    """The questions of a draw, loaded when they are looked at."""

    def __init__(self, draw: Draw, *, load: Callable[[str, int], Question], seed: int) -> None:
        """`load` gives the question of an id, a drill with the seed's figures, and raises NotFound for unknown ids."""
        self.draw = draw
        self._load, self._seed = load, seed
        self._questions: dict[int, Question | None] = {}

    def question(self, place: int) -> Question | None:
        """Return the question at a place; None when the bank has it no more."""
        if place not in self._questions:
            try:
                self._questions[place] = self._load(self.draw.items[place].question, self._seed)
            except NotFound:
                self._questions[place] = None
        return self._questions[place]

    def presentation(self, place: int) -> Presentation | None:
        """Return the question at a place as it is shown; its options are in the same order each time."""
        question = self.question(place)
        return None if question is None else present(question, Random(f"{self._seed}:{question.id}"))

    def marks(self, sitting: Sitting) -> tuple[Mark, ...]:
        """Mark every question that the bank still has; one without an answer is wrong."""
        return tuple(
            Mark(
                place=number,
                question=item.question,
                skill=question.skill,
                domain=item.domain,
                task=item.task,
                is_scored=item.is_scored,
                is_answered=place.answer is not None,
                is_correct=place.answer is not None and grade(question, place.answer).correct,
                certainty=place.certainty,
                seconds=place.seconds,
            )
            for number, (item, place) in enumerate(zip(self.draw.items, sitting.places, strict=True))
            if (question := self.question(number)) is not None
        )
