"""What an answer led to: the record that is kept, and what the learner is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from awslab.content.model import Question
from awslab.quiz.answers import Answer
from awslab.quiz.grading import Grade
from awslab.quiz.presentation import Presentation
from awslab.quiz.schedule import CardState, Rating


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """An answer and its verdict: what is recorded."""

    question: Question
    answer: Answer
    grade: Grade
    rating: Rating
    is_guess: bool
    at: datetime
    """UTC."""
    seconds: float
    """From the question to the answer; 0 when it was not measured."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a learner is shown after an answer; it is recorded already."""

    presentation: Presentation
    graded_answer: GradedAnswer
    card: CardState | None
    """When the question comes back; None when nothing is kept."""

    @property
    def question(self) -> Question:
        """The question with its explanation and sources."""
        return self.graded_answer.question

    @property
    def grade(self) -> Grade:
        """The verdict with every why."""
        return self.graded_answer.grade
