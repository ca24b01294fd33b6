"""What the host forks: gateways, programs, examinations and functions. Each knows how it is heard and how it ends."""

from __future__ import annotations

import codecs
import json
import os
import signal
import socket
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from awslab.sandbox.child.channel import LineReader, Outbox
from awslab.sandbox.child.forks import fork, kill_group
from awslab.sandbox.protocol import (
    Closed,
    Ended,
    Examine,
    Examined,
    Failed,
    Judged,
    Opened,
    OpenSandbox,
    Output,
    RunScript,
    Trailed,
    TrailEntry,
)

if TYPE_CHECKING:
    from awslab.sandbox.child.extension import Credentials
    from awslab.sandbox.child.host import Host

_CHUNK = 65536


class Child:
    """A forked process that the host looks after."""

    deadline: float | None = None
    """When it must be over, on the monotonic clock; None for whenever."""

    def __init__(self, host: Host, pid: int, sandbox: int, request: int | None = None) -> None:
        self.host = host
        self.pid = pid
        self.sandbox = sandbox
        self.request = request
        host.adopt(self)

    def stop(self, reason: str) -> None:
        """End it and everything it started; `reason` is a sentence."""
        kill_group(self.pid)

    def out_of_time(self) -> None:
        """Its deadline has come."""

    def ended(self, status: int) -> None:
        """It is over: exit status, or a negative signal."""


class GatewayChild(Child):
    """A gateway: tells the trail, asks for functions' processes."""

    def __init__(
        self, host: Host, pid: int, command: OpenSandbox, sandbox: int, control: socket.socket, opened: Opened
    ) -> None:
        super().__init__(host, pid, sandbox, command.request)
        self.endpoint = opened.endpoint
        self.region = command.region
        self.examiner: Credentials
        self._control = control
        self._reader = LineReader(control.fileno())
        # selectors watch a descriptor once, so what is written goes through a copy of it
        self._writer = os.dup(control.fileno())
        self._outbox = Outbox(self._writer, host.selector, self._flush)
        self._opened: Opened | None = opened
        self._reason = ""
        host.watch(control.fileno(), self.hear)

    @classmethod
    def start(cls, host: Host, command: OpenSandbox, sandbox: int, listener: socket.socket) -> GatewayChild:
        """Fork a gateway that serves `listener`; the parent hears of it when it is ready."""
        from awslab.sandbox.child.gateway import GatewaySettings, serve
        from awslab.sandbox.child.keys import new_credentials

        folder = host.folders.make(sandbox)
        session, examiner = new_credentials(), new_credentials()
        settings = GatewaySettings(command.region, session, examiner, str(folder / "state"))
        mine, theirs = socket.socketpair()

        def main() -> int:
            serve(listener, theirs, settings)
            return 0

        pid = fork(main, keep=(listener.fileno(), theirs.fileno()))
        port = listener.getsockname()[1]
        theirs.close()
        listener.close()
        opened = Opened(
            request=command.request,
            sandbox=sandbox,
            endpoint=f"http://127.0.0.1:{port}",
            region=command.region,
            access_key_id=session.access_key_id,
            secret_access_key=session.secret_access_key,
            home=str(folder / "home"),
            pid=pid,
        )
        child = cls(host, pid, command, sandbox, mine, opened)
        child.examiner = examiner
        return child

    def hear(self) -> None:
        """Take in what it has said."""
        for line in self._reader.lines():
            self._take(json.loads(line))
        if self._reader.ended:
            self.host.unwatch(self._control.fileno())

    def _take(self, message: dict[str, Any]) -> None:
        if "trail" in message:
            self.host.tell(Trailed(self.sandbox, TrailEntry(**message["trail"])))
        elif "launch" in message:
            self._launch(message["launch"], message["spec"])
        elif "kill" in message:
            child = self.host.child(message["kill"])
            if isinstance(child, Function) and child.sandbox == self.sandbox:
                child.stop("")
        elif "ready" in message and self._opened is not None:
            self.host.tell(self._opened)
            self._opened = None

    def _launch(self, number: int, spec: dict[str, Any]) -> None:
        try:
            pid = self.host.launch(self, spec)
        except (OSError, RuntimeError) as error:
            self.say(launched=number, why=str(error))
        else:
            self.say(launched=number, pid=pid)

    def say(self, **message: Any) -> None:
        """Tell it something."""
        self._outbox.put(json.dumps(message).encode() + b"\n")

    def _flush(self) -> None:
        self._outbox.flush()

    def ended(self, status: int) -> None:
        """A gateway that ends unasked takes its sandbox with it."""
        self.hear()
        if self._opened is not None:
            self.host.tell(Failed(self._opened.request, "The sandbox could not start.", "See its log."))
        self.host.end_sandbox(self.sandbox, f"The sandbox stopped unexpectedly (status {status}).")
        self.host.unwatch(self._control.fileno())
        self._outbox.close()
        self._control.close()
        os.close(self._writer)
        self.host.folders.remove(self.sandbox)
        self.host.tell(Closed(self.sandbox, self._reason))

    def stop(self, reason: str) -> None:
        """End it; the parent hears of it when it is gone."""
        self._reason = reason
        kill_group(self.pid)


