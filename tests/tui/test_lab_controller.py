"""The lab's controller and jobs without a screen: each job runs at once, and its messages go to the controller."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.message import Message

from awslab.errors import ProgressError
from awslab.lab.verdict import Outcome, Verdict
from awslab.progress.store import ProgressStore
from awslab.sandbox.process import ScriptResult
from awslab.tui import lab_messages as messages
from awslab.tui.lab_controller import LabController
from awslab.tui.lab_jobs import LabJobs
from awslab.tui.lab_messages import SavePurpose
from awslab.tui.lab_state import Phase
from awslab.tui.sandboxes import Sandboxes
from awslab.tui.study import Study
from tests.tui.stage import no_sandbox, services_for

LAB = "versioned-bucket"
ENDED = ScriptResult(exit=0, output="", stopped="", seconds=0.5)
PASSED = Verdict(step="bucket", check="bucket-there", outcome=Outcome.PASSED, says="The bucket exists")


class Desk:
    """A controller whose jobs run at once or, while `is_held`, wait; what they post is kept and received."""

    def __init__(self, folder: Path) -> None:
        services = services_for(folder)
        self.store = ProgressStore.open(":memory:")
        self.study = Study(services, services.open_library(), self.store)
        library = self.study.library
        jobs = LabJobs(self.study, library.lab(LAB), library.lab_entry(LAB), Sandboxes(no_sandbox), self.post)
        self.messages: list[Message] = []
        self.groups: list[str] = []
        self.is_held = False
        self.controller = LabController(library.lab(LAB), jobs, self.start_job, clock=lambda: 100.0)

    def start_job(self, group: str, job: Callable[[], None]) -> None:
        self.groups.append(group)
        if not self.is_held:
            job()

    def post(self, message: Message) -> None:
        self.messages.append(message)
        self.controller.receive(message)

    def post_all(self, *posted: Message) -> None:
        for message in posted:
            self.post(message)


def phase_of(desk: Desk) -> Phase:
    """The phase, asked anew each time, since it changes."""
    return desk.controller.phase


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk whose workspace is open; there is no sandbox in these tests."""
    desk = Desk(tmp_path)
    desk.controller.open()
    return desk


def test_without_a_sandbox_the_lab_can_be_read_and_opened_again(desk: Desk) -> None:
    controller = desk.controller
    assert controller.phase is Phase.BROKEN
    assert "There is no sandbox in this test." in str(controller.status_sentence())
    assert controller.verb == "Retry"
    state = controller.state()
    assert state is not None
    assert state.current is state.steps[0]
    assert [action for action in ("run", "check", "restart", "cancel") if controller.allows(action)] == [
        "run",
        "restart",
    ]
    desk.is_held = True
    controller.open()
    assert (controller.phase, controller.trouble) == (Phase.STARTING, "")


def test_a_run_goes_from_the_program_over_the_verdicts_to_ready(desk: Desk) -> None:
    controller = desk.controller
    desk.post(messages.SandboxReady())
    desk.is_held = True
    controller.run()
    assert (controller.phase, controller.verb) == (Phase.RUNNING, "Cancel")
    desk.post(messages.ProgramEnded(ENDED))
    assert controller.phase is Phase.CHECKING
    desk.post(messages.CheckJudged(PASSED))
    state = controller.state()
    assert state is not None
    assert state.steps[0].checks[0].outcome is Outcome.PASSED
    assert controller.attempt is not None
    desk.post(messages.Judged((PASSED,), controller.attempt, frozenset()))
    assert (controller.phase, controller.verdicts) == (Phase.READY, (PASSED,))
    assert "Your program ended after 0.5 s." in str(controller.status_sentence())


def test_a_cancelled_run_leaves_no_verdicts(desk: Desk) -> None:
    desk.is_held = True
    desk.controller.check()
    desk.post_all(messages.CheckJudged(PASSED), messages.Cancelled())
    assert (desk.controller.phase, desk.controller.verdicts) == (Phase.READY, ())
    assert str(desk.controller.status_sentence()) == "Cancelled."


def test_a_fault_of_awslab_ends_a_run_but_not_a_lab_that_is_ready(desk: Desk) -> None:
    desk.post(messages.SandboxReady())
    desk.controller.receive_fault()
    assert phase_of(desk) is Phase.READY
    desk.is_held = True
    desk.controller.run()
    desk.controller.receive_fault()
    assert phase_of(desk) is Phase.BROKEN


def test_an_error_that_leaves_the_sandbox_whole_ends_the_run_only(desk: Desk) -> None:
    desk.is_held = True
    desk.controller.run()
    desk.post(messages.Refused(ProgressError("The disk is full."), is_fatal=False))
    assert desk.controller.phase is Phase.READY


def test_a_save_asks_when_another_program_has_written_the_file(desk: Desk) -> None:
    script = desk.controller.bench.workspace.script
    desk.controller.save("mine = 1\n", SavePurpose.STAY)
    assert script.read_text("utf-8") == "mine = 1\n"
    script.write_text("theirs = 22\n", "utf-8")
    desk.controller.save("mine = 333\n", SavePurpose.RUN)
    changed = desk.messages[-1]
    assert isinstance(changed, messages.FileChanged)
    assert (changed.text, changed.purpose) == ("theirs = 22\n", SavePurpose.RUN)
    assert script.read_text("utf-8") == "theirs = 22\n"
    desk.controller.overwrite("mine = 333\n", SavePurpose.RUN)
    assert script.read_text("utf-8") == "mine = 333\n"
    assert isinstance(desk.messages[-1], messages.ProgramSaved)


def test_a_change_on_disk_is_noticed_once_the_controller_knows_the_file(desk: Desk) -> None:
    count = len(desk.messages)
    desk.controller.look_at_file()
    assert len(desk.messages) == count
    desk.controller.bench.workspace.script.write_text("theirs = 22\n", "utf-8")
    desk.controller.look_at_file()
    changed = desk.messages[-1]
    assert isinstance(changed, messages.FileChanged)
    assert changed.purpose is None


def test_hints_are_recorded_and_shown(desk: Desk) -> None:
    desk.controller.open_hint("bucket")
    state = desk.controller.state()
    assert state is not None
    assert len(state.steps[0].hints) == 1


def _message_classes() -> list[type[Any]]:
    return [value for _, value in inspect.getmembers(messages, inspect.isclass) if issubclass(value, Message)]


@pytest.mark.parametrize("kind", [kind for kind in _message_classes() if kind is not Message])
def test_a_message_is_data_whose_constructor_reads_nothing(kind: type[Any]) -> None:
    fields = dataclasses.fields(kind)
    values = [object() for _ in fields]
    message = kind(*values)
    assert [getattr(message, field.name) for field in fields] == values
