"""moto's queues as Lambda's pollers read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Condition
from typing import Any, Protocol, cast

from moto.backends import get_backend

from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.pollers.sqs_events import QueueMessage

_TRACE = "awslab_trace"
"""The attribute of moto's message that holds the trace header of the call that sent it."""


class StoredMessage(Protocol):
    """A message in moto's queue."""

    id: str
    body: str
    body_md5: str
    attribute_md5: str
    receipt_handle: str | None
    approximate_receive_count: int
    approximate_first_receive_timestamp: int | None
    sent_timestamp: int
    sender_id: str
    sequence_number: str | None
    group_id: str | None
    deduplication_id: str | None
    message_attributes: Mapping[str, Structure]
    system_attributes: Mapping[str, Mapping[str, str]]


class StoredQueue(Protocol):
    """A queue."""

    name: str
    fifo_queue: bool
    visibility_timeout: int
    lambda_event_source_mappings: dict[str, object]
    _messages: list[StoredMessage]
    _messages_lock: Condition

    @property
    def messages(self) -> Sequence[StoredMessage]:
        """The messages that can be received now."""

    def delete_message(self, receipt_handle: str) -> None:
        """Delete a message that was received."""


class Queues:
    """One account's queues."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def visibility(self, arn: str) -> int | None:
        """Return a queue's visibility timeout in seconds; None when there is no such queue."""
        queue = self._queue(arn)
        return None if queue is None else int(queue.visibility_timeout)

    def receive(self, arn: str, count: int) -> list[QueueMessage]:
        """Receive up to so many messages, which are invisible from now on.

        Messages that were received too often go to the dead-letter queue.
        """
        queue = self._queue(arn)
        if queue is None or not queue.messages:
            return []
        with queue._messages_lock:
            messages: list[StoredMessage] = self._sqs(arn).receive_message(
                queue.name, count, 0, self.visibility(arn), message_attribute_names=["All"]
            )
        return [_message(queue, message) for message in messages]

    def wait(self, arn: str, seconds: float) -> None:
        """Return when there is a message to receive, or after so many seconds."""
        queue = self._queue(arn)
        if queue is not None:
            with queue._messages_lock:
                queue._messages_lock.wait_for(lambda: queue.messages, timeout=seconds)

    def delete(self, arn: str, messages: Sequence[QueueMessage]) -> None:
        """Delete messages that were handled; one that somebody else has deleted is passed over."""
        queue = self._queue(arn)
        for message in messages:
            if queue is not None and any(entry.id == message.id for entry in queue._messages):
                with queue._messages_lock:
                    queue.delete_message(message.receipt)

    def stop_pushing(self, arn: str) -> None:
        """Make moto forget that a queue is mapped: it would send new messages to the function itself."""
        queue = self._queue(arn)
        if queue is not None:
            queue.lambda_event_source_mappings.clear()

    def _queue(self, arn: str) -> StoredQueue | None:
        return cast(StoredQueue | None, self._sqs(arn).queues.get(arn.split(":")[5]))

    def _sqs(self, arn: str) -> Any:
        return get_backend("sqs")[self._account_id][arn.split(":")[3]]


def put_trace(message: object, header: str) -> None:
    """Write the trace header of the call that sends a message on it, when it has none yet."""
    if not hasattr(message, _TRACE):
        setattr(message, _TRACE, header)


def _message(queue: StoredQueue, message: StoredMessage) -> QueueMessage:
    header = (message.system_attributes.get("AWSTraceHeader") or {}).get("StringValue", "")
    return QueueMessage(
        id=message.id,
        receipt=str(message.receipt_handle),
        body=message.body,
        body_md5=message.body_md5,
        attributes=_system_attributes(queue, message, header),
        message_attributes=message.message_attributes,
        attributes_md5=message.attribute_md5 if message.message_attributes else "",
        trace=str(getattr(message, _TRACE, "") or header),
    )


def _system_attributes(queue: StoredQueue, message: StoredMessage, header: str) -> dict[str, str]:
    attributes = {
        "ApproximateReceiveCount": str(message.approximate_receive_count),
        "SentTimestamp": str(message.sent_timestamp),
        "SenderId": str(message.sender_id),
        "ApproximateFirstReceiveTimestamp": str(message.approximate_first_receive_timestamp),
    }
    if queue.fifo_queue:
        attributes["SequenceNumber"] = str(message.sequence_number)
        attributes["MessageGroupId"] = str(message.group_id)
        attributes["MessageDeduplicationId"] = str(message.deduplication_id)
    return attributes | ({"AWSTraceHeader": str(header)} if header else {})
