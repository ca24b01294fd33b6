"""A mock exam in plain text from its start to its result."""

from __future__ import annotations

import random
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import click

from awslab.cli.exam_plain import INSTRUCTIONS, ExamDialogue
from awslab.cli.exam_results import print_report
from awslab.cli.opening import new_seed, now, print_json
from awslab.cli.quiz_plain import wrapped
from awslab.cli.timed_lines import timed_lines
from awslab.errors import UsageError
from awslab.exam.planning import plan
from awslab.exam.wording import clock_text, gap_sentence, start_facts, uncovered_lines
from awslab.progress.exam_reports import sitting_report
from awslab.progress.live_sitting import TICK_SECONDS, LiveSitting

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.exam.planning import ExamRequest, Plan
    from awslab.progress.exams import SittingRecord
    from awslab.progress.store import ProgressStore


class PlainSitting:
    """Says what will come, sits the exam, and prints the result.

    With `as_json` only the result goes to stdout, as one JSON object, and the rest to stderr.
    """

    def __init__(self, store: ProgressStore, library: Library, *, as_json: bool) -> None:
        self._store, self._library, self._as_json = store, library, as_json
        self._say = partial(click.echo, err=as_json)
        self._is_typed = sys.stdin.isatty()

    def sit(self, code: str, request: ExamRequest, *, seed: int | None, is_new: bool, fewer: bool) -> int:
        """Continue the open sitting, or begin one; return the exit status: 1 when the exam was not passed."""
        record = None if is_new else self._store.exams.open_sitting(code)
        if record is None:
            record = self._begun(self._plan(code, request, seed), fewer=fewer)
        else:
            self._say_continued(record)
        self._say(f"\n{INSTRUCTIONS}")
        live = LiveSitting(self._store, record, load=self._library.question, monotonic=time.monotonic)
        dialogue = ExamDialogue(live, say=self._say, now=now, confirms=self._is_typed)
        if dialogue.run(timed_lines(TICK_SECONDS)):
            return self._finish(live.id)
        left = clock_text(live.state.remaining)
        self._say(f"\nThe sitting is saved with {left} left. “awslab exam {code.lower()}” continues it.")
        return 0

    def _plan(self, code: str, request: ExamRequest, seed: int | None) -> Plan:
        drawn_seed = new_seed() if seed is None else seed
        return plan(
            self._library.exam(code),
            self._library.entries,
            request,
            seed=drawn_seed,
            rng=random.Random(drawn_seed),
            seen=self._store.exams.seen_questions(),
        )

    def _say_continued(self, record: SittingRecord) -> None:
        state = record.state
        self._say(
            wrapped(
                f"Your sitting of {record.exam} is open, with {state.answered} of {len(state.places)} questions "
                f"answered and {clock_text(state.remaining)} left. It continues now; --new begins another one."
            )
        )

    def _begun(self, exam_plan: Plan, *, fewer: bool) -> SittingRecord:
        """Say what will come, and begin when that is wanted. Raises UsageError when the bank has too few questions."""
        self._say(f"Mock exam {exam_plan.exam.code}: {exam_plan.exam.title}\n")
        for fact in start_facts(exam_plan):
            self._say(wrapped(fact, label="-"))
        if exam_plan.uncovered:
            self._say("\nThe bank has no question for these tasks:")
            for line in uncovered_lines(exam_plan):
                self._say(wrapped(line, label=" "))
        self._refuse_gap(exam_plan, fewer=fewer)
        if self._is_typed:
            self._say("\nThe clock starts with Enter.")
            sys.stdin.readline()
        return self._store.exams.begin(exam_plan, now())

    def _refuse_gap(self, exam_plan: Plan, *, fewer: bool) -> None:
        sentence = gap_sentence(exam_plan)
        if not sentence:
            return
        if not exam_plan.draw.items:
            raise UsageError(sentence, "Leave out --only-unseen or --domain, or name another exam.")
        count = len(exam_plan.draw.items)
        if fewer or (
            self._is_typed and click.confirm(f"\n{wrapped(sentence)}\nBegin with {count}?", err=self._as_json)
        ):
            self._say("" if not fewer else f"\n{sentence}")
        else:
            raise UsageError(sentence, f"--fewer begins with the {count} there are; --questions asks for fewer.")

    def _finish(self, sitting_id: int) -> int:
        result = sitting_report(self._store, self._library, sitting_id)
        if self._as_json:
            print_json(result.as_json())
        else:
            print_report(result, self._library)
        score = result.report.score
        return 0 if score and score.has_passed else 1
