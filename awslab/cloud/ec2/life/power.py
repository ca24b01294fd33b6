"""The states of an EC2 instance, worked out from when it was started, stopped or terminated (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html

On AWS each change takes from seconds to minutes, and the first status checks some minutes more; here they take these
seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PENDING = 0.5
STOPPING = 0.5
SHUTTING_DOWN = 0.5
INITIALIZING = 1.0
"""Status checks, once it runs."""
CODES = {"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html"""

_STATES = {
    "on": ("pending", PENDING, "running"),
    "off": ("stopping", STOPPING, "stopped"),
    "gone": ("shutting-down", SHUTTING_DOWN, "terminated"),
}


@dataclass(frozen=True, slots=True)
class Power:
    """What was asked of an instance last, and when, in seconds of the epoch."""

    wanted: Literal["on", "off", "gone"]
    since: float

    @property
    def settles(self) -> float:
        """When it is as it was wanted."""
        return self.since + _STATES[self.wanted][1]

    def state(self, now: float) -> str:
        """EC2's name of the state at a time."""
        passing, _, lasting = _STATES[self.wanted]
        return lasting if now >= self.settles else passing

    def check(self, now: float) -> str:
        """The status of both checks: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatusSummary.html"""
        if self.state(now) != "running":
            return "not-applicable"
        return "ok" if now >= self.settles + INITIALIZING else "initializing"
