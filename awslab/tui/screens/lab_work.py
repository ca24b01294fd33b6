"""The blocking half of the lab screen: each method is a thread worker that tells what came of it by a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from awslab.errors import AwslabError, SandboxError
from awslab.tui.screens import lab_messages as told
from awslab.tui.screens.page import Page

if TYPE_CHECKING:
    from awslab.content.library import LabEntry
    from awslab.content.model import Lab
    from awslab.tui.lab_bench import LabBench
    from awslab.tui.sandboxes import Sandboxes
    from awslab.tui.study import Study


class LabWork(Page):
    """What the lab screen can set going."""

    def __init__(self, study: Study, lab: Lab, entry: LabEntry, sandboxes: Sandboxes) -> None:
        super().__init__()
        self.study, self.lab, self.entry = study, lab, entry
        self._sandboxes = sandboxes
        self._bench: LabBench | None = None

    @property
    def bench(self) -> LabBench:
        """The lab at work; there from `BenchOpened` on."""
        assert self._bench is not None
        return self._bench

    @work(thread=True, exclusive=True, group="open", exit_on_error=False)
    def open_bench(self) -> None:
        """Open the workspace, then the sandbox if there is none yet."""
        try:
            bench = self._sandboxes.bench(self.study, self.lab, self.entry)
            opened = told.BenchOpened(bench)
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=True))
            return
        self.post_message(opened)
        if bench.attempt is None:
            self._make_sandbox(bench)
        else:
            self.post_message(told.SandboxReady())

    @work(thread=True, exclusive=True, group="open", exit_on_error=False)
    def open_sandbox(self) -> None:
        """Try again to make a sandbox."""
        self._make_sandbox(self.bench)

    def _make_sandbox(self, bench: LabBench) -> None:
        try:
            bench.open()
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=True))
        else:
            self.post_message(told.SandboxReady())

    @work(thread=True, exclusive=True, group="run", exit_on_error=False)
    def run_program(self) -> None:
        """Run the learner's program in an empty sandbox, and judge what it made."""
        bench = self.bench
        try:
            result = bench.run()
            self.post_message(told.ProgramEnded(result))
            if bench.cancelled:
                self.post_message(told.Cancelled())
            else:
                self._judge(bench)
        except AwslabError as error:
            self._tell_trouble(bench, error)

    @work(thread=True, exclusive=True, group="run", exit_on_error=False)
    def judge_only(self) -> None:
        """Judge what is in the sandbox now."""
        bench = self.bench
        try:
            self._judge(bench)
        except AwslabError as error:
            self._tell_trouble(bench, error)

    def _judge(self, bench: LabBench) -> None:
        bench.judge()
        self.post_message(told.Judged(bench.recorded(), bench.solved_labs()))

    def _tell_trouble(self, bench: LabBench, error: AwslabError) -> None:
        if bench.cancelled:
            self.post_message(told.Cancelled())
        else:
            self.post_message(told.Refused(error, is_fatal=isinstance(error, SandboxError) and bench.attempt is None))

    @work(thread=True, exclusive=True, group="cancel", exit_on_error=False)
    def cancel_run(self) -> None:
        """Stop the program or the judging."""
        try:
            self.bench.cancel()
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=True))

    @work(thread=True, exclusive=True, group="hint", exit_on_error=False)
    def open_hint(self, step: str) -> None:
        """Open one more hint."""
        try:
            self.bench.hint(step)
            self.post_message(told.HintOpened(self.bench.recorded()))
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=False))

    @work(thread=True, exclusive=True, group="open", exit_on_error=False)
    def reset_lab(self) -> None:
        """Begin the lab anew."""
        bench = self.bench
        try:
            bench.reset()
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=True))
            return
        self.post_message(told.WasReset(bench.read_script(), bench.stamp(), bench.recorded()))
        self.post_message(told.SandboxReady())

    @work(thread=True, exclusive=True, group="file", exit_on_error=False)
    def keep_program(self, text: str, known: told.Stamp, then: str, *, over: bool = False) -> None:
        """Write the learner's text; unless `over`, not over what another program has written since `known`."""
        bench = self.bench
        try:
            if not over and bench.stamp() not in (known, None) and (found := bench.read_script()) != text:
                self.post_message(told.FileChanged(found, bench.stamp(), then))
                return
            bench.write_script(text)
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=False))
        else:
            self.post_message(told.ProgramKept(text, bench.stamp(), then))

    @work(thread=True, exclusive=True, group="look", exit_on_error=False)
    def look_at_file(self, known: told.Stamp) -> None:
        """Has another program written the learner's file?"""
        bench = self.bench
        stamp = bench.stamp()
        if stamp in (known, None):
            return
        try:
            self.post_message(told.FileChanged(bench.read_script(), stamp, None))
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=False))

    @work(thread=True, exclusive=True, group="solution", exit_on_error=False)
    def read_solution(self) -> None:
        """Read the reference solution."""
        try:
            self.post_message(told.SolutionRead(self.bench.solution()))
        except AwslabError as error:
            self.post_message(told.Refused(error, is_fatal=False))
