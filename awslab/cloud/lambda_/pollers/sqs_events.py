"""The event with which Lambda hands messages of a queue to a function, and how its answer is read (pure).

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html and, for partial failures,
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
    """The system's: `SentTimestamp`, ..."""
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The sender's message attributes, as SQS has them."""
    own_md5: str = ""
    trace: str = ""
    """The trace header of the call that sent it."""


def record(message: QueueMessage, queue_arn: str) -> dict[str, Any]:
    """One entry of the event's `Records`."""
    told: dict[str, Any] = {
        "messageId": message.id,
        "receiptHandle": message.receipt,
        "body": message.body,
        "attributes": dict(message.attributes),
        "messageAttributes": {name: _attribute(value) for name, value in message.own.items()},
        "md5OfBody": message.body_md5,
        "eventSource": "aws:sqs",
        "eventSourceARN": queue_arn,
        "awsRegion": queue_arn.split(":")[3],
    }
    return told | ({"md5OfMessageAttributes": message.own_md5} if message.own else {})


def batches(messages: Iterable[QueueMessage], queue_arn: str) -> Iterator[tuple[list[QueueMessage], str]]:
    """The messages of one poll with their event; more than one only where the event would be too large."""
    taken: list[QueueMessage] = []
    records: list[str] = []
    for message in messages:
        text = json.dumps(record(message, queue_arn))
        if taken and sum(map(len, records)) + len(text) + len(records) > LARGEST_EVENT - 20:
            yield taken, _event(records)
            taken, records = [], []
        taken.append(message)
        records.append(text)
    if taken:
        yield taken, _event(records)


def done(messages: Sequence[QueueMessage], payload: str, *, reports_failures: bool) -> list[QueueMessage]:
    """Those that a function without error has dealt with: all, or with ReportBatchItemFailures those it does not name.

    An answer that is not of the form, or that names an unknown message, counts as a failure of all.
    """
    if not reports_failures:
        return list(messages)
    result = json.loads(payload)
    failures = result.get("batchItemFailures") if isinstance(result, dict) else result
    if failures is None:
        return list(messages)
    if not isinstance(failures, list):
        return []
    named = [entry.get("itemIdentifier") if isinstance(entry, dict) else None for entry in failures]
    known = {message.id for message in messages}
    if any(not isinstance(name, str) or name not in known for name in named):
        return []
    return [message for message in messages if message.id not in named]


def filterable(message: QueueMessage, queue_arn: str) -> dict[str, Any]:
    """A record as filter patterns see it: a body that is JSON can be looked into.

    https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
    """
    told = record(message, queue_arn)
    try:
        told["body"] = json.loads(message.body)
    except ValueError:
        return told
    return told


def _event(records: Sequence[str]) -> str:
    return f'{{"Records": [{",".join(records)}]}}'


def _attribute(value: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"stringListValues": [], "binaryListValues": [], "dataType": str(value.get("DataType", ""))}
    if value.get("BinaryValue") is not None:
        binary = value["BinaryValue"]
        told["binaryValue"] = base64.b64encode(binary).decode() if isinstance(binary, bytes) else str(binary)
    else:
        told["stringValue"] = str(value.get("StringValue", ""))
    return told
