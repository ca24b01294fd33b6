"""Inside an execution environment: Python's log records and errors as JSON objects. Only the standard library is used.

https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html#python-logging-JSON
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from collections.abc import Callable, Mapping

_STANDARD_ATTRIBUTES = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "aws_request_id"}
LEVELS = {"TRACE": 10, "DEBUG": 10, "INFO": 20, "WARN": 30, "ERROR": 40, "FATAL": 50}
"""Lambda's names → Python's numbers."""


class JsonFormatter(logging.Formatter):
    """Writes one object for each record, with what the function passed as `extra`."""

    def __init__(self, renamed: Callable[[str], str]) -> None:
        super().__init__()
        self._renamed = renamed

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as JSON, with AWS's folders in the place of ours."""
        members: dict[str, object] = {
            "timestamp": _instant(record.created),
            "level": record.levelname,
            "message": record.getMessage(),
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.format_tb(record.exc_info[2])
            members["stackTrace"] = [self._renamed(line) for line in frames]
            members["errorType"] = record.exc_info[0].__name__
            members["errorMessage"] = str(record.exc_info[1])
            members["location"] = f"{self._renamed(record.pathname)}:{record.funcName}:{record.lineno}"
        members["requestId"] = getattr(record, "aws_request_id", "")
        members |= {name: value for name, value in vars(record).items() if name not in _STANDARD_ATTRIBUTES}
        return json.dumps(members, default=str, ensure_ascii=False)


def error_text(payload: Mapping[str, object]) -> str:
    """Return what the runtime writes of an exception that nobody caught."""
    members = {"timestamp": _instant(time.time()), "log_level": "ERROR", **payload}
    return json.dumps(members, ensure_ascii=False)


def _instant(at: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))
