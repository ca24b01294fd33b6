"""Inside an execution environment: prepare the process, load the function, serve one invocation after the other.

The gateway's side is execution/environment.py. Only the standard library is used here: a function that imports
nothing waits for nothing.

    gateway → here    one byte with the descriptor that becomes stdout and stderr, then {"invoke": ...}
    here → gateway    {"ready": {}} or {"failed": payload}, then {"result": text} or {"error": payload} per invocation

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import random
import resource
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from awslab.cloud.lambda_.environment import handler as handlers
from awslab.cloud.lambda_.environment.invocation_context import context_for
from awslab.cloud.lambda_.environment.json_logs import LEVELS, JsonFormatter, error_text
from awslab.cloud.lambda_.environment.output import FRAME_END, FRAME_START
from awslab.cloud.lambda_.environment.own_process import signal_only_itself
from awslab.cloud.lambda_.environment.read_only import write_only_below
from awslab.cloud.lambda_.environment.wire import Message, pack, receive
from awslab.cloud.ports.processes import EnvironmentSpec

_M_ARENA_MAX = -8


def serve(spec: EnvironmentSpec, connection: socket.socket) -> NoReturn:
    """Run the function for the gateway at the other end until that hangs up, then end the process."""
    status = 1
    try:
        status = _Environment(spec, connection).run()
    except SystemExit as exit_request:
        status = _status(exit_request)
    except MemoryError:
        # Lambda kills what needs more than its memory; the gateway then reports it as AWS does
        os.kill(os.getpid(), signal.SIGKILL)
    except BaseException:  # noqa: BLE001 - the process ends here whatever it is; the traceback goes to the log
        traceback.print_exc()
    _flush()
    os._exit(status)


class _Environment:
    def __init__(self, spec: EnvironmentSpec, connection: socket.socket) -> None:
        self._connection = connection
        self._variables = dict(spec.environment)
        self._handler_name = str(spec.settings["handler"])
        self._places: Mapping[str, str] = spec.settings["places"]
        self._writes_json = self._variables.get("AWS_LAMBDA_LOG_FORMAT") == "JSON"
        self._request_id = ""
        _take_output(connection)
        _settle(spec)
        _log_like_lambda(self)
        self._memory_at_start = _peak_memory()

    @property
    def request_id(self) -> str:
        return self._request_id

    def formatter(self) -> logging.Formatter:
        """Return what writes the records of Python's logging."""
        if self._writes_json:
            return JsonFormatter(lambda text: handlers.renamed(text, self._places))
        layout = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s"
        formatter = logging.Formatter(layout, "%Y-%m-%dT%H:%M:%S")
        formatter.converter = time.gmtime
        return formatter

    def level(self) -> int:
        """Return the root logger's level, which the function may change."""
        return LEVELS.get(self._variables.get("AWS_LAMBDA_LOG_LEVEL", ""), logging.WARNING)

    def run(self) -> int:
        try:
            handler = handlers.find(self._handler_name)
        except Exception as error:  # noqa: BLE001 - whatever a module raises while it is imported is reported
            self._fail(error, "failed")
            return 1
        self._send({"ready": {}})
        while message := receive(self._connection):
            self._invoke(handler, message["invoke"])
        return 0

    def _invoke(self, handler: handlers.Handler, call: Message) -> None:
        self._request_id = call["request_id"]
        os.environ["_X_AMZN_TRACE_ID"] = call["trace_id"]
        context = context_for(
            self._variables,
            request_id=call["request_id"],
            invoked_arn=call["invoked_arn"],
            deadline=call["deadline"],
            client=call["client_context"],
        )
        try:
            result = handlers.marshal(handler(handlers.unmarshal(call["event"]), context))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a learner's function may raise anything; it is reported as AWS does
            self._fail(error, "error")
        else:
            self._send({"result": result})

    def _fail(self, error: Exception, kind: str) -> None:
        payload = handlers.describe(error, self._request_id, self._places)
        write_event(error_text(payload) if self._writes_json else handlers.log_text(payload))
        self._send({kind: json.dumps(payload, ensure_ascii=False), "error_type": payload["errorType"]})

    def _send(self, message: Message) -> None:
        _flush()
        message["memory"] = _peak_memory() - self._memory_at_start
        self._connection.sendall(pack(message))


class _LogHandler(logging.Handler):
    """Writes `[INFO]<tab>time<tab>request id<tab>message`, or JSON: one event per record, however many lines it has."""

    def __init__(self, environment: _Environment) -> None:
        super().__init__()
        self._environment = environment
        self.setFormatter(environment.formatter())

    def emit(self, record: logging.LogRecord) -> None:
        record.aws_request_id = self._environment.request_id
        write_event(self.format(record))


def write_event(text: str) -> None:
    """Write a log event of one or more lines."""
    sys.stdout.write(f"{FRAME_START}{text}{FRAME_END}" if "\n" in text else f"{text}\n")


def _take_output(connection: socket.socket) -> None:
    """Let stdout and stderr go to the gateway through a pipe, so that `/dev/stdout` and child processes work too."""
    _, (descriptor,), _, _ = socket.recv_fds(connection, 1, 1)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.close(descriptor)
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115


def _settle(spec: EnvironmentSpec) -> None:
    """Put right what a fork inherits from a process that was up for long, before a function runs in it."""
    for number in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(spec.environment)
    os.chdir(spec.directory)
    time.tzset()
    random.seed()
    tempfile.tempdir = None
    sys.dont_write_bytecode = True
    sys.argv = [""]
    folders = [spec.directory, *spec.settings["layers"]]
    sys.path[:0] = folders
    _forget_preloaded(folders)
    _spare_address_space()
    signal_only_itself()
    write_only_below(["/tmp", "/dev", "/proc/self"], scratch=spec.environment["TMPDIR"], but_not=spec.settings["state"])


def _forget_preloaded(folders: list[str]) -> None:
    """Forget modules of ours that the package has too (its own `requests`, a module called `jobs`)."""
    package_modules = {entry.stem.partition(".")[0] for folder in folders for entry in Path(folder).iterdir()}
    package_modules -= {"awslab"} | sys.stdlib_module_names
    for name in [name for name in sys.modules if name.partition(".")[0] in package_modules]:
        del sys.modules[name]


def _spare_address_space() -> None:
    """Allow two arenas only: one for each thread (boto3 uploads with ten) would take 64 MB of address space each."""
    if sys.platform.startswith("linux"):
        allocator = ctypes.CDLL(None)
        if hasattr(allocator, "mallopt"):
            allocator.mallopt(_M_ARENA_MAX, 2)


def _log_like_lambda(environment: _Environment) -> None:
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.setLevel(environment.level())
    root.addHandler(_LogHandler(environment))


def _peak_memory() -> int:
    """Return the most memory this process has had, in bytes; a fork begins with its parent's."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _status(exit_request: SystemExit) -> int:
    """Return the exit status that the interpreter would give."""
    code: object = exit_request.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    sys.stderr.write(f"{code}\n")
    return 1


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if not stream.closed:
            stream.flush()
