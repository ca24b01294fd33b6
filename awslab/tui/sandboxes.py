"""The sandbox host of one run of the program, and the labs that are open in it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from awslab.errors import SandboxError
from awslab.tui.lab_bench import LabBench

if TYPE_CHECKING:
    from awslab.content.library import LabEntry
    from awslab.content.model import Lab
    from awslab.sandbox.process import Sandbox, SandboxHost
    from awslab.tui.study import Study


class Sandboxes:
    """One host for all labs; started when it is first needed, or before. Safe to use from several threads."""

    def __init__(self, start_host: Callable[[], SandboxHost]) -> None:
        self._start_host = start_host
        self._host: SandboxHost | None = None
        self._benches: dict[str, LabBench] = {}
        self._lock = threading.Lock()
        self._is_closed = False

    def start(self) -> SandboxHost:
        """Return the host; start it unless it runs. Raises SandboxError."""
        with self._lock:
            if self._is_closed:
                raise SandboxError("awslab is closing.")
            if self._host is None:
                self._host = self._start_host()
            return self._host

    def open(self, *, enforce_iam: bool = False) -> Sandbox:
        """Return a fresh sandbox; from a new host when the old one has stopped. Raises SandboxError."""
        host = self.start()
        try:
            return host.open(enforce_iam=enforce_iam)
        except SandboxError:
            self._drop(host)
            return self.start().open(enforce_iam=enforce_iam)

    def bench(self, study: Study, lab: Lab, entry: LabEntry) -> LabBench:
        """Return the bench of a lab; make it at the first call. Raises UsageError for an unwritable workspace."""
        if lab.id not in self._benches:
            self._benches[lab.id] = LabBench(study, lab, entry, partial(self.open, enforce_iam=lab.enforce_iam))
        return self._benches[lab.id]

    def close(self) -> None:
        """Stop the host and everything in it."""
        with self._lock:
            self._is_closed = True
            host, self._host = self._host, None
        if host is not None:
            host.close()

    def _drop(self, host: SandboxHost) -> None:
        with self._lock:
            if self._host is host:
                self._host = None
        host.close()
