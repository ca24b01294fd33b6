"""The proof of labs in fresh sandboxes: nothing passes before the work, the solution passes, mistakes fail as said."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from awslab.content.changes import changed_program
from awslab.content.document import Document
from awslab.content.library import LabEntry, Library
from awslab.content.model import Change, Lab
from awslab.errors import AwslabError
from awslab.lab.values import draw_variables
from awslab.lab.verdict import Outcome, Report, Verdict
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
        """Return the proof as `awslab content test --json` prints it."""
        return {**asdict(self), "problems": list(self.problems), "proven": self.holds}


def prove_labs(library: Library, entries: Sequence[LabEntry], *, jobs: int | None, log_folder: Path) -> Iterator[Proof]:
    """Prove the labs, several at once; the proofs come in the order of the labs."""
    labs = [(library.lab(entry.id), entry) for entry in entries]
    services = sorted({service for lab, _ in labs for service in lab.services})
    if not labs:
        return
    with (
        SandboxHost.start(log=log_folder / "prove.log", services=services) as host,
        ThreadPoolExecutor(jobs or os.cpu_count() or 1, thread_name_prefix="prove") as pool,
    ):
        yield from pool.map(lambda pair: prove(host, *pair), labs)


def prove(host: SandboxHost, lab: Lab, entry: LabEntry) -> Proof:
    """Prove one lab on a running host; what goes wrong on the way is a problem of the proof."""
    start = time.monotonic()
    problems: list[str] = []
    trials = [_Trial("starter.py", None), _Trial(lab.solution, None), *_mistakes(lab, entry)]
    for trial in trials:
        try:
            report, script = _run(host, lab, entry, trial)
        except (AwslabError, OSError, ValueError) as error:
            problems.append(f"{trial.name}: {error}")
            continue
        problems += _untouched(lab, report, script) if trial.name == "starter.py" else _judged(trial, report, script)
    return Proof(lab.id, len(trials), round(time.monotonic() - start, 3), tuple(problems))


class _Trial(NamedTuple):
    """A program that the proof runs."""

    name: str
    """Its file in the lab's folder, or where in lab.yaml the mistake stands."""
    fails: str | None
    """The check that must be the first not to pass; None for the starter and the solution."""
    changes: tuple[Change, ...] = ()
    """What makes the program out of the solution; empty when it has a file."""


def _mistakes(lab: Lab, entry: LabEntry) -> Iterator[_Trial]:
    file = entry.folder / "lab.yaml"
    document = Document(file, file.read_text("utf-8-sig"))
    for index, mistake in enumerate(lab.mistakes):
        line, _ = document.position(("mistakes", index))
        name = mistake.file or f"mistake {index + 1} (lab.yaml:{line})"
        yield _Trial(name, mistake.fails, mistake.change)


def _run(host: SandboxHost, lab: Lab, entry: LabEntry, trial: _Trial) -> tuple[Report, ScriptResult]:
    with (
        _program(lab, entry, trial) as script,
        working_folder(None, entry, script) as folder,
        host.open(enforce_iam=lab.enforce_iam) as sandbox,
    ):
        attempt = LabAttempt(lab, sandbox, draw_variables(lab, random.Random(f"{lab.id}:{trial.name}")))
        attempt.prepare()
        result = attempt.run(script, workspace=folder).wait()
        return attempt.report(attempt.judge().wait()), result


@contextmanager
def _program(lab: Lab, entry: LabEntry, trial: _Trial) -> Iterator[Path]:
    """The file of the trial's program; one made of the solution exists until the end of the context."""
    if not trial.changes:
        yield entry.folder / trial.name
        return
    solution = (entry.folder / lab.solution).read_text("utf-8")
    with tempfile.TemporaryDirectory(prefix="awslab-mistake-") as folder:
        script = Path(folder, Path(lab.solution).name)
        script.write_text(changed_program(solution, trial.changes), "utf-8")
        yield script


def _untouched(lab: Lab, report: Report, script: ScriptResult) -> Iterator[str]:
    """The starter runs, and leaves every check to be done."""
    if script.exit != 0:
        yield f"starter.py: it should run without error, but {_ending(script)}"
    for verdict in report.verdicts:
        if verdict.passed and not lab.check(verdict.check).already_true:
            yield f"starter.py: the check {verdict.check} passes before the work (already_true: true allows it)"
        if verdict.outcome is Outcome.ERRORED:
            yield f"starter.py: the check {verdict.check} could not be judged: {verdict.rationale}"


def _judged(trial: _Trial, report: Report, script: ScriptResult) -> Iterator[str]:
    """A solution passes everything; a mistake first fails the check that names it."""
    first = first_failing(report)
    finding = f"{first.check} {first.outcome.value}: {first.rationale}" if first else "everything passed"
    if trial.fails is None and first is not None:
        yield f"{trial.name}: the solution should pass everything; {finding} ({_ending(script)})"
    elif trial.fails is not None and not _fails_as_named(first, trial.fails):
        yield f"{trial.name}: the check {trial.fails} should be the first to fail; {finding} ({_ending(script)})"


def _fails_as_named(first: Verdict | None, check: str) -> bool:
    return first is not None and first.check == check and first.outcome is Outcome.FAILED


def _ending(script: ScriptResult) -> str:
    """Return how the program ended, as a part of a sentence."""
    last = script.output.strip().splitlines()[-1:] or ["it printed nothing"]
    return f"it was stopped: {script.stopped}" if script.stopped else f"it ended with {script.exit}: {last[0]}"
