"""Reads a queue for a function, as one event source mapping says.

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#sqs-polling-behavior
Seconds are real ones here: a message that failed is back after the queue's own visibility timeout.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from moto.awslambda.models import EventSourceMapping

from awslab.cloud.lambda_.moto_queue_mappings import MotoQueues, passes
from awslab.cloud.lambda_.pollers.sqs_events import QueueMessage, batches, done, filterable
from awslab.cloud.ports.functions import NotRunnableError, Outcome

log = logging.getLogger(__name__)

BATCHES_AT_ONCE = 5
"""With so many Lambda begins; here it does not grow."""
_LOOK_AGAIN = 0.2
"""Seconds after which messages are seen that came back, or were delayed: nobody tells of those."""
_THROTTLE_WAIT = 0.5

Run = Callable[[str, str, str, str], Outcome]
"""`(region, function ARN, payload, trace)`; raises NotRunnableError."""


class Poller:
    """A thread that waits for messages, and one per batch under way."""

    def __init__(self, mapping: EventSourceMapping, queues: MotoQueues, run: Run) -> None:
        self._mapping = mapping
        self._queues = queues
        self._run = run
        self._ended = threading.Event()
        scaling = mapping.scaling_config or {}
        self._room = threading.Semaphore(
            min(BATCHES_AT_ONCE, int(scaling.get("MaximumConcurrency") or BATCHES_AT_ONCE))
        )
        threading.Thread(target=self._poll, name=f"poller {mapping.uuid}", daemon=True).start()

    def end(self) -> None:
        """Take no more; a batch under way is finished."""
        self._ended.set()

    def _poll(self) -> None:
        arn = self._mapping.event_source_arn
        while not self._ended.is_set():
            try:
                if self._mapping.enabled and self._queues.visibility(arn) is not None:
                    self._take(arn)
                else:
                    self._ended.wait(_LOOK_AGAIN)
            except Exception:  # the poller goes on, whatever a queue that changes meanwhile does to moto
                log.exception("polling %s", arn)
                self._ended.wait(1.0)

    def _take(self, arn: str) -> None:
        self._queues.wait(arn, _LOOK_AGAIN)
        self._room.acquire()
        messages = self._gather(arn) if self._mapping.enabled and not self._ended.is_set() else []
        if not messages:
            self._room.release()
            self._ended.wait(0.02)
            return
        threading.Thread(target=self._process, args=(arn, messages), name="sqs batch", daemon=True).start()

    def _gather(self, arn: str) -> list[QueueMessage]:
        """A batch: what is there, and where there is a window what comes until it is over or the batch is full."""
        most = self._mapping.batch_size
        messages = self._queues.receive(arn, most)
        over = time.monotonic() + float(self._mapping.max_batch_window or 0)
        while messages and len(messages) < most and time.monotonic() < over and not self._ended.is_set():
            self._queues.wait(arn, min(_LOOK_AGAIN, max(0.0, over - time.monotonic())))
            messages += self._queues.receive(arn, most - len(messages))
        return messages

    def _process(self, arn: str, messages: Sequence[QueueMessage]) -> None:
        try:
            for batch, event in batches(self._wanted(arn, messages), arn):
                self._queues.delete_messages(arn, self._handled(arn, batch, event))
        except Exception:  # the messages come back by themselves
            log.exception("a batch of %s", arn)
        finally:
            self._room.release()

    def _wanted(self, arn: str, messages: Sequence[QueueMessage]) -> list[QueueMessage]:
        """What the filters let through; the rest is deleted, as Lambda does."""
        patterns = [entry["Pattern"] for entry in (self._mapping.filter_criteria or {}).get("Filters") or []]
        wanted = [message for message in messages if passes(patterns, filterable(message, arn))]
        self._queues.delete_messages(arn, [message for message in messages if message not in wanted])
        return wanted

    def _handled(self, arn: str, batch: list[QueueMessage], event: str) -> list[QueueMessage]:
        visible_again = time.monotonic() + (self._queues.visibility(arn) or 0)
        trace = max((message.trace for message in batch), key=len)
        while True:
            try:
                outcome = self._run(self._mapping.region, self._mapping.function_arn, event, trace)
            except NotRunnableError as refused:
                throttled = refused.code == "TooManyRequestsException"
                if not throttled or self._ended.is_set() or time.monotonic() + _THROTTLE_WAIT > visible_again:
                    log.warning("a batch of %s was not run: %s", arn, refused.message)
                    return []
                time.sleep(_THROTTLE_WAIT)
                continue
            if outcome.error_type:
                return []
            reports = "ReportBatchItemFailures" in (self._mapping.function_response_types or [])
            return done(batch, outcome.payload, reports_failures=reports)
