"""What Lambda itself writes to a log whose format is JSON (pure); log_lines.py is the same as text.

https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html and, for the levels,
https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from awslab.cloud.lambda_.function import Function, Invocation
from awslab.cloud.ports.functions import Event, Outcome


def record(function: Function, level: str, kind: str, at: int, told: Mapping[str, Any]) -> list[Event]:
    """One event of the platform, when the function's system log level shows it; `at` in milliseconds."""
    if not function.logging.shows(level):
        return []
    moment = datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return [(at, json.dumps({"time": moment, "type": f"platform.{kind}", "record": dict(told)}))]


def init_start(function: Function, version: str, at: int) -> list[Event]:
    """An environment begins."""
    told = {
        "initializationType": "on-demand",
        "phase": "init",
        "runtimeVersion": version,
        "functionName": function.name,
        "functionVersion": function.version,
    }
    return record(function, "INFO", "initStart", at, told)


def init_report(function: Function, outcome: Outcome, at: int) -> list[Event]:
    """The initialisation is over: of interest when it failed."""
    status = _status(outcome) if outcome.init_failed else "success"
    told: dict[str, Any] = {
        "initializationType": "on-demand",
        "phase": "init",
        "status": status,
        "metrics": {"durationMs": _milliseconds(outcome.init or 0.0)},
    }
    if outcome.init_failed and outcome.error_type:
        told["errorType"] = outcome.error_type
    return record(function, "DEBUG" if status == "success" else "WARN", "initReport", at, told)


def start(function: Function, invocation: Invocation, at: int) -> list[Event]:
    """An invocation begins."""
    told = {"requestId": invocation.request_id, "version": function.version}
    return record(function, "INFO", "start", at, told)


def done(function: Function, invocation: Invocation, outcome: Outcome, at: int) -> list[Event]:
    """The runtime has answered, or is gone."""
    status = _status(outcome)
    told: dict[str, Any] = {
        "requestId": invocation.request_id,
        "status": status,
        "metrics": {"durationMs": _milliseconds(outcome.duration), "producedBytes": len(outcome.payload.encode())},
    }
    if outcome.error_type and status != "success":
        told["errorType"] = outcome.error_type
    return record(function, "DEBUG" if status == "success" else "WARN", "runtimeDone", at, told)


def report(
    function: Function, invocation: Invocation, outcome: Outcome, at: int, *, billed: int, memory: int
) -> list[Event]:
    """What the invocation took; `billed` in milliseconds, `memory` in MB."""
    metrics: dict[str, Any] = {
        "durationMs": _milliseconds(outcome.duration),
        "billedDurationMs": billed,
        "memorySizeMB": function.memory,
        "maxMemoryUsedMB": memory,
    }
    if outcome.init is not None and not outcome.init_failed:
        metrics["initDurationMs"] = _milliseconds(outcome.init)
    status = _status(outcome)
    told: dict[str, Any] = {"requestId": invocation.request_id, "metrics": metrics, "status": status}
    if status == "error":
        told["errorType"] = outcome.error_type
    return record(function, "INFO" if status == "success" else "WARN", "report", at, told)


def _status(outcome: Outcome) -> str:
    """An exception that the runtime tells is a success of the platform's, as its REPORT line has no status either."""
    if outcome.timed_out:
        return "timeout"
    return "error" if outcome.crashed else "success"


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
