"""Judging a lab: each check of each open step, in order, to a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from awslab.content.model import Check, Lab, Step
from awslab.lab.asking import NothingSavedError, ask, make, saved_values
from awslab.lab.clients import CallRefused, Clients
from awslab.lab.expectations import unmet
from awslab.lab.parameters import PARAMETER_ERROR, parameter_problems
from awslab.lab.permission import unmet_permission
from awslab.lab.reach import unmet_reach
from awslab.lab.values import UnknownValueError, fill_known
from awslab.lab.verdict import Outcome, Verdict

_FIRST_PAUSE, _LONGEST_PAUSE = 0.01, 0.25
"""Seconds between two tries of a check with `within`; each pause is twice the one before."""


class PreparationError(Exception):
    """A `given` call of a lab failed, so the lab itself is wrong; the message names the call and the reason."""


def prepare(lab: Lab, values: Mapping[str, Any], clients: Clients) -> dict[str, Any]:
    """Make the lab's `given` calls and return the values together with those that the calls saved.

    Raises PreparationError when a call is refused or saves nothing.
    """
    prepared_values = dict(values)
    for number, call in enumerate(lab.given, start=1):
        try:
            prepared_values |= saved_values(call, prepared_values, clients)
        except (CallRefused, NothingSavedError, UnknownValueError) as reason:
            raise PreparationError(f"given, call {number} ({call.call}): {_explanation(reason)}") from reason
    return prepared_values


def judge(lab: Lab, values: Mapping[str, Any], clients: Clients, *, until: str | None = None) -> Iterator[Verdict]:
    """Yield the verdicts of the checks of every step, or of the steps up to `until`, in the lab's order.

    Steps open one after another: the checks of a step behind one that has not passed are WAITING and not asked.
    """
    is_open = True
    for step in lab.steps:
        for verdict in _judge_step(step, values, clients) if is_open else _closed_step(step, values):
            is_open = is_open and verdict.passed
            yield verdict
        if step.id == until:
            return


def _closed_step(step: Step, values: Mapping[str, Any]) -> Iterator[Verdict]:
    for check in step.checks:
        yield _verdict(step, check, values, Outcome.WAITING, "An earlier step has not passed yet.")


def _judge_step(step: Step, values: Mapping[str, Any], clients: Clients) -> Iterator[Verdict]:
    try:
        step_values = make(step.after, values, clients)
        failure = ""
    except (CallRefused, NothingSavedError) as reason:
        step_values, failure = dict(values), _explanation(reason)
    passed_ids: set[str] = set()
    for check in step.checks:
        verdict = _judge_check(step, check, step_values, passed_ids, failure, clients)
        if verdict.passed:
            passed_ids.add(check.id)
        yield verdict


def _judge_check(
    step: Step, check: Check, values: Mapping[str, Any], passed_ids: set[str], failure: str, clients: Clients
) -> Verdict:
    step_ids = {sibling.id for sibling in step.checks}
    open_needs = [check_id for check_id in check.needs if check_id in step_ids and check_id not in passed_ids]
    if open_needs:
        says = " and ".join(f"“{fill_known(_says(step, check_id), values)}”" for check_id in open_needs)
        return _verdict(step, check, values, Outcome.WAITING, f"This waits for {says}.")
    start = clients.now()
    outcome, rationale = _outcome(check, values, failure, clients)
    return _verdict(step, check, values, outcome, rationale, clients.now() - start)


def _outcome(check: Check, values: Mapping[str, Any], failure: str, clients: Clients) -> tuple[Outcome, str]:
    """Ask AWS; the outcome and its rationale. `failure` says why the step's own calls saved nothing, if so."""
    try:
        check_values = make(check.after, values, clients)
        rationale = _ask_until(lambda: _finding(check, check_values, clients), float(check.within), clients)
    except (CallRefused, NothingSavedError) as reason:
        return Outcome.FAILED, _explanation(reason)
    except UnknownValueError as error:
        # the step's own calls should have saved it: the learner has not made yet what it names
        return (Outcome.FAILED, failure) if failure else (Outcome.ERRORED, f"awslab could not judge this: {error}")
    except Exception as error:  # noqa: BLE001  # whatever goes wrong in judging is the tool's fault, and said so
        return Outcome.ERRORED, f"awslab could not judge this: {type(error).__name__}: {error}"
    return (Outcome.FAILED, rationale) if rationale else (Outcome.PASSED, "")


def _ask_until(finding: Callable[[], str], within: float, clients: Clients) -> str:
    """Ask until there is no finding or the seconds are over; return the last finding."""
    end = clients.now() + within
    pause = _FIRST_PAUSE
    while (rationale := finding()) and clients.now() < end:
        clients.wait(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return rationale


def _finding(check: Check, values: Mapping[str, Any], clients: Clients) -> str:
    """Return what is wrong, as a sentence; empty when the check holds."""
    if check.allowed is not None:
        return unmet_permission(check.allowed, values, clients)
    if check.reach is not None:
        return unmet_reach(check.reach, values, clients)
    try:
        answer = ask(check, values, clients)
    except CallRefused as refused:
        if check.error == refused.code:
            return ""
        expectation = f" {check.error} was expected." if check.error else ""
        return f"{_explanation(refused)}{expectation}"
    if check.error:
        return f"The call should be refused with {check.error}, but AWS answered it."
    return next(filter(None, (unmet(expectation, answer, values) for expectation in check.expect)), "")


def _explanation(reason: Exception) -> str:
    if isinstance(reason, CallRefused) and reason.code == PARAMETER_ERROR:
        return parameter_problems(reason.message)
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
