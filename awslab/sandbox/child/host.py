"""The sandbox host: one thread, one loop, which forks gateways, programs, examiners and functions, and ends them.

Only a process with a single thread forks safely, so nothing here may start one; and nothing here may block, for
everything waits behind it.

Linux and macOS fork. Where there is no fork (Windows), the children would have to be spawned; that is a later step.
"""

from __future__ import annotations

import gc
import logging
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from awslab.sandbox.child import preload
from awslab.sandbox.child.channel import LineReader, Outbox
from awslab.sandbox.child.children import Child
from awslab.sandbox.child.examination import Examination
from awslab.sandbox.child.folders import Folders
from awslab.sandbox.child.forks import kill_group, orphans
from awslab.sandbox.child.gateway_child import GatewayChild
from awslab.sandbox.child.program import Program
from awslab.sandbox.protocol import (
    VERSION,
    Cancel,
    CloseSandbox,
    Event,
    Examine,
    Failed,
    Heard,
    HearTrail,
    OpenSandbox,
    RunScript,
    Started,
    Vet,
    VetModels,
    Vetted,
    Warm,
    decode,
    encode,
)

log = logging.getLogger(__name__)

_CROWDED = 1024 * 1024
"""Bytes waiting for the parent above which programs are no longer listened to, until it has caught up."""


