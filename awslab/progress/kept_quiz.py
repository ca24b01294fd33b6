"""A quiz's place in the progress file: begun with the first answer, ended when the learner leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awslab.progress.store import ProgressStore
    from awslab.quiz.outcome import Answered
    from awslab.quiz.schedule import CardState


class KeptQuiz:
    """What a session records through; `wanted` is plain data: what was asked for."""

    def __init__(self, store: ProgressStore, *, seed: int, wanted: Mapping[str, Any]) -> None:
        self._store, self._seed, self._wanted = store, seed, wanted
        self._id: int | None = None

    def record(self, answered: Answered) -> CardState:
        """Keep an answer; the new state of its card. Raises ProgressError."""
        if self._id is None:
            self._id = self._store.begin_quiz(seed=self._seed, wanted=self._wanted, at=answered.at)
        return self._store.record_answer(answered, self._id)

    def end(self, at: datetime) -> None:
        """Note the end; without effect when nothing was answered. Raises ProgressError."""
        if self._id is not None:
            self._store.end_quiz(self._id, at)
