"""The blocking jobs of the exam screens: each runs on a thread and posts what came of it; handlers change state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from awslab.errors import AwslabError

if TYPE_CHECKING:
    from awslab.exam.planning import ExamRequest, Plan
    from awslab.exam.sitting import Timed
    from awslab.progress.exam_reports import SittingReport
    from awslab.progress.exams import SittingRecord
    from awslab.progress.live_sitting import LiveSitting
    from awslab.tui.screens.page import Page
    from awslab.tui.study import Study


@dataclass
class ExamPrepared(Message):
    """A mock exam is planned, and it is known whether one is open."""

    plan: Plan
    open_sitting: SittingRecord | None
    attempt_count: int


@dataclass
class SittingOpened(Message):
    """A sitting has begun or continues."""

    live: LiveSitting


@dataclass
class EventSaved(Message):
    """An event of the sitting is on disk."""

    timed: Timed


@dataclass
class ReportsRead(Message):
    """The results of the mock exams are read, oldest first."""

    reports: tuple[SittingReport, ...]


@dataclass
class ExamRefused(Message):
    """The progress file could not be used, or the request does not fit the exam."""

    error: AwslabError


def prepare_exam(screen: Page, study: Study, code: str, request: ExamRequest, seed: int | None) -> None:
    """Plan a mock exam and look for one that is open."""

    def job() -> None:
        plan = study.plan_exam(code, request, seed)
        open_sitting = study.store.exams.open_sitting(code)
        screen.post_message(ExamPrepared(plan, open_sitting, len(study.store.exams.submitted(code))))

    _start(screen, "prepare", job)


def open_sitting(screen: Page, open_live: Callable[[], LiveSitting]) -> None:
    """Begin a sitting, or continue one."""
    _start(screen, "open", lambda: screen.post_message(SittingOpened(open_live())))


def save_event(screen: Page, live: LiveSitting, timed: Timed, study: Study) -> None:
    """Put an event on disk; the end is saved with the marks of all questions."""

    def job() -> None:
        live.save(timed, study.services.now())
        screen.post_message(EventSaved(timed))

    _start(screen, "save", job)


def read_reports(screen: Page, study: Study, code: str | None = None) -> None:
    """Read the results of the mock exams of one exam or of all."""
    _start(screen, "reports", lambda: screen.post_message(ReportsRead(study.exam_reports(code))))


def _start(screen: Page, group: str, job: Callable[[], object]) -> None:
    def guarded_job() -> None:
        try:
            job()
        except AwslabError as error:
            screen.post_message(ExamRefused(error))

    screen.run_worker(guarded_job, group=group, thread=True, exclusive=True, exit_on_error=False)
