"""How the threaded gateway, which never forks, gets a process from the single-threaded host."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class EnvironmentSpec:
    """An execution environment: a confined process that serves invocations over a Unix socket. JSON-able."""

    name: str
    """The function's name, for logs."""
    socket: str
    """Path of a Unix socket on which the gateway is listening already; the new process connects to it first."""
    directory: str
    """The unpacked code; becomes the working directory."""
    environment: Mapping[str, str]
    """The whole environment of the process; nothing is inherited."""
    memory: int
    """MB that it may use beyond what it has when it starts."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What else the process must know (handler, runtime, layers, ...); JSON values."""


class LaunchedProcess(Protocol):
    """A process that the host forked for the gateway; in a process group of its own."""

    pid: int

    def kill(self) -> None:
        """Kill it and everything it started; does nothing when it is gone already."""

    def wait(self, timeout: float | None = None) -> int | None:
        """Its exit status, negative for a signal; None when it still runs after `timeout` seconds."""


class Launcher(Protocol):
    """How the threaded gateway, which never forks, gets a process from the single-threaded host."""

    def launch(self, spec: EnvironmentSpec) -> LaunchedProcess:
        """Fork a process that connects to `spec.socket`, confines itself (memory, loopback only, this environment)
        and calls `awslab.cloud.lambda_.environment.bootstrap.serve(spec, connection)`; it ends when that returns.

        Raises RuntimeError when the host cannot.
        """
