"""Run as a program: takes a quiz without end and tells each answer once it is recorded. FILE FIRST"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from awslab.content.model import Question
from awslab.progress.store import ProgressStore
from awslab.quiz.session import QuizSession
from tests.quiz.samples import NOON, QUESTIONS, RIGHT, SINGLE


def _load(question_id: str, _: int) -> Question:
    """The sample of the type that the id begins with, under that id."""
    sample = QUESTIONS[question_id.partition("#")[0]]
    return replace(sample, id=question_id)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Answer questions from number `FIRST` on, until killed."""
    path, first = Path(sys.argv[1]), int(sys.argv[2])
    samples = list(RIGHT)
    with ProgressStore.open(path) as store:
        quiz = store.begin_quiz(seed=first, request={}, at=NOON)
        ids = [f"{samples[number % len(samples)]}#{number}" for number in range(first, first + 100_000)]
        session = QuizSession(ids, load=_load, seed=first, record=lambda answered: store.record_answer(answered, quiz))
        _tell("ready")
        while session.next() is not None and session.question is not None:
            answer = RIGHT.get(session.question.id.partition("#")[0], RIGHT[SINGLE.id])
            outcome = session.answer(answer, at=NOON + timedelta(seconds=session.number))
            _tell(outcome.question.id)


if __name__ == "__main__":
    main()
