"""What the interface is given by whoever starts it, and where it begins."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.exam.planning import ExamRequest
    from awslab.progress.store import ProgressStore
    from awslab.quiz.selection import QuizRequest
    from awslab.sandbox.process import SandboxHost


@dataclass(frozen=True, slots=True)
class Services:
    """Everything the interface reaches outside of itself."""

    open_library: Callable[[], Library]
    """Called once, in a thread."""
    open_store: Callable[[], ProgressStore]
    """Called in a thread, and again when the learner asks to try again. Raises ProgressError."""
    start_host: Callable[[], SandboxHost]
    """Called once, in a thread, after the first paint."""
    workspaces: Path
    """The folder with one folder per lab."""
    now: Callable[[], datetime]
    """The time, aware."""
    seed: Callable[[], int]
    """A seed nobody chose."""
    monotonic: Callable[[], float] = time.monotonic
    """Seconds of a clock that never goes back: what a mock exam is timed with."""
    zone: tzinfo | None = None
    """Where the learner's days begin and end; None is this machine's zone, with the offset it has at each moment."""


@dataclass(frozen=True, slots=True)
class Home:
    """Begin at the home screen."""


@dataclass(frozen=True, slots=True)
class StartQuiz:
    """Begin with a quiz; with `Choosing.DUE` it is a review."""

    request: QuizRequest
    seed: int | None = None
    """None draws one."""


@dataclass(frozen=True, slots=True)
class StartNotes:
    """Begin with the notes of a topic."""

    topic: str
    section: str = ""
    """The slug of a section."""


@dataclass(frozen=True, slots=True)
class StartLab:
    """Begin with a lab."""

    lab: str


@dataclass(frozen=True, slots=True)
class StartExam:
    """Begin before a mock exam."""

    code: str
    request: ExamRequest | None = None
    seed: int | None = None
    """None draws one."""


@dataclass(frozen=True, slots=True)
class StartProgress:
    """Begin with the progress screen."""


Start: TypeAlias = Home | StartQuiz | StartNotes | StartLab | StartExam | StartProgress
