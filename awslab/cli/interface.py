"""Opening the full interface: the one place where its parts are put together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from awslab import paths
from awslab.cli.opening import new_seed, now, open_library, open_store
from awslab.tui.services import Services, Start, StartExam, StartLab, StartNotes, StartQuiz

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.exam.planning import ExamRequest
    from awslab.quiz.selection import QuizRequest
    from awslab.sandbox.process import SandboxHost


def open_home(extra_packs: tuple[Path, ...]) -> int:
    """Open the interface at home and return its exit status; the library opens behind the first paint."""
    return _open(None, lambda: open_library(extra_packs))


def open_quiz(library: Library, request: QuizRequest, seed: int | None) -> int:
    """Open the interface at a quiz and return its exit status."""
    return _open(StartQuiz(request, seed), lambda: library)


def open_notes(library: Library, topic: str) -> int:
    """Open the interface at the notes of a topic and return its exit status."""
    return _open(StartNotes(topic), lambda: library)


def open_lab(library: Library, lab_id: str) -> int:
    """Open the interface at a lab and return its exit status."""
    return _open(StartLab(lab_id), lambda: library)


def open_exam(library: Library, code: str, request: ExamRequest, seed: int | None) -> int:
    """Open the interface before a mock exam and return its exit status."""
    return _open(StartExam(code, request, seed), lambda: library)


def _open(start: Start | None, library: Callable[[], Library]) -> int:
    from awslab.tui.app import AwslabApp

    services = Services(
        open_library=library,
        open_store=open_store,
        start_host=_start_host,
        workspaces=paths.workspaces_dir(),
        now=now,
        seed=new_seed,
    )
    app = AwslabApp(services, start)
    app.run()
    return app.return_code or 0


def _start_host() -> SandboxHost:
    from awslab.sandbox.process import SandboxHost

    return SandboxHost.start(log=paths.sandbox_log())
