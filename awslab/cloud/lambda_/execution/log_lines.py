"""What Lambda itself writes to a function's log (pure).

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html and, for failures,
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-invoke-with-errors
"""

from __future__ import annotations

import math
import sys

from awslab.cloud.lambda_.execution import log_records
from awslab.cloud.lambda_.function import Function, Invocation
from awslab.cloud.ports.functions import Event, Outcome

INTERPRETER_MEGABYTES = 34
"""About what AWS shows as `Max Memory Used` for a Python function that does nothing."""
TAIL_BYTES = 4096


def init_start(function: Function, at: int) -> list[Event]:
    """Return the events with which an environment's log begins; `at` in milliseconds since 1970."""
    version = function.runtime.replace("python", "python:").replace("nodejs", "nodejs:").removesuffix(".x")
    if function.logging.is_json:
        return log_records.init_start(function, f"{version}.awslab", at)
    lines = [f"INIT_START Runtime Version: {version}.awslab"]
    own_version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if function.runtime.startswith("python") and function.runtime != own_version:
        lines.append(f"awslab: the function declares {function.runtime}; the sandbox runs it on {own_version}.")
    return [(at, line) for line in lines]


def invocation_log(function: Function, invocation: Invocation, outcome: Outcome, start: int, end: int) -> list[Event]:
    """Return the events of one invocation, its initialisation included; times in milliseconds since 1970."""
    if function.logging.is_json:
        return _in_order(_as_records(function, invocation, outcome, start, end))
    lines: list[Event] = list(outcome.init_events)
    if outcome.init_failed:
        lines.append((start, _init_report(outcome)))
    lines.append((start, f"START RequestId: {invocation.request_id} Version: {function.version}"))
    lines += outcome.events
    lines.append((end, f"END RequestId: {invocation.request_id}"))
    lines.append((end, _report(function, invocation, outcome)))
    return _in_order(lines)


def _in_order(events: list[Event]) -> list[Event]:
    """Return events with times that never go back: CloudWatch Logs refuses one that is earlier than the last."""
    result: list[Event] = []
    for at, text in events:
        result.append((max(at, result[-1][0]) if result else at, text))
    return result


def _as_records(function: Function, invocation: Invocation, outcome: Outcome, start: int, end: int) -> list[Event]:
    events: list[Event] = list(outcome.init_events)
    if outcome.init is not None:
        events += log_records.init_report(function, outcome, start)
    events += log_records.start(function, invocation, start)
    events += outcome.events
    events += log_records.runtime_done(function, invocation, outcome, end)
    billed, memory = billed_milliseconds(outcome), _megabytes(function, outcome)
    return events + log_records.report(function, invocation, outcome, end, billed_milliseconds=billed, memory=memory)


def tail(events: list[Event]) -> bytes:
    """Return the last 4 KB of an invocation's log, for LogResult."""
    return "".join(f"{text}\n" for _, text in events).encode()[-TAIL_BYTES:]


def billed_milliseconds(outcome: Outcome) -> int:
    """Return the milliseconds of handler and initialisation, rounded up.

    The Init phase is billed since August 2025:
    https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
    """
    return math.ceil((outcome.duration + (outcome.init or 0.0)) * 1000)


def _report(function: Function, invocation: Invocation, outcome: Outcome) -> str:
    parts = [
        f"REPORT RequestId: {invocation.request_id}",
        f"Duration: {outcome.duration * 1000:.2f} ms",
        f"Billed Duration: {billed_milliseconds(outcome)} ms",
        f"Memory Size: {function.memory} MB",
        f"Max Memory Used: {_megabytes(function, outcome)} MB",
    ]
    if outcome.init is not None and not outcome.init_failed:
        parts.append(f"Init Duration: {outcome.init * 1000:.2f} ms")
    if outcome.timed_out:
        parts.append("Status: timeout")
    elif outcome.crashed:
        parts.append(f"Status: error\tError Type: {outcome.error_type}")
    return "\t".join(parts) + "\t"


def _megabytes(function: Function, outcome: Outcome) -> int:
    return min(function.memory, INTERPRETER_MEGABYTES + (outcome.memory >> 20))


def _init_report(outcome: Outcome) -> str:
    status = "timeout" if outcome.timed_out else f"error\tError Type: {outcome.error_type}"
    return f"INIT_REPORT Init Duration: {(outcome.init or 0.0) * 1000:.2f} ms\tPhase: init\tStatus: {status}"
