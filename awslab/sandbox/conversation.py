"""What the parent hears from the host: answers to what it asked, and news of its sandboxes."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from awslab.errors import SandboxError
from awslab.sandbox.protocol import Closed, Ended, Examined, Failed, Heard, Opened, Trailed, TrailEntry, Vetted

TRAIL_KEEPS = 10_000
"""Calls that are remembered; older ones are forgotten first."""
LAST = (Opened, Ended, Examined, Vetted, Heard, Failed)
"""The events that end a conversation."""

log = logging.getLogger(__name__)


class Conversation:
    """One request, and what the host says about it."""

    def __init__(self, number: int, on_part: Callable[[Any], None]) -> None:
        self.number = number
        self._on_part = on_part
        self._over = threading.Event()
        self._last: Any = None
        self._error: SandboxError | None = None

    def hear(self, event: Any) -> None:
        """Take in an event; on the reading thread."""
        if isinstance(event, Failed):
            self.break_off(SandboxError(event.message, event.hint))
        elif isinstance(event, LAST):
            self._last = event
            self._over.set()
        else:
            _call_back(self._on_part, event)

    def break_off(self, error: SandboxError) -> None:
        """Nothing more will be said."""
        self._error = error
        self._over.set()

    def wait(self, timeout: float | None = None) -> Any:
        """The last event. Raises SandboxError when it failed, or when `timeout` seconds were not enough."""
        if not self._over.wait(timeout):
            raise SandboxError(f"The sandbox did not answer within {timeout:.0f} seconds.", "Try again.")
        if self._error is not None:
            raise self._error
        return self._last


class SandboxNews:
    """What the host tells about one sandbox without being asked: its trail, and its end."""

    def __init__(self) -> None:
        self._entries: deque[TrailEntry] = deque(maxlen=TRAIL_KEEPS)
        self._subscribers: list[Callable[[TrailEntry], None]] = []
        self._lock = threading.Lock()
        self.gone = threading.Event()

    def hear(self, event: Trailed | Closed) -> None:
        """Take in an event; on the reading thread."""
        if isinstance(event, Closed):
            self.gone.set()
            return
        with self._lock:
            self._entries.append(event.entry)
            subscribers = tuple(self._subscribers)
        for subscriber in subscribers:
            _call_back(subscriber, event.entry)

    def entries(self) -> list[TrailEntry]:
        """Oldest first."""
        with self._lock:
            return list(self._entries)

    def subscribe(self, callback: Callable[[TrailEntry], None]) -> None:
        """Call back for every entry from now on."""
        with self._lock:
            self._subscribers.append(callback)


def _call_back(callback: Callable[[Any], None], value: Any) -> None:
    try:
        callback(value)
    except Exception:  # the reading thread serves everyone: one caller's mistake must not end it
        log.exception("a callback failed")
