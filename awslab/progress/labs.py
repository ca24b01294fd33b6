"""What a learner has done in labs: attempts, runs of the checks, hints."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from awslab.progress.records import LabAttempt, LabProgress
from awslab.progress.rows import moment, perhaps, text

if TYPE_CHECKING:
    from awslab.lab.verdict import Report, StepReport

_ATTEMPT = "select id, lab, started, ended, variables from lab_attempt"


class LabTables:
    """The lab side of a ProgressStore, as its `labs`."""

    def __init__(
        self,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        rows: Callable[[str, Iterable[Any]], list[Any]],
    ) -> None:
        self._writing, self._rows = writing, rows

    def begin(self, lab: str, *, variables: Mapping[str, Any], at: datetime) -> LabAttempt:
        """Begin an attempt and end the one that was open; another program may end this one at any time."""
        variables_json = json.dumps(variables)
        insert = "insert into lab_attempt (lab, started, variables) values (?, ?, ?) returning id"
        with self._writing() as connection:
            connection.execute("update lab_attempt set ended = ? where lab = ? and ended is null", (text(at), lab))
            ((attempt_id,),) = connection.execute(insert, (lab, text(at), variables_json)).fetchall()
        return LabAttempt(attempt_id, lab, moment(text(at)), None, json.loads(variables_json), frozenset(), {})

    def open_attempt(self, lab: str) -> LabAttempt | None:
        """Return the attempt to go on with; None when there is none."""
        rows = self._rows(f"{_ATTEMPT} where lab = ? and ended is null order by id desc limit 1", (lab,))
        return self._attempt(rows[0]) if rows else None

    def end(self, attempt: int, at: datetime) -> None:
        """Record that the attempt is over: solved, restarted or given up."""
        with self._writing() as connection:
            connection.execute("update lab_attempt set ended = ? where id = ?", (text(at), attempt))

    def record_run(self, attempt: int, report: Report, at: datetime) -> None:
        """Record the verdicts of one run of the checks; steps that were not judged are left out."""
        with self._writing() as connection:
            insert = "insert into lab_run (attempt, at, passed) values (?, ?, ?) returning id"
            run = connection.execute(insert, (attempt, text(at), report.passed)).fetchall()[0][0]
            for step in report.steps:
                if step.verdicts:
                    _insert_step(connection, run, step)

    def show_hint(self, attempt: int, step: str) -> int:
        """Record that one more hint of the step is open; return how many are."""
        with self._writing() as connection:
            rows = connection.execute(
                "insert into hints_shown values (?, ?, 1)"
                " on conflict (attempt, step) do update set count = count + 1 returning count",
                (attempt, step),
            ).fetchall()
        return int(rows[0][0])

    def progress(self) -> dict[str, LabProgress]:
        """Return how far the learner has come, by lab id; labs never begun are not in it."""
        query = """
            select lab, count(distinct lab_attempt.id), count(lab_run.id),
                min(case when passed then at end), max(max(started), coalesce(max(at), ''))
            from lab_attempt left join lab_run on lab_run.attempt = lab_attempt.id group by lab"""
        furthest = self._furthest()
        return {
            lab: LabProgress(lab, attempts, runs, furthest.get(lab, frozenset()), perhaps(first), moment(last))
            for lab, attempts, runs, first, last in self._rows(query, ())
        }

    def _furthest(self) -> dict[str, frozenset[str]]:
        query = """
            select distinct lab, attempt, step from step_result
            join lab_run on run = lab_run.id join lab_attempt on attempt = lab_attempt.id
            where step_result.passed"""
        attempts: dict[tuple[str, int], set[str]] = {}
        for lab, attempt, step in self._rows(query, ()):
            attempts.setdefault((lab, attempt), set()).add(step)
        furthest: dict[str, frozenset[str]] = {}
        for (lab, _), steps in attempts.items():
            furthest[lab] = max(furthest.get(lab, frozenset()), frozenset(steps), key=len)
        return furthest

    def _attempt(self, row: Any) -> LabAttempt:
        id_, lab, started_at, ended_at, variables = row
        steps = self._rows(
            "select distinct step from step_result join lab_run on run = id where attempt = ? and step_result.passed",
            (id_,),
        )
        return LabAttempt(
            id=id_,
            lab=lab,
            started_at=moment(started_at),
            ended_at=perhaps(ended_at),
            variables=json.loads(variables),
            passed_steps=frozenset(step for (step,) in steps),
            hints_shown=dict(self._rows("select step, count from hints_shown where attempt = ?", (id_,))),
        )


def _insert_step(connection: sqlite3.Connection, run: int, step: StepReport) -> None:
    connection.execute("insert into step_result values (?, ?, ?)", (run, step.id, step.passed))
    connection.executemany(
        "insert into check_verdict values (?, ?, ?, ?, ?, ?)",
        [
            (run, step.id, verdict.check, verdict.outcome.value, _storable(verdict.rationale), verdict.seconds)
            for verdict in step.verdicts
        ],
    )


def _storable(rationale: str) -> str:
    """Return the rationale as valid Unicode: it may quote bytes that the learner's function returned."""
    return rationale.encode("utf-8", "replace").decode()
