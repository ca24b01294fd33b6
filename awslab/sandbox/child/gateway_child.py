"""A gateway and its functions, as the host sees them."""

from __future__ import annotations

import json
import os
import socket
from typing import TYPE_CHECKING, Any

from awslab.sandbox.child.channel import LineReader, Outbox
from awslab.sandbox.child.children import Child, Parent
from awslab.sandbox.child.forks import fork, kill_group
from awslab.sandbox.protocol import Closed, Failed, Opened, OpenSandbox, Trailed, TrailEntry

if TYPE_CHECKING:
    from awslab.cloud.ports.credentials import Credentials


class GatewayChild(Child):
    """A gateway: tells the trail, asks for functions' processes."""

    def __init__(
        self, host: Parent, pid: int, command: OpenSandbox, sandbox: int, control: socket.socket, greeting: Opened
    ) -> None:
        super().__init__(host, pid, sandbox, command.request)
        self.endpoint = greeting.endpoint
        self.region = command.region
        self.examiner: Credentials
        self._control = control
        self._reader = LineReader(control.fileno())
        # selectors watch a descriptor once, so what is written goes through a copy of it
        self._writer = os.dup(control.fileno())
        self._outbox = Outbox(self._writer, host.selector, self._flush)
        self._greeting: Opened | None = greeting
        self._reason = ""
        self.is_open = True
        """Whether nobody has ended the sandbox yet."""
        host.watch(control.fileno(), self.hear)

    @classmethod
    def start(cls, host: Parent, command: OpenSandbox, sandbox: int, listener: socket.socket) -> GatewayChild:
        """Fork a gateway that serves `listener`; the parent hears of it when it is ready."""
        from awslab.cloud.gateway.gateway import GatewaySettings
        from awslab.cloud.gateway.keys import new_credentials
        from awslab.sandbox.child.gateway_process import serve

        folder = host.folders.make(sandbox)
        session, examiner = new_credentials(), new_credentials()
        settings = GatewaySettings(command.region, session, examiner, str(folder / "state"), command.enforce_iam)
        own_end, childs_end = socket.socketpair()

        def main() -> int:
            serve(listener, childs_end, settings)
            return 0

        pid = fork(main, keep=(listener.fileno(), childs_end.fileno()))
        port = listener.getsockname()[1]
        childs_end.close()
        listener.close()
        greeting = Opened(
            request=command.request,
            sandbox=sandbox,
            endpoint=f"http://127.0.0.1:{port}",
            region=command.region,
            access_key_id=session.access_key_id,
            secret_access_key=session.secret_access_key,
            home=str(folder / "home"),
            pid=pid,
        )
        child = cls(host, pid, command, sandbox, own_end, greeting)
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
        elif "ready" in message and self._greeting is not None:
            self.host.tell(self._greeting)
            self._greeting = None

    def _launch(self, number: int, spec: dict[str, Any]) -> None:
        try:
            pid = Function.start(self.host, self, spec).pid
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
        if self._greeting is not None:
            self.host.tell(Failed(self._greeting.request, "The sandbox could not start.", "See its log."))
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
        self.is_open = False
        kill_group(self.pid)


class Function(Child):
    """An execution environment of a function, asked for by a gateway."""

    def __init__(self, host: Parent, pid: int, gateway: GatewayChild) -> None:
        super().__init__(host, pid, gateway.sandbox)
        self._gateway = gateway

    @classmethod
    def start(cls, host: Parent, gateway: GatewayChild, spec: dict[str, Any]) -> Function:
        """Fork an execution environment."""
        from awslab.cloud.ports.processes import EnvironmentSpec
        from awslab.sandbox.child.function import serve_function

        environment = EnvironmentSpec(**spec)
        return cls(host, fork(lambda: serve_function(environment, host.home), keep=()), gateway)

    def ended(self, status: int) -> None:
        """The gateway wants to know."""
        if self._gateway.is_open:
            self._gateway.say(exited=self.pid, status=status)
