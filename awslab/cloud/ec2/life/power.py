"""The states of an EC2 instance, worked out from when it was started, stopped or terminated (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html

On AWS each change takes from seconds to minutes, and the first status checks some minutes more; here they take these
seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

PENDING = 0.5
STOPPING = 0.5
SHUTTING_DOWN = 0.5
INITIALIZING = 1.0
"""How long the first status checks take once an instance runs."""
CODES = {"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html"""

_STATES = {
    "on": ("pending", PENDING, "running"),
    "off": ("stopping", STOPPING, "stopped"),
    "gone": ("shutting-down", SHUTTING_DOWN, "terminated"),
}


@dataclass(frozen=True, slots=True)
class Power:
    """The last order to an instance: to run, to stop or to be terminated, and when it was given."""

    target: Literal["on", "off", "gone"]
    since: float
    """Seconds of the epoch."""

    @property
    def settles(self) -> float:
        """The time at which the order has been carried out, in seconds of the epoch."""
        return self.since + _STATES[self.target][1]

    def state(self, now: float) -> str:
        """Return EC2's name of the state at a time."""
        passing, _, lasting = _STATES[self.target]
        return lasting if now >= self.settles else passing

    def check(self, now: float) -> str:
        """Return the status of both checks at a time: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatusSummary.html"""
        if self.state(now) != "running":
            return "not-applicable"
        return "ok" if now >= self.settles + INITIALIZING else "initializing"


def utc(seconds: float) -> datetime:
    """Return a time as moto's serialisers take it: UTC without a time zone."""
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
