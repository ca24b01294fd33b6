"""The one place on a request's way where a call that changes something is about to be answered.

A journal that records here can answer the same calls again, in the same order, with the same time and random numbers.
Today nobody records; the port keeps the place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from awslab.cloud.gateway.request import AwsRequest

_READING = re.compile(
    r"(BatchGet|Count|Decode|Describe|Detect|Estimate|Filter|Get|Head|List|Lookup|Query|Scan|Search|Select|Simulate|"
    r"Test|TransactGet|Validate|Verify)[A-Z]?"
)
_CHANGING = frozenset({"GetSessionToken", "GetFederationToken", "GetAuthorizationToken"})
"""Operations whose names begin like those that read, although they make something: credentials."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A call that is about to be answered."""

    request: AwsRequest
    time: datetime
    seed: int
    """64 random bits from which the call's own random numbers can be drawn."""


class Journal(Protocol):
    """Whoever writes down what changes the sandbox."""

    def record(self, turn: Turn) -> None:
        """Write a call down; the call is answered when this returns."""


class NoJournal:
    """Writes nothing."""

    def record(self, turn: Turn) -> None:
        """Forget the call."""


def changes_state(request: AwsRequest) -> bool:
    """Whether a call may change something in the sandbox, judged by its operation's name."""
    return request.operation in _CHANGING or _READING.match(request.operation) is None
