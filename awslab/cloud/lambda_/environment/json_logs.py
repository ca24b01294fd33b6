"""Inside an execution environment: Python's log records and errors as JSON objects. Only the standard library is used.

https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html#python-logging-JSON
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any

_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "aws_request_id"}
LEVELS = {"TRACE": 10, "DEBUG": 10, "INFO": 20, "WARN": 30, "ERROR": 40, "FATAL": 50}
"""Lambda's names → Python's numbers."""


class JsonFormatter(logging.Formatter):
    """One object a record, with what was given as `extra`."""

    def __init__(self, renamed: Callable[[str], str]) -> None:
        super().__init__()
        self._renamed = renamed

    def format(self, record: logging.LogRecord) -> str:
        """The record; `renamed` turns our folders into AWS's."""
        told: dict[str, Any] = {
            "timestamp": _instant(record.created),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.format_tb(record.exc_info[2])
            told["stackTrace"] = [self._renamed(line) for line in frames]
            told["errorType"] = record.exc_info[0].__name__
            told["errorMessage"] = str(record.exc_info[1])
            told["location"] = f"{self._renamed(record.pathname)}:{record.funcName}:{record.lineno}"
        told["requestId"] = getattr(record, "aws_request_id", "")
        told |= {name: value for name, value in vars(record).items() if name not in _KNOWN}
        return json.dumps(told, default=str, ensure_ascii=False)


def error_text(payload: Mapping[str, Any]) -> str:
    """What the runtime writes of an exception that nobody caught."""
    told = {"timestamp": _instant(time.time()), "log_level": "ERROR", **payload}
    return json.dumps(told, ensure_ascii=False)


def _instant(at: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
