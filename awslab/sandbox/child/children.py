"""What the host forks, in general. Each kind of child knows how it is started, how it is heard, and how it ends."""

from __future__ import annotations

import selectors
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from awslab.sandbox.child.folders import Folders
from awslab.sandbox.child.forks import kill_group
from awslab.sandbox.protocol import Event


class Parent(Protocol):
    """What children know of the host that forked them."""

    selector: selectors.BaseSelector
    """Watches the descriptors of the whole process."""
    folders: Folders
    """Where sandboxes keep what must be on disk."""
    home: Path
    """The learner's own home folder, which nothing in a sandbox may read credentials from."""

    def tell(self, event: Event) -> None:
        """Send an event to the process that started the host."""

    def watch(self, descriptor: int, on_readable: Callable[[], None]) -> None:
        """Call back whenever a descriptor has something to read."""

    def unwatch(self, descriptor: int) -> None:
        """Stop the calls back for a descriptor; does nothing for one that is not watched."""

    def adopt(self, child: Child) -> None:
        """Look after a forked child until it ends."""

    def child(self, pid: int) -> Child | None:
        """The child with that process id, while it lives."""

    def end_sandbox(self, sandbox: int, reason: str) -> None:
        """End a sandbox with all its processes; `reason` is a sentence, empty when the end was asked for."""


class Child:
    """A forked process that the host looks after."""

    deadline: float | None = None
    """When it must be over, in seconds of the monotonic clock; None for whenever."""

    def __init__(self, host: Parent, pid: int, sandbox: int, request: int | None = None) -> None:
        self.host = host
        self.pid = pid
        self.sandbox = sandbox
        self.request = request
        host.adopt(self)

    def stop(self, reason: str) -> None:
        """End the process and everything that it started; `reason` is a sentence."""
        kill_group(self.pid)

    def out_of_time(self) -> None:
        """React to the deadline, which has come."""

    def ended(self, status: int) -> None:
        """React to the end of the process; `status` is its exit status, or a negative signal."""