class Program(Child):
    """A learner's program: what it prints is passed on, and counted."""

    def __init__(self, host: Host, pid: int, command: RunScript, output: int) -> None:
        super().__init__(host, pid, command.sandbox, command.request)
        self._number = command.request
        self._limits = command.limits
        self._output = output
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._left = command.limits.output
        self._stopped = ""
        self._begun = time.monotonic()
        self._is_muted = False
        self.deadline = self._begun + command.limits.wall
        os.set_blocking(output, False)
        host.watch(output, self._hear)

    @classmethod
    def start(cls, host: Host, command: RunScript) -> Program:
        """Fork a program."""
        from awslab.sandbox.child.script import run

        readable, writable = os.pipe()
        pid = fork(lambda: run(command, writable, host.home), keep=(writable,))
        os.close(writable)
        return cls(host, pid, command, readable)

    def mute(self) -> bool:
        """Listen no more for now; False when that was so already."""
        if self._is_muted:
            return False
        self.host.unwatch(self._output)
        self._is_muted = True
        return True

    def unmute(self) -> None:
        """Listen again."""
        self._is_muted = False
        if self.host.child(self.pid) is self:
            self.host.watch(self._output, self._hear)

    def stop(self, reason: str) -> None:
        """End it; the first reason is the one that is told."""
        self._stopped = self._stopped or reason
        self.deadline = None
        kill_group(self.pid)

    def out_of_time(self) -> None:
        """The wall time is over."""
        self.stop(f"It was stopped after {self._limits.wall:g} seconds.")

    def _hear(self) -> None:
        try:
            chunk = os.read(self._output, _CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            self.host.unwatch(self._output)
            return
        self._pass_on(chunk)

    def _pass_on(self, chunk: bytes) -> None:
        if self._left <= 0:
            return
        self._say(self._decoder.decode(chunk[: self._left]))
        self._left -= len(chunk)
        if self._left <= 0:
            self.stop(f"It was stopped because it printed more than {self._limits.output / 1048576:g} MB.")

    def _say(self, text: str) -> None:
        if text:
            self.host.tell(Output(self._number, text))

    def ended(self, status: int) -> None:
        """Tell how, after everything that it has printed."""
        self.host.unwatch(self._output)
        while True:
            try:
                chunk = os.read(self._output, _CHUNK)
            except BlockingIOError:
                break
            if not chunk:
                break
            self._pass_on(chunk)
        os.close(self._output)
        self._say(self._decoder.decode(b"", final=True))
        if status == -signal.SIGXCPU and not self._stopped:
            self._stopped = f"It was stopped after {self._limits.cpu} seconds of computing."
        seconds = round(time.monotonic() - self._begun, 3)
        self.host.tell(Ended(self._number, None if self._stopped else status, seconds, self._stopped))


class Examination(Child):
    """An examiner at work."""

    def __init__(self, host: Host, pid: int, command: Examine, control: socket.socket) -> None:
        super().__init__(host, pid, command.sandbox, command.request)
        self._number = command.request
        self._control = control
        self._reader = LineReader(control.fileno())
        self._result: Examined | Failed | None = None
        self._stopped = ""
        host.watch(control.fileno(), self._hear)

    @classmethod
    def start(cls, host: Host, command: Examine, gateway: GatewayChild) -> Examination:
        """Fork an examiner for a gateway."""
        from awslab.sandbox.child.examiner import examine
        from awslab.sandbox.child.gateway import TRAIL_PATH

        mine, theirs = socket.socketpair()
        work = partial(
            examine,
            command,
            theirs,
            endpoint=gateway.endpoint,
            region=gateway.region,
            key=gateway.examiner,
            trail=TRAIL_PATH,
        )
        pid = fork(work, keep=(theirs.fileno(),))
        theirs.close()
        return cls(host, pid, command, mine)

    def stop(self, reason: str) -> None:
        """End it."""
        self._stopped = self._stopped or reason
        kill_group(self.pid)

    def _hear(self) -> None:
        for line in self._reader.lines():
            message = json.loads(line)
            if "verdict" in message:
                self.host.tell(Judged(self._number, message["verdict"]))
            elif "failed" in message:
                self._result = Failed(self._number, message["failed"], "")
            else:
                self._result = Examined(self._number, message["values"])
        if self._reader.ended:
            self.host.unwatch(self._control.fileno())

    def ended(self, status: int) -> None:
        """Tell the result, or that there is none."""
        self._hear()
        self.host.unwatch(self._control.fileno())
        self._control.close()
        lost = self._stopped or f"The examiner stopped unexpectedly (status {status})."
        self.host.tell(self._result or Failed(self._number, lost, "" if self._stopped else "See the sandbox's log."))


class Function(Child):
    """An execution environment of a function, asked for by a gateway."""

    def __init__(self, host: Host, pid: int, gateway: GatewayChild) -> None:
        super().__init__(host, pid, gateway.sandbox)
        self._gateway = gateway

    @classmethod
    def start(cls, host: Host, gateway: GatewayChild, spec: dict[str, Any]) -> Function:
        """Fork an execution environment."""
        from awslab.sandbox.child.extension import EnvironmentSpec
        from awslab.sandbox.child.function import serve_function

        made = EnvironmentSpec(**spec)
        return cls(host, fork(lambda: serve_function(made, host.home), keep=()), gateway)

    def ended(self, status: int) -> None:
        """The gateway wants to know."""
        if self.host.gateway(self.sandbox) is self._gateway:
            self._gateway.say(exited=self.pid, status=status)
