"""What the lab screen knows, what the learner may do, and which job does it: no widget, no thread, no disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from awslab.tui import lab_messages as messages
from awslab.tui.lab_messages import FileStamp, SavePurpose
from awslab.tui.lab_state import LabState, Phase, lab_state
from awslab.tui.lab_words import program_ending, status_sentence

if TYPE_CHECKING:
    from textual.content import Content
    from textual.message import Message

    from awslab.content.model import Lab
    from awslab.lab.verdict import Verdict
    from awslab.progress.records import LabAttempt
    from awslab.tui.lab_bench import LabBench
    from awslab.tui.lab_jobs import LabJobs

StartJob = Callable[[str, Callable[[], None]], object]
"""Runs a job on a thread; it takes the place of an earlier job of the same group, which is the first argument."""
_FAULT = "awslab made a mistake; Retry makes a new sandbox."


class LabController:
    """The state of one lab on the screen. The learner's actions and the messages of the jobs change it."""

    def __init__(
        self, lab: Lab, jobs: LabJobs, start_job: StartJob, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.lab = lab
        self.phase = Phase.STARTING
        self.trouble = ""
        """Why there is no sandbox; empty while there is one."""
        self.ending = ""
        """How the program ended last, a sentence; empty before the first run."""
        self.verdicts: tuple[Verdict, ...] = ()
        """The verdicts of the run that is shown."""
        self.stamp: FileStamp = None
        """The learner's file as the editor knows it."""
        self.attempt: LabAttempt | None = None
        """The attempt in the progress file; None before the workspace is open."""
        self._jobs, self._start_job = jobs, start_job
        self._bench: LabBench | None = None
        self._clock, self._phase_start = clock, clock()

    @property
    def bench(self) -> LabBench:
        """The lab's workspace and sandbox; only after the workspace is open."""
        assert self._bench is not None
        return self._bench

    @property
    def seconds(self) -> int:
        """Whole seconds since the phase began."""
        return int(self._clock() - self._phase_start)

    @property
    def verb(self) -> str:
        """What the button does now."""
        return "Cancel" if self.phase.is_busy else "Retry" if self.phase is Phase.BROKEN else "Run"

    def status_sentence(self) -> Content:
        """Return the line above the footer."""
        return status_sentence(self.phase, self.state(), trouble=self.trouble, ending=self.ending, seconds=self.seconds)

    def state(self) -> LabState | None:
        """Return what the screen draws; None before the workspace is open."""
        if self._bench is None or self.attempt is None:
            return None
        return lab_state(
            self.lab,
            self._bench.values,
            verdicts=self.verdicts,
            passed_earlier=self.attempt.passed_steps,
            hints_shown=self.attempt.hints_shown,
            phase=self.phase,
            trouble=self.trouble,
            ending=self.ending,
            exports=self._bench.exports,
            addresses=self._bench.addresses,
        )

    def allows(self, action: str) -> bool:
        """Whether the learner may do this now: run, check, restart or cancel."""
        match action:
            case "run":
                return self.phase in (Phase.READY, Phase.BROKEN)
            case "check":
                return self.phase is Phase.READY
            case "restart":
                return self._bench is not None and not self.phase.is_busy
            case _:
                return self.phase.is_busy

    def open(self) -> None:
        """Open the workspace and the sandbox; after a failure, what is missing of them."""
        self.trouble = ""
        self._enter(Phase.STARTING)
        if self._bench is None:
            self._start_job("open", self._jobs.open_lab)
        else:
            self._start("open", self._jobs.open_sandbox)

    def run(self) -> None:
        """Run the program, which must be saved, in an empty sandbox and judge what it made."""
        self._begin_run(Phase.RUNNING)
        self._start("run", self._jobs.run_program)

    def check(self) -> None:
        """Judge what is in the sandbox now, without running the program."""
        self._begin_run(Phase.CHECKING)
        self._start("run", self._jobs.judge)

    def cancel(self) -> None:
        """Stop the program or the judging."""
        self._start("cancel", self._jobs.cancel)

    def restart(self) -> None:
        """Give the lab new values and the starter program."""
        self._enter(Phase.STARTING)
        self._start("open", self._jobs.restart)

    def open_hint(self, step_id: str) -> None:
        """Open one more hint of a step."""
        self._start("hint", self._jobs.open_hint, step_id)

    def read_solution(self) -> None:
        """Read the reference solution."""
        self._start("solution", self._jobs.read_solution)

    def save(self, text: str, purpose: SavePurpose) -> None:
        """Save the program, unless another program has written other text to the file."""
        self._start("file", self._jobs.save_program, text, self.stamp, purpose)

    def overwrite(self, text: str, purpose: SavePurpose) -> None:
        """Save the program over whatever is on disk."""
        self._start("file", self._jobs.overwrite_program, text, purpose)

    def look_at_file(self) -> None:
        """Find out whether another program has written the learner's file."""
        self._start("look", self._jobs.look_at_file, self.stamp)

    def save_at_leaving(self, text: str) -> None:
        """Save what the learner typed, now: the screen is being closed."""
        self.bench.save_at_leaving(text, self.stamp)

    def receive(self, message: Message) -> None:
        """Change the state after a message of a job."""
        match message:
            case messages.WorkspaceOpened():
                self._bench, self.stamp, self.attempt = message.bench, message.stamp, message.attempt
                self.verdicts = tuple(message.bench.verdicts)
            case messages.SandboxReady():
                self.trouble = ""
                self._enter(Phase.READY)
            case messages.Refused():
                self._receive_error(message)
            case messages.HintOpened():
                self.attempt = message.attempt
            case messages.LabRestarted():
                self.attempt, self.stamp = message.attempt, message.stamp
                self.verdicts, self.ending = (), ""
            case messages.ProgramSaved():
                self.stamp = message.stamp
            case _:
                self._receive_of_run(message)

    def _receive_of_run(self, message: Message) -> None:
        match message:
            case messages.ProgramEnded():
                self.ending = program_ending(message.result)
                self._enter(Phase.CHECKING)
            case messages.CheckJudged():
                self.verdicts += (message.verdict,)
            case messages.Judged():
                self.attempt, self.verdicts = message.attempt, message.verdicts
                self._enter(Phase.READY)
            case messages.Cancelled():
                self.verdicts, self.ending = (), "Cancelled."
                self._enter(Phase.READY)

    def _receive_error(self, message: messages.Refused) -> None:
        if message.is_fatal:
            self.trouble = f"{message.error.message} {message.error.hint}".strip()
            self._enter(Phase.BROKEN)
        elif self.phase.is_busy:
            self._enter(Phase.READY)

    def receive_fault(self) -> None:
        """Change the state after a job ended by a fault in awslab: what it should have posted will not come."""
        if self.phase.is_busy or self.phase is Phase.STARTING:
            self.trouble = _FAULT
            self._enter(Phase.BROKEN)

    def _begin_run(self, phase: Phase) -> None:
        self.bench.forget_cancellation()
        self.verdicts, self.ending = (), ""
        self._enter(phase)

    def _enter(self, phase: Phase) -> None:
        if phase is not self.phase:
            self.phase, self._phase_start = phase, self._clock()

    def _start(self, group: str, job: Callable[..., None], *arguments: object) -> None:
        self._start_job(group, partial(job, self.bench, *arguments))
