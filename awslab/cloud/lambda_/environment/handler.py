"""What Lambda's Python runtime does with a function: find the handler, describe its errors, write its result.

https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html and python-exceptions.html; the payloads are those of
AWS's published runtime interface client (github.com/aws/aws-lambda-python-runtime-interface-client).
"""

from __future__ import annotations

import importlib
import json
import math
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from types import TracebackType
from typing import Any

Handler = Callable[[Any, Any], object]
"""`(event, context)` → result."""
ErrorPayload = dict[str, Any]
"""An error as Invoke answers it: errorMessage, errorType, requestId, stackTrace."""


class Fault(Exception):
    """The runtime's own error, with the type that AWS gives it: `Runtime.ImportModuleError`, ..."""

    def __init__(self, error_type: str, message: str, stack: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.error_type = error_type
        self.stack = stack


def find(name: str) -> Handler:
    """Return the function that the setting `module.function` names; raises Fault, or what the module raises."""
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        problem = "not enough values to unpack (expected 2, got 1)"  # the words of the runtime's own split
        raise Fault("Runtime.MalformedHandlerName", f"Bad handler '{name}': {problem}")
    if module_name.split(".")[0] in sys.builtin_module_names:
        message = f"Cannot use built-in module {module_name} as a handler module"
        raise Fault("Runtime.BuiltInModuleConflict", message)
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Fault("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        place = f'  File "{error.filename}" Line {error.lineno}\n    {error.text}'
        message = f"Syntax error in module '{module_name}': {error}"
        raise Fault("Runtime.UserCodeSyntaxError", message, [place]) from error
    try:
        handler: Handler = getattr(module, function_name)
    except AttributeError:
        message = f"Handler '{function_name}' missing on module '{module_name}'"
        raise Fault("Runtime.HandlerNotFound", message) from None
    return handler


def marshal(value: object) -> str:
    """Return a handler's result as JSON; raises Fault `Runtime.MarshalError`."""
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    try:
        return json.dumps(value, default=_number, ensure_ascii=False)
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from error


def unmarshal(payload: str) -> object:
    """Return the event; raises Fault `Runtime.UnmarshalError`."""
    try:
        return json.loads(payload)
    except ValueError as error:
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from error


def describe(error: BaseException, request_id: str, places: Mapping[str, str]) -> ErrorPayload:
    """Return an exception as Lambda reports it; `places` turns our folders into AWS's (`/var/task`)."""
    if isinstance(error, Fault):
        error_type, stack = error.error_type, list(error.stack)
    else:
        error_type, stack = type(error).__name__, traceback.format_list(_own_frames(error.__traceback__))
    return {
        "errorMessage": renamed(str(error), places),
        "errorType": error_type,
        "requestId": request_id,
        "stackTrace": [renamed(line, places) for line in stack],
    }


def log_text(payload: ErrorPayload) -> str:
    """Return an error as the runtime writes it to the log; indented with no-break spaces, as AWS does."""
    lines = [f"[ERROR] {payload['errorType']}: {payload['errorMessage']}", "Traceback (most recent call last):"]
    for entry in payload["stackTrace"]:
        for line in entry.splitlines():
            bare = line.lstrip(" ")
            lines.append("\u00a0" * (len(line) - len(bare)) + bare)
    return "\n".join(lines)


def renamed(text: str, places: Mapping[str, str]) -> str:
    """Return a text with our folders written as AWS's."""
    for own_folder, aws_folder in places.items():
        text = text.replace(own_folder, aws_folder)
    return text


def _own_frames(trace: TracebackType | None) -> list[tuple[str, int, str, str | None]]:
    """Return the frames of others than this package, in the form for which format_list leaves out the carets."""
    package = __file__.rpartition("/")[0] + "/"
    return [
        (frame.filename, frame.lineno or 0, frame.name, frame.line)
        for frame in traceback.extract_tb(trace)
        if not frame.filename.startswith(package)
    ]


def _number(value: object) -> int | float:
    """Return a Decimal as a number, as the runtime does; raises TypeError for anything else."""
    if isinstance(value, Decimal):
        if value.is_nan():
            return math.nan
        return int(value) if value == value.to_integral_value() and value.as_tuple().exponent == 0 else float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
