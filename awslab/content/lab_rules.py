"""What a lab must hold beyond its form: files that exist, ids that differ, one question per check."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from awslab.content.changes import change_findings
from awslab.content.claim_rules import claim_findings, variable_findings
from awslab.content.lab_references import reference_findings
from awslab.content.model import Lab
from awslab.content.question_rules import Finding


def lab_findings(lab: Lab, folder: Path) -> Iterator[Finding]:
    """Yield every rule that the lab breaks; its programs lie in the folder."""
    yield from _files(lab, folder)
    yield from _mistakes(lab, folder)
    yield from variable_findings(("variables",), lab.variables)
    yield from _checks(lab)
    yield from reference_findings(lab)


def _files(lab: Lab, folder: Path) -> Iterator[Finding]:
    if not (folder / lab.solution).is_file():
        yield Finding(("solution",), f"the solution “{lab.solution}” does not exist in the lab's folder; add it there")
    if not (folder / "starter.py").is_file():
        yield Finding((), "the lab's folder has no starter.py; add the program that a learner begins with")


def _mistakes(lab: Lab, folder: Path) -> Iterator[Finding]:
    check_ids = [check.id for step in lab.steps for check in step.checks]
    solution = _text(folder / lab.solution)
    for index, mistake in enumerate(lab.mistakes):
        at = ("mistakes", index)
        if bool(mistake.file) == bool(mistake.change):
            yield Finding(at, "a mistake has either “change” (what differs from the solution) or “file” (a program)")
        elif mistake.file and not (folder / mistake.file).is_file():
            yield Finding(
                (*at, "file"), f"“{mistake.file}” does not exist in the lab's folder; add it or write “change”"
            )
        elif mistake.change and solution is not None:
            for finding in change_findings(solution, mistake.change):
                yield Finding((*at, "change", *finding.path), finding.sentence)
        if mistake.fails not in check_ids:
            hint = _alternatives(mistake.fails, check_ids)
            yield Finding((*at, "fails"), f"“{mistake.fails}” names no check of this lab; {hint}")


def _text(program: Path) -> str | None:
    """Return the program's text; None when it cannot be read, which the proof of the lab reports."""
    try:
        return program.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _alternatives(name: str, names: Iterable[str]) -> str:
    """Return the names that may have been meant, as the end of a sentence."""
    candidates = list(names)
    close = difflib.get_close_matches(name, candidates, n=1)
    return f"did you mean “{close[0]}”?" if close else f"its checks are {', '.join(candidates)}"


def _checks(lab: Lab) -> Iterator[Finding]:
    step_ids: set[str] = set()
    check_ids: set[str] = set()
    for number, step in enumerate(lab.steps):
        if step.id in step_ids:
            yield Finding(("steps", number, "id"), f"a step with the id “{step.id}” stands before this one; rename one")
        step_ids.add(step.id)
        for index, check in enumerate(step.checks):
            at = ("steps", number, "checks", index)
            if check.id in check_ids:
                yield Finding((*at, "id"), f"a check with the id “{check.id}” stands before this one; rename one")
            for position, need in enumerate(check.needs):
                if need not in check_ids:
                    yield Finding((*at, "needs", position), f"“{need}” names no check before this one; {_ORDER}")
            check_ids.add(check.id)
            for finding in claim_findings(check, "check"):
                yield Finding((*at, *finding.path), finding.sentence)


_ORDER = "a check can need only checks that stand above it"
