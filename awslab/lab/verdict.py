"""What is said about a check: passed, failed, waiting, or that the tool could not judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from awslab.content.model import Lab


class Outcome(StrEnum):
    """The four faces of a verdict."""

    PASSED = "passed"
    FAILED = "failed"
    WAITING = "waiting"
    """A check that it needs has not passed."""
    ERRORED = "errored"
    """The tool could not judge; never counts against the learner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement of one check."""

    step: str
    check: str
    outcome: Outcome
    says: str
    """What is true when the check passes, with the attempt's values."""
    rationale: str = ""
    """What was expected and what was found; empty when it passed."""
    help: str = ""
    """Why it matters and where to read; empty when it passed."""
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether the check holds."""
        return self.outcome is Outcome.PASSED


@dataclass(frozen=True, slots=True)
class StepReport:
    """The verdicts of a step."""

    id: str
    title: str
    verdicts: tuple[Verdict, ...]

    @property
    def passed(self) -> bool:
        """Whether the step was judged and everything in it holds."""
        return bool(self.verdicts) and all(verdict.passed for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Report:
    """Where a learner stands in a lab."""

    lab: str
    steps: tuple[StepReport, ...]

    @property
    def passed(self) -> bool:
        """Whether every step has passed."""
        return all(step.passed for step in self.steps)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict, in the lab's order."""
        return tuple(verdict for step in self.steps for verdict in step.verdicts)

    @property
    def open_step(self) -> int:
        """The index of the first step that has not passed; the number of steps when all have."""
        return next((index for index, step in enumerate(self.steps) if not step.passed), len(self.steps))

    def to_json(self) -> dict[str, Any]:
        """Return the `lab`, `passed` and `steps` keys of `awslab lab check --json`."""
        return {
            "lab": self.lab,
            "passed": self.passed,
            "steps": [
                {"id": step.id, "passed": step.passed, "checks": [_verdict_json(verdict) for verdict in step.verdicts]}
                for step in self.steps
            ],
        }


def report(lab: Lab, verdicts: Iterable[Verdict]) -> Report:
    """Return the verdicts sorted into the lab's steps; a step that was not judged has none."""
    by_step: dict[str, list[Verdict]] = {step.id: [] for step in lab.steps}
    for verdict in verdicts:
        by_step[verdict.step].append(verdict)
    return Report(lab.id, tuple(StepReport(step.id, step.title, tuple(by_step[step.id])) for step in lab.steps))


def _verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.check,
        "verdict": verdict.outcome.value,
        "says": verdict.says,
        "rationale": verdict.rationale,
        "help": verdict.help,
        "seconds": round(verdict.seconds, 3),
    }


def verdict_to_message(verdict: Verdict) -> dict[str, Any]:
    """Return the verdict as plain data, for a message to another process."""
    return asdict(verdict)


def verdict_from_message(message: Mapping[str, Any]) -> Verdict:
    """Return the verdict that `verdict_to_message` turned into plain data."""
    return Verdict(**{**message, "outcome": Outcome(message["outcome"])})
