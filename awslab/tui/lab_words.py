"""The sentences of the lab screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from awslab.lab.verdict import Outcome
from awslab.tui.lab_state import LabState, Phase, StepView
from awslab.tui.widgets.rows import Row, action_row
from awslab.tui.wording import counted

if TYPE_CHECKING:
    from awslab.content.model import Lab
    from awslab.sandbox.process import ScriptResult
    from awslab.tui.study import Study


def status_sentence(phase: Phase, state: LabState | None, *, trouble: str, ending: str, seconds: int) -> Content:
    """Return the line above the footer; `seconds` is the time since the phase began."""
    duration = f" {seconds} s" if seconds > 0 else ""
    match phase:
        case Phase.STARTING:
            return Content("The sandbox is starting … You can read and write meanwhile.")
        case Phase.RUNNING:
            return Content(f"Running your program …{duration}  Escape cancels.")
        case Phase.CHECKING:
            checks = counted(_judged_count(state), "check")
            return Content(f"{ending} Checking … {checks} judged{duration}  Escape cancels.".strip())
        case Phase.BROKEN:
            return Content.assemble(("! ", "bold $warning"), (trouble, "$warning"))
    return _result_sentence(state, ending)


def _judged_count(state: LabState | None) -> int:
    checks = [check for step in state.steps for check in step.checks] if state else []
    return sum(check.outcome not in (None, Outcome.WAITING) for check in checks)


def _result_sentence(state: LabState | None, ending: str) -> Content:
    if state is None:
        return Content("")
    if state.solved:
        return Content.assemble(("✓ Every step has passed. ", "bold $success"), ending)
    if not any(check.outcome for step in state.steps for check in step.checks):
        return Content(ending or "The sandbox is ready. F5 runs your program and checks what it made.")
    failures = [check for check in state.current.checks if check.outcome is Outcome.FAILED] if state.current else []
    verdict = f"✗ {failures[0].says}: not yet." if failures else "Not every step has passed yet."
    return Content.assemble((f"{verdict} ", "bold"), ending)


def program_ending(result: ScriptResult) -> str:
    """Return a sentence on how the learner's program ended."""
    if result.stopped:
        return f"Your program did not end by itself. {result.stopped}"
    if result.exit:
        return f"Your program ended with exit status {result.exit} after {result.seconds:.1f} s; see the output."
    return f"Your program ended after {result.seconds:.1f} s."


def no_hint_sentence(step: StepView | None) -> str:
    """Return why no hint opens; `step` is the one to work on, None when all have passed."""
    if step is None:
        return "Every step has passed; no hint is needed."
    last = "That was the last hint of this step" if step.hints else "This step has no hints"
    return f"{last}; F8 shows the solution."


def next_ways(study: Study, lab: Lab, solved_labs: frozenset[str]) -> list[Row]:
    """Return the rows that lead on from a solved lab; `solved_labs` are the ids of the labs solved so far."""
    rows = []
    next_lab = next((entry for entry in study.library.labs if entry.id not in {*solved_labs, lab.id}), None)
    if next_lab is not None:
        rows.append(action_row(f"lab {next_lab.id}", "Next lab", next_lab.title))
    rows.append(action_row(f"quiz {lab.topic}", "Quiz", f"questions on {study.topic_title(lab.topic)}"))
    rows.append(action_row("leave", "Back", "to where you came from"))
    return rows
