"""boto3's waiters look more often: what takes minutes on AWS takes a second here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PAUSE = 0.25
"""Seconds between two looks. A waiter gives up after the time that it would on AWS; who sets a delay keeps it."""


def look_often() -> None:
    """Shorten the waits of every waiter in this process and its forks: learners' programs, functions and checks."""
    from botocore.waiter import SingleWaiterConfig

    begin: Callable[..., None] = SingleWaiterConfig.__init__

    def begin_shortened(self: Any, single_waiter_config: Any) -> None:
        begin(self, single_waiter_config)
        if self.delay > PAUSE:
            self.max_attempts = round(self.max_attempts * self.delay / PAUSE)
            self.delay = PAUSE

    SingleWaiterConfig.__init__ = begin_shortened
