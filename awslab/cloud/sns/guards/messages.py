"""What SNS refuses to publish. The texts were recorded from the real service (sns/test_sns.snapshot.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.sns.moto_topics import Topics, is_true
from awslab.cloud.sns.refusals import invalid

_API = "https://docs.aws.amazon.com/sns/latest/api/"
_ATTRIBUTES = "https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html"
_LONGEST = 262_144
_PHONE = re.compile(r"\+?\d{1,20}")
_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]*")
_FIFO = "https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-dedup.html"


@guard("sns", "Publish", phase=Phase.SHAPE, source=_API + "API_Publish.html")
def message_is_not_too_long(request: AwsRequest, _: State) -> Refusal | None:
    """A message is not empty and has 256 KB at most, attributes included."""
    if not request.parameters.get("Message"):
        return invalid("Empty message")
    return invalid("Message too long") if _size(request.parameters) > _LONGEST else None


@guard("sns", "Publish", phase=Phase.SHAPE, source=_API + "API_Publish.html")
def publish_has_a_target(request: AwsRequest, state: State) -> Refusal | None:
    """A target is a topic, a device that is known, or a telephone number of E.164's form; a subject is not empty.

    The words for none of them are from memory.
    """
    if not any(request.parameters.get(name) for name in ("TopicArn", "TargetArn", "PhoneNumber")):
        return invalid("TopicArn or TargetArn Reason: no value for required parameter")
    target = str(request.parameters.get("TargetArn") or "")
    if ":endpoint/" in target and not Topics(state.account_id, request.region).has_endpoint(target):
        return invalid("TargetArn Reason: No endpoint found for the target arn specified")
    number = request.parameters.get("PhoneNumber")
    if number is not None and not _PHONE.fullmatch(str(number)):
        return invalid(f"PhoneNumber Reason: {number} is not valid to publish to")
    return invalid("Subject") if request.parameters.get("Subject") == "" else None


@guard("sns", "PublishBatch", phase=Phase.SHAPE, source=_API + "API_PublishBatch.html")
def batch_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A batch has ten messages at most, 256 KB together; ids of letters, digits, hyphens and underscores differ."""
    entries = list(_messages(request))
    ids = [str(entry.get("Id", "")) for entry in entries]
    if len(entries) > 10:
        message = "The batch request contains more entries than permissible."
        return Refusal("TooManyEntriesInBatchRequest", message, 400)
    if len(set(ids)) < len(ids):
        message = "Two or more batch entries in the request have the same Id."
        return Refusal("BatchEntryIdsNotDistinct", message, 400)
    if sum(map(_size, entries)) > _LONGEST:
        message = "The length of all the messages put together is more than the limit."
        return Refusal("BatchRequestTooLong", message, 400)
    for entry_id in ids:
        start = "The Id of a batch entry in the batch request"
        if len(entry_id) > 80:
            return Refusal("InvalidBatchEntryId", f"{start} is too long: {entry_id}", 400)
        if not _ENTRY_ID.fullmatch(entry_id):
            return Refusal("InvalidBatchEntryId", f"{start} contains an impermissible character: {entry_id}", 400)
    return None


@guard("sns", "Publish", "PublishBatch", phase=Phase.SHAPE, source=_API + "API_Publish.html")
def json_message_has_a_default(request: AwsRequest, _: State) -> Refusal | None:
    """A message of MessageStructure `json` is an object with a text under `default`."""
    for message in _messages(request):
        if message.get("MessageStructure") != "json":
            continue
        try:
            value = json.loads(str(message.get("Message", "")))
        except ValueError:
            return invalid("Message Structure - JSON message body failed to parse")
        if not isinstance(value, dict) or not isinstance(value.get("default"), str):
            return invalid("Message Structure - No default entry in JSON message body")
    return None


@guard("sns", "Publish", "PublishBatch", phase=Phase.SHAPE, source=_ATTRIBUTES)
def message_attributes_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """Attributes have names of letters, digits, hyphens, underscores and single dots, and types that exist, with their
    values."""
    for message in _messages(request):
        for name, value in (message.get("MessageAttributes") or {}).items():
            fault = _name_fault(str(name)) or _value_fault(str(name), value)
            if fault:
                return Refusal("ParameterValueInvalid", fault, 400)
    return None


@guard("sns", "Publish", "PublishBatch", phase=Phase.COMBINATION, source=_FIFO)
def fifo_message_has_group_and_deduplication(request: AwsRequest, state: State) -> Refusal | None:
    """A message to a FIFO topic has a group and a deduplication id; for other topics only the latter is refused."""
    topic = Topics(state.account_id, request.region).topic(str(request.parameters.get("TopicArn")))
    if topic is None:
        return None
    for message in _messages(request):
        if not is_true(topic.fifo_topic):
            if message.get("MessageDeduplicationId"):
                return invalid(
                    "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not "
                    "valid for this topic type"
                )
        elif not message.get("MessageGroupId"):
            return invalid("The MessageGroupId parameter is required for FIFO topics")
        elif not is_true(topic.content_based_deduplication) and not message.get("MessageDeduplicationId"):
            return invalid(
                "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
                "explicitly"
            )
    return None


def _messages(request: AwsRequest) -> Iterator[Structure]:
    if request.operation == "Publish":
        yield request.parameters
    else:
        yield from request.parameters.get("PublishBatchRequestEntries") or ()


def _size(message: Structure) -> int:
    size = len(str(message.get("Message", "")).encode())
    for name, value in (message.get("MessageAttributes") or {}).items():
        size += len(str(name)) + len(str(value.get("DataType", "")))
        size += len(str(value.get("StringValue") or "").encode()) + len(value.get("BinaryValue") or b"")
    return size


def _name_fault(name: str) -> str:
    if len(name) > 256:
        return "Length of message attribute name must be less than 256 bytes."
    character = re.search(r"[^A-Za-z0-9_.-]", name)
    if character:
        return (
            f"Invalid non-alphanumeric character '#x{ord(character[0]):X}' was found in the message attribute name. "
            "Can only include alphanumeric characters, hyphens, underscores, or dots."
        )
    for place, has_dot in (("starting", name.startswith(".")), ("ending", name.endswith("."))):
        if has_dot:
            return f"Invalid message attribute name {place} with character '.' was found."
    return "Message attribute name can not have successive '.' character." if ".." in name else ""


def _value_fault(name: str, value: Structure) -> str:
    kind = str(value.get("DataType") or "").split(".")[0]
    if kind not in ("Binary", "Number", "String"):
        return (
            f"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes "
            "is Binary, Number, and String."
        )
    field, other_field = ("Binary", "String") if kind == "Binary" else ("String", "Binary")
    if value.get(f"{field}Value"):
        return ""
    if value.get(f"{other_field}Value"):
        return f"The message attribute '{name}' with type '{kind}' must use field '{field}'."
    return (
        f"The message attribute '{name}' must contain non-empty message attribute value for message attribute type "
        f"'{kind}'."
    )
