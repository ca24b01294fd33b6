"""The hearing half of the lab screen: what workers have told changes what is known."""

from __future__ import annotations

from awslab.lab.verdict import Verdict
from awslab.tui.lab_state import Phase
from awslab.tui.screens import lab_messages as told
from awslab.tui.screens.confirm import Choice, ConfirmScreen
from awslab.tui.screens.lab_view import LabView
from awslab.tui.screens.lab_words import ending, ways_on
from awslab.tui.widgets.lab.desk import LabDesk

_LOOK = 1.0
"""Seconds between two looks at the learner's file."""


class LabHearing(LabView):
    """One handler for each message of lab_messages.py."""

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
        desk.lead_on(ways_on(self.study, self.lab, message.solved))
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
        self._set(phase=Phase.CHECKING, ended=ending(message.result))

    def on_verdict_fell(self, message: told.VerdictFell) -> None:
        self._verdicts.append(message.verdict)
        self._set()

    def on_judged(self, message: told.Judged) -> None:
        self._recorded, self._verdicts = message.recorded, list(self.bench.verdicts)
        self._set(phase=Phase.READY)
        assert self.state is not None
        self.desk.lead_on(ways_on(self.study, self.lab, message.solved))
        if self.has_class("-narrow"):
            self.desk.go_to("steps")
        self.desk.steps.show_current()

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
            self.start_run()
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

    def worker_failed(self) -> None:
        if self._phase.is_busy or self._phase is Phase.STARTING:
            self._set(phase=Phase.BROKEN, trouble="awslab made a mistake; Retry makes a new sandbox.")

    def start_run(self) -> None:
        """Run the program, which is on disk."""
        self.bench.begin()
        self._verdicts = []
        self.desk.begin_run()
        self._set(phase=Phase.RUNNING, ended="")
        self.run_program()
