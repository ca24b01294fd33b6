"""Reads a queue for a function, as one event source mapping says.

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#sqs-polling-behavior
Seconds are real ones here: a message that failed is back after the queue's own visibility timeout.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from awslab.cloud.events.moto_patterns import matches_any
from awslab.cloud.lambda_.moto_queues import Queues
from awslab.cloud.lambda_.pollers.sqs_events import QueueMessage, batches, filterable, handled_messages
from awslab.cloud.lambda_.stored import StoredMapping, patterns_of, reports_failures
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.functions import NotRunnableError, Outcome

log = logging.getLogger(__name__)

BATCHES_AT_ONCE = 5
"""Batches under way at a time. Lambda begins with five too, but raises the number; the sandbox does not."""
_LOOK_AGAIN = 0.2
"""Seconds after which messages are seen that came back, or were delayed: nobody reports those."""
_THROTTLE_WAIT = 0.5

Run = Callable[[str, str, str, str], Outcome]
"""`(region, function ARN, payload, trace)`; raises NotRunnableError."""


class QueuePoller:
    """Reads one queue: a thread that waits for messages, and one for each batch under way."""

    def __init__(self, mapping: StoredMapping, queues: Queues, run: Run) -> None:
        self._mapping = mapping
        self._queues = queues
        self._run = run
        self._end = threading.Event()
        concurrency = int((mapping.scaling_config or {}).get("MaximumConcurrency") or BATCHES_AT_ONCE)
        self._room = threading.Semaphore(min(BATCHES_AT_ONCE, concurrency))
        threading.Thread(target=self._poll, name=f"poller {mapping.uuid}", daemon=True).start()

    def end(self) -> None:
        """Take no more; a batch under way is finished."""
        self._end.set()

    def _poll(self) -> None:
        arn = self._mapping.event_source_arn
        while not self._end.is_set():
            try:
                if self._mapping.enabled and self._queues.visibility(arn) is not None:
                    self._take(arn)
                else:
                    self._end.wait(_LOOK_AGAIN)
            except Exception:  # the poller goes on, whatever a queue that changes meanwhile does to moto
                log.exception("polling %s", arn)
                self._end.wait(1.0)

    def _take(self, arn: str) -> None:
        self._queues.wait(arn, _LOOK_AGAIN)
        self._room.acquire()
        messages = self._gather(arn) if self._mapping.enabled and not self._end.is_set() else []
        if not messages:
            self._room.release()
            self._end.wait(0.02)
            return
        threading.Thread(target=self._process, args=(arn, messages), name="sqs batch", daemon=True).start()

    def _gather(self, arn: str) -> list[QueueMessage]:
        """Return a batch: what is there, and with a window what comes until it is over or the batch is full."""
        size = self._mapping.batch_size
        messages = self._queues.receive(arn, size)
        deadline = CLOCK.monotonic() + float(self._mapping.max_batch_window or 0)
        while messages and len(messages) < size and CLOCK.monotonic() < deadline and not self._end.is_set():
            self._queues.wait(arn, min(_LOOK_AGAIN, max(0.0, deadline - CLOCK.monotonic())))
            messages += self._queues.receive(arn, size - len(messages))
        return messages

    def _process(self, arn: str, messages: Sequence[QueueMessage]) -> None:
        try:
            for batch, event in batches(self._filtered_messages(arn, messages), arn):
                self._queues.delete(arn, self._handled_messages(arn, batch, event))
        except Exception:  # the messages come back by themselves
            log.exception("a batch of %s", arn)
        finally:
            self._room.release()

    def _filtered_messages(self, arn: str, messages: Sequence[QueueMessage]) -> list[QueueMessage]:
        """Return the messages that the filters let through; the rest is deleted, as Lambda does."""
        patterns = patterns_of(self._mapping)
        passing = [message for message in messages if matches_any(patterns, filterable(message, arn))]
        self._queues.delete(arn, [message for message in messages if message not in passing])
        return passing

    def _handled_messages(self, arn: str, batch: list[QueueMessage], event: str) -> list[QueueMessage]:
        """Run the function and return the messages that it has dealt with; the others come back by themselves."""
        visible_again = CLOCK.monotonic() + (self._queues.visibility(arn) or 0)
        trace = max((message.trace for message in batch), key=len)
        while True:
            try:
                outcome = self._run(self._mapping.region, self._mapping.function_arn, event, trace)
            except NotRunnableError as error:
                is_throttled = error.code == "TooManyRequestsException"
                if not is_throttled or self._end.is_set() or CLOCK.monotonic() + _THROTTLE_WAIT > visible_again:
                    log.warning("a batch of %s was not run: %s", arn, error.message)
                    return []
                self._end.wait(_THROTTLE_WAIT)
                continue
            if outcome.error_type:
                return []
            return handled_messages(batch, outcome.payload, is_report=reports_failures(self._mapping))
