"""An examiner at work, as the host sees it."""

from __future__ import annotations

import json
import socket
from functools import partial
from typing import TYPE_CHECKING

from awslab.sandbox.child.channel import LineReader
from awslab.sandbox.child.children import Child, Parent
from awslab.sandbox.child.forks import fork, kill_group
from awslab.sandbox.protocol import Examine, Examined, Failed, Judged

if TYPE_CHECKING:
    from awslab.sandbox.child.gateway_child import GatewayChild


class Examination(Child):
    """An examiner at work."""

    def __init__(self, host: Parent, pid: int, command: Examine, control: socket.socket) -> None:
        super().__init__(host, pid, command.sandbox, command.request)
        self._number = command.request
        self._control = control
        self._reader = LineReader(control.fileno())
        self._result: Examined | Failed | None = None
        self._stop_reason = ""
        host.watch(control.fileno(), self._hear)

    @classmethod
    def start(cls, host: Parent, command: Examine, gateway: GatewayChild) -> Examination:
        """Fork an examiner for a gateway."""
        from awslab.cloud.gateway.gateway import TRAIL_PATH
        from awslab.sandbox.child.examiner import examine

        own_end, childs_end = socket.socketpair()
        work = partial(
            examine,
            command,
            childs_end,
            endpoint=gateway.endpoint,
            region=gateway.region,
            key=gateway.examiner,
            trail=TRAIL_PATH,
        )
        pid = fork(work, keep=(childs_end.fileno(),))
        childs_end.close()
        return cls(host, pid, command, own_end)

    def stop(self, reason: str) -> None:
        """End it."""
        self._stop_reason = self._stop_reason or reason
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
        problem = self._stop_reason or f"The examiner stopped unexpectedly (status {status})."
        self.host.tell(
            self._result or Failed(self._number, problem, "" if self._stop_reason else "See the sandbox's log.")
        )
