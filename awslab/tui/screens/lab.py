"""A lab: the brief and the steps, the learner's program, and what it does in the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Static

from awslab.tui import lab_messages as messages
from awslab.tui.lab_controller import LabController
from awslab.tui.lab_jobs import LabJobs
from awslab.tui.lab_messages import SavePurpose
from awslab.tui.lab_state import LabState, Phase
from awslab.tui.lab_words import next_ways, no_hint_sentence
from awslab.tui.screens.lab_dialogs import choose_text, confirm_restart, confirm_solution
from awslab.tui.screens.page import Page
from awslab.tui.screens.solution import SolutionScreen
from awslab.tui.widgets.action_bar import ActionBar
from awslab.tui.widgets.lab.connect import ConnectPane
from awslab.tui.widgets.lab.desk import LabDesk
from awslab.tui.widgets.lab.steps import StepsPane
from awslab.tui.wording import counted

if TYPE_CHECKING:
    from awslab.content.library import LabEntry
    from awslab.content.model import Lab
    from awslab.tui.sandboxes import Sandboxes
    from awslab.tui.study import Study

_FILE_INTERVAL = 1.0
"""Seconds between two looks at the learner's file."""


class LabScreen(Page):
    """Draws what the controller knows, starts the jobs, and hands their messages to the controller."""

    CSS_PATH = "lab.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+r", "run", "Run", priority=True, key_display="F5"),
        Binding("f6", "check", "Check", priority=True, key_display="F6"),
        Binding("f7", "hint", "Hint", priority=True, key_display="F7"),
        Binding("f8", "solution", "Solution", priority=True, key_display="F8"),
        Binding("f9", "restart", "Restart", priority=True, show=False),
        Binding("f2", "pane('steps')", "Steps", priority=True, show=False),
        Binding("f3", "pane('program')", "Program", priority=True, show=False),
        Binding("f4", "results", "Panes", priority=True, show=False),
        Binding("ctrl+s", "save", "Save", priority=True, show=False),
        Binding("ctrl+c,escape", "cancel", "Cancel", priority=True, key_display="esc"),
        Binding("escape", "leave_editor", priority=True, show=False),
        Binding("escape", "leave", "Back", priority=True),
    ]

    state: var[LabState | None] = var(None)
    """What is drawn; None before the workspace is open."""
    _timer: Timer
    """Draws the seconds of a run; paused while nothing runs."""

    def __init__(self, study: Study, lab: Lab, entry: LabEntry, sandboxes: Sandboxes) -> None:
        super().__init__()
        self.study, self.lab = study, lab
        self.place = f"Lab · {lab.title}"
        self.controller = LabController(lab, LabJobs(study, lab, entry, sandboxes, self.post_message), self._start_job)
        self._desk: LabDesk | None = None

    def compose_body(self) -> ComposeResult:
        yield Container(Static("Opening the lab …", classes="muted"), id="place")
        yield ActionBar()

    def on_mount(self) -> None:
        self._timer = self.set_interval(0.5, self._draw_lines, pause=True)
        self.query_one(ActionBar).verb = "Run"
        self.controller.open()

    def on_unmount(self) -> None:
        """Save what the learner typed; beside the file when another program has written that meanwhile."""
        if self._desk is not None:
            self.controller.bench.disconnect()
            if self._desk.program.is_modified:
                self.controller.save_at_leaving(self._desk.program.text)

    @property
    def desk(self) -> LabDesk:
        """The panes; only after the workspace is open."""
        assert self._desk is not None
        return self._desk

    def _start_job(self, group: str, job: Callable[[], None]) -> None:
        self.run_worker(job, group=group, thread=True, exclusive=True, exit_on_error=False)

    def draw(self) -> None:
        """Draw what the controller knows now."""
        self.state = self.controller.state()
        self._draw_lines()

    def _do(self, action: Callable[[], None]) -> None:
        action()
        self.draw()

    def watch_state(self) -> None:
        if self._desk is not None:
            self._desk.state = self.state

    def _draw_lines(self) -> None:
        """Draw the first line of the screen, and the line above the footer."""
        controller, bar = self.controller, self.query_one(ActionBar)
        bar.verb, bar.sentence = controller.verb, controller.status_sentence()
        if (state := self.state) is not None:
            bar.judge(True if state.solved and controller.phase is Phase.READY else None)
            self.say_status(f"{state.passed_count} of {counted(len(state.steps), 'step')} passed")
        self._timer.resume() if controller.phase.is_busy else self._timer.pause()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "run" | "check" | "restart" | "cancel":
                return self.controller.allows(action)
            case "hint" | "solution" | "save" | "pane" | "results":
                return self._desk is not None
            case "leave_editor":
                return self._desk is not None and self._desk.program.area.has_focus
        return super().check_action(action, parameters)

    def action_run(self) -> None:
        """Save the program, run it in an empty sandbox, and judge it; without a sandbox, try to make one again."""
        if self.controller.phase is Phase.BROKEN:
            self._do(self.controller.open)
        elif self.desk.program.is_modified:
            self.controller.save(self.desk.program.text, SavePurpose.RUN)
        else:
            self._run_program()

    def _run_program(self) -> None:
        self.controller.run()
        self.desk.begin_run()
        self.draw()

    def action_check(self) -> None:
        """Judge what is in the sandbox now, without running the program."""
        self._do(self.controller.check)

    def action_cancel(self) -> None:
        """Stop the program or the judging."""
        self.controller.cancel()

    def action_leave_editor(self) -> None:
        """Move the keys out of the editor, so that Tab and Escape work as on other screens."""
        self.desk.steps.focus(scroll_visible=False)

    def action_leave(self) -> None:
        """Save the program and leave; the sandbox stays as it is until awslab ends."""
        if self._desk is not None and self._desk.program.is_modified:
            self.controller.save(self._desk.program.text, SavePurpose.LEAVE)
        else:
            self.dismiss()

    def action_save(self) -> None:
        """Save the program."""
        self.controller.save(self.desk.program.text, SavePurpose.STAY)

    def action_hint(self) -> None:
        """Open one more hint of the step to work on."""
        current = self.state.current if self.state else None
        if current is not None and current.hints_left:
            self.controller.open_hint(current.id)
            return
        self.notify(no_hint_sentence(current))
        if current is not None:
            self.desk.steps.show_current()

    def action_solution(self) -> None:
        """Show the solution after a question."""
        confirm_solution(self.app, self.controller.read_solution)

    def action_restart(self) -> None:
        """Restart the lab after a question."""
        confirm_restart(self.app, partial(self._do, self.controller.restart))

    def action_pane(self, pane: str) -> None:
        """Show a pane and put the keys there."""
        self.desk.go_to(pane)

    def action_results(self) -> None:
        """Show the output; the trail and how to connect when pressed again."""
        self.desk.go_to(self.desk.next_result())

    def on_action_bar_pressed(self) -> None:
        if self.controller.allows("cancel"):
            self.action_cancel()
        elif self.controller.allows("run"):
            self.action_run()

    def on_connect_pane_copied(self, message: ConnectPane.Copied) -> None:
        self.app.copy_to_clipboard(message.text)
        self.notify("Copied.")

    def on_steps_pane_onward(self, message: StepsPane.Onward) -> None:
        kind, _, name = message.key.partition(" ")
        match kind:
            case "lab":
                self.dismiss()
                self.app.opening.lab(name)
            case "quiz":
                self.app.opening.topic_quiz(name)
            case _:
                self.action_leave()

    async def on_workspace_opened(self, message: messages.WorkspaceOpened) -> None:
        self._receive(message)
        assert self.state is not None
        bench = message.bench
        desk = LabDesk(self.state, message.program, lab=self.lab.id, file_name=bench.workspace.script.name)
        place = self.query_one("#place")
        await place.remove_children()
        await place.mount(desk)
        self._desk = desk
        desk.attach(bench)
        bench.on_verdict = lambda verdict: self.post_message(messages.CheckJudged(verdict))
        desk.steps.focus(scroll_visible=False)
        desk.lead_on(next_ways(self.study, self.lab, message.solved_labs))
        self.set_interval(_FILE_INTERVAL, self.controller.look_at_file)

    @on(messages.SandboxReady)
    @on(messages.ProgramEnded)
    @on(messages.CheckJudged)
    @on(messages.Cancelled)
    def _receive(self, message: Message) -> None:
        self.controller.receive(message)
        self.draw()

    def worker_failed(self) -> None:
        self._do(self.controller.receive_fault)

    def on_refused(self, message: messages.Refused) -> None:
        self._receive(message)
        if not message.is_fatal:
            self.notify(message.error.hint, title=message.error.message, severity="error", timeout=15)

    def on_judged(self, message: messages.Judged) -> None:
        self._receive(message)
        self.desk.lead_on(next_ways(self.study, self.lab, message.solved_labs))
        if self.has_class("-narrow"):
            self.desk.go_to("steps")
        self.desk.steps.show_current()

    def on_hint_opened(self, message: messages.HintOpened) -> None:
        self._receive(message)
        if self.has_class("-narrow"):
            self.desk.pane = "steps"
        self.desk.steps.show_current()

    def on_lab_restarted(self, message: messages.LabRestarted) -> None:
        self.desk.program.replace(message.program)
        self.desk.begin_run()
        self.desk.pane = "steps"
        self._receive(message)

    def on_program_saved(self, message: messages.ProgramSaved) -> None:
        self._receive(message)
        self.desk.program.disk_text = message.text
        if message.purpose is SavePurpose.RUN:
            self._run_program()
        elif message.purpose is SavePurpose.LEAVE:
            self.dismiss()

    def on_file_changed(self, message: messages.FileChanged) -> None:
        program, controller = self.desk.program, self.controller
        file_name = controller.bench.workspace.script.name

        def load_from_disk() -> None:
            program.replace(message.text)
            controller.stamp = message.stamp

        if (purpose := message.purpose) is not None:
            choose_text(
                self.app,
                file_name,
                editor_text=program.text,
                disk_text=message.text,
                on_mine=lambda: controller.overwrite(program.text, purpose),
                on_disk=load_from_disk,
            )
        elif program.text == message.text or not program.is_modified:
            if program.text != message.text:
                self.notify(f"{file_name} changed on disk; the editor shows the new text.")
            load_from_disk()

    def on_solution_read(self, message: messages.SolutionRead) -> None:
        self.app.push_screen(SolutionScreen(self.lab.title, message.text))
