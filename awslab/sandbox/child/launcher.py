"""The gateway's line to the host: trail entries go up, and processes for functions come down."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import asdict
from itertools import count
from typing import Any

from awslab.cloud.ports.processes import EnvironmentSpec
from awslab.sandbox.protocol import TrailEntry

log = logging.getLogger(__name__)

_PATIENCE = 10.0
"""Seconds in which the host must have forked."""


class HostLine:
    """A stream socket to the host, JSON lines both ways. Also the Launcher of `extension.py`."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._launches: dict[int, _Launch] = {}
        self._processes: dict[int, RemoteProcess] = {}

    def say(self, **message: Any) -> None:
        """Send one message; nothing happens when the host is gone, for then this process is ended too."""
        line = json.dumps(message, default=str).encode() + b"\n"
        with self._lock:
            try:
                self._connection.sendall(line)
            except OSError:
                log.debug("the host is gone")

    def tell_trail(self, entry: TrailEntry) -> None:
        """Send an entry of the trail."""
        self.say(trail=asdict(entry))

    def launch(self, spec: EnvironmentSpec) -> RemoteProcess:
        """Let the host fork an execution environment. Raises RuntimeError when it cannot."""
        launch = _Launch()
        number = next(self._numbers)
        self._launches[number] = launch
        self.say(launch=number, spec=asdict(spec))
        launch.answer_event.wait(_PATIENCE)
        self._launches.pop(number, None)
        if launch.process is None:
            raise RuntimeError(launch.why)
        return launch.process

    def listen(self, on_end: Callable[[], None]) -> None:
        """Read what the host says until it is gone; then call `on_end`."""
        with self._connection.makefile("rb") as lines:
            for line in lines:
                self._hear(json.loads(line))
        on_end()

    def _hear(self, message: dict[str, Any]) -> None:
        if "exited" in message:
            process = self._processes.pop(message["exited"], None)
            if process is not None:
                process.end(message["status"])
            return
        launch = self._launches.get(message["launched"])
        if launch is not None:
            launch.why = message.get("why", "")
            if "pid" in message:
                launch.process = self._processes[message["pid"]] = RemoteProcess(message["pid"], self)
            launch.answer_event.set()


class _Launch:
    def __init__(self) -> None:
        self.answer_event = threading.Event()
        self.process: RemoteProcess | None = None
        self.why = "The sandbox host did not answer."


class RemoteProcess:
    """A process that the host forked for this gateway."""

    def __init__(self, pid: int, line: HostLine) -> None:
        self.pid = pid
        self._line = line
        self._over = threading.Event()
        self._status: int | None = None

    def kill(self) -> None:
        """Kill it and everything it started."""
        self._line.say(kill=self.pid)

    def wait(self, timeout: float | None = None) -> int | None:
        """Its exit status, negative for a signal; None when it still runs after `timeout` seconds."""
        self._over.wait(timeout)
        return self._status

    def end(self, status: int) -> None:
        """It is over."""
        self._status = status
        self._over.set()
