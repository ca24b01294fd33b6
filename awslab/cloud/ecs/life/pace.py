"""How long each state lasts, in seconds, and which one a task is in (pure).

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html

On AWS a Fargate task needs about half a minute to run, and as long to stop; here it is about a second. ACTIVATING is
part of PENDING here, and DEACTIVATING part of STOPPING.
"""

from __future__ import annotations

from dataclasses import dataclass

PROVISIONING = 0.4
"""For a network interface; tasks without one of their own skip it."""
PENDING = 0.6
"""To pull the image and start the containers."""
STOPPING = 0.3
"""Containers end."""
DEPROVISIONING = 0.3
"""The network interface goes; again only when the task has one."""


@dataclass(frozen=True, slots=True)
class Course:
    """When a task was asked to begin, and to stop (None: it was not), in seconds of the epoch."""

    began: float
    has_interface: bool
    stop: float | None = None

    @property
    def placed(self) -> float:
        """It is on its machine, and its image is being pulled."""
        return self.began + (PROVISIONING if self.has_interface else 0.0)

    @property
    def running(self) -> float:
        """Its containers run, unless it was asked to stop before."""
        return self.placed + PENDING

    @property
    def ended(self) -> float | None:
        """Its containers have ended."""
        return None if self.stop is None else self.stop + STOPPING

    @property
    def stopped(self) -> float | None:
        """All of it is over."""
        return None if self.ended is None else self.ended + (DEPROVISIONING if self.has_interface else 0.0)

    @property
    def ran(self) -> bool:
        """Whether it got to run at all, or will."""
        return self.stop is None or self.running <= self.stop

    def status(self, now: float) -> str:
        """AWS's name of its state at a time."""
        if self.stopped is not None and now >= self.stopped:
            return "STOPPED"
        if self.ended is not None and now >= self.ended:
            return "DEPROVISIONING"
        if self.ran and now >= self.running:
            return "RUNNING" if self.stop is None or now < self.stop else "STOPPING"
        return "PENDING" if now >= self.placed else "PROVISIONING"

    def next_change(self, now: float) -> float | None:
        """When the state changes next by itself."""
        times = (self.placed, self.running, self.ended, self.stopped)
        return min((at for at in times if at is not None and at > now), default=None)
