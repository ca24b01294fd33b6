"""Proving labs in fresh sandboxes: nothing passes before the work, the solution passes, each mistake fails as said."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from awslab.content.library import LabEntry, Library
from awslab.content.model import Lab
from awslab.errors import AwslabError
from awslab.lab.values import draw_variables
from awslab.lab.verdict import Outcome, Report
from awslab.sandbox.attempt import LabAttempt, first_failing
from awslab.sandbox.process import SandboxHost, ScriptResult
from awslab.sandbox.workspace import working_folder


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether a lab can be passed, cannot be passed without the work, and tells its mistakes apart."""

    lab: str
    runs: int
    """Fresh sandboxes that were used."""
    seconds: float
    problems: tuple[str, ...]
    """What does not hold, a sentence each."""

    @property
    def holds(self) -> bool:
        """Whether the lab is proven."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """For `awslab content test --json`."""
        return {**asdict(self), "problems": list(self.problems), "proven": self.holds}


def prove_labs(library: Library, entries: Sequence[LabEntry], *, jobs: int | None, log_folder: Path) -> Iterator[Proof]:
    """Prove the labs, several at once, in their order."""
    labs = [(library.lab(entry.id), entry) for entry in entries]
    services = sorted({service for lab, _ in labs for service in lab.services})
    if not labs:
        return
    with (
        SandboxHost.start(log=log_folder / "prove.log", services=services) as host,
        ThreadPoolExecutor(jobs or os.cpu_count() or 1, thread_name_prefix="prove") as pool,
    ):
        yield from pool.map(lambda each: prove(host, *each), labs)


def prove(host: SandboxHost, lab: Lab, entry: LabEntry) -> Proof:
    """Prove one lab on a running host; what goes wrong on the way is a problem of the proof."""
    begun = time.monotonic()
    problems: list[str] = []
    scripts = [("starter.py", None), (lab.solution, None), *((each.file, each.fails) for each in lab.mistakes)]
    for file, fails in scripts:
        try:
            report, script = _run(host, lab, entry, file)
        except (AwslabError, OSError) as error:
            problems.append(f"{file}: {error}")
            continue
        problems += _untouched(lab, report, script) if file == "starter.py" else _judged(file, fails, report, script)
    return Proof(lab.id, len(scripts), round(time.monotonic() - begun, 3), tuple(problems))


def _run(host: SandboxHost, lab: Lab, entry: LabEntry, file: str) -> tuple[Report, ScriptResult]:
    script = entry.folder / file
    with working_folder(None, entry, script) as folder, host.open(enforce_iam=lab.enforce_iam) as sandbox:
        attempt = LabAttempt(lab, sandbox, draw_variables(lab, random.Random(f"{lab.id}:{file}")))
        attempt.prepare()
        ended = attempt.run(script, workspace=folder).wait()
        return attempt.report(attempt.judge().wait()), ended


def _untouched(lab: Lab, report: Report, script: ScriptResult) -> Iterator[str]:
    """The starter runs, and leaves every check to be done."""
    if script.exit != 0:
        yield f"starter.py: it should run without error, but {_ended(script)}"
    for verdict in report.verdicts:
        if verdict.passed and not lab.check(verdict.check).already_true:
            yield f"starter.py: the check {verdict.check} passes before the work (already_true: true allows it)"
        if verdict.outcome is Outcome.ERRORED:
            yield f"starter.py: the check {verdict.check} could not be judged: {verdict.rationale}"


def _judged(file: str, fails: str | None, report: Report, script: ScriptResult) -> Iterator[str]:
    """A solution passes everything; a mistake first fails the check that names it."""
    first = first_failing(report)
    found = f"{first.check} {first.outcome.value}: {first.rationale}" if first else "everything passed"
    if fails is None and first is not None:
        yield f"{file}: the solution should pass everything; {found} ({_ended(script)})"
    elif fails is not None and (first is None or first.check != fails or first.outcome is not Outcome.FAILED):
        yield f"{file}: the check {fails} should be the first to fail; {found} ({_ended(script)})"


def _ended(script: ScriptResult) -> str:
    last = script.output.strip().splitlines()[-1:] or ["it printed nothing"]
    return f"it was stopped: {script.stopped}" if script.stopped else f"it ended with {script.exit}: {last[0]}"
