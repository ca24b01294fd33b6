"""What the workers of the lab screen tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from awslab.errors import AwslabError

if TYPE_CHECKING:
    from awslab.lab.verdict import Verdict
    from awslab.progress.records import LabAttempt
    from awslab.sandbox.process import ScriptResult
    from awslab.tui.lab_bench import LabBench

Stamp = tuple[int, int] | None


class BenchOpened(Message):
    """The workspace and the attempt in the progress file are there; the sandbox may not be yet."""

    def __init__(self, bench: LabBench) -> None:
        super().__init__()
        self.bench, self.program, self.stamp = bench, bench.read_script(), bench.stamp()
        self.recorded, self.solved = bench.recorded(), bench.solved_labs()


class SandboxReady(Message):
    """The sandbox is listening and prepared."""


class Refused(Message):
    """Something could not be done; `is_fatal` when there is no sandbox now."""

    def __init__(self, error: AwslabError, *, is_fatal: bool) -> None:
        super().__init__()
        self.error, self.is_fatal = error, is_fatal


class ProgramEnded(Message):
    """The learner's program is over; it is being judged now."""

    def __init__(self, result: ScriptResult) -> None:
        super().__init__()
        self.result = result


class VerdictFell(Message):
    """One check is judged."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict


class Judged(Message):
    """All checks are judged, and the verdicts kept; `solved` are the labs solved so far."""

    def __init__(self, recorded: LabAttempt, solved: frozenset[str]) -> None:
        super().__init__()
        self.recorded, self.solved = recorded, solved


class Cancelled(Message):
    """What the learner cancelled has stopped."""


class HintOpened(Message):
    """One more hint may be read."""

    def __init__(self, recorded: LabAttempt) -> None:
        super().__init__()
        self.recorded = recorded


class WasReset(Message):
    """The lab begins anew."""

    def __init__(self, program: str, stamp: Stamp, recorded: LabAttempt) -> None:
        super().__init__()
        self.program, self.stamp, self.recorded = program, stamp, recorded


class ProgramKept(Message):
    """The learner's text is on disk; `then` is what it was kept for."""

    def __init__(self, text: str, stamp: Stamp, then: str) -> None:
        super().__init__()
        self.text, self.stamp, self.then = text, stamp, then


class FileChanged(Message):
    """Another program has written the learner's file; `then` is what it was to be kept for, if anything."""

    def __init__(self, text: str, stamp: Stamp, then: str | None) -> None:
        super().__init__()
        self.text, self.stamp, self.then = text, stamp, then


class SolutionRead(Message):
    """The reference solution may be shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
