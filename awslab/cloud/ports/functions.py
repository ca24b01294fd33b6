"""Running Lambda functions, for every service that calls one: the port, and what may come of a run.

S3's notifications, topics, rules, APIs and load balancers all go through `context.functions`; the Lambda room serves
it. None of them imports that room.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from awslab.cloud.iam.policies.service_permissions import permits

log = logging.getLogger(__name__)

Event = tuple[int, str]
"""An event of a function's log: milliseconds since 1970, text without its line end."""
Statement = Mapping[str, object]
"""One statement of a resource-based policy."""


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


class FunctionRuntime(Protocol):
    """Whoever runs functions: the Lambda room."""

    @property
    def account_id(self) -> str:
        """The account of its functions."""

    def run(self, region: str, name: str, payload: str) -> Outcome:
        """Run a function to its end. Raises NotRunnableError."""

    def run_later(self, region: str, name: str, payload: str) -> None:
        """Put an event into Lambda's queue of asynchronous invocations; it retries, and drops what cannot run."""

    def policy_statements(self, arn: str) -> Sequence[Statement] | None:
        """Return the statements of the policy of the function that an ARN names; None when there is no such
        function."""


class Functions:
    """Lambda functions for those who have one run without a call to its API; they ask its policy themselves.

    Before the Lambda room serves the port no function can exist, and it answers accordingly.
    """

    def __init__(self) -> None:
        self._runtime: FunctionRuntime | None = None

    def serve(self, runtime: FunctionRuntime) -> None:
        """Let a runtime answer from now on."""
        self._runtime = runtime

    def run(self, region: str, name: str, payload: str) -> Outcome:
        """Run a function (its name or ARN, either with a qualifier) to its end; the payload and the result are JSON.

        Raises NotRunnableError, with the API's error, for what is not there, is throttled or cannot run here.
        """
        if self._runtime is None:
            raise NotRunnableError("ResourceNotFoundException", f"Function not found: {name}", 404)
        return self._runtime.run(region, name, payload)

    def run_later(self, region: str, arn: str, payload: str) -> None:
        """Invoke a function asynchronously, as Lambda's event queue does; what cannot run is dropped after its
        retries."""
        if self._runtime is None:
            log.warning("event dropped: there is no function %s", arn)
            return
        self._runtime.run_later(region, arn, payload)

    def policy_statements(self, arn: str) -> Sequence[Statement] | None:
        """Return the statements of a function's resource-based policy (ARN with or without a qualifier); None when
        there is no such function."""
        return None if self._runtime is None else self._runtime.policy_statements(arn)

    def admits(self, arn: str, *, service: str, source_arn: str) -> bool:
        """Say whether a function is there and its policy lets a service (`s3.amazonaws.com`) invoke it for a source
        of the same account."""
        statements = self.policy_statements(arn)
        if self._runtime is None or statements is None:
            return False
        account = self._runtime.account_id
        return permits(statements, service=service, resource=arn, source_arn=source_arn, source_account=account)

    def push(self, arn: str, payload: str, *, service: str, source_arn: str) -> None:
        """Invoke a function asynchronously for a service, when its policy lets that service do so for the source;
        otherwise the event is dropped, and the sandbox's log says so."""
        if self.admits(arn, service=service, source_arn=source_arn):
            self.run_later(arn.split(":")[3], arn, payload)
        else:
            log.warning("%s may not invoke %s for %s: it was not invoked", service, arn, source_arn)
