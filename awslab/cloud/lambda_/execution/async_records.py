"""What destinations and dead-letter queues get of asynchronous invocations that are over (pure).

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.execution.event_queue import Ending

_LONGEST_MESSAGE = 1024
"""Bytes of the attribute ErrorMessage."""


def record(ending: Ending, now: float) -> Structure:
    """Return the invocation record that a destination gets; an invocation that did not run has no response."""
    function = ending.target.function
    moment = datetime.fromtimestamp(now, UTC)
    members: dict[str, object] = {
        "version": "1.0",
        "timestamp": f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z",
        "requestContext": {
            "requestId": ending.invocation.request_id,
            "functionArn": f"{function.arn}:{function.version}",
            "condition": ending.condition,
            "approximateInvokeCount": ending.attempts,
        },
        "requestPayload": json.loads(ending.invocation.payload),
    }
    if ending.outcome is not None:
        failure = {"functionError": "Unhandled"} if ending.outcome.error_type else {}
        members["responseContext"] = {"statusCode": 200, "executedVersion": function.version} | failure
        members["responsePayload"] = json.loads(ending.outcome.payload)
    return members


def letter_attributes(ending: Ending) -> dict[str, dict[str, str]]:
    """Return the message attributes of a dead letter, as SQS and SNS have them; its body is the event as it was."""
    status, message = 200, ""
    if ending.outcome is not None:
        payload = json.loads(ending.outcome.payload)
        message = str(payload.get("errorMessage", "")) if isinstance(payload, dict) else ""
    if ending.refusal is not None:
        status, message = ending.refusal.status, ending.refusal.message
    excerpt = message.encode(errors="replace")[:_LONGEST_MESSAGE].decode(errors="ignore")
    attributes = {
        "RequestID": {"DataType": "String", "StringValue": ending.invocation.request_id},
        "ErrorCode": {"DataType": "Number", "StringValue": str(status)},
    }
    # a message attribute is never empty: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/
    return attributes | ({"ErrorMessage": {"DataType": "String", "StringValue": excerpt}} if excerpt else {})
