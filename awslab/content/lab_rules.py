"""What a lab must hold beyond its form: files that exist, names that are declared, one question per check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jmespath
import jmespath.exceptions

from awslab.content.changes import change_findings
from awslab.content.model import COMPARISONS, KINDS, UNSET, Call, Check, Expectation, Lab, Step
from awslab.content.question_rules import Finding

_REFERENCE = re.compile(r"\$\{([^}]*)\}")
_PATTERN = re.compile(r"random:\d+|int:\d+-\d+|choice:[^|}]+(\|[^|}]+)+")
_PROVIDED = frozenset({"account", "region"})


def lab_findings(lab: Lab, folder: Path) -> Iterator[Finding]:
    """Every rule that the lab breaks; its programs lie in the folder."""
    yield from _files(lab, folder)
    yield from _mistakes(lab, folder)
    yield from _variables(lab)
    yield from _checks(lab)
    yield from _references(lab)


def _files(lab: Lab, folder: Path) -> Iterator[Finding]:
    if not (folder / lab.solution).is_file():
        yield Finding(("solution",), f"the solution “{lab.solution}” does not exist in the lab's folder")
    if not (folder / "starter.py").is_file():
        yield Finding((), "the lab's folder has no starter.py")


def _mistakes(lab: Lab, folder: Path) -> Iterator[Finding]:
    check_ids = {check.id for step in lab.steps for check in step.checks}
    solution = _text(folder / lab.solution)
    for index, mistake in enumerate(lab.mistakes):
        at = ("mistakes", index)
        if bool(mistake.file) == bool(mistake.change):
            yield Finding(at, "a mistake has either “change” (what differs from the solution) or “file” (a program)")
        elif mistake.file and not (folder / mistake.file).is_file():
            yield Finding((*at, "file"), f"“{mistake.file}” does not exist in the lab's folder")
        elif mistake.change and solution is not None:
            for finding in change_findings(solution, mistake.change):
                yield Finding((*at, "change", *finding.path), finding.sentence)
        if mistake.fails not in check_ids:
            yield Finding((*at, "fails"), f"“{mistake.fails}” names no check of this lab")


def _text(program: Path) -> str | None:
    """The program's text; None when it cannot be read, which the proof of the lab reports."""
    try:
        return program.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _variables(lab: Lab) -> Iterator[Finding]:
    for name, pattern in lab.variables.items():
        for written in _REFERENCE.findall(pattern):
            if _PATTERN.fullmatch(written) is None:
                yield Finding(
                    ("variables", name),
                    f"“${{{written}}}” is none of ${{random:8}}, ${{int:1-9}}, ${{choice:a|b}}",
                )


def _checks(lab: Lab) -> Iterator[Finding]:
    seen_steps: set[str] = set()
    seen: set[str] = set()
    for number, step in enumerate(lab.steps):
        if step.id in seen_steps:
            yield Finding(("steps", number, "id"), f"the id “{step.id}” stands here twice")
        seen_steps.add(step.id)
        for index, check in enumerate(step.checks):
            at = ("steps", number, "checks", index)
            if check.id in seen:
                yield Finding((*at, "id"), f"the id “{check.id}” stands here twice")
            for position, needed in enumerate(check.needs):
                if needed not in seen:
                    yield Finding((*at, "needs", position), f"“{needed}” names no check before this one")
            seen.add(check.id)
            for finding in _check_findings(check):
                yield Finding((*at, *finding.path), finding.sentence)


