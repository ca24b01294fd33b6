"""The messages that jobs of the lab screen post to it: plain data, read before the message is made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from awslab.errors import AwslabError
    from awslab.lab.verdict import Verdict
    from awslab.progress.records import LabAttempt
    from awslab.sandbox.process import ScriptResult
    from awslab.tui.lab_bench import LabBench

FileStamp = tuple[int, int] | None
"""The time of the last change in nanoseconds and the size in bytes of the learner's file; None when it is gone."""


class SavePurpose(StrEnum):
    """What happens after the program is saved."""

    STAY = "stay"
    RUN = "run"
    LEAVE = "leave"


@dataclass
class WorkspaceOpened(Message):
    """The workspace and the attempt in the progress file are open; the sandbox may still be starting."""

    bench: LabBench
    program: str
    """The text of the learner's file."""
    stamp: FileStamp
    attempt: LabAttempt
    solved_labs: frozenset[str]
    """Ids of the labs solved at least once."""


@dataclass
class SandboxReady(Message):
    """The sandbox is listening and prepared."""


@dataclass
class Refused(Message):
    """A job failed with an error that the learner must see."""

    error: AwslabError
    is_fatal: bool
    """Whether there is no usable sandbox now."""


@dataclass
class ProgramEnded(Message):
    """The learner's program ended; the checks run now."""

    result: ScriptResult


@dataclass
class CheckJudged(Message):
    """One check has its verdict."""

    verdict: Verdict


@dataclass
class Judged(Message):
    """All checks have their verdicts, and these are recorded."""

    verdicts: tuple[Verdict, ...]
    attempt: LabAttempt
    solved_labs: frozenset[str]
    """Ids of the labs solved at least once."""


@dataclass
class Cancelled(Message):
    """The program or the judging stopped because the learner cancelled it."""


@dataclass
class HintOpened(Message):
    """One more hint may be read."""

    attempt: LabAttempt


@dataclass
class LabRestarted(Message):
    """The lab has new values and the starter program."""

    program: str
    stamp: FileStamp
    attempt: LabAttempt


@dataclass
class ProgramSaved(Message):
    """The learner's text is on disk."""

    text: str
    stamp: FileStamp
    purpose: SavePurpose


@dataclass
class FileChanged(Message):
    """Another program wrote the learner's file."""

    text: str
    """The text that is on disk now."""
    stamp: FileStamp
    purpose: SavePurpose | None
    """Why the learner's text was about to be saved; None when the change was noticed without a save."""


@dataclass
class SolutionRead(Message):
    """The text of the reference solution was read."""

    text: str
