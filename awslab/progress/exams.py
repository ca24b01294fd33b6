"""The mock exams of a learner: sittings, their events, and the marks of those that were submitted."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from awslab.errors import ProgressError
from awslab.exam.event_data import draw_from_json, draw_to_json, event_from_json, event_to_json
from awslab.exam.paper import Mark
from awslab.exam.sitting import Certainty, Sitting, Ticked, Timed, replay
from awslab.progress.rows import moment, perhaps, text

if TYPE_CHECKING:
    from awslab.exam.draw import Draw
    from awslab.exam.planning import Plan

_SITTING = "select id, exam, started, ended, outcome, seed, draw, seconds_limit, clock from exam_sitting"
_MARK = (
    "select place, question, skill, domain, task, is_scored, is_answered, is_correct, certainty, seconds from exam_mark"
)


@dataclass(frozen=True, slots=True)
class SittingRecord:
    """A sitting as the progress file has it."""

    id: int
    exam: str
    """The code of the exam."""
    started_at: datetime
    ended_at: datetime | None
    """None while it is open."""
    is_submitted: bool
    """False for one that is open or was abandoned."""
    seed: int
    draw: Draw
    limit: float
    """Seconds that the sitting lasts."""
    clock: float
    """Seconds of the sitting's clock that were last saved."""
    event_count: int
    state: Sitting
    """What the events lead to, at the second that was last saved."""


class ExamTables:
    """The exam side of a ProgressStore, as its `exams`."""

    def __init__(
        self,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        rows: Callable[[str, Iterable[Any]], list[Any]],
    ) -> None:
        self._writing, self._rows = writing, rows

    def begin(self, plan: Plan, at: datetime) -> SittingRecord:
        """Begin a sitting of the planned exam, and abandon the one of that exam that was open."""
        insert = (
            "insert into exam_sitting (exam, started, seed, request, draw, seconds_limit)"
            " values (?, ?, ?, ?, ?, ?) returning id"
        )
        request, questions = json.dumps(plan.request.as_json()), json.dumps(draw_to_json(plan.draw))
        code = plan.exam.code
        with self._writing() as connection:
            connection.execute(
                "update exam_sitting set ended = ?, outcome = 'abandoned' where exam = ? and ended is null",
                (text(at), code),
            )
            row = (code, text(at), str(plan.seed), request, questions, plan.limit)
            ((sitting_id,),) = connection.execute(insert, row).fetchall()
        return self.sitting(sitting_id)

    def sitting(self, sitting_id: int) -> SittingRecord:
        """Return the sitting of that id, which must exist."""
        return self._record(self._rows(f"{_SITTING} where id = ?", (sitting_id,))[0])

    def open_sitting(self, exam: str) -> SittingRecord | None:
        """Return the sitting of an exam to continue; None when there is none."""
        rows = self._rows(f"{_SITTING} where exam = ? and ended is null order by id desc limit 1", (exam,))
        return self._record(rows[0]) if rows else None

    def submitted(self, exam: str | None = None) -> tuple[SittingRecord, ...]:
        """Return the submitted sittings of one exam or of all, oldest first."""
        query = f"{_SITTING} where outcome = 'submitted' and (? is null or exam = ?) order by id"
        return tuple(self._record(row) for row in self._rows(query, (exam, exam)))

    def marks(self, sitting_id: int) -> tuple[Mark, ...]:
        """Return the marks of a submitted sitting, in the order of its questions."""
        rows = self._rows(f"{_MARK} where sitting = ? order by place", (sitting_id,))
        return tuple(_mark(row) for row in rows)

    def seen_questions(self) -> frozenset[str]:
        """Return the ids of questions that were answered in a quiz or drawn for a mock exam."""
        query = """
            select question from card union
            select json_extract(value, '$.question') from exam_sitting, json_each(draw, '$.items')"""
        return frozenset(question for (question,) in self._rows(query, ()))

    def record(self, sitting_id: int, number: int, timed: Timed, at: datetime) -> None:
        """Record the event of that number, from 1. Raises ProgressError when another program continued the sitting."""
        with self._writing() as connection:
            _insert_event(connection, sitting_id, number, timed, at)

    def tick(self, sitting_id: int, clock: float) -> None:
        """Save the seconds of the sitting's clock; it never goes back."""
        with self._writing() as connection:
            connection.execute("update exam_sitting set clock = max(clock, ?) where id = ?", (clock, sitting_id))

    def submit(self, sitting_id: int, number: int, timed: Timed, marks: Sequence[Mark], at: datetime) -> None:
        """Record the last event, the marks and the end of a sitting, in one transaction. Raises ProgressError."""
        with self._writing() as connection:
            _insert_event(connection, sitting_id, number, timed, at)
            connection.executemany(
                "insert into exam_mark values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(sitting_id, *_mark_row(mark)) for mark in marks],
            )
            connection.execute(
                "update exam_sitting set ended = ?, outcome = 'submitted' where id = ?", (text(at), sitting_id)
            )

    def _record(self, row: Any) -> SittingRecord:
        id_, exam, started_at, ended_at, outcome, seed, draw_json, limit, clock = row
        draw = draw_from_json(json.loads(draw_json))
        rows = self._rows("select event, clock from exam_event where sitting = ? order by number", (id_,))
        events = [Timed(event_from_json(json.loads(event)), seconds) for event, seconds in rows]
        return SittingRecord(
            id=id_,
            exam=exam,
            started_at=moment(started_at),
            ended_at=perhaps(ended_at),
            is_submitted=outcome == "submitted",
            seed=int(seed),
            draw=draw,
            limit=limit,
            clock=clock,
            event_count=len(events),
            state=replay(draw, limit, events).after(Ticked(), clock),
        )


def _insert_event(connection: sqlite3.Connection, sitting_id: int, number: int, timed: Timed, at: datetime) -> None:
    query = (
        "select ended, (select count(*) from exam_event where sitting = exam_sitting.id) from exam_sitting where id = ?"
    )
    ended_at, event_count = connection.execute(query, (sitting_id,)).fetchone()
    if ended_at is not None or event_count != number - 1:
        raise ProgressError(
            "Another awslab has continued or ended this sitting.",
            "Close one of the two, and open the mock exam again to continue from what was saved.",
        )
    connection.execute(
        "insert into exam_event values (?, ?, ?, ?, ?)",
        (sitting_id, number, text(at), timed.at, json.dumps(event_to_json(timed.event))),
    )
    connection.execute("update exam_sitting set clock = max(clock, ?) where id = ?", (timed.at, sitting_id))


def _mark_row(mark: Mark) -> tuple[Any, ...]:
    return (
        mark.place,
        mark.question,
        mark.skill,
        mark.domain,
        mark.task,
        mark.is_scored,
        mark.is_answered,
        mark.is_correct,
        mark.certainty and mark.certainty.value,
        mark.seconds,
    )


def _mark(row: Any) -> Mark:
    place, question, skill, domain, task, is_scored, is_answered, is_correct, certainty, seconds = row
    return Mark(
        place=place,
        question=question,
        skill=skill,
        domain=domain,
        task=task,
        is_scored=bool(is_scored),
        is_answered=bool(is_answered),
        is_correct=bool(is_correct),
        certainty=Certainty(certainty) if certainty else None,
        seconds=seconds,
    )
