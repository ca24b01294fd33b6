"""What the lab screen draws, as values: nothing here knows a sandbox or a widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from awslab.content.model import Lab, Step
from awslab.lab.values import fill_known
from awslab.lab.verdict import Outcome, Verdict


class Phase(StrEnum):
    """What the lab is doing."""

    STARTING = "starting"
    """The sandbox is being made."""
    READY = "ready"
    RUNNING = "running"
    """The learner's program runs."""
    CHECKING = "checking"
    """The examiner is judging."""
    BROKEN = "broken"
    """There is no sandbox; `trouble` says why."""

    @property
    def is_busy(self) -> bool:
        """Whether there is something that can be cancelled."""
        return self in (Phase.RUNNING, Phase.CHECKING)


@dataclass(frozen=True, slots=True)
class CheckView:
    """One claim, and how it stands."""

    says: str
    outcome: Outcome | None = None
    """None while it was not judged."""
    rationale: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class StepView:
    """One step, and how it stands."""

    id: str
    title: str
    say: str
    """Markdown, with the attempt's values."""
    checks: tuple[CheckView, ...]
    hints: tuple[str, ...] = ()
    """Those that were opened."""
    hints_left: int = 0
    is_open: bool = False
    """Every step before it has passed."""
    passed: bool = False
    passed_earlier: bool = False
    """In this attempt, but not in the last run."""


@dataclass(frozen=True, slots=True)
class LabState:
    """The whole lab at one moment."""

    title: str
    brief: str
    steps: tuple[StepView, ...]
    phase: Phase = Phase.STARTING
    trouble: str = ""
    """Why there is no sandbox, or why the last run could not be judged."""
    ending: str = ""
    """How the learner's program ended last, a sentence."""
    exports: tuple[tuple[str, str], ...] = field(default=())
    """The environment variables for another terminal."""
    addresses: tuple[tuple[str, str], ...] = ()
    """What answers plain HTTP, and where: what it is, and its URL."""

    @property
    def solved(self) -> bool:
        """Whether every step passed in the last run."""
        return all(step.passed for step in self.steps)

    @property
    def passed_count(self) -> int:
        """How many steps passed in the last run."""
        return sum(step.passed for step in self.steps)

    @property
    def current(self) -> StepView | None:
        """The step to work on; None when all have passed."""
        return next((step for step in self.steps if step.is_open and not _done(step)), None)


def lab_state(
    lab: Lab,
    values: Mapping[str, Any],
    *,
    verdicts: Iterable[Verdict] = (),
    passed_earlier: frozenset[str] = frozenset(),
    hints_shown: Mapping[str, int] | None = None,
    phase: Phase = Phase.STARTING,
    trouble: str = "",
    ending: str = "",
    exports: Mapping[str, str] | None = None,
    addresses: Sequence[tuple[str, str]] = (),
) -> LabState:
    """Return the state after these verdicts; steps that passed earlier in the attempt stay open."""
    verdict_by_check = {(verdict.step, verdict.check): verdict for verdict in verdicts}
    steps: list[StepView] = []
    is_open = True
    for step in lab.steps:
        view = _step(
            step, values, verdict_by_check, step.id in passed_earlier, (hints_shown or {}).get(step.id, 0), is_open
        )
        steps.append(view)
        is_open = is_open and _done(view)
    return LabState(
        title=lab.title,
        brief=fill_known(lab.brief, values),
        steps=tuple(steps),
        phase=phase,
        trouble=trouble,
        ending=ending,
        exports=tuple((exports or {}).items()),
        addresses=tuple(addresses),
    )


def _done(step: StepView) -> bool:
    return step.passed or step.passed_earlier


def _step(
    step: Step,
    values: Mapping[str, Any],
    verdict_by_check: Mapping[tuple[str, str], Verdict],
    earlier: bool,
    hints: int,
    is_open: bool,
) -> StepView:
    checks = tuple(
        _check(verdict_by_check.get((step.id, check.id)), fill_known(check.says, values)) for check in step.checks
    )
    is_judged = any(check.outcome is not None for check in checks)
    passed = all(check.outcome is Outcome.PASSED for check in checks)
    return StepView(
        id=step.id,
        title=step.title,
        say=fill_known(step.say, values),
        checks=checks,
        hints=tuple(fill_known(hint, values).strip() for hint in step.hints[:hints]),
        hints_left=max(0, len(step.hints) - hints),
        is_open=is_open,
        passed=passed,
        passed_earlier=earlier and not is_judged,
    )


def _check(verdict: Verdict | None, says: str) -> CheckView:
    if verdict is None:
        return CheckView(says)
    return CheckView(verdict.says, verdict.outcome, verdict.rationale, verdict.help)
