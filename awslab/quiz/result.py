"""How a quiz went: in all, by topic and by skill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from awslab.content.model import Question
from awslab.quiz.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were asked, answered, and answered correctly."""

    asked: int
    answered: int
    correct: int


@dataclass(frozen=True, slots=True)
class Unloadable:
    """A question that was passed over because its file could not be read."""

    question: str
    """Its id."""
    sentence: str
    """What is wrong."""


@dataclass(frozen=True, slots=True)
class Result:
    """A quiz in numbers, and what to look at again."""

    asked: int
    """Answered, skipped, or on the screen when the quiz was stopped."""
    answered: int
    correct: int
    by_topic: Mapping[str, Tally]
    """By topic id, in the order in which the topics came."""
    by_skill: Mapping[str, Tally]
    """By skill id."""
    missed: tuple[Outcome, ...]
    """The wrong answers, in the order of the quiz."""
    guessed: tuple[Outcome, ...]
    """Right, but marked as a guess."""
    skipped: tuple[str, ...]
    """Ids of the questions left out."""
    unloadable: tuple[Unloadable, ...]

    @property
    def perfect(self) -> bool:
        """Every question that was asked has a correct answer; false when there were none."""
        return 0 < self.asked == self.correct


def summarise(outcomes: Sequence[Outcome], left_out: Sequence[Question], unloadable: Sequence[Unloadable]) -> Result:
    """The result of these outcomes; `left_out` are the questions asked and not answered."""
    marks = [(outcome.question, outcome.grade.correct) for outcome in outcomes]
    marks_of_all: list[tuple[Question, bool | None]] = [*marks, *((question, None) for question in left_out)]
    return Result(
        asked=len(marks_of_all),
        answered=len(marks),
        correct=sum(correct for _, correct in marks),
        by_topic=_tallies((question.topic, mark) for question, mark in marks_of_all),
        by_skill=_tallies((question.skill, mark) for question, mark in marks_of_all),
        missed=tuple(outcome for outcome in outcomes if not outcome.grade.correct),
        guessed=tuple(outcome for outcome in outcomes if outcome.grade.correct and outcome.answered.guessed),
        skipped=tuple(question.id for question in left_out),
        unloadable=tuple(unloadable),
    )


def _tallies(marks: Iterable[tuple[str, bool | None]]) -> Mapping[str, Tally]:
    grouped: dict[str, list[bool | None]] = {}
    for name, mark in marks:
        grouped.setdefault(name, []).append(mark)
    return MappingProxyType(
        {
            name: Tally(len(each), sum(mark is not None for mark in each), sum(mark is True for mark in each))
            for name, each in grouped.items()
        }
    )
