"""A quiz, from the first question to the result. Every front end drives this one object.

while (presented := session.next()) is not None:
    answer = session.read(line)                        # UsageError: say so and ask again
    outcome = session.answer(answer, at=now, guessed=False)   # or session.skip()
session.result()
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import datetime

from awslab.content.model import Question
from awslab.errors import AwslabError
from awslab.quiz.answers import Answer
from awslab.quiz.grading import grade
from awslab.quiz.grammar import read_answer
from awslab.quiz.outcome import GradedAnswer, Outcome
from awslab.quiz.presentation import Presentation, present
from awslab.quiz.result import Result, Unloadable, summarise
from awslab.quiz.schedule import CardState, rating_for

Load = Callable[[str, int], Question]
"""Gives the question of an id, a drill with the figures of a seed; raises AwslabError when it cannot."""
Record = Callable[[GradedAnswer], CardState | None]
"""Keeps an answer and schedules the question; raises ProgressError when it cannot."""


class QuizSession:
    """Questions asked one after another; the same ids, seed and answers give the same presentations and verdicts."""

    def __init__(
        self, ids: Sequence[str], *, load: Load, seed: int, record: Record, figures_seed: int | None = None
    ) -> None:
        """`record` comes before an outcome is shown. `figures_seed` draws the figures of drills; None is `seed`."""
        self.ids = tuple(ids)
        self.seed = seed
        self.figures_seed = seed if figures_seed is None else figures_seed
        """That of an earlier quiz when its questions are asked again with the same figures."""
        self.question: Question | None = None
        """The question being asked; None before the first and after the last."""
        self.current: Presentation | None = None
        """How it is shown."""
        self.outcome: Outcome | None = None
        """Of the current question, once it is answered."""
        self.outcomes: list[Outcome] = []
        self.skipped_questions: list[Question] = []
        self.unloadable: list[Unloadable] = []
        """Questions that could not be loaded and were passed over."""
        self._load, self._record = load, record
        self._place = 0

    @property
    def number(self) -> int:
        """Which question this is, from 1; 0 before the first."""
        return self._place - len(self.unloadable)

    @property
    def total(self) -> int:
        """How many questions there are, without those that could not be loaded so far."""
        return len(self.ids) - len(self.unloadable)

    def next(self) -> Presentation | None:
        """Ask the next question; None at the end. A question left unanswered counts as skipped."""
        self.skip()
        self.question = self.current = self.outcome = None
        while self.question is None and self._place < len(self.ids):
            self.question = self._loaded(self.ids[self._place])
            self._place += 1
        if self.question is not None:
            self.current = present(self.question, random.Random(f"{self.seed}:{self.question.id}"))
        return self.current

    def read(self, line: str) -> Answer | None:
        """Return the answer that a typed line gives; None for an empty line. Raises UsageError."""
        presentation, _ = self._open()
        return read_answer(presentation, line)

    def answer(self, answer: Answer, *, at: datetime, is_guess: bool = False, seconds: float = 0.0) -> Outcome:
        """Grade and record the answer to the current question.

        When recording fails, its ProgressError is passed on, nothing has happened, and the answer may be given again.
        """
        graded_answer = self.grade_answer(answer, at=at, is_guess=is_guess, seconds=seconds)
        return self.accept(graded_answer, self._record(graded_answer))

    def grade_answer(
        self, answer: Answer, *, at: datetime, is_guess: bool = False, seconds: float = 0.0
    ) -> GradedAnswer:
        """Return the graded answer to the current question; the session does not change."""
        _, question = self._open()
        verdict = grade(question, answer)
        rating = rating_for(correct=verdict.correct, is_guess=is_guess)
        return GradedAnswer(question, answer, verdict, rating, is_guess, at, seconds)

    def accept(self, graded_answer: GradedAnswer, card: CardState | None) -> Outcome:
        """Make a recorded answer the outcome of the current question; `card` is None when nothing is scheduled."""
        presentation, question = self._open()
        if graded_answer.question is not question:
            raise ValueError(f"{graded_answer.question.id} is not the question being asked")
        self.outcome = Outcome(presentation, graded_answer, card)
        self.outcomes.append(self.outcome)
        return self.outcome

    def skip(self) -> None:
        """Leave the current question out; without effect when it is answered or skipped already."""
        if self.question is not None and self.outcome is None:
            self.skipped_questions.append(self.question)
            self.question = self.current = None

    def result(self) -> Result:
        """Return how the quiz went so far; a question on the screen without an answer counts as asked."""
        open_questions = [self.question] if self.question is not None and self.outcome is None else []
        return summarise(self.outcomes, [*self.skipped_questions, *open_questions], self.unloadable)

    def _loaded(self, question_id: str) -> Question | None:
        """Return the question, or None when its file is broken or gone: the rest of the quiz goes on."""
        try:
            return self._load(question_id, self.figures_seed)
        except (AwslabError, OSError) as exc:
            self.unloadable.append(Unloadable(question_id, str(exc)))
            return None

    def _open(self) -> tuple[Presentation, Question]:
        if self.current is None or self.question is None or self.outcome is not None:
            raise ValueError("no question is waiting for an answer")
        return self.current, self.question