class Host:
    """The loop, and everything that it watches over."""

    def __init__(self, commands: int, events: int, services: Sequence[str], home: Path) -> None:
        self.selector: selectors.BaseSelector = selectors.DefaultSelector()
        self.home = home
        """The learner's own home folder, which nothing in here may read credentials from."""
        self.folders = Folders()
        self._commands = LineReader(commands)
        self._events = Outbox(events, self.selector, self._catch_up)
        self._children: dict[int, Child] = {}
        self._gateways: dict[int, GatewayChild] = {}
        self._next_sandbox = 1
        self._muted: list[Program] = []
        self._loading: Iterator[Callable[[], object]] | None = preload.steps(services)
        self._start_time = time.monotonic()
        self._postponed: list[Any] = []

    def live(self) -> None:
        """Serve the parent until it is gone."""
        self._watch_children()
        self.selector.register(self._commands.descriptor, selectors.EVENT_READ, self._obey)
        self.tell(Started(VERSION))
        try:
            while not self._commands.ended:
                for key, _ in self.selector.select(self._patience()):
                    # what was heard before may have ended what this one would be heard for
                    if self.selector.get_map().get(key.fd) == key:
                        key.data()
                self._load()
                self._keep_time()
        finally:
            self._end()

    def tell(self, event: Event) -> None:
        """Say something to the parent."""
        self.tell_line(encode(event))

    def tell_line(self, line: bytes) -> None:
        """Say something that is encoded already."""
        self._events.put(line)
        if self._events.size > _CROWDED:
            self._muted += [child for child in self._children.values() if isinstance(child, Program) and child.mute()]

    def watch(self, descriptor: int, on_readable: Callable[[], None]) -> None:
        """Call back whenever there is something to read."""
        self.selector.register(descriptor, selectors.EVENT_READ, on_readable)

    def unwatch(self, descriptor: int) -> None:
        """Call back no more."""
        if descriptor in self.selector.get_map():
            self.selector.unregister(descriptor)

    def adopt(self, child: Child) -> None:
        """Look after a forked child until it ends."""
        self._children[child.pid] = child

    def child(self, pid: int) -> Child | None:
        """The child of that process id, while it lives."""
        return self._children.get(pid)

    def end_sandbox(self, sandbox: int, reason: str) -> None:
        """End a gateway and everything that belongs to it; `reason` is empty when that was asked for."""
        gateway = self._gateways.pop(sandbox, None)
        if gateway is None:
            return
        for child in list(self._children.values()):
            if child.sandbox == sandbox and child is not gateway:
                child.stop(reason or "The sandbox was closed.")
        gateway.stop(reason)

    # --- the loop ---------------------------------------------------------------------------------------------------

    def _patience(self) -> float | None:
        if self._loading is not None:
            return 0
        ends = [child.deadline for child in self._children.values() if child.deadline is not None]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _load(self) -> None:
        if self._loading is None:
            return
        step = next(self._loading, None)
        if step is not None:
            step()
            return
        self._loading = None
        gc.freeze()
        self.tell(Warm(round(time.monotonic() - self._start_time, 3)))
        postponed, self._postponed = self._postponed, []
        for command in postponed:
            self._do(command)

    def _keep_time(self) -> None:
        now = time.monotonic()
        for child in list(self._children.values()):
            if child.deadline is not None and child.deadline <= now:
                child.out_of_time()

    def _catch_up(self) -> None:
        self._events.flush()
        if self._events.size < _CROWDED // 4:
            muted, self._muted = self._muted, []
            for program in muted:
                program.unmute()

    def _obey(self) -> None:
        for line in self._commands.lines():
            command = decode(line)
            if self._loading is not None and not isinstance(command, Cancel | CloseSandbox):
                self._postponed.append(command)
            else:
                self._do(command)

    def _do(self, command: Any) -> None:
        try:
            self._dispatch(command)
        except Exception as error:
            log.exception("%r failed", type(command).__name__)
            if hasattr(command, "request"):
                self.tell(Failed(command.request, f"The sandbox could not do that: {error}.", "See its log."))

    def _dispatch(self, command: Any) -> None:
        match command:
            case OpenSandbox():
                self._open(command)
            case CloseSandbox(sandbox=sandbox):
                self.end_sandbox(sandbox, "")
            case RunScript() | Examine():
                self._start(command)
            case Cancel(request=request):
                for child in list(self._children.values()):
                    if child.request == request:
                        child.stop("It was cancelled.")
            case HearTrail(request=request, sandbox=sandbox):
                self._hear_gateway(sandbox)
                self.tell(Heard(request))
            case Vet(request=request, calls=calls):
                from awslab.sandbox.child.vet import vet

                self.tell(Vetted(request, tuple(vet(calls))))
            case VetModels(request=request, claims=claims):
                from awslab.sandbox.child.service_models import vet_models

                self.tell(Vetted(request, tuple(vet_models(claims))))

    def _open(self, command: OpenSandbox) -> None:
        sandbox, self._next_sandbox = self._next_sandbox, self._next_sandbox + 1
        try:
            listener = socket.create_server(("127.0.0.1", command.port), backlog=128)
        except OSError as error:
            sentence = f"The sandbox cannot listen on port {command.port}: {os.strerror(error.errno or 0)}."
            self.tell(Failed(command.request, sentence, "Choose another port, or none for any free one."))
            return
        gateway = GatewayChild.start(self, command, sandbox, listener)
        self._gateways[sandbox] = gateway

    def _start(self, command: RunScript | Examine) -> None:
        gateway = self._gateways.get(command.sandbox)
        if gateway is None:
            self.tell(Failed(command.request, "The sandbox is closed.", "Open a new one."))
        elif isinstance(command, RunScript):
            Program.start(self, command)
        else:
            Examination.start(self, command, gateway)

    # --- children ---------------------------------------------------------------------------------------------------

    def _watch_children(self) -> None:
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self.watch(woken, partial(self._reap, woken))

    def _reap(self, woken: int) -> None:
        os.read(woken, 4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            child = self._children.pop(pid, None)
            if child is not None:
                kill_group(pid)
                self._hear_gateway(child.sandbox)
                child.ended(os.waitstatus_to_exitcode(status))
        for pid in orphans(self._children):
            kill_group(pid)

    def _hear_gateway(self, sandbox: int) -> None:
        """Calls that were answered stand in the trail before what follows is told: a gateway notes, then answers."""
        gateway = self._gateways.get(sandbox)
        if gateway is not None:
            gateway.hear()

    def _end(self) -> None:
        # the parent's end is heard twice, as a closed pipe and as a signal; once is enough
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for child in list(self._children.values()):
            kill_group(child.pid)
        self.folders.remove_all()
