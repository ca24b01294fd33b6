"""Everything of moto's SQS and of its event source mappings that the runtime reads, writes or replaces.

moto pushes a message to mapped functions while it is being sent; here pollers fetch it, as on AWS.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from moto.awslambda.models import EventSourceMapping
from moto.backends import get_backend
from moto.events.models import EventPattern
from moto.sqs.models import Message, Queue

from awslab.cloud.lambda_.pollers.sqs_events import QueueMessage

log = logging.getLogger(__name__)

_TRACE = "awslab_trace"


def remember_traces(trace: Callable[[], str]) -> None:
    """From now on a message of this process carries the trace header of the call that sent it, and is not pushed."""
    add = Queue.add_message

    @wraps(add)
    def added(queue: Queue, message: Message) -> None:
        if not hasattr(message, _TRACE):
            setattr(message, _TRACE, trace())
        queue.lambda_event_source_mappings.clear()
        add(queue, message)

    Queue.add_message = added  # type: ignore[assignment, method-assign]


class MotoQueues:
    """One account's queues and the mappings that read them."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def mappings(self) -> list[EventSourceMapping]:
        """Every mapping of a queue, in all regions."""
        backends = get_backend("lambda")[self._account_id]
        return [mapping for region in list(backends) for mapping in self._of(backends[region]) if is_of_queue(mapping)]

    def all_of(self, region: str) -> list[EventSourceMapping]:
        """Every mapping of a region, of whatever kind, in the order in which they were made."""
        return self._of(get_backend("lambda")[self._account_id][region])

    def mapping(self, region: str, uuid: str) -> EventSourceMapping | None:
        """The mapping of that id, of whatever kind."""
        found: EventSourceMapping | None = get_backend("lambda")[self._account_id][region]._event_source_mappings.get(
            uuid
        )
        return found

    def create(self, region: str, spec: dict[str, Any], function_arn: str) -> EventSourceMapping:
        """A mapping of a queue that exists; moto keeps it."""
        created: EventSourceMapping = get_backend("lambda")[self._account_id][region].create_event_source_mapping(spec)
        created.function_arn = function_arn
        queue = self._queue(created.event_source_arn)
        if queue is not None:
            queue.lambda_event_source_mappings.clear()
        return created

    def update(self, mapping: EventSourceMapping, spec: dict[str, Any], function_arn: str) -> None:
        """Change it; the function is where `function_arn` says."""
        get_backend("lambda")[self._account_id][mapping.region].update_event_source_mapping(mapping.uuid, spec)
        mapping.function_arn = function_arn

    def delete(self, mapping: EventSourceMapping) -> None:
        """It reads no more."""
        get_backend("lambda")[self._account_id][mapping.region].delete_event_source_mapping(mapping.uuid)

    def visibility(self, arn: str) -> int | None:
        """A queue's visibility timeout in seconds; None when there is no such queue."""
        queue = self._queue(arn)
        return None if queue is None else int(queue.visibility_timeout)  # type: ignore[attr-defined]

    def receive(self, arn: str, most: int) -> list[QueueMessage]:
        """Up to so many messages, invisible from now on; what was received too often goes to the dead-letter queue."""
        queue = self._queue(arn)
        if queue is None or not queue.messages:
            return []
        with queue._messages_lock:
            received = self._sqs(arn).receive_message(
                queue.name, most, 0, self.visibility(arn), message_attribute_names=["All"]
            )
        return [_message(queue, found) for found in received]

    def wait(self, arn: str, seconds: float) -> None:
        """Until there is a message to receive, or for so long."""
        queue = self._queue(arn)
        if queue is not None:
            with queue._messages_lock:
                queue._messages_lock.wait_for(lambda: queue.messages, timeout=seconds)

    def delete_messages(self, arn: str, messages: Sequence[QueueMessage]) -> None:
        """They have been dealt with; one that somebody else deleted is no trouble."""
        queue = self._queue(arn)
        for message in messages:
            if queue is not None and any(kept.id == message.id for kept in queue._messages):
                with queue._messages_lock:
                    queue.delete_message(message.receipt)

    def _queue(self, arn: str) -> Queue | None:
        found: Queue | None = self._sqs(arn).queues.get(arn.split(":")[5])
        return found

    def _sqs(self, arn: str) -> Any:
        return get_backend("sqs")[self._account_id][arn.split(":")[3]]

    def _of(self, backend: Any) -> list[EventSourceMapping]:
        return list(backend._event_source_mappings.values())


def is_of_queue(mapping: EventSourceMapping) -> bool:
    """Whether it reads from SQS."""
    return bool(mapping.event_source_arn.split(":")[2] == "sqs")


def passes(patterns: Iterable[str], event: dict[str, Any]) -> bool:
    """Whether any of a mapping's filters lets it through; the patterns are EventBridge's, matched by moto."""
    given = [EventPattern.load(pattern) for pattern in patterns]
    return not given or any(pattern.matches_event(event) for pattern in given)  # type: ignore[arg-type]


def is_pattern(text: str) -> bool:
    """Whether a filter is a JSON object that EventBridge's matcher understands."""
    try:
        if not isinstance(json.loads(text), dict):
            return False
        EventPattern.load(text)
    except Exception:  # noqa: BLE001 - moto's own exceptions differ by what is wrong
        return False
    return True


def _message(queue: Queue, found: Message) -> QueueMessage:
    attributes = {
        "ApproximateReceiveCount": str(found.approximate_receive_count),
        "SentTimestamp": str(found.sent_timestamp),
        "SenderId": str(found.sender_id),
        "ApproximateFirstReceiveTimestamp": str(found.approximate_first_receive_timestamp),
    }
    if queue.fifo_queue:
        attributes["SequenceNumber"] = str(found.sequence_number)
        attributes["MessageGroupId"] = str(found.group_id)
        attributes["MessageDeduplicationId"] = str(found.deduplication_id)
    header = (found.system_attributes.get("AWSTraceHeader") or {}).get("StringValue", "")
    if header:
        attributes["AWSTraceHeader"] = str(header)
    return QueueMessage(
        id=found.id,
        receipt=str(found.receipt_handle),
        body=found.body,
        body_md5=found.body_md5,
        attributes=attributes,
        own=found.message_attributes,
        own_md5=found.attribute_md5 if found.message_attributes else "",
        trace=str(getattr(found, _TRACE, "") or header),
    )
