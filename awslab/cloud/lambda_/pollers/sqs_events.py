"""The event with which Lambda hands messages of a queue to a function, and how its answer is read (pure).

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and, for partial failures,
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from awslab.cloud.gateway.request import Structure

LARGEST_EVENT = 6_291_456
"""Bytes: a batch is a synchronous invocation."""


@dataclass(frozen=True, slots=True)
class QueueMessage:
    """A received message."""

    id: str
    receipt: str
    body: str
    body_md5: str
    attributes: Mapping[str, str]
    """The attributes that SQS sets: `SentTimestamp`, ..."""
    message_attributes: Mapping[str, Structure] = field(default_factory=dict)
    """The attributes that the sender set, in the form of SQS."""
    attributes_md5: str = ""
    trace: str = ""
    """The trace header of the call that sent it."""


def record(message: QueueMessage, queue_arn: str) -> dict[str, object]:
    """Return one entry of the event's `Records`."""
    members: dict[str, object] = {
        "messageId": message.id,
        "receiptHandle": message.receipt,
        "body": message.body,
        "attributes": dict(message.attributes),
        "messageAttributes": {name: _attribute(value) for name, value in message.message_attributes.items()},
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": queue_arn.split(":")[3],
    }
    return members | ({"md5OfMessageAttributes": message.attributes_md5} if message.message_attributes else {})


def batches(messages: Iterable[QueueMessage], queue_arn: str) -> Iterator[tuple[list[QueueMessage], str]]:
    """Yield the messages of one poll with their event; in parts only where the event would be too large."""
    batch: list[QueueMessage] = []
    records: list[str] = []
    for message in messages:
        text = json.dumps(record(message, queue_arn))
        if batch and sum(map(len, records)) + len(text) + len(records) > LARGEST_EVENT - 20:
            yield batch, _event(records)
            batch, records = [], []
        batch.append(message)
        records.append(text)
    if batch:
        yield batch, _event(records)


def handled_messages(messages: Sequence[QueueMessage], payload: str, *, is_report: bool) -> list[QueueMessage]:
    """Return the messages that a function without error has dealt with.

    All of them; or where the answer is a report (ReportBatchItemFailures) those that it does not name. A report that
    is not of the form, or that names an unknown message, counts as a failure of all.
    """
    if not is_report:
        return list(messages)
    result = json.loads(payload)
    failures = result.get("batchItemFailures") if isinstance(result, dict) else result
    if failures is None:
        return list(messages)
    if not isinstance(failures, list):
        return []
    failure_ids = [entry.get("itemIdentifier") if isinstance(entry, dict) else None for entry in failures]
    message_ids = {message.id for message in messages}
    if any(not isinstance(name, str) or name not in message_ids for name in failure_ids):
        return []
    return [message for message in messages if message.id not in failure_ids]


def filterable(message: QueueMessage, queue_arn: str) -> dict[str, object]:
    """Return a record as filter patterns see it: a body that is JSON can be looked into.

    https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
    """
    members = record(message, queue_arn)
    try:
        members["body"] = json.loads(message.body)
    except ValueError:
        return members
    return members


def _event(records: Sequence[str]) -> str:
    return f'{{"Records": [{",".join(records)}]}}'


def _attribute(value: Structure) -> dict[str, object]:
    members: dict[str, object] = {
        "stringListValues": [],
        "binaryListValues": [],
        "dataType": str(value.get("DataType", "")),
    }
    if value.get("BinaryValue") is not None:
        binary = value["BinaryValue"]
        members["binaryValue"] = base64.b64encode(binary).decode() if isinstance(binary, bytes) else str(binary)
    else:
        members["stringValue"] = str(value.get("StringValue", ""))
    return members
