"""Runs functions for every service of the sandbox; the port is `context.functions`."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from awslab.cloud.lambda_.directory import FunctionDirectory
from awslab.cloud.lambda_.execution.engine import CompletedInvocation, Engine
from awslab.cloud.lambda_.execution.event_queue import EventQueue
from awslab.cloud.lambda_.execution.loops import current_trace
from awslab.cloud.lambda_.function import Invocation, Target
from awslab.cloud.ports.functions import Outcome, Statement


class LambdaRuntime:
    """The functions of one sandbox, run to their end or put into the queue of asynchronous invocations."""

    def __init__(self, directory: FunctionDirectory, engine: Engine, queue: EventQueue) -> None:
        self.account_id = directory.account_id
        self._directory = directory
        self._engine = engine
        self._queue = queue

    def policy_statements(self, arn: str) -> Sequence[Statement] | None:
        """Return the statements of the policy of the function that an ARN names; None for no function."""
        return self._directory.policy_statements(arn)

    def run(self, region: str, name: str, payload: str, trace: str = "") -> Outcome:
        """Run a function to its end. Raises NotRunnableError.

        `trace` is the trace header of the cause, where that is not the call that this thread answers.
        """
        target = self._directory.target(region, name)
        return self._engine.run(target, _caused_invocation(payload, trace)).outcome

    def run_later(self, region: str, name: str, payload: str, trace: str = "") -> None:
        """Put an event into the queue; `trace` as for `run`."""
        self.enqueue(lambda: self._directory.target(region, name), _caused_invocation(payload, trace))

    def invoke(self, target: Target, invocation: Invocation) -> CompletedInvocation:
        """Run an invocation to its end. Raises NotRunnableError."""
        return self._engine.run(target, invocation)

    def enqueue(self, find: Callable[[], Target], invocation: Invocation) -> None:
        """Put an invocation into the queue; `find` looks its target up anew at each attempt."""
        self._queue.put(find, invocation)

    def renew(self, region: str, name: str) -> None:
        """Give a function that was changed new environments, and end those of one that is gone."""
        self._engine.pool.retire(region, name)

    def close(self) -> None:
        """End the queue and every environment."""
        self._engine.close()
        self._queue.close()


def _caused_invocation(payload: str, trace: str) -> Invocation:
    return Invocation(str(uuid.uuid4()), payload, trace=trace or current_trace())
