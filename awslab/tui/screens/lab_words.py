"""What the lab screen says, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from awslab.lab.verdict import Outcome
from awslab.tui.lab_state import LabState, Phase
from awslab.tui.widgets.rows import Row
from awslab.tui.wording import counted

if TYPE_CHECKING:
    from awslab.content.model import Lab
    from awslab.sandbox.process import ScriptResult
    from awslab.tui.study import Study


def sentence(phase: Phase, state: LabState | None, *, trouble: str, ended: str, seconds: int) -> Content:
    """The line above the footer; `seconds` since the phase began."""
    took = f" {seconds} s" if seconds > 0 else ""
    match phase:
        case Phase.STARTING:
            return Content("The sandbox is starting … You can read and write meanwhile.")
        case Phase.RUNNING:
            return Content(f"Running your program …{took}  Escape cancels.")
        case Phase.CHECKING:
            judged = counted(_judged(state), "check")
            return Content(f"{ended} Checking … {judged} judged{took}  Escape cancels.".strip())
        case Phase.BROKEN:
            return Content.assemble(("! ", "bold $warning"), (trouble, "$warning"))
    return _standing(state, ended)


def _judged(state: LabState | None) -> int:
    checks = [check for step in state.steps for check in step.checks] if state else []
    return sum(check.outcome not in (None, Outcome.WAITING) for check in checks)


def _standing(state: LabState | None, ended: str) -> Content:
    if state is None:
        return Content("")
    if state.solved:
        return Content.assemble(("✓ Every step has passed. ", "bold $success"), ended)
    if not any(check.outcome for step in state.steps for check in step.checks):
        return Content(ended or "The sandbox is ready. F5 runs your program and checks what it made.")
    failed = [check for check in state.current.checks if check.outcome is Outcome.FAILED] if state.current else []
    what = f"✗ {failed[0].says}: not yet." if failed else "Not every step has passed yet."
    return Content.assemble((f"{what} ", "bold"), ended)


def ending(result: ScriptResult) -> str:
    """How the learner's program ended."""
    if result.stopped:
        return f"Your program did not end by itself. {result.stopped}"
    if result.exit:
        return f"Your program ended with exit status {result.exit} after {result.seconds:.1f} s; see the output."
    return f"Your program ended after {result.seconds:.1f} s."


def ways_on(study: Study, lab: Lab, solved: frozenset[str]) -> list[Row]:
    """Where to go when the lab is solved; `solved` are the ids of the labs solved so far."""
    rows = []
    following = [each for each in study.library.labs if each.id not in solved and each.id != lab.id]
    if following:
        rows.append(_way(f"lab {following[0].id}", "Next lab", following[0].title))
    rows.append(_way(f"quiz {lab.topic}", "Quiz", f"questions on {study.topic_title(lab.topic)}"))
    rows.append(_way("leave", "Back", "to where you came from"))
    return rows


def _way(key: str, verb: str, what: str) -> Row:
    return Row(key, (Content(verb).stylize("bold $accent"), what))
