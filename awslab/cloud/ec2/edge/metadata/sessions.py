"""The sessions of IMDSv2: tokens that belong to one instance for a while.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable

LONGEST = 21600
"""Seconds: six hours."""


class Sessions:
    """The tokens that are valid."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._ends: dict[tuple[str, str], float] = {}

    def begin(self, instance_id: str, seconds: int) -> str:
        """Return a new token of an instance."""
        token = f"{secrets.token_urlsafe(40)}=="
        with self._lock:
            now = self._clock()
            self._ends = {key: end for key, end in self._ends.items() if end > now}
            self._ends[instance_id, token] = now + seconds
        return token

    def seconds_left(self, instance_id: str, token: str) -> int:
        """Return the whole seconds that a token is still valid, rounded up; 0 for any other token."""
        return max(0, -int(-(self._ends.get((instance_id, token), 0.0) - self._clock()) // 1))
