"""A lab: the brief and the steps, the learner's program, and what it does in the sandbox."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from awslab.tui.lab_state import Phase
from awslab.tui.screens.confirm import Choice, ConfirmScreen
from awslab.tui.screens.lab_hearing import LabHearing
from awslab.tui.widgets.lab.connect import ConnectPane
from awslab.tui.widgets.lab.steps import StepsPane


class LabScreen(LabHearing):
    """What the learner can do; LabWork does it, LabHearing takes in what came of it, LabView draws it."""

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
            self.start_run()

    def _retry(self) -> None:
        self._set(phase=Phase.STARTING, trouble="")
        if self._bench is None:
            self.open_bench()
        else:
            self.open_sandbox()

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
