"""One lab's workspace, its sandbox, and its attempt in the progress file.

Every method blocks and belongs on a thread; only `cancel` may be called while another one runs.
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
_OUTPUT_LIMIT = 100_000
"""Characters of the last output that are shown again when the learner comes back."""
_EXPORT_NAMES = (
    *("AWS_ENDPOINT_URL", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
    "AWS_EC2_METADATA_SERVICE_ENDPOINT",
)


class LabBench:
    """One lab, for as long as awslab runs."""

    def __init__(self, study: Study, lab: Lab, entry: LabEntry, open_sandbox: Callable[[], Sandbox]) -> None:
        self.lab = lab
        self._study, self._entry, self._open_sandbox = study, entry, open_sandbox
        self._attempt: LabAttempt | None = None
        self._running: ScriptRun | JudgeRun | None = None
        self._cancellation = threading.Event()
        self._lock = threading.Lock()
        folder = study.services.workspaces / lab.id
        self.workspace: Workspace = open_workspace(lab, entry, folder, seed=study.services.seed())
        self.verdicts: list[Verdict] = []
        """The verdicts of the last run of the checks."""
        self.output = ""
        """What the program printed in its last run."""
        self.addresses: tuple[tuple[str, str], ...] = ()
        """What answered plain HTTP after the last run or check: (kind and name, URL)."""
        self.on_output: Callable[[str], object]
        """Called with what the program prints, on another thread."""
        self.on_verdict: Callable[[Verdict], object]
        """Called with each verdict at once, on another thread."""
        self.on_call: Callable[[TrailEntry], object]
        """Called with each API call, on another thread."""
        self.disconnect()

    @property
    def attempt(self) -> LabAttempt | None:
        """The attempt that the sandbox is prepared for; None before `open`."""
        return self._attempt

    @property
    def values(self) -> dict[str, object]:
        """The values of the lab's variables; with what the lab's `given` calls saved, once the sandbox is open."""
        return dict(self._attempt.values) if self._attempt else self.workspace.values(self.lab)

    @property
    def exports(self) -> dict[str, str]:
        """The environment variables for another terminal; empty without a sandbox."""
        if self._attempt is None:
            return {}
        environment = self._attempt.environment({})
        return {name: environment[name] for name in _EXPORT_NAMES if name in environment} | self._attempt.variables

    def _look_for_addresses(self) -> None:
        assert self._attempt is not None
        addresses = self._attempt.sandbox.addresses()
        self.addresses = tuple((f"{address.kind} {address.name}", address.url) for address in addresses)

    def disconnect(self) -> None:
        """Call nobody back any more: the screen is gone."""
        self.on_output = self.on_verdict = self.on_call = _ignore

    def trail(self) -> list[TrailEntry]:
        """Return the API calls so far, oldest first."""
        return self._attempt.sandbox.trail() if self._attempt else []

    def recorded_attempt(self) -> RecordedAttempt:
        """Return the attempt in the progress file; begin one when none has these values. Raises ProgressError."""
        labs, values = self._study.store.labs, self.workspace.values(self.lab)
        attempt = labs.open_attempt(self.lab.id)
        if attempt is not None and all(
            attempt.variables.get(name, values[name]) == values[name] for name in self.lab.variables
        ):
            return attempt
        return labs.begin(self.lab.id, variables=values, at=self._study.services.now())

    def solved_labs(self) -> frozenset[str]:
        """Return the ids of the labs that were solved at least once. Raises ProgressError."""
        labs = self._study.store.labs.progress()
        return frozenset(lab_id for lab_id, progress in labs.items() if progress.passed)

    def open(self) -> None:
        """Make a sandbox in place of the one there is, and the lab's `given` calls in it. Raises SandboxError."""
        self.close()
        sandbox = self._open_sandbox()
        attempt = LabAttempt(self.lab, sandbox, self.workspace.values(self.lab))
        attempt.prepare()
        sandbox.subscribe(self._receive_call)
        self._attempt = attempt

    def run(self) -> ScriptResult:
        """Run the learner's program in an empty sandbox. Raises SandboxError."""
        self.output = ""
        self.open()
        assert self._attempt is not None
        script, folder = self.workspace.script, self.workspace.folder
        run = self._attempt.run(script, workspace=folder, on_output=self._receive_output)
        result = self._while_running(run, run.wait)
        self._look_for_addresses()
        return result

    def judge(self) -> Report:
        """Judge what is in the sandbox and record the verdicts.

        Raises SandboxError, also when it is cancelled, and ProgressError.
        """
        if self._attempt is None:
            self.open()
        assert self._attempt is not None
        self.verdicts = []
        run = self._attempt.judge(on_verdict=self._receive_verdict)
        self.verdicts = self._while_running(run, run.wait)
        self._look_for_addresses()
        report = self._attempt.report(self.verdicts)
        self._study.store.labs.record_run(self.recorded_attempt().id, report, self._study.services.now())
        return report

    def forget_cancellation(self) -> None:
        """Forget that an earlier run was cancelled."""
        self._cancellation.clear()

    def cancel(self) -> None:
        """Stop the program or the judging, now or as soon as it has begun. Raises SandboxError."""
        self._cancellation.set()
        with self._lock:
            if self._running is not None:
                self._running.cancel()

    @property
    def is_cancelled(self) -> bool:
        """Whether the learner has cancelled since the last `forget_cancellation`."""
        return self._cancellation.is_set()

    def open_hint(self, step_id: str) -> int:
        """Record that one more hint of the step is open; return how many are. Raises ProgressError."""
        return self._study.store.labs.show_hint(self.recorded_attempt().id, step_id)

    def restart(self) -> None:
        """Make new values, the starter program and an empty sandbox; save the learner's program beside it.

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
        """Return the text of the learner's program. Raises UsageError."""
        try:
            return self.workspace.script.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{self.workspace.script} cannot be read: {error}.", "Press F9 to restart the lab."
            ) from error

    def write_script(self, text: str) -> None:
        """Save the learner's program, in whole or not at all. Raises UsageError."""
        script = self.workspace.script
        new_file = script.with_name(f".{script.name}.new")
        try:
            new_file.write_text(text, "utf-8")
            new_file.replace(script)
        except (OSError, UnicodeEncodeError) as error:
            raise UsageError(
                f"{script} cannot be written: {error}.", "Free some disk space, or make the folder writable."
            ) from error

    def file_stamp(self) -> tuple[int, int] | None:
        """Return (time of the last change in ns, size) of the learner's file; None when it is gone."""
        try:
            status = self.workspace.script.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size

    def save_at_leaving(self, text: str, known_stamp: tuple[int, int] | None) -> None:
        """Save the text; as `main.mine.py` when another program has written the file since `known`.

        An error goes to the log only, since the screen that could show it is gone; the text is lost then.
        """
        try:
            if self.file_stamp() in (known_stamp, None):
                self.write_script(text)
            else:
                self.workspace.script.with_name("main.mine.py").write_text(text, "utf-8")
        except (UsageError, OSError, UnicodeEncodeError):
            log.exception("the editor's text of %s could not be saved", self.workspace.script)

    def solution(self) -> str:
        """Return the text of the reference solution. Raises UsageError."""
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
            if self._cancellation.is_set():
                run.cancel()
        try:
            return wait()
        finally:
            with self._lock:
                self._running = None

    def _receive_output(self, text: str) -> None:
        self.output = (self.output + text)[-_OUTPUT_LIMIT:]
        self.on_output(text)

    def _receive_verdict(self, verdict: Verdict) -> None:
        self.on_verdict(verdict)

    def _receive_call(self, entry: TrailEntry) -> None:
        self.on_call(entry)


def _ignore(_: object) -> None:
    """Do nothing: the callback while no screen is connected."""
