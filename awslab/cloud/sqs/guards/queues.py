"""What SQS refuses. The texts were recorded from the real service (sqs/test_sqs.snapshot.json)."""

from __future__ import annotations

import re

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.sqs.moto_queues import Queue, Queues

_API = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/"
_BATCHES = ("SendMessageBatch", "DeleteMessageBatch", "ChangeMessageVisibilityBatch")
_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
_TOKEN = re.compile(r"[!-~]{1,128}")
_ONLY_FIFO = ("DeduplicationScope", "FifoThroughputLimit")


@guard("sqs", "SendMessage", phase=Phase.SHAPE, source=_API + "API_SendMessage.html")
def message_has_a_body(request: AwsRequest, _: State) -> Refusal | None:
    """A message has at least one character."""
    if request.parameters.get("MessageBody"):
        return None
    return Refusal("MissingParameter", "The request must contain the parameter MessageBody.", 400)


@guard("sqs", "SendMessage", phase=Phase.SHAPE, source=_API + "API_SendMessage.html")
def group_and_deduplication_ids_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """Both ids have 1 to 128 letters, digits and punctuation characters."""
    for name in ("MessageGroupId", "MessageDeduplicationId"):
        value = request.parameters.get(name)
        if value is not None and not _TOKEN.fullmatch(str(value)):
            reason = f"{name} can only include alphanumeric and punctuation characters. 1 to 128 in length."
            return _invalid(f"Value {value} for parameter {name} is invalid. Reason: {reason}")
    return None


@guard("sqs", "SendMessage", phase=Phase.SHAPE, source=_API + "API_MessageAttributeValue.html")
def message_attributes_are_not_empty(request: AwsRequest, _: State) -> Refusal | None:
    """A text attribute has a character at least."""
    for name, value in (request.parameters.get("MessageAttributes") or {}).items():
        kind = str(value.get("DataType", ""))
        if kind.startswith(("String", "Number")) and value.get("StringValue") == "":
            return _invalid(f"Message (user) attribute '{name}' must contain a non-empty value of type '{kind}'.")
    return None


@guard("sqs", "SendMessageBatch", phase=Phase.SHAPE, source=_API + "API_SendMessageBatch.html")
def batch_for_fifo_queue_has_groups(request: AwsRequest, state: State) -> Refusal | None:
    """Entries for a FIFO queue have a group id; unlike a single message's, a missing one is an invalid value to AWS."""
    entries = request.parameters.get("Entries") or ()
    if _is_fifo(request, state) and any(not entry.get("MessageGroupId") for entry in entries):
        return _invalid("The request must contain the parameter MessageGroupId.")
    return None


@guard("sqs", *_BATCHES, phase=Phase.SHAPE, source=_API + "API_DeleteMessageBatch.html")
def batch_has_ten_entries_at_most(request: AwsRequest, _: State) -> Refusal | None:
    """A batch has ten entries at most."""
    entries = request.parameters.get("Entries") or ()
    if len(entries) <= 10:
        return None
    message = f"Maximum number of entries per request are 10. You have sent {len(entries)}."
    return Refusal("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", message, 400)


@guard("sqs", *_BATCHES, phase=Phase.SHAPE, source=_API + "API_SendMessageBatchRequestEntry.html")
def entry_ids_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """An entry's id has 1 to 80 letters, digits, hyphens and underscores."""
    if all(_ENTRY_ID.fullmatch(str(entry.get("Id", ""))) for entry in request.parameters.get("Entries") or ()):
        return None
    message = (
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
        "It can be at most 80 letters long."
    )
    return Refusal("AWS.SimpleQueueService.InvalidBatchEntryId", message, 400)


@guard("sqs", "CreateQueue", "SetQueueAttributes", phase=Phase.COMBINATION, source=_API + "API_CreateQueue.html")
def fifo_attributes_are_for_fifo_queues(request: AwsRequest, state: State) -> Refusal | None:
    """Attributes of deduplication and throughput are for FIFO queues only."""
    attributes = request.parameters.get("Attributes") or {}
    creates = request.operation == "CreateQueue"
    if str(attributes.get("FifoQueue")).lower() == "true" if creates else _is_fifo(request, state):
        return None
    if "ContentBasedDeduplication" in attributes:
        return Refusal("InvalidAttributeName", "Unknown Attribute ContentBasedDeduplication.", 400)
    name = next((attribute for attribute in _ONLY_FIFO if attribute in attributes), None)
    if name is None:
        return None
    message = f"You can specify the {name} only when FifoQueue is set to true."
    return Refusal("InvalidAttributeName", message, 400)


@guard("sqs", "CreateQueue", phase=Phase.STATE, source=_API + "API_CreateQueue.html")
def existing_queue_has_same_attributes(request: AwsRequest, state: State) -> Refusal | None:
    """A queue that is created again has the same attributes; plain values are compared here, policies by moto."""
    queue = Queues(state.account_id, request.region).queue(str(request.parameters.get("QueueName", "")))
    attributes = {name: str(value).lower() for name, value in (queue.attributes if queue is not None else {}).items()}
    for name, value in (request.parameters.get("Attributes") or {}).items():
        if name in attributes and "Policy" not in name and attributes[name] != str(value).lower():
            message = f"A queue already exists with the same name and a different value for attribute {name}"
            return Refusal("QueueAlreadyExists", message, 400)
    return None


@guard("sqs", "ReceiveMessage", phase=Phase.SHAPE, source=_API + "API_ReceiveMessage.html")
def receive_limits_are_in_range(request: AwsRequest, _: State) -> Refusal | None:
    """A call receives 1 to 10 messages, within 0 to 20 seconds."""
    limits = (
        ("MaxNumberOfMessages", 1, 10, "Must be between 1 and 10, if provided."),
        ("WaitTimeSeconds", 0, 20, "Must be >= 0 and <= 20, if provided."),
    )
    for name, low, high, reason in limits:
        value = request.parameters.get(name)
        if value is not None and not low <= int(value) <= high:
            return _invalid(f"Value {value} for parameter {name} is invalid. Reason: {reason}")
    return None


@guard("sqs", "RemovePermission", phase=Phase.IDENTIFIER, source=_API + "API_RemovePermission.html")
def label_is_in_the_policy(request: AwsRequest, state: State) -> Refusal | None:
    """The queue's policy has a statement with the label as its Sid."""
    queue, label = _queue(request, state), str(request.parameters.get("Label", ""))
    if queue is None or f'"{label}"' in str(queue.policy or ""):
        return None
    return _invalid(f"Value {label} for parameter Label is invalid. Reason: can't find label.")


@guard("sqs", "SetQueueAttributes", phase=Phase.STATE, source=_API + "API_SetQueueAttributes.html")
def queue_keeps_its_type(request: AwsRequest, state: State) -> Refusal | None:
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


def _queue(request: AwsRequest, state: State) -> Queue | None:
    name = str(request.parameters.get("QueueUrl", "")).rpartition("/")[2]
    return Queues(state.account_id, request.region).queue(name)


def _is_fifo(request: AwsRequest, state: State) -> bool:
    queue = _queue(request, state)
    return queue is not None and queue.fifo_queue


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
