"""What the progress file tells, as values. Times are UTC and aware."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from awslab.quiz.answers import Answer
from awslab.quiz.schedule import Rating


@dataclass(frozen=True, slots=True)
class Review:
    """One recorded answer."""

    id: int
    """Grows in the order of recording."""
    quiz: int | None
    """The quiz it was given in."""
    question: str
    topic: str
    skill: str
    at: datetime
    answer: Answer
    correct: bool
    points: float
    """0 to 1."""
    is_guess: bool
    rating: Rating
    seconds: float
    """From question to answer; 0 when not measured."""


@dataclass(frozen=True, slots=True)
class QuizSummary:
    """One quiz with at least one answer."""

    id: int
    started_at: datetime
    ended_at: datetime | None
    """None when it was broken off."""
    seed: int
    request: Mapping[str, Any]
    """What was asked for, as given to `begin_quiz`."""
    answer_count: int
    correct: int

    @property
    def figures_seed(self) -> int:
        """The seed of the figures of drills: that of the quiz whose questions were asked again, else its own."""
        return int(self.request.get("figures_seed", self.seed))


@dataclass(frozen=True, slots=True)
class LabAttempt:
    """A lab begun, with the variables drawn for it."""

    id: int
    lab: str
    started_at: datetime
    ended_at: datetime | None
    """None while it is open."""
    variables: Mapping[str, Any]
    passed_steps: frozenset[str]
    """Steps that passed at least once in this attempt."""
    hints_shown: Mapping[str, int]
    """How many hints were opened, by step id."""


@dataclass(frozen=True, slots=True)
class LabProgress:
    """How far a learner has come in a lab, over all attempts."""

    lab: str
    attempts: int
    runs: int
    """How often the checks were run."""
    passed_steps: frozenset[str]
    """Steps that passed in the attempt that came furthest."""
    first_passed: datetime | None
    """When every step passed for the first time; None while that has not happened."""
    last_at: datetime
    """The last run of the checks, or the beginning of the last attempt."""

    @property
    def passed(self) -> bool:
        """Whether the lab was solved at least once."""
        return self.first_passed is not None


@dataclass(frozen=True, slots=True)
class Count:
    """Answers given, and how many were correct."""

    answer_count: int
    correct: int

    @property
    def accuracy(self) -> float | None:
        """0 to 1; None without answers."""
        return self.correct / self.answer_count if self.answer_count else None
