"""Where the results of asynchronous invocations go.

A destination gets a record of the invocation, a dead-letter queue the event itself; a function may have both. The
execution role's permissions for this are not looked at yet.
https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

from awslab.cloud.lambda_.directory import FunctionDirectory
from awslab.cloud.lambda_.execution.async_configs import AsyncConfigs
from awslab.cloud.lambda_.execution.async_records import letter_attributes, record
from awslab.cloud.lambda_.execution.event_queue import Ending, Patience
from awslab.cloud.lambda_.execution.loops import next_trace
from awslab.cloud.lambda_.function import Target
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.moto_messages import MotoMessages

log = logging.getLogger(__name__)

RunLater = Callable[[str, str, str, str], None]
"""`(region, function ARN, payload, trace)`."""


class AsyncResults:
    """Sends on what an asynchronous invocation came to."""

    def __init__(
        self,
        configs: AsyncConfigs,
        directory: FunctionDirectory,
        messages: MotoMessages,
        run_later: RunLater,
        clock: Callable[[], float] = CLOCK.time,
    ) -> None:
        self._configs = configs
        self._directory = directory
        self._messages = messages
        self._run_later = run_later
        self._clock = clock

    def patience(self, target: Target) -> Patience:
        """Return how long a function wants its events to be tried.

        https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
        """
        config = self._configs.of(target)
        return Patience(
            retries=2 if config.retries is None else config.retries,
            oldest=21_600 if config.oldest is None else config.oldest,
            blocked=self._directory.reserved_concurrency(target.function) == 0,
        )

    def report(self, ending: Ending) -> None:
        """Send a record of an ending to its destination, and after a failure the event to the dead-letter queue."""
        succeeded = ending.condition == "Success"
        destination = self._configs.of(ending.target).destinations.get("OnSuccess" if succeeded else "OnFailure")
        if destination is not None:
            self._deliver(destination, ending, self._send_record)
        dead_letters = None if succeeded else self._directory.dead_letters(ending.target.function)
        if dead_letters is not None:
            self._deliver(dead_letters, ending, self._send_letter)

    def _deliver(self, arn: str, ending: Ending, send: Callable[[str, Ending], None]) -> None:
        try:
            send(arn, ending)
        except Exception:  # AWS drops what it cannot deliver too, and counts it in a metric
            name = ending.target.function.name
            log.exception("the result of %s (%s) could not be sent to %s", name, ending.invocation.request_id, arn)

    def _send_record(self, arn: str, ending: Ending) -> None:
        invocation_record = record(ending, self._clock())
        service, region = arn.split(":")[2:4]
        if service == "lambda":
            function = ending.target.function
            trace = next_trace(ending.invocation.trace, function.arn, "")
            self._run_later(region, arn, json.dumps(invocation_record), trace)
        elif service == "events":
            kind = "Success" if ending.condition == "Success" else "Failure"
            self._messages.put_event(
                arn,
                source="lambda",
                detail_type=f"Lambda Function Invocation Result - {kind}",
                resources=[invocation_record["requestContext"]["functionArn"], arn],
                detail=invocation_record,
            )
        else:
            self._messages.send(arn, json.dumps(invocation_record), {})

    def _send_letter(self, arn: str, ending: Ending) -> None:
        self._messages.send(arn, ending.invocation.payload, letter_attributes(ending))
