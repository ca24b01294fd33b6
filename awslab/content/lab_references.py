"""Whether every `${name}` of a lab has a value at the place where it stands, and every JMESPath can be read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

import jmespath
import jmespath.exceptions

from awslab.content.model import COMPARISONS, Call, Check, Lab, Permission, Reach, Step
from awslab.content.question_rules import Finding

REFERENCE = re.compile(r"\$\{([^}]*)\}")
_PROVIDED = frozenset({"account", "region"})


def reference_findings(lab: Lab) -> Iterator[Finding]:
    """Yield every reference to a name that neither a variable nor an earlier call provides."""
    names = {*lab.variables, *_PROVIDED}
    yield from _calls(("given",), lab.given, names)
    yield from _unknown(("brief",), lab.brief, names)
    yield from _unknown(("on_instance",), lab.on_instance, names)
    for number, step in enumerate(lab.steps):
        yield from _step(("steps", number), step, names)


def jmespath_findings(path: tuple[str | int, ...], expression: str) -> Iterator[Finding]:
    """Yield the reason why the expression is not JMESPath, if there is one; references stand for any name."""
    try:
        jmespath.compile(REFERENCE.sub("x", expression))
    except jmespath.exceptions.JMESPathError as error:
        yield Finding(path, f"this is not JMESPath: {' '.join(str(error).split())}")


def _step(at: tuple[str | int, ...], step: Step, names: set[str]) -> Iterator[Finding]:
    for key in ("title", "say", "hints"):
        yield from _unknown((*at, key), getattr(step, key), names)
    yield from _calls((*at, "after"), step.after, names)
    for index, check in enumerate(step.checks):
        yield from _check((*at, "checks", index), check, names)


def _check(at: tuple[str | int, ...], check: Check, step_names: set[str]) -> Iterator[Finding]:
    names = set(step_names)
    yield from _calls((*at, "after"), check.after, names)
    for key in ("says", "help"):
        yield from _unknown((*at, key), getattr(check, key), step_names)
    for key, value in (
        ("with", check.with_),
        ("invoke", check.invoke),
        ("request", check.request),
        ("headers", check.headers),
        ("body", check.body),
        ("payload", check.payload),
        ("allowed", _fields(check.allowed)),
        ("reach", _fields(check.reach)),
    ):
        yield from _unknown((*at, key), value, names)
    for position, expectation in enumerate(check.expect):
        for key in ("at", "so", *COMPARISONS):
            yield from _unknown((*at, "expect", position, key), getattr(expectation, key), names)


def _fields(record: Permission | Reach | None) -> dict[str, Any]:
    """Return the record's values by their keys in YAML."""
    return {name.removesuffix("_"): value for name, value in vars(record).items()} if record is not None else {}


def _calls(at: tuple[str | int, ...], calls: tuple[Call, ...], names: set[str]) -> Iterator[Finding]:
    """Yield the findings of calls made one after another; what a call saves is added to `names` for the next."""
    for index, call in enumerate(calls):
        yield from _unknown((*at, index, "with"), call.with_, names)
        yield from _unknown((*at, index, "so"), call.so, names)
        for name, expression in call.save.items():
            yield from _unknown((*at, index, "save", name), expression, names)
            yield from jmespath_findings((*at, index, "save", name), expression)
            names.add(name)


def _unknown(path: tuple[str | int, ...], value: Any, names: set[str]) -> Iterator[Finding]:
    if isinstance(value, str):
        for name in REFERENCE.findall(value):
            if name not in names:
                yield Finding(
                    path, f"“${{{name}}}” is no variable of this lab, and nothing saved it before{_hint(name, names)}"
                )
    elif isinstance(value, dict):
        for key, member in value.items():
            yield from _unknown((*path, key), member, names)
    elif isinstance(value, list | tuple):
        for index, member in enumerate(value):
            yield from _unknown((*path, index), member, names)


def _hint(name: str, names: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(names), n=1)
    return f"; did you mean “${{{close[0]}}}”?" if close else "; add it to “variables”"
