"""What SQS refuses. The texts were recorded from the real service (sqs/test_sqs.snapshot.json)."""

from __future__ import annotations

import re
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"
_BATCHES = ("SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch")
_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_TOKEN = re.compile(r"[!-~]{1,128}")
_ONLY_FIFO = ("DeduplicationScope", "FifoThroughputLimit")


@guard("sqs", "SendMessage", source=_API + "API_SendMessage.html")
def message_has_a_body(request: AwsRequest, _: State) -> Refusal | None:
    """At least one character."""
    if request.parameters.get("MessageBody"):
        return None
    return Refusal("MissingParameter", "The request must contain the parameter MessageBody.", 400)


@guard("sqs", "SendMessage", source=_API + "API_SendMessage.html")
def group_and_deduplication_id_are_words(request: AwsRequest, _: State) -> Refusal | None:
    """1 to 128 letters, digits and punctuation characters each."""
    for name in ("MessageGroupId", "MessageDeduplicationId"):
        value = request.parameters.get(name)
        if value is not None and not _TOKEN.fullmatch(str(value)):
            reason = f"{name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            return _invalid(f"Value {value} for parameter {name} is invalid. Reason: {reason}")
    return None


@guard("sqs", "SendMessage", source=_API + "API_MessageAttributeValue.html")
def attributes_are_not_empty(request: AwsRequest, _: State) -> Refusal | None:
    """A text attribute has a character at least."""
    for name, value in (request.parameters.get("MessageAttributes") or {}).items():
        kind = str(value.get("DataType", ""))
        if kind.startswith(("String", "Number")) and value.get("StringValue") == "":
            return _invalid(f"Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'.")
    return None


@guard("sqs", "SendMessageBatch", source=_API + "API_SendMessageBatch.html")
def batches_for_fifo_queues_name_groups(request: AwsRequest, state: State) -> Refusal | None:
    """Unlike a single message's, AWS calls this a parameter's invalid value."""
    entries = request.parameters.get("Entries") or ()
    if _is_fifo(request, state) and any(not entry.get("MessageGroupId") for entry in entries):
        return _invalid("The request must contain the parameter MessageGroupId.")
    return None


@guard("sqs", *_BATCHES, source=_API + "API_DeleteMessageBatch.html")
def batches_have_ten_entries_at_most(request: AwsRequest, _: State) -> Refusal | None:
    """Counted before anything else is looked at."""
    entries = request.parameters.get("Entries") or ()
    if len(entries) <= 10:
        return None
    message = f"Maximum number of entries per request are 10. You have sent {len(entries)}."
    return Refusal("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", message, 400)


@guard("sqs", *_BATCHES, source=_API + "API_SendMessageBatchRequestEntry.html")
def entries_have_ids(request: AwsRequest, _: State) -> Refusal | None:
    """1 to 80 letters, digits, hyphens and underscores."""
    if all(_ENTRY_ID.fullmatch(str(entry.get("Id", ""))) for entry in request.parameters.get("Entries") or ()):
        return None
    message = (
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
        "It can be at most 80 letters long."
    )
    return Refusal("AWS.SimpleQueueService.InvalidBatchEntryId", message, 400)


@guard("sqs", "CreateQueue", "SetQueueAttributes", source=_API + "API_CreateQueue.html")
def fifo_attributes_are_for_fifo_queues(request: AwsRequest, state: State) -> Refusal | None:
    """Of deduplication and throughput a standard queue knows nothing."""
    given = request.parameters.get("Attributes") or {}
    creates = request.operation == "CreateQueue"
    if str(given.get("FifoQueue")).lower() == "true" if creates else _is_fifo(request, state):
        return None
    if "ContentBasedDeduplication" in given:
        return Refusal("InvalidAttributeName", "Unknown Attribute ContentBasedDeduplication.", 400)
    name = next((each for each in _ONLY_FIFO if each in given), None)
    if name is None:
        return None
    message = f"You can specify the {name} only when FifoQueue is set to true."
    return Refusal("InvalidAttributeName", message, 400)


@guard("sqs", "CreateQueue", source=_API + "API_CreateQueue.html")
def a_queue_is_made_again_with_the_same_attributes(request: AwsRequest, state: State) -> Refusal | None:
    """Plain values are compared here; policies are left to moto."""
    queue = state.backend("sqs", request.region).queues.get(str(request.parameters.get("QueueName", "")))
    known = {name: str(value).lower() for name, value in (queue.attributes if queue is not None else {}).items()}
    for name, value in (request.parameters.get("Attributes") or {}).items():
        if name in known and "Policy" not in name and known[name] != str(value).lower():
            message = f"A queue already exists with the same name and a different value for attribute {name}"
            return Refusal("QueueAlreadyExists", message, 400)
    return None


@guard("sqs", "ReceiveMessage", source=_API + "API_ReceiveMessage.html")
def received_are_ten_at_most_within_twenty_seconds(request: AwsRequest, _: State) -> Refusal | None:
    """1 to 10 messages, 0 to 20 seconds."""
    limits = (
        ("MaxNumberOfMessages", 1, 10, "Must be between 1 and 10, if provided."),
        ("WaitTimeSeconds", 0, 20, "Must be >= 0 and <= 20, if provided."),
    )
    for name, low, high, reason in limits:
        value = request.parameters.get(name)
        if value is not None and not low <= int(value) <= high:
            return _invalid(f"Value {value} for parameter {name} is invalid. Reason: {reason}")
    return None


@guard("sqs", "RemovePermission", source=_API + "API_RemovePermission.html")
def label_is_in_the_policy(request: AwsRequest, state: State) -> Refusal | None:
    """A statement of that Sid."""
    queue, label = _queue(request, state), str(request.parameters.get("Label", ""))
    if queue is None or f'"{label}"' in str(queue.policy or ""):
        return None
    return _invalid(f"Value {label} for parameter Label is invalid. Reason: can't find label.")


@guard("sqs", "SetQueueAttributes", source=_API + "API_SetQueueAttributes.html")
def a_queue_keeps_its_type(request: AwsRequest, state: State) -> Refusal | None:
    """FifoQueue is set at creation only."""
    value = (request.parameters.get("Attributes") or {}).get("FifoQueue")
    if value is None or _queue(request, state) is None:
        return None
    if not _is_fifo(request, state):
        return Refusal("InvalidAttributeName", "Unknown Attribute FifoQueue.", 400)
    if str(value).lower() == "true":
        return None
    message = "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported."
    return Refusal("InvalidAttributeValue", message, 400)


def _queue(request: AwsRequest, state: State) -> Any | None:
    name = str(request.parameters.get("QueueUrl", "")).rpartition("/")[2]
    return state.backend("sqs", request.region).queues.get(name)


def _is_fifo(request: AwsRequest, state: State) -> bool:
    return bool(getattr(_queue(request, state), "fifo_queue", False))


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
