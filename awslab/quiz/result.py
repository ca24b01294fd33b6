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

    question_count: int
    answer_count: int
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

    question_count: int
    """Answered, skipped, or on the screen when the quiz was stopped."""
    answer_count: int
    correct: int
    by_topic: Mapping[str, Tally]
    """By topic id, in the order in which the topics came."""
    by_skill: Mapping[str, Tally]
    """By skill id."""
    missed_outcomes: tuple[Outcome, ...]
    """The wrong answers, in the order of the quiz."""
    guessed_outcomes: tuple[Outcome, ...]
    """Right, but marked as a guess."""
    skipped_ids: tuple[str, ...]
    """Ids of the questions left out."""
    unloadable: tuple[Unloadable, ...]

    @property
    def perfect(self) -> bool:
        """Every question that was asked has a correct answer; false when there were none."""
        return 0 < self.question_count == self.correct


def summarise(outcomes: Sequence[Outcome], left_out: Sequence[Question], unloadable: Sequence[Unloadable]) -> Result:
    """Return the result of these outcomes; `left_out` are the questions asked and not answered."""
    marks = [(outcome.question, outcome.grade.correct) for outcome in outcomes]
    marks_of_all: list[tuple[Question, bool | None]] = [*marks, *((question, None) for question in left_out)]
    return Result(
        question_count=len(marks_of_all),
        answer_count=len(marks),
        correct=sum(correct for _, correct in marks),
        by_topic=_tallies((question.topic, mark) for question, mark in marks_of_all),
        by_skill=_tallies((question.skill, mark) for question, mark in marks_of_all),
        missed_outcomes=tuple(outcome for outcome in outcomes if not outcome.grade.correct),
        guessed_outcomes=tuple(
            outcome for outcome in outcomes if outcome.grade.correct and outcome.graded_answer.is_guess
        ),
        skipped_ids=tuple(question.id for question in left_out),
        unloadable=tuple(unloadable),
    )


def _tallies(marks: Iterable[tuple[str, bool | None]]) -> Mapping[str, Tally]:
    grouped: dict[str, list[bool | None]] = {}
    for name, mark in marks:
        grouped.setdefault(name, []).append(mark)
    return MappingProxyType(
        {
            name: Tally(len(marks), sum(mark is not None for mark in marks), sum(mark is True for mark in marks))
            for name, marks in grouped.items()
        }
    )
