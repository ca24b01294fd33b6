"""Lifecycle hooks: what an instance waits for before it goes into service, or before it is terminated (pure).

https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from awslab.cloud.ports.clock import FASTER

LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING"
CONTINUE = "CONTINUE"
ABANDON = "ABANDON"
_LONGEST = 172_800
"""Seconds: 48 hours, or a hundred times the timeout, whichever is less."""


@dataclass(slots=True)
class Wait:
    """A hook that an instance waits for. Its timeout passes 60 times faster than on AWS: an hour is a minute."""

    hook: str
    timeout: float
    """Seconds, as the hook says."""
    default: str
    began: float
    """Seconds since 1970, as all times here."""
    token: str
    heartbeat: float = 0.0
    """When the timeout was last started again."""
    result: str = ""
    """`CONTINUE` or `ABANDON`; empty while it goes on."""
    has_timed_out: bool = False

    @property
    def due(self) -> float:
        """The time at which it ends by itself."""
        longest = self.began + min(_LONGEST, 100 * self.timeout) / FASTER
        return min(longest, max(self.began, self.heartbeat) + self.timeout / FASTER)

    def pass_time(self, now: float) -> None:
        """Take the default result when nobody has completed it in time."""
        if not self.result and now >= self.due:
            self.result, self.has_timed_out = self.default, True

    def abandoned_because(self) -> str:
        """Return the status message of a launch that is given up; the words are in public reports."""
        why = "Heartbeat Timeout" if self.has_timed_out else "Lifecycle Action Completed with ABANDON Result"
        return (
            "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token "
            f"{self.token} was abandoned: {why}"
        )


def outcome(waits: Iterable[Wait]) -> str:
    """Return `ABANDON` as soon as one was abandoned, `CONTINUE` when all were completed, else an empty text."""
    results = [wait.result for wait in waits]
    if ABANDON in results:
        return ABANDON
    return CONTINUE if all(results) else ""


def open_due(waits: Iterable[Wait]) -> list[float]:
    """Return when the hooks that are still waited for end by themselves."""
    return [wait.due for wait in waits if not wait.result]
