"""An execution environment as the gateway sees it: a process that answers one invocation at a time.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

from awslab.cloud.lambda_.environment.node import is_node
from awslab.cloud.lambda_.environment.output import Output
from awslab.cloud.lambda_.environment.wire import Message, Unpacker, pack
from awslab.cloud.lambda_.execution.endings import exited, timed_out
from awslab.cloud.lambda_.execution.loops import next_trace
from awslab.cloud.lambda_.execution.processes import give_output, launch
from awslab.cloud.lambda_.function import Function, Invocation
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.functions import Outcome
from awslab.cloud.ports.processes import EnvironmentSpec, Launcher

INIT_SECONDS = 10.0
"""AWS's limit of the Init phase; what takes longer goes on within the function's timeout."""
_TICK = 0.05
"""Seconds between two looks at the memory of a running function."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


class _Ended(Exception):
    """The process hung up."""


class _Late(Exception):
    """The deadline passed."""


class _Greedy(Exception):
    """The process takes more memory than the function has."""


class ExecutionEnvironment:
    """Started with the first invocation's function; kept while it works. Not for two threads at once."""

    def __init__(
        self,
        function: Function,
        spec: EnvironmentSpec,
        launcher: Launcher,
        *,
        log_stream: str,
        clock: Callable[[], float] = CLOCK.time,
    ) -> None:
        self.function = function
        self.log_stream = log_stream
        self.idle_since = clock()
        self.is_retired = False
        """True when it must not be used again after the invocation under way."""
        self._clock = clock
        self._output = Output()
        self._unpacker = Unpacker()
        self._selector = selectors.DefaultSelector()
        self._start = CLOCK.monotonic()
        self._process, self._connection = launch(spec, launcher)
        self._pipe = give_output(self._connection)
        self._selector.register(self._connection, selectors.EVENT_READ)
        self._selector.register(self._pipe, selectors.EVENT_READ)
        self._memory_at_start = _resident(self._process.pid)
        self._peak = 0
        self._is_ready = False
        self._scratch = Path(spec.environment["TMPDIR"])

    @property
    def pid(self) -> int:
        """The id of its process."""
        return self._process.pid

    def invoke(self, invocation: Invocation, invoked_arn: str) -> Outcome:
        """Run one invocation to its end, whatever that is. After a crashed outcome only `close` makes sense."""
        init: float | None = None
        if not self._is_ready:
            failure = self._initialise(invocation.request_id)
            init = CLOCK.monotonic() - self._start
            if failure is not None:
                return failure
        init_events = tuple(self._output.take(self._now())) if init is not None else ()
        invocation_start = CLOCK.monotonic()
        deadline = invocation_start + self.function.timeout
        self._send(invocation, invoked_arn)
        payload, error_type, memory, crashed, late = self._await_result(deadline, invocation.request_id)
        return Outcome(
            payload=payload,
            error_type=error_type,
            crashed=crashed,
            timed_out=late,
            duration=CLOCK.monotonic() - invocation_start,
            init=init,
            memory=memory,
            init_events=init_events,
            events=tuple(self._output.take(self._now())),
        )

    def kill(self) -> None:
        """End the process; whoever waits for it hears so. For any thread."""
        self._process.kill()

    def close(self) -> None:
        """End the process and forget everything of it; nobody may be waiting for it."""
        self._process.kill()
        self._process.wait(5.0)
        self._selector.close()
        self._connection.close()
        os.close(self._pipe)
        shutil.rmtree(self._scratch, ignore_errors=True)

    def _initialise(self, request_id: str) -> Outcome | None:
        """Wait for the function's module; return None when it is loaded, else what went wrong."""
        deadline = self._start + max(INIT_SECONDS, self.function.timeout)
        error_type, late = "", False
        try:
            message = self._next(deadline)
        except (_Ended, _Late, _Greedy) as end:
            payload, error_type, late = self._ending(end, request_id)
        else:
            if "ready" in message:
                self._is_ready = True
                if is_node(self.function):  # what came before was another program's memory
                    self._memory_at_start, self._peak = _resident(self._process.pid), 0
                return None
            payload, error_type = message["failed"], message["error_type"]
        return Outcome(
            payload=payload,
            error_type=error_type,
            crashed=True,
            timed_out=late,
            init=CLOCK.monotonic() - self._start,
            init_failed=True,
            init_events=tuple(self._output.take(self._now())),
        )

    def _send(self, invocation: Invocation, invoked_arn: str) -> None:
        root = f"1-{int(self._clock()):08x}-{invocation.request_id.replace('-', '')[:24]}"
        call = {
            "request_id": invocation.request_id,
            "event": invocation.payload,
            "invoked_arn": invoked_arn,
            "deadline": self._clock() + self.function.timeout,
            "client_context": invocation.client_context,
            "trace_id": next_trace(invocation.trace, self.function.arn, root),
        }
        with contextlib.suppress(OSError):  # it ended while it was idle: reading finds out, and says how
            self._connection.sendall(pack({"invoke": call}))

    def _await_result(self, deadline: float, request_id: str) -> tuple[str, str, int, bool, bool]:
        try:
            message = self._next(deadline)
        except (_Ended, _Late, _Greedy) as end:
            payload, error_type, late = self._ending(end, request_id)
            return payload, error_type, self._peak, True, late
        if "result" in message:
            return message["result"], "", message["memory"], False, False
        return message["error"], message["error_type"], message["memory"], bool(message.get("exits")), False

    def _next(self, deadline: float) -> Message:
        """Return the next message of the process; its output is collected meanwhile."""
        while True:
            remaining = deadline - CLOCK.monotonic()
            if remaining <= 0:
                raise _Late
            for key, _ in self._selector.select(min(remaining, _TICK)):
                if key.fileobj is not self._connection:
                    self._read_output()
                    continue
                data = self._received()
                if not data:
                    self._read_output()
                    raise _Ended
                for message in self._unpacker.feed(data):
                    self._read_output()
                    return message
            self._check_memory()

    def _received(self) -> bytes:
        try:
            return self._connection.recv(1 << 16)
        except ConnectionResetError:
            return b""

    def _read_output(self) -> None:
        while True:
            try:
                data = os.read(self._pipe, 1 << 16)
            except BlockingIOError:
                return
            if not data:  # closed at the other end; selecting it would report that again and again
                if self._pipe in self._selector.get_map():
                    self._selector.unregister(self._pipe)
                return
            self._output.feed(data, self._now())

    def _check_memory(self) -> None:
        """Linux's count of what is really in memory; the process's own limit catches what asks for too much at once."""
        self._peak = max(self._peak, _resident(self._process.pid) - self._memory_at_start)
        if self._peak > self.function.memory << 20:
            raise _Greedy

    def _ending(self, end: Exception, request_id: str) -> tuple[str, str, bool]:
        """Payload, error type and whether it was the timeout, for a process that is no more."""
        if isinstance(end, _Late):
            self._process.kill()
            self._read_output()
            return timed_out(request_id, self.function.timeout), "Sandbox.Timedout", True
        if isinstance(end, _Greedy):
            self._process.kill()
        status = self._process.wait(5.0)
        if status == -signal.SIGKILL:  # what else would kill it
            self._peak = self.function.memory << 20
        self._read_output()
        return exited(request_id, status), "Runtime.ExitError", False

    def _now(self) -> int:
        return int(self._clock() * 1000)


def _resident(pid: int) -> int:
    """Bytes of a process that are in memory; 0 where /proc does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0
