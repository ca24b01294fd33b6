"""Noticing that the terminal is gone: a closed window must not leave a program behind that nobody can see."""

from __future__ import annotations

import select

INTERVAL = 2.0
"""Seconds between two looks."""


def is_hung_up(descriptor: int) -> bool:
    """Whether the other end of a terminal has been closed (POLLHUP), or the descriptor is closed itself."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return any(event & (select.POLLHUP | select.POLLNVAL | select.POLLERR) for _, event in poll.poll(0))
