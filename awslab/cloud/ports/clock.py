"""The sandbox's clock: what every room asks for the time, so that there is one place where time could be moved.

Waits that AWS counts in minutes are shortened: `FASTER` says how much.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

FASTER = 60
"""Waits are this much shorter than AWS's: one minute is one second here, six hours are six minutes."""


class Clock:
    """The wall's time."""

    def time(self) -> float:
        """Seconds since 1970, as `time.time`."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds from an arbitrary moment that never go back, as `time.monotonic`; for measuring how long."""
        return time.monotonic()

    def now(self) -> datetime:
        """The present moment in UTC, with its time zone."""
        return datetime.fromtimestamp(self.time(), UTC)

    def naive(self) -> datetime:
        """The present moment in UTC without a time zone, which is how moto keeps times."""
        return self.now().replace(tzinfo=None)


CLOCK = Clock()
"""One per process; every gateway is a process of its own."""
