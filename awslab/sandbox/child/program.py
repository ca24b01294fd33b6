"""A learner's program, as the host sees it: what it prints is passed on, its limits are kept."""

from __future__ import annotations

import codecs
import os
import signal
import time

from awslab.sandbox.child.children import Child, Parent
from awslab.sandbox.child.forks import fork, kill_group
from awslab.sandbox.protocol import MIB, Ended, Output, RunScript

_CHUNK = 65536


class Program(Child):
    """A learner's program: what it prints is passed on, and counted."""

    def __init__(self, host: Parent, pid: int, command: RunScript, output: int) -> None:
        super().__init__(host, pid, command.sandbox, command.request)
        self._number = command.request
        self._limits = command.limits
        self._output = output
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._bytes_left = command.limits.output
        self._stop_reason = ""
        self._start_time = time.monotonic()
        self._is_muted = False
        self.deadline = self._start_time + command.limits.wall
        os.set_blocking(output, False)
        host.watch(output, self._hear)

    @classmethod
    def start(cls, host: Parent, command: RunScript) -> Program:
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
        self._stop_reason = self._stop_reason or reason
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
        if self._bytes_left <= 0:
            return
        self._say(self._decoder.decode(chunk[: self._bytes_left]))
        self._bytes_left -= len(chunk)
        if self._bytes_left <= 0:
            self.stop(f"It was stopped because it printed more than {self._limits.output / MIB:g} MB.")

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
        if status == -signal.SIGXCPU and not self._stop_reason:
            self._stop_reason = f"It was stopped after {self._limits.cpu} seconds of computing."
        seconds = round(time.monotonic() - self._start_time, 3)
        self.host.tell(Ended(self._number, None if self._stop_reason else status, seconds, self._stop_reason))
