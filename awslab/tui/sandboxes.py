"""The sandboxes of one run of the program. (The lab screen comes with the next commit.)"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awslab.sandbox.process import SandboxHost


class Sandboxes:
    """One host for all labs."""

    def __init__(self, start_host: Callable[[], SandboxHost]) -> None:
        self._start_host = start_host

    def start(self) -> None:
        """Start the host."""

    def close(self) -> None:
        """Stop the host and everything in it."""
