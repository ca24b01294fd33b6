"""One thread that does something at a time that may be moved; it is started when there is something to wait for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from awslab.cloud.ports.clock import CLOCK

log = logging.getLogger(__name__)


class Alarm:
    """Calls `ring` at the time that was set last; `ring` may set the next one."""

    def __init__(self, name: str, ring: Callable[[], None], clock: Callable[[], float] = CLOCK.time) -> None:
        self._name = name
        self._ring = ring
        self._clock = clock
        self._condition = threading.Condition()
        self._due: float | None = None
        self._thread: threading.Thread | None = None

    def set(self, due: float | None) -> None:
        """Ring at this time of the clock instead of the one before; None: not at all."""
        with self._condition:
            self._due = due
            if due is None:
                return
            if self._thread is None:
                self._thread = threading.Thread(target=self._wait, name=self._name, daemon=True)
                self._thread.start()
            self._condition.notify()

    def _wait(self) -> None:
        while True:
            with self._condition:
                while self._due is None or self._due > self._clock():
                    self._condition.wait(None if self._due is None else max(0.0, self._due - self._clock()))
                self._due = None
            try:
                self._ring()
            except Exception:  # the thread goes on; the next call to the service brings things up to date
                log.exception("%s", self._name)
