"""The progress file: one class, with a method for each question asked of it.

Every method that writes is one transaction; when it returns, what it was told is on disk.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from awslab.progress.database import MEMORY, open_database, set_aside, transaction
from awslab.progress.failures import explained, is_damaged
from awslab.progress.labs import LabTables
from awslab.progress.records import Count, QuizSummary, Review
from awslab.progress.rows import moment, text, to_card, to_quiz, to_review
from awslab.quiz.answers import answer_to_json
from awslab.quiz.outcome import GradedAnswer
from awslab.quiz.schedule import CardState, review

if TYPE_CHECKING:
    from awslab.progress.exams import ExamTables

_REVIEW = "select id, quiz, question, topic, skill, at, answer, correct, points, guessed, rating, seconds from review"
_CARD = "select question, phase, step, stability, difficulty, due, last_review from card"


class ProgressStore:
    """What the learner has done. Safe to use from several threads, and by several processes at once."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()
        self.labs = LabTables(self._writing, self._rows)
        """Lab attempts, runs and hints."""

    @cached_property
    def exams(self) -> ExamTables:
        """Sittings of mock exams, their events and marks."""
        from awslab.progress.exams import ExamTables

        return ExamTables(self._writing, self._rows)

    @classmethod
    def open(cls, path: Path | str, *, patience: float = 5.0) -> Self:
        """Open or make the file; `:memory:` keeps nothing. Raises ProgressError (see `open_database`).

        `patience` is how many seconds to wait while another program writes.
        """
        path = Path(path)
        return cls(open_database(path, patience), path)

    def close(self) -> None:
        """Close the file; what was recorded is on disk already."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def begin_quiz(self, *, seed: int, request: Mapping[str, Any], at: datetime) -> int:
        """Begin a quiz and return its id; `request` is plain data that says how its questions were chosen."""
        insert = "insert into quiz (started, seed, wanted) values (?, ?, ?) returning id"
        with self._writing() as connection:
            rows = connection.execute(insert, (text(at), str(seed), json.dumps(request))).fetchall()
        return int(rows[0][0])

    def end_quiz(self, quiz: int, at: datetime) -> None:
        """Record that the quiz went to its end, or that the learner stopped it."""
        with self._writing() as connection:
            connection.execute("update quiz set ended = ? where id = ?", (text(at), quiz))

    def record_answer(self, graded_answer: GradedAnswer, quiz: int | None = None) -> CardState:
        """Record an answer and schedule its question, in one transaction; return the new state of the card.

        The card is read inside the transaction: two programs that answer the same question at once both count.
        """
        question = graded_answer.question
        with self._writing() as connection:
            card = review(question.id, _card(connection, question.id), graded_answer.rating, graded_answer.at)
            _insert_review(connection, graded_answer, quiz)
            _put_card(connection, card)
        return card

    def card(self, question: str) -> CardState | None:
        """Return the card of a question; None when it was never answered."""
        return next((to_card(row) for row in self._rows(f"{_CARD} where question = ?", (question,))), None)

    def cards(self) -> dict[str, CardState]:
        """Return every card by question id."""
        return {row[0]: to_card(row) for row in self._rows(_CARD)}

    def history(self, *, question: str | None = None, limit: int = 100) -> tuple[Review, ...]:
        """Return the last answers, latest first; of one question, or of all."""
        condition = " where ? is null or question = ? order by id desc limit ?"
        return tuple(to_review(row) for row in self._rows(_REVIEW + condition, (question, question, limit)))

    def quizzes(self, *, limit: int = 20) -> tuple[QuizSummary, ...]:
        """Return the last quizzes that have an answer, latest first."""
        query = """
            select quiz.id, started, ended, seed, wanted, count(*), sum(correct)
            from quiz join review on review.quiz = quiz.id group by quiz.id order by quiz.id desc limit ?"""
        return tuple(to_quiz(row) for row in self._rows(query, (limit,)))

    def counts_by_topic(self) -> dict[str, Count]:
        """Return the answer counts by topic id."""
        rows = self._rows("select topic, count(*), sum(correct) from review group by topic")
        return {topic: Count(answer_count, correct) for topic, answer_count, correct in rows}

    def minutes(self) -> Iterator[tuple[datetime, int]]:
        """Return each minute with answers, also of mock exams, or lab runs, and how many; the caller knows the day."""
        query = """
            select minute, count(*) from (
                select substr(at, 1, 16) as minute from review union all select substr(at, 1, 16) from lab_run
                union all select substr(at, 1, 16) from exam_event where json_extract(event, '$.kind') = 'answered'
            ) group by minute order by minute"""
        return ((moment(f"{minute}:00.000000+00:00"), count) for minute, count in self._rows(query))

    def setting(self, name: str, default: Any = None) -> Any:
        """Return the value saved under that name; `default` when there is none."""
        rows = self._rows("select value from setting where name = ?", (name,))
        return json.loads(rows[0][0]) if rows else default

    def keep_setting(self, name: str, value: Any) -> None:
        """Save plain data under a name, in place of what was there."""
        with self._writing() as connection:
            connection.execute("insert or replace into setting values (?, ?)", (name, json.dumps(value)))

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._explaining(), transaction(self._connection):
            yield self._connection

    def _rows(self, query: str, parameters: Iterable[Any] = ()) -> list[Any]:
        with self._lock, self._explaining():
            return self._connection.execute(query, tuple(parameters)).fetchall()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        """Raise SQLite's errors as ProgressError; a file found damaged is set aside at once."""
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.NotSupportedError):
            raise  # our own mistake, not the file's
        except sqlite3.DatabaseError as exc:
            if is_damaged(exc) and str(self.path) != MEMORY:
                self._connection.close()
                raise set_aside(self.path) from exc
            raise explained(exc, self.path) from exc


def _card(connection: sqlite3.Connection, question: str) -> CardState | None:
    row = connection.execute(f"{_CARD} where question = ?", (question,)).fetchone()
    return to_card(row) if row else None


def _insert_review(connection: sqlite3.Connection, graded_answer: GradedAnswer, quiz: int | None) -> None:
    question, grade = graded_answer.question, graded_answer.grade
    connection.execute(
        "insert into review (quiz, question, topic, skill, at, answer, correct, points, guessed, rating, seconds)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            quiz,
            question.id,
            question.topic,
            question.skill,
            text(graded_answer.at),
            json.dumps(answer_to_json(graded_answer.answer)),
            grade.correct,
            grade.points,
            graded_answer.is_guess,
            graded_answer.rating.value,
            max(0.0, graded_answer.seconds),
        ),
    )


def _put_card(connection: sqlite3.Connection, card: CardState) -> None:
    connection.execute(
        "insert or replace into card (question, phase, step, stability, difficulty, due, last_review)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        (
            card.question,
            card.phase.value,
            card.step,
            card.stability,
            card.difficulty,
            text(card.due),
            text(card.last_review),
        ),
    )
