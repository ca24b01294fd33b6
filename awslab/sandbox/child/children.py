"""What the host forks, in general. Each kind of child knows how it is started, how it is heard, and how it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.sandbox.child.forks import kill_group

if TYPE_CHECKING:
    from awslab.sandbox.child.host import Host


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