def _check_findings(check: Check) -> Iterator[Finding]:
    asked = [kind for kind in KINDS if getattr(check, kind) is not None]
    if len(asked) != 1:
        said = "none of them" if not asked else " and ".join(asked)
        yield Finding((), f"a check has exactly one of {', '.join(KINDS)}; this one has {said}")
    if check.error and (check.expect or check.call is None):
        yield Finding(("error",), "“error” goes with “call” and without “expect”")
    if check.allowed is not None or check.reach is not None:
        if check.expect:
            kind = "allowed" if check.allowed is not None else "reach"
            yield Finding(("expect",), f"“{kind}” says itself what is expected: leave “expect” out")
    elif not check.error and not check.expect:
        yield Finding((), "the check expects nothing; add “expect” or “error”")
    if check.reach is not None and (check.reach.port is None) != (check.reach.protocol == "icmp"):
        yield Finding(("reach",), "“reach” wants a “port” for tcp and udp, and none for icmp")
    for index, expectation in enumerate(check.expect):
        for finding in _expectation_findings(expectation):
            yield Finding(("expect", index, *finding.path), finding.sentence)


def _expectation_findings(expectation: Expectation) -> Iterator[Finding]:
    given = [name for name in COMPARISONS if getattr(expectation, name) is not UNSET]
    if len(given) != 1:
        yield Finding((), f"an expectation has exactly one of {', '.join(COMPARISONS)}")
    if expectation.at:
        yield from _jmespath(("at",), expectation.at)
    if isinstance(expectation.matches, str):
        try:
            re.compile(_REFERENCE.sub("x", expectation.matches))
        except re.error as error:
            yield Finding(("matches",), f"this is not a regular expression: {error}")


def _jmespath(path: tuple[str | int, ...], expression: str) -> Iterator[Finding]:
    try:
        jmespath.compile(_REFERENCE.sub("x", expression))
    except jmespath.exceptions.JMESPathError as error:
        yield Finding(path, f"this is not JMESPath: {' '.join(str(error).split())}")


def _references(lab: Lab) -> Iterator[Finding]:
    known = {*lab.variables, *_PROVIDED}
    yield from _calls(("given",), lab.given, known)
    yield from _unknown(("brief",), lab.brief, known)
    yield from _unknown(("on_instance",), lab.on_instance, known)
    for number, step in enumerate(lab.steps):
        yield from _step_references(("steps", number), step, known)


def _step_references(at: tuple[str | int, ...], step: Step, known: set[str]) -> Iterator[Finding]:
    for key in ("title", "say", "hints"):
        yield from _unknown((*at, key), getattr(step, key), known)
    yield from _calls((*at, "after"), step.after, known)
    for index, check in enumerate(step.checks):
        here = (*at, "checks", index)
        seen = set(known)
        yield from _calls((*here, "after"), check.after, seen)
        for key, value in (
            ("says", check.says),
            ("help", check.help),
            ("with", check.with_),
            ("invoke", check.invoke),
            ("request", check.request),
            ("headers", check.headers),
            ("body", check.body),
            ("allowed", vars(check.allowed) if check.allowed else None),
            ("reach", vars(check.reach) if check.reach else None),
        ):
            yield from _unknown((*here, key), value, known if key in ("says", "help") else seen)
        yield from _unknown((*here, "payload"), check.payload, seen)
        for position, expectation in enumerate(check.expect):
            for key in ("at", "so", *COMPARISONS):
                yield from _unknown((*here, "expect", position, key), getattr(expectation, key), seen)


def _calls(at: tuple[str | int, ...], calls: tuple[Call, ...], known: set[str]) -> Iterator[Finding]:
    """References in calls made one after another; what one saves is known to the next, and added to `known`."""
    for index, call in enumerate(calls):
        yield from _unknown((*at, index, "with"), call.with_, known)
        yield from _unknown((*at, index, "so"), call.so, known)
        for name, expression in call.save.items():
            yield from _unknown((*at, index, "save", name), expression, known)
            yield from _jmespath((*at, index, "save", name), expression)
            known.add(name)


def _unknown(path: tuple[str | int, ...], value: Any, known: set[str]) -> Iterator[Finding]:
    if isinstance(value, str):
        for name in _REFERENCE.findall(value):
            if name not in known:
                yield Finding(path, f"“${{{name}}}” is no variable of this lab, and nothing saved it before")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _unknown((*path, key), each, known)
    elif isinstance(value, list | tuple):
        for index, each in enumerate(value):
            yield from _unknown((*path, index), each, known)
