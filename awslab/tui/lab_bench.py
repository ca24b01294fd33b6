"""A lab at work: its workspace, its sandbox, and its place in the progress file.

Everything blocks and belongs on a thread; only `cancel` and the callbacks may come from another one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from awslab.content.library import LabEntry
from awslab.content.model import Lab
from awslab.errors import UsageError
from awslab.lab.verdict import Report, Verdict
from awslab.sandbox.attempt import LabAttempt
from awslab.sandbox.process import JudgeRun, Sandbox, ScriptResult, ScriptRun, TrailEntry
from awslab.sandbox.workspace import Workspace, open_workspace, reset_workspace

if TYPE_CHECKING:
    from awslab.progress.records import LabAttempt as RecordedAttempt
    from awslab.tui.study import Study

T = TypeVar("T")
log = logging.getLogger(__name__)
_KEPT_OUTPUT = 100_000
"""Characters of the last output that are shown again when the learner comes back."""
_SHOWN = (
    *("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
)


class LabBench:
    """One lab for the life of the program."""

    def __init__(self, study: Study, lab: Lab, entry: LabEntry, open_sandbox: Callable[[], Sandbox]) -> None:
        self.lab = lab
        self._study, self._entry, self._open_sandbox = study, entry, open_sandbox
        self._attempt: LabAttempt | None = None
        self._running: ScriptRun | JudgeRun | None = None
        self._cancelled = threading.Event()
        self._lock = threading.Lock()
        folder = study.services.workspaces / lab.id
        self.workspace: Workspace = open_workspace(lab, entry, folder, seed=study.services.seed())
        self.verdicts: list[Verdict] = []
        """Of the last run of the checks."""
        self.output = ""
        """What the last program printed."""
        self.addresses: tuple[tuple[str, str], ...] = ()
        """What answered plain HTTP after the last run or check: what it is, and its URL."""
        self.on_output: Callable[[str], None]
        """Gets what the program prints, on another thread."""
        self.on_verdict: Callable[[Verdict], None]
        """Gets verdicts as they fall, on another thread."""
        self.on_call: Callable[[TrailEntry], None]
        """Gets API calls as they are made, on another thread."""
        self.be_silent()

    @property
    def attempt(self) -> LabAttempt | None:
        """The attempt in the sandbox; None before `open`."""
        return self._attempt

    @property
    def values(self) -> dict[str, object]:
        """The attempt's values; with what the `given` calls saved, once the sandbox is open."""
        return dict(self._attempt.values) if self._attempt else self.workspace.values(self.lab)

    @property
    def exports(self) -> dict[str, str]:
        """What another terminal needs; empty without a sandbox."""
        if self._attempt is None:
            return {}
        environment = self._attempt.environment({})
        return {name: environment[name] for name in _SHOWN if name in environment} | self._attempt.variables

    def _look_for_addresses(self) -> None:
        assert self._attempt is not None
        found = self._attempt.sandbox.addresses()
        self.addresses = tuple((f"{each.kind} {each.name}", each.url) for each in found)

    def be_silent(self) -> None:
        """Tell nobody what happens: the screen is gone."""
        self.on_output = self.on_verdict = self.on_call = _ignore

    def trail(self) -> list[TrailEntry]:
        """The calls so far, oldest first."""
        return self._attempt.sandbox.trail() if self._attempt else []

    def recorded(self) -> RecordedAttempt:
        """The attempt in the progress file, begun when there is none with these values. Raises ProgressError."""
        labs, values = self._study.store.labs, self.workspace.values(self.lab)
        found = labs.open_attempt(self.lab.id)
        if found is None or any(found.variables.get(name, values[name]) != values[name] for name in self.lab.variables):
            found = labs.begin(self.lab.id, variables=values, at=self._study.services.now())
        return found

    def solved_labs(self) -> frozenset[str]:
        """Ids of the labs that were solved at least once. Raises ProgressError."""
        progress = self._study.store.labs.progress()
        return frozenset(lab for lab, each in progress.items() if each.passed)

    def open(self) -> None:
        """Make an empty sandbox in place of the one there is, and the lab's `given` calls in it.

        Raises SandboxError.
        """
        self.close()
        sandbox = self._open_sandbox()
        attempt = LabAttempt(self.lab, sandbox, self.workspace.values(self.lab))
        attempt.prepare()
        sandbox.subscribe(self._hear_call)
        self._attempt = attempt

    def run(self) -> ScriptResult:
        """Run the learner's program in an empty sandbox. Raises SandboxError."""
        self.output = ""
        self.open()
        assert self._attempt is not None
        script, folder = self.workspace.script, self.workspace.folder
        run = self._attempt.run(script, workspace=folder, on_output=self._hear_output)
        ended = self._while_running(run, run.wait)
        self._look_for_addresses()
        return ended

    def judge(self) -> Report:
        """Judge what is there, and keep the verdicts. Raises SandboxError, also when cancelled, and ProgressError."""
        if self._attempt is None:
            self.open()
        assert self._attempt is not None
        self.verdicts = []
        run = self._attempt.judge(on_verdict=self._hear_verdict)
        self.verdicts = self._while_running(run, run.wait)
        self._look_for_addresses()
        report = self._attempt.report(self.verdicts)
        self._study.store.labs.record_run(self.recorded().id, report, self._study.services.now())
        return report

    def begin(self) -> None:
        """Forget that something was cancelled before."""
        self._cancelled.clear()

    def cancel(self) -> None:
        """Stop the program or the judging, now or as soon as it has begun. Raises SandboxError."""
        self._cancelled.set()
        with self._lock:
            if self._running is not None:
                self._running.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether the learner has cancelled since the last `begin`."""
        return self._cancelled.is_set()

    def hint(self, step: str) -> int:
        """One more hint of the step is open; how many are now. Raises ProgressError."""
        return self._study.store.labs.show_hint(self.recorded().id, step)

    def reset(self) -> None:
        """New values, the starter again, an empty sandbox; the learner's program is kept beside.

        Raises UsageError, SandboxError and ProgressError.
        """
        services = self._study.services
        self.workspace = reset_workspace(
            self.lab, self._entry, self.workspace, seed=services.seed(), now=services.now()
        )
        self.verdicts, self.output = [], ""
        self.close()
        self._study.store.labs.begin(self.lab.id, variables=self.workspace.values(self.lab), at=services.now())
        self.open()

    def read_script(self) -> str:
        """The learner's program. Raises UsageError."""
        try:
            return self.workspace.script.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{self.workspace.script} cannot be read: {error}.", "Reset the lab to begin anew."
            ) from error

    def write_script(self, text: str) -> None:
        """Keep the learner's program: in whole or not at all. Raises UsageError."""
        script = self.workspace.script
        written = script.with_name(f".{script.name}.new")
        try:
            written.write_text(text, "utf-8")
            written.replace(script)
        except (OSError, UnicodeEncodeError) as error:
            raise UsageError(
                f"{script} cannot be written: {error}.", "Make room, or make the folder writable."
            ) from error

    def stamp(self) -> tuple[int, int] | None:
        """What changes when another program writes the learner's file; None when it is gone."""
        try:
            status = self.workspace.script.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def keep_at_leaving(self, text: str, known: tuple[int, int] | None) -> None:
        """Keep the text; as `main.mine.py` when another program has written the file since `known`.

        Nobody is there any more to be told of an error: the text is lost then.
        """
        try:
            if self.stamp() in (known, None):
                self.write_script(text)
            else:
                self.workspace.script.with_name("main.mine.py").write_text(text, "utf-8")
        except (UsageError, OSError, UnicodeEncodeError):
            log.exception("what was typed in %s could not be kept", self.workspace.script)

    def solution(self) -> str:
        """The reference solution. Raises UsageError."""
        try:
            return (self._entry.folder / self.lab.solution).read_text("utf-8")
        except OSError as error:
            raise UsageError(f"The solution cannot be read: {error}.") from error

    def close(self) -> None:
        """Stop the sandbox."""
        attempt, self._attempt = self._attempt, None
        if attempt is not None:
            attempt.sandbox.close()

    def _while_running(self, run: ScriptRun | JudgeRun, wait: Callable[[], T]) -> T:
        with self._lock:
            self._running = run
            if self._cancelled.is_set():
                run.cancel()
        try:
            return wait()
        finally:
            with self._lock:
                self._running = None

    def _hear_output(self, text: str) -> None:
        self.output = (self.output + text)[-_KEPT_OUTPUT:]
        self.on_output(text)

    def _hear_verdict(self, verdict: Verdict) -> None:
        self.on_verdict(verdict)

    def _hear_call(self, entry: TrailEntry) -> None:
        self.on_call(entry)


def _ignore(_: object) -> None:
    """For what nobody listens to."""
