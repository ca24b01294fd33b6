"""What Lambda itself writes to a log whose format is JSON (pure); log_lines.py is the same as text.

https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html and, for the levels,
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.function import Function, Invocation
from awslab.cloud.ports.functions import Event, Outcome


def record(function: Function, level: str, kind: str, at: int, members: Structure) -> list[Event]:
    """Return an event of the platform, when the function's system log level shows it; `at` in milliseconds."""
    if not function.logging.shows(level):
        return []
    moment = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return [(at, json.dumps({"time": moment, "type": f"platform.{kind}", "record": dict(members)}))]


def init_start(function: Function, version: str, at: int) -> list[Event]:
    """Return the event with which an environment begins."""
    members = {
        "initializationType": "on-demand",
        "phase": "init",
        "runtimeVersion": version,
        "functionName": function.name,
        "functionVersion": function.version,
    }
    return record(function, "INFO", "initStart", at, members)


def init_report(function: Function, outcome: Outcome, at: int) -> list[Event]:
    """Return the event of an initialisation that is over; of interest when it failed."""
    status = _status(outcome) if outcome.init_failed else "success"
    members: dict[str, object] = {
        "initializationType": "on-demand",
        "phase": "init",
        "status": status,
        "metrics": {"durationMs": _milliseconds(outcome.init or 0.0)},
    }
    if outcome.init_failed and outcome.error_type:
        members["errorType"] = outcome.error_type
    return record(function, "DEBUG" if status == "success" else "WARN", "initReport", at, members)


def start(function: Function, invocation: Invocation, at: int) -> list[Event]:
    """Return the event with which an invocation begins."""
    members = {"requestId": invocation.request_id, "version": function.version}
    return record(function, "INFO", "start", at, members)


def runtime_done(function: Function, invocation: Invocation, outcome: Outcome, at: int) -> list[Event]:
    """Return the event of a runtime that has answered, or is gone."""
    status = _status(outcome)
    members: dict[str, object] = {
        "requestId": invocation.request_id,
        "status": status,
        "metrics": {"durationMs": _milliseconds(outcome.duration), "producedBytes": len(outcome.payload.encode())},
    }
    if outcome.error_type and status != "success":
        members["errorType"] = outcome.error_type
    return record(function, "DEBUG" if status == "success" else "WARN", "runtimeDone", at, members)


def report(
    function: Function, invocation: Invocation, outcome: Outcome, at: int, *, billed_milliseconds: int, memory: int
) -> list[Event]:
    """Return the event with what an invocation took; `memory` in MB."""
    metrics: dict[str, object] = {
        "durationMs": _milliseconds(outcome.duration),
        "billedDurationMs": billed_milliseconds,
        "memorySizeMB": function.memory,
        "maxMemoryUsedMB": memory,
    }
    if outcome.init is not None and not outcome.init_failed:
        metrics["initDurationMs"] = _milliseconds(outcome.init)
    status = _status(outcome)
    members: dict[str, object] = {"requestId": invocation.request_id, "metrics": metrics, "status": status}
    if status == "error":
        members["errorType"] = outcome.error_type
    return record(function, "INFO" if status == "success" else "WARN", "report", at, members)


def _status(outcome: Outcome) -> str:
    """Return the status of an invocation. An exception that the runtime reports is a success of the platform's, as its
    REPORT line has no status either."""
    if outcome.timed_out:
        return "timeout"
    return "error" if outcome.crashed else "success"


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
