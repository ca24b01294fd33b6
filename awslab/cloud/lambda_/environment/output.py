"""What a function writes, cut into log events: a line each, or several lines that were marked as one (pure)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from awslab.cloud.ports.functions import Event

FRAME_START = "\x1e"
FRAME_END = "\x1f\n"
"""Around a record of several lines (a logged exception), which Lambda keeps in one event."""

LIMIT = 10_000_000
"""Bytes of one invocation that are kept."""


class Output:
    """Collects the bytes that a process writes and makes events of them."""

    def __init__(self) -> None:
        self._rest = b""
        self._events: list[Event] = []
        self._size = 0

    def feed(self, data: bytes, at: int) -> None:
        """Take bytes that arrived at a time (milliseconds since 1970); beyond the limit they are dropped."""
        accepted_data = data[: max(0, LIMIT - self._size)]
        self._size += len(data)
        self._rest += accepted_data
        self._cut(at)

    def take(self, at: int) -> list[Event]:
        """Return the events since the last time, an unfinished line included, and begin anew."""
        if self._rest:
            self._events.append((at, _text(self._rest.lstrip(FRAME_START.encode()))))
        if self._size > LIMIT:
            self._events.append((at, f"awslab: {self._size - LIMIT} more bytes of output were dropped."))
        events, self._events, self._rest, self._size = self._events, [], b"", 0
        return events

    def _cut(self, at: int) -> None:
        begin, position = FRAME_START.encode(), 0
        while True:
            framed = self._rest.startswith(begin, position)
            mark = FRAME_END.encode() if framed else b"\n"
            end = self._rest.find(mark, position)
            if end < 0:
                break
            self._events.append((at, _text(self._rest[position + framed : end])))
            position = end + len(mark)
        self._rest = self._rest[position:]


def _text(data: bytes) -> str:
    return data.decode(errors="replace").rstrip("\r")
