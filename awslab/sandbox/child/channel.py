"""Lines over pipes and sockets that never block the host: what cannot be written yet waits its turn."""

from __future__ import annotations

import os
import selectors
from collections import deque
from collections.abc import Callable, Iterator

_CHUNK = 65536


class LineReader:
    """Whole lines out of what a non-blocking descriptor has to give."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.ended = False
        self._rest = b""
        os.set_blocking(descriptor, False)

    def lines(self) -> Iterator[bytes]:
        """The lines that have arrived; sets `ended` when no more will come."""
        while not self.ended:
            try:
                chunk = os.read(self.descriptor, _CHUNK)
            except BlockingIOError:
                return
            except OSError:
                chunk = b""
            self.ended = not chunk
            *whole, self._rest = (self._rest + chunk).split(b"\n")
            yield from whole


class Outbox:
    """What is to be written to a non-blocking descriptor."""

    def __init__(self, descriptor: int, selector: selectors.BaseSelector, on_writable: Callable[[], None]) -> None:
        self.descriptor = descriptor
        self.size = 0
        """Bytes that wait."""
        self._selector = selector
        self._on_writable = on_writable
        self._queue: deque[bytes] = deque()
        self._is_watched = False
        os.set_blocking(descriptor, False)

    def put(self, data: bytes) -> None:
        """Write now what can be written now."""
        self._queue.append(data)
        self.size += len(data)
        if not self._is_watched:
            self.flush()

    def flush(self) -> None:
        """Write until the other side is full; then watch for room."""
        while self._queue:
            data = self._queue[0]
            try:
                count = os.write(self.descriptor, data)
            except BlockingIOError:
                break
            except OSError:  # the reader is gone; the loop hears so from the descriptor it reads from
                self._queue.clear()
                self.size = 0
                break
            self.size -= count
            if count == len(data):
                self._queue.popleft()
            else:
                self._queue[0] = data[count:]
        self._watch(bool(self._queue))

    def close(self) -> None:
        """Forget what waits."""
        self._queue.clear()
        self._watch(False)

    def _watch(self, is_needed: bool) -> None:
        if is_needed and not self._is_watched:
            self._selector.register(self.descriptor, selectors.EVENT_WRITE, self._on_writable)
        elif not is_needed and self._is_watched:
            self._selector.unregister(self.descriptor)
        self._is_watched = is_needed
