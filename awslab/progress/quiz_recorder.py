"""A quiz's row in the progress file: begun with the first answer, ended when the learner leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awslab.progress.store import ProgressStore
    from awslab.quiz.outcome import GradedAnswer
    from awslab.quiz.schedule import CardState


class QuizRecorder:
    """Records the answers of one quiz; `selection` is plain data that says how its questions were chosen."""

    def __init__(self, store: ProgressStore, *, seed: int, selection: Mapping[str, Any]) -> None:
        self._store, self._seed, self._selection = store, seed, selection
        self._quiz_id: int | None = None

    def record(self, graded_answer: GradedAnswer) -> CardState:
        """Record an answer and return the new state of its card. Raises ProgressError."""
        if self._quiz_id is None:
            self._quiz_id = self._store.begin_quiz(seed=self._seed, request=self._selection, at=graded_answer.at)
        return self._store.record_answer(graded_answer, self._quiz_id)

    def end(self, at: datetime) -> None:
        """Record when the quiz ended; without effect when nothing was answered. Raises ProgressError."""
        if self._quiz_id is not None:
            self._store.end_quiz(self._quiz_id, at)
