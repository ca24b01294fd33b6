"""Running Lambda functions, for every service that calls one: the port, and what may come of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from awslab.cloud.lambda_.environment.output import Event


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back from an execution environment."""

    payload: str
    """The handler's result or AWS's error object, as JSON."""
    error_type: str = ""
    """Empty when the handler returned."""
    crashed: bool = False
    """The process ended or was ended: timeout, exit, out of memory, failed initialisation."""
    timed_out: bool = False
    duration: float = 0.0
    """Seconds in the handler."""
    init: float | None = None
    """Seconds of initialisation; None for a warm environment."""
    init_failed: bool = False
    memory: int = 0
    """Bytes at the peak that it took more than at its start."""
    init_events: tuple[Event, ...] = ()
    events: tuple[Event, ...] = ()
    """What the function wrote."""


class NotRunnableError(Exception):
    """An invocation that AWS (or awslab) refuses before anything runs; carries the API's error."""

    def __init__(self, code: str, message: str, status: int, reason: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.reason = reason
        """The `Reason` member of TooManyRequestsException."""


RunFunction = Callable[[str, str, str], Outcome]
"""`(region, name or ARN, payload as JSON)` → the outcome."""


class Functions:
    """Lambda functions for those who have one run without a call to its API: edges, which ask its policy themselves."""

    def __init__(self) -> None:
        self._run: RunFunction | None = None

    def serve(self, run: RunFunction) -> None:
        """The runtime is there."""
        self._run = run

    def run(self, region: str, name: str, payload: str) -> Outcome:
        """Run a function (its name or ARN, either with a qualifier) to its end; the payload and the result are JSON.

        Raises NotRunnableError, with the API's error, for what is not there, is throttled or cannot run here.
        """
        if self._run is None:
            raise NotRunnableError("ResourceNotFoundException", f"Function not found: {name}", 404)
        return self._run(region, name, payload)
