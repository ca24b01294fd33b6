"""Judging a lab: each check of each open step, in order, to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from awslab.content.model import Check, Lab, Step
from awslab.lab.asking import NothingSavedError, ask, make
from awslab.lab.clients import CallRefused, Clients
from awslab.lab.expectations import unmet
from awslab.lab.permission import unmet_permission
from awslab.lab.reach import unmet_reach
from awslab.lab.values import UnknownValueError, fill_known
from awslab.lab.verdict import Outcome, Verdict

_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.25
"""Seconds between two tries of a check with `within`; each pause is twice the one before."""


def prepare(lab: Lab, values: Mapping[str, Any], clients: Clients) -> dict[str, Any]:
    """Make the lab's `given` calls; returns the values with what they saved.

    Raises CallRefused or NothingSavedError when the lab itself is wrong.
    """
    return make(lab.given, values, clients)


def judge(lab: Lab, values: Mapping[str, Any], clients: Clients, *, until: str | None = None) -> Iterator[Verdict]:
    """Verdicts of every check up to the step `until`, or of all steps.

    A step after one that has not passed is not asked: its checks are WAITING, since steps open one after another.
    """
    open_ = True
    for step in lab.steps:
        passed = True
        for verdict in _judge_step(step, values, clients) if open_ else _closed(step, values):
            passed = passed and verdict.passed
            yield verdict
        open_ = open_ and passed
        if step.id == until:
            return


def _closed(step: Step, values: Mapping[str, Any]) -> Iterator[Verdict]:
    for check in step.checks:
        yield _verdict(step, check, values, Outcome.WAITING, "An earlier step has not passed yet.")


def _judge_step(step: Step, values: Mapping[str, Any], clients: Clients) -> Iterator[Verdict]:
    try:
        seen = make(step.after, values, clients)
        missing = ""
    except (CallRefused, NothingSavedError) as reason:
        seen, missing = dict(values), _said(reason)
    passed: set[str] = set()
    for check in step.checks:
        verdict = _judge_check(step, check, seen, passed, missing, clients)
        if verdict.passed:
            passed.add(check.id)
        yield verdict


def _judge_check(
    step: Step, check: Check, values: Mapping[str, Any], passed: set[str], missing: str, clients: Clients
) -> Verdict:
    needed = [each for each in check.needs if each in {other.id for other in step.checks} and each not in passed]
    if needed:
        says = " and ".join(f"“{fill_known(_says(step, each), values)}”" for each in needed)
        return _verdict(step, check, values, Outcome.WAITING, f"This waits for {says}.")
    begun = clients.now()
    outcome, rationale = _try(check, values, missing, clients)
    return _verdict(step, check, values, outcome, rationale, clients.now() - begun)


def _try(check: Check, values: Mapping[str, Any], missing: str, clients: Clients) -> tuple[Outcome, str]:
    try:
        seen = make(check.after, values, clients)
        rationale = _ask_until(lambda: _finding(check, seen, clients), float(check.within), clients)
    except (CallRefused, NothingSavedError) as reason:
        return Outcome.FAILED, _said(reason)
    except UnknownValueError as unknown:
        # the step's own calls should have saved it: the learner has not made yet what it names
        return (Outcome.FAILED, missing) if missing else (Outcome.ERRORED, f"awslab could not judge this: {unknown}")
    except Exception as error:  # noqa: BLE001  # whatever goes wrong in judging is the tool's fault, and said so
        return Outcome.ERRORED, f"awslab could not judge this: {type(error).__name__}: {error}"
    return (Outcome.FAILED, rationale) if rationale else (Outcome.PASSED, "")


def _ask_until(finding: Callable[[], str], within: float, clients: Clients) -> str:
    """Ask until nothing is wrong or the seconds are over; the last finding."""
    end = clients.now() + within
    pause = _FIRST_PAUSE
    while (rationale := finding()) and clients.now() < end:
        clients.wait(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return rationale


def _finding(check: Check, values: Mapping[str, Any], clients: Clients) -> str:
    """What is wrong, as a sentence; empty when the check holds."""
    if check.allowed is not None:
        return unmet_permission(check.allowed, values, clients)
    if check.reach is not None:
        return unmet_reach(check.reach, values, clients)
    try:
        answer = ask(check, values, clients)
    except CallRefused as refused:
        if check.error == refused.code:
            return ""
        wanted = f" {check.error} was expected." if check.error else ""
        return f"{_said(refused)}{wanted}"
    if check.error:
        return f"The call should be refused with {check.error}, but AWS answered it."
    return next(filter(None, (unmet(each, answer, values) for each in check.expect)), "")


def _said(reason: Exception) -> str:
    if isinstance(reason, CallRefused):
        return f"AWS answered {reason.code}: {reason.message}"
    return str(reason)


def _says(step: Step, check_id: str) -> str:
    return next(check.says for check in step.checks if check.id == check_id)


def _verdict(
    step: Step, check: Check, values: Mapping[str, Any], outcome: Outcome, rationale: str, seconds: float = 0.0
) -> Verdict:
    help_ = "" if outcome is Outcome.PASSED else fill_known(check.help, values).strip()
    return Verdict(
        step=step.id,
        check=check.id,
        outcome=outcome,
        says=fill_known(check.says, values),
        rationale=rationale,
        help=help_,
        seconds=seconds,
    )
