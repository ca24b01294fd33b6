"""A lab: the brief and the steps, the learner's program, and what it does in the sandbox."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import Static

from awslab.lab.verdict import Outcome, Verdict
from awslab.tui.lab_state import LabState, Phase, lab_state
from awslab.tui.screens import lab_messages as told
from awslab.tui.screens.confirm import Choice, ConfirmScreen
from awslab.tui.screens.lab_work import LabWork
from awslab.tui.widgets.action_bar import ActionBar
from awslab.tui.widgets.lab.connect import ConnectPane
from awslab.tui.widgets.lab.desk import LabDesk
from awslab.tui.widgets.lab.steps import StepsPane
from awslab.tui.widgets.rows import Row
from awslab.tui.wording import counted

if TYPE_CHECKING:
    from awslab.content.library import LabEntry
    from awslab.content.model import Lab
    from awslab.progress.records import LabAttempt
    from awslab.sandbox.process import ScriptResult
    from awslab.tui.sandboxes import Sandboxes
    from awslab.tui.study import Study

_VERBS = {Phase.STARTING: "Run", Phase.READY: "Run", Phase.BROKEN: "Retry"}
_LOOK = 1.0
"""Seconds between two looks at the learner's file."""


class LabScreen(LabWork):
    """Draws `state`; workers (LabWork) make it change."""

    CSS_PATH = "lab.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5,ctrl+r", "run", "Run", priority=True, key_display="F5"),
        Binding("f6", "check", "Check", priority=True, key_display="F6"),
        Binding("f7", "hint", "Hint", priority=True, key_display="F7"),
        Binding("f8", "solution", "Solution", priority=True, key_display="F8"),
        Binding("f9", "reset", "Reset", priority=True, show=False),
        Binding("f2", "pane('steps')", "Steps", priority=True, show=False),
        Binding("f3", "pane('program')", "Program", priority=True, show=False),
        Binding("f4", "results", "Panes", priority=True, show=False),
        Binding("ctrl+s", "save", "Keep", priority=True, show=False),
        Binding("ctrl+c,escape", "cancel", "Cancel", priority=True, key_display="esc"),
        Binding("escape", "leave_editor", priority=True, show=False),
        Binding("escape", "leave", "Back", priority=True),
    ]

    state: var[LabState | None] = var(None)
    """Everything that is drawn; None until the workspace is open."""

    def __init__(self, study: Study, lab: Lab, entry: LabEntry, sandboxes: Sandboxes) -> None:
        super().__init__(study, lab, entry, sandboxes)
        self.place = f"Lab · {lab.title}"
        self._recorded: LabAttempt | None = None
        self._verdicts: list[Verdict] = []
        self._phase = Phase.STARTING
        self._trouble = self._ended = ""
        self._stamp: told.Stamp = None
        self._begun = 0.0
        self._ticking: Timer | None = None
        self._desk: LabDesk | None = None

    def compose_body(self) -> ComposeResult:
        yield Container(Static("Opening the lab …", classes="muted"), id="place")
        yield ActionBar()

    def on_mount(self) -> None:
        self._ticking = self.set_interval(0.5, self._say, pause=True)
        self.query_one(ActionBar).verb = "Run"
        self.open_bench()

    def on_unmount(self) -> None:
        """What the learner typed is kept; beside the file when another program has written that meanwhile."""
        if self._bench is not None:
            self.bench.be_silent()
            if self._desk is not None and self._desk.program.is_modified:
                self.bench.keep_at_leaving(self._desk.program.text, self._stamp)

    @property
    def desk(self) -> LabDesk:
        """The panes; there from `BenchOpened` on."""
        assert self._desk is not None
        return self._desk

    # --- what workers tell -------------------------------------------------------------------------------------

    async def on_bench_opened(self, message: told.BenchOpened) -> None:
        self._bench = bench = message.bench
        self._stamp, self._recorded, self._verdicts = message.stamp, message.recorded, list(bench.verdicts)
        self._set()
        assert self.state is not None
        desk = LabDesk(self.state, message.program, lab=self.lab.id, file_name=bench.workspace.script.name)
        place = self.query_one("#place")
        await place.remove_children()
        await place.mount(desk)
        self._desk = desk
        desk.output.feed(bench.output)
        desk.show_trail(bench.trail())
        bench.on_output, bench.on_call = desk.output.feed, desk.trail.feed
        bench.on_verdict = self._tell_verdict
        desk.steps.focus(scroll_visible=False)
        desk.lead_on(self._onward())
        self.set_interval(_LOOK, lambda: self.look_at_file(self._stamp))

    def _tell_verdict(self, verdict: Verdict) -> None:
        self.post_message(told.VerdictFell(verdict))

    def on_sandbox_ready(self) -> None:
        self._set(phase=Phase.READY, trouble="")

    def on_refused(self, message: told.Refused) -> None:
        error = message.error
        if message.is_fatal:
            self._set(phase=Phase.BROKEN, trouble=f"{error.message} {error.hint}".strip())
            return
        if self._phase.is_busy:
            self._set(phase=Phase.READY)
        self.notify(error.hint, title=error.message, severity="error", timeout=15)

    def on_program_ended(self, message: told.ProgramEnded) -> None:
        self._set(phase=Phase.CHECKING, ended=_ending(message.result))

    def on_verdict_fell(self, message: told.VerdictFell) -> None:
        self._verdicts.append(message.verdict)
        self._set()

    def on_judged(self, message: told.Judged) -> None:
        self._recorded, self._verdicts = message.recorded, list(self.bench.verdicts)
        self._set(phase=Phase.READY)
        assert self.state is not None
        self.desk.lead_on(self._onward())
        if self.has_class("-narrow"):
            self.desk.go_to("steps")
        self.desk.steps.show_current()
        if self.state.solved:
            self.notify("Every step has passed.", title="✓ The lab is solved")

    def on_cancelled(self) -> None:
        self._verdicts = []
        self._set(phase=Phase.READY, ended="Cancelled.")

    def on_hint_opened(self, message: told.HintOpened) -> None:
        self._recorded = message.recorded
        self._set()
        self.desk.pane = "steps" if self.has_class("-narrow") else self.desk.pane
        self.desk.steps.show_current()

    def on_was_reset(self, message: told.WasReset) -> None:
        self._recorded, self._stamp, self._verdicts = message.recorded, message.stamp, []
        self.desk.program.replace(message.program)
        self.desk.begin_run()
        self.desk.pane = "steps"
        self._set(ended="")

    def on_program_kept(self, message: told.ProgramKept) -> None:
        self._stamp = message.stamp
        self.desk.program.kept = message.text
        if message.then == "run":
            self._start_run()
        elif message.then == "leave":
            self.dismiss()

    def on_file_changed(self, message: told.FileChanged) -> None:
        program = self.desk.program
        if message.then is None:
            self._take_or_wait(message)
            return
        choices = (Choice("mine", "Keep mine"), Choice("theirs", "Take the other"))
        question = f"Another program has changed {self.bench.workspace.script.name}."

        def decide(choice: str | None) -> None:
            if choice == "mine":
                self.keep_program(program.text, message.stamp, message.then or "", over=True)
            elif choice == "theirs":
                program.replace(message.text)
                self._stamp = message.stamp

        self.app.push_screen(ConfirmScreen(question, "The text here is another one.", choices), decide)

    def _take_or_wait(self, message: told.FileChanged) -> None:
        """Another program's text is shown at once when the learner's is kept; else the next keeping asks."""
        program = self.desk.program
        if program.text == message.text:
            program.kept, self._stamp = message.text, message.stamp
        elif not program.is_modified:
            program.replace(message.text)
            self._stamp = message.stamp
            self.notify(f"{self.bench.workspace.script.name} was changed on disk; this is the new text.")

    def on_solution_read(self, message: told.SolutionRead) -> None:
        from awslab.tui.screens.solution import SolutionScreen

        self.app.push_screen(SolutionScreen(self.lab.title, message.text))

    # --- what the learner does ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        match action:
            case "run" | "check":
                return self._phase is Phase.READY or (action == "run" and self._phase is Phase.BROKEN)
            case "reset":
                return self._bench is not None and not self._phase.is_busy
            case "hint" | "solution" | "save" | "pane" | "results":
                return self._desk is not None
            case "cancel":
                return self._phase.is_busy
            case "leave_editor":
                desk = self._desk
                return desk is not None and desk.program.area.has_focus
        return super().check_action(action, parameters)

    def action_run(self) -> None:
        """Keep the program, run it in an empty sandbox, and judge it; without a sandbox, try to make one again."""
        if self._phase is Phase.BROKEN:
            self._retry()
        elif self.desk.program.is_modified:
            self.keep_program(self.desk.program.text, self._stamp, "run")
        else:
            self._start_run()

    def _retry(self) -> None:
        self._set(phase=Phase.STARTING, trouble="")
        if self._bench is None:
            self.open_bench()
        else:
            self.open_sandbox()

    def _start_run(self) -> None:
        self.bench.begin()
        self._verdicts = []
        self.desk.begin_run()
        self._set(phase=Phase.RUNNING, ended="")
        self.run_program()

    def action_check(self) -> None:
        """Judge what is in the sandbox now, without running the program."""
        self.bench.begin()
        self._verdicts = []
        self._set(phase=Phase.CHECKING, ended="")
        self.judge_only()

    def action_cancel(self) -> None:
        """Stop what is running."""
        self.cancel_run()

    def action_leave_editor(self) -> None:
        """Take the keys out of the editor, so that Tab and Escape work as elsewhere."""
        self.desk.steps.focus(scroll_visible=False)

    def action_leave(self) -> None:
        """Keep the program and leave; the sandbox stays as it is until awslab ends."""
        desk = self._desk
        if desk is not None and desk.program.is_modified:
            self.keep_program(desk.program.text, self._stamp, "leave")
        else:
            self.dismiss()

    def action_save(self) -> None:
        """Keep the program."""
        self.keep_program(self.desk.program.text, self._stamp, "")

    def action_hint(self) -> None:
        """Open one more hint of the step to work on."""
        current = self.state.current if self.state else None
        if current is None:
            self.notify("Every step has passed; there is nothing left to hint at.")
        elif not current.hints_left:
            said = "That was the last hint of this step; F8 shows the solution." if current.hints else "No hints here."
            self.notify(said)
            self.desk.steps.show_current()
        else:
            self.open_hint(current.id)

    def action_solution(self) -> None:
        """Show the solution, after asking."""
        choices = (Choice("no", "Not yet"), Choice("yes", "Show it"))
        detail = "You learn most by getting there yourself; F7 gives a hint."

        def decide(choice: str | None) -> None:
            if choice == "yes":
                self.read_solution()

        self.app.push_screen(ConfirmScreen("Show the solution?", detail, choices), decide)

    def action_reset(self) -> None:
        """Begin the lab anew, after asking."""
        choices = (Choice("no", "Cancel"), Choice("yes", "Begin anew"))
        detail = "You get new names and the starter again. Your program is kept beside, with the time in its name."

        def decide(choice: str | None) -> None:
            if choice == "yes":
                self._set(phase=Phase.STARTING)
                self.reset_lab()

        self.app.push_screen(ConfirmScreen("Begin this lab anew?", detail, choices), decide)

    def action_pane(self, pane: str) -> None:
        """Show a pane and put the keys there."""
        self.desk.go_to(pane)

    def action_results(self) -> None:
        """The output; the trail and how to connect when pressed again."""
        self.desk.go_to(self.desk.next_result())

    def on_action_bar_pressed(self) -> None:
        if self._phase.is_busy:
            self.action_cancel()
        elif self._phase is not Phase.STARTING:
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

    # --- drawing -----------------------------------------------------------------------------------------------

    def _set(self, *, phase: Phase | None = None, trouble: str | None = None, ended: str | None = None) -> None:
        """Make the state anew from what is known."""
        if phase is not None and phase is not self._phase:
            self._phase, self._begun = phase, time.monotonic()
        self._trouble = self._trouble if trouble is None else trouble
        self._ended = self._ended if ended is None else ended
        if self._bench is None:
            self._say()
            return
        assert self._recorded is not None
        self.state = lab_state(
            self.lab,
            self.bench.values,
            verdicts=self._verdicts,
            passed_earlier=self._recorded.passed_steps,
            hints_shown=self._recorded.hints_shown,
            phase=self._phase,
            trouble=self._trouble,
            ended=self._ended,
            exports=self.bench.exports,
        )

    def watch_state(self) -> None:
        if self.state is None or not self.children:
            return
        self._phase, self._trouble, self._ended = self.state.phase, self.state.trouble, self.state.ended
        if self._desk is not None:
            self._desk.state = self.state
        self._say()

    def _say(self) -> None:
        """The first line, and the line above the footer."""
        bar = self.query_one(ActionBar)
        bar.verb = "Cancel" if self._phase.is_busy else _VERBS[self._phase]
        bar.sentence = self._sentence()
        bar.judge(True if self.state and self.state.solved and self._phase is Phase.READY else None)
        if self.state is not None:
            self.say_status(f"{self.state.passed_count} of {counted(len(self.state.steps), 'step')} passed")
        if self._ticking is not None:
            self._ticking.resume() if self._phase.is_busy else self._ticking.pause()
        self.refresh_bindings()

    def _sentence(self) -> Content:
        seconds = int(time.monotonic() - self._begun)
        took = f" {seconds} s" if seconds > 0 else ""
        match self._phase:
            case Phase.STARTING:
                return Content("The sandbox is starting … You can read and write meanwhile.")
            case Phase.RUNNING:
                return Content(f"Running your program …{took}  Escape cancels.")
            case Phase.CHECKING:
                judged = sum(verdict.outcome is not Outcome.WAITING for verdict in self._verdicts)
                return Content(
                    f"{self._ended} Checking … {counted(judged, 'check')} judged{took}  Escape cancels.".strip()
                )
            case Phase.BROKEN:
                return Content.assemble(("! ", "bold $warning"), (self._trouble, "$warning"))
        return self._standing()

    def _standing(self) -> Content:
        assert self.state is not None
        if self.state.solved:
            return Content.assemble(("✓ Every step has passed. ", "bold $success"), self._ended)
        if not any(check.outcome for step in self.state.steps for check in step.checks):
            return Content(self._ended or "The sandbox is ready. F5 runs your program and checks what it made.")
        current = self.state.current
        failed = [check for check in current.checks if check.outcome is Outcome.FAILED] if current else []
        what = f"✗ {failed[0].says}: not yet." if failed else "Not every step has passed yet."
        return Content.assemble((f"{what} ", "bold"), self._ended)

    def _onward(self) -> list[Row]:
        solved = {lab for lab, each in self.study.store.labs.progress().items() if each.passed}
        rows = []
        following = [lab for lab in self.study.library.labs if lab.id not in solved and lab.id != self.lab.id]
        if following:
            rows.append(_way(f"lab {following[0].id}", "Next lab", following[0].title))
        rows.append(_way(f"quiz {self.lab.topic}", "Quiz", f"questions on {self.study.topic_title(self.lab.topic)}"))
        rows.append(_way("leave", "Back", "to where you came from"))
        return rows


def _way(key: str, verb: str, what: str) -> Row:
    return Row(key, (Content(verb).stylize("bold $accent"), what))


def _ending(result: ScriptResult) -> str:
    """How the learner's program ended, in a sentence."""
    if result.stopped:
        return f"Your program did not end by itself. {result.stopped}"
    if result.exit:
        return f"Your program ended with exit status {result.exit} after {result.seconds:.1f} s; see the output."
    return f"Your program ended after {result.seconds:.1f} s."
