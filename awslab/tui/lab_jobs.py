"""The blocking jobs of the lab screen: each runs on a thread, changes nothing of the screen, and posts messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from awslab.errors import AwslabError, SandboxError
from awslab.tui import lab_messages as messages
from awslab.tui.lab_messages import FileStamp, SavePurpose

if TYPE_CHECKING:
    from textual.message import Message

    from awslab.content.library import LabEntry
    from awslab.content.model import Lab
    from awslab.tui.lab_bench import LabBench
    from awslab.tui.sandboxes import Sandboxes
    from awslab.tui.study import Study


class LabJobs:
    """The jobs of one lab; `post` takes messages from any thread."""

    def __init__(
        self, study: Study, lab: Lab, entry: LabEntry, sandboxes: Sandboxes, post: Callable[[Message], object]
    ) -> None:
        self._study, self._lab, self._entry = study, lab, entry
        self._sandboxes, self._post = sandboxes, post

    def open_lab(self) -> None:
        """Open the workspace, then the sandbox unless it is open already."""
        try:
            bench = self._sandboxes.bench(self._study, self._lab, self._entry)
            message = messages.WorkspaceOpened(
                bench, bench.read_script(), bench.file_stamp(), bench.recorded_attempt(), bench.solved_labs()
            )
        except AwslabError as error:
            self._refuse(error, is_fatal=True)
            return
        self._post(message)
        if bench.attempt is None:
            self.open_sandbox(bench)
        else:
            self._post(messages.SandboxReady())

    def open_sandbox(self, bench: LabBench) -> None:
        """Make a sandbox in place of the one there is."""
        try:
            bench.open()
        except AwslabError as error:
            self._refuse(error, is_fatal=True)
        else:
            self._post(messages.SandboxReady())

    def run_program(self, bench: LabBench) -> None:
        """Run the learner's program in an empty sandbox, then judge what it made."""
        try:
            self._post(messages.ProgramEnded(bench.run()))
            if bench.is_cancelled:
                self._post(messages.Cancelled())
            else:
                self._judge(bench)
        except AwslabError as error:
            self._refuse_run(bench, error)

    def judge(self, bench: LabBench) -> None:
        """Judge what is in the sandbox now."""
        try:
            self._judge(bench)
        except AwslabError as error:
            self._refuse_run(bench, error)

    def cancel(self, bench: LabBench) -> None:
        """Stop the program or the judging."""
        try:
            bench.cancel()
        except AwslabError as error:
            self._refuse(error, is_fatal=True)

    def open_hint(self, bench: LabBench, step_id: str) -> None:
        """Open one more hint of a step."""
        try:
            bench.open_hint(step_id)
            self._post(messages.HintOpened(bench.recorded_attempt()))
        except AwslabError as error:
            self._refuse(error)

    def restart(self, bench: LabBench) -> None:
        """Give the lab new values and the starter program."""
        try:
            bench.restart()
            message = messages.LabRestarted(bench.read_script(), bench.file_stamp(), bench.recorded_attempt())
        except AwslabError as error:
            self._refuse(error, is_fatal=True)
            return
        self._post(message)
        self._post(messages.SandboxReady())

    def save_program(self, bench: LabBench, text: str, known_stamp: FileStamp, purpose: SavePurpose) -> None:
        """Write the learner's text, unless another program has written other text since `known`."""
        try:
            if bench.file_stamp() not in (known_stamp, None) and (disk_text := bench.read_script()) != text:
                self._post(messages.FileChanged(disk_text, bench.file_stamp(), purpose))
                return
        except AwslabError as error:
            self._refuse(error)
        else:
            self.overwrite_program(bench, text, purpose)

    def overwrite_program(self, bench: LabBench, text: str, purpose: SavePurpose) -> None:
        """Write the learner's text over whatever is on disk."""
        try:
            bench.write_script(text)
        except AwslabError as error:
            self._refuse(error)
        else:
            self._post(messages.ProgramSaved(text, bench.file_stamp(), purpose))

    def look_at_file(self, bench: LabBench, known_stamp: FileStamp) -> None:
        """Post FileChanged when another program has written the learner's file since `known`."""
        stamp = bench.file_stamp()
        if stamp in (known_stamp, None):
            return
        try:
            self._post(messages.FileChanged(bench.read_script(), stamp, None))
        except AwslabError as error:
            self._refuse(error)

    def read_solution(self, bench: LabBench) -> None:
        """Read the reference solution."""
        try:
            self._post(messages.SolutionRead(bench.solution()))
        except AwslabError as error:
            self._refuse(error)

    def _judge(self, bench: LabBench) -> None:
        bench.judge()
        self._post(messages.Judged(tuple(bench.verdicts), bench.recorded_attempt(), bench.solved_labs()))

    def _refuse_run(self, bench: LabBench, error: AwslabError) -> None:
        if bench.is_cancelled:
            self._post(messages.Cancelled())
        else:
            self._refuse(error, is_fatal=isinstance(error, SandboxError) and bench.attempt is None)

    def _refuse(self, error: AwslabError, *, is_fatal: bool = False) -> None:
        self._post(messages.Refused(error, is_fatal))
