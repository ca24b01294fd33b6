"""What SNS refuses to publish. The texts were recorded from the real service (sns/test_sns.snapshot.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.sns.guards.topics import invalid, is_true

_API = "https://docs.aws.amazon.com/sns/latest/api/"
_ATTRIBUTES = "https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html"
_LONGEST = 262_144
_PHONE = re.compile(r"\+?\d{1,20}")
_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]*")
_FIFO = "https://docs.aws.amazon.com/sns/latest/dg/fifo-topic-message-dedup.html"


@guard("sns", "Publish", source=_API + "API_Publish.html")
def message_fits(request: AwsRequest, _: State) -> Refusal | None:
    """Something, and 256 KB at most, attributes included."""
    if not request.parameters.get("Message"):
        return invalid("Empty message")
    return invalid("Message too long") if _size(request.parameters) > _LONGEST else None


@guard("sns", "Publish", source=_API + "API_Publish.html")
def target_is_one(request: AwsRequest, state: State) -> Refusal | None:
    """A topic, a device that is known, or a telephone number of E.164's form; a subject that is not empty.

    The words for none of them are from memory.
    """
    if not any(request.parameters.get(name) for name in ("TopicArn", "TargetArn", "PhoneNumber")):
        return invalid("TopicArn or TargetArn Reason: no value for required parameter")
    target = str(request.parameters.get("TargetArn") or "")
    if ":endpoint/" in target and target not in state.backend("sns", request.region).platform_endpoints:
        return invalid("TargetArn Reason: No endpoint found for the target arn specified")
    number = request.parameters.get("PhoneNumber")
    if number is not None and not _PHONE.fullmatch(str(number)):
        return invalid(f"PhoneNumber Reason: {number} is not valid to publish to")
    return invalid("Subject") if request.parameters.get("Subject") == "" else None


@guard("sns", "PublishBatch", source=_API + "API_PublishBatch.html")
def batch_is_sound(request: AwsRequest, _: State) -> Refusal | None:
    """Ten messages at most, 256 KB together, with ids of letters, digits, hyphens and underscores that differ."""
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
    for each in ids:
        start = "The Id of a batch entry in the batch request"
        if len(each) > 80:
            return Refusal("InvalidBatchEntryId", f"{start} is too long: {each}", 400)
        if not _ENTRY_ID.fullmatch(each):
            return Refusal("InvalidBatchEntryId", f"{start} contains an impermissible character: {each}", 400)
    return None


@guard("sns", "Publish", "PublishBatch", source=_API + "API_Publish.html")
def structured_messages_are_json_with_a_default(request: AwsRequest, _: State) -> Refusal | None:
    """MessageStructure `json`: an object with a text under `default`."""
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


@guard("sns", "Publish", "PublishBatch", source=_ATTRIBUTES)
def attributes_are_sound(request: AwsRequest, _: State) -> Refusal | None:
    """Names of letters, digits, hyphens, underscores and single dots; types that there are, with their values."""
    for message in _messages(request):
        for name, value in (message.get("MessageAttributes") or {}).items():
            fault = _name_fault(str(name)) or _value_fault(str(name), value)
            if fault:
                return Refusal("ParameterValueInvalid", fault, 400)
    return None


@guard("sns", "Publish", "PublishBatch", source=_FIFO)
def fifo_topics_get_groups_and_deduplication(request: AwsRequest, state: State) -> Refusal | None:
    """Of other topics only the deduplication is refused."""
    topic = state.backend("sns", request.region).topics.get(str(request.parameters.get("TopicArn")))
    for message in _messages(request) if topic is not None else ():
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


def _messages(request: AwsRequest) -> Iterator[Mapping[str, Any]]:
    if request.operation == "Publish":
        yield request.parameters
    else:
        yield from request.parameters.get("PublishBatchRequestEntries") or ()


def _size(message: Mapping[str, Any]) -> int:
    size = len(str(message.get("Message", "")).encode())
    for name, value in (message.get("MessageAttributes") or {}).items():
        size += len(str(name)) + len(str(value.get("DataType", "")))
        size += len(str(value.get("StringValue") or "").encode()) + len(value.get("BinaryValue") or b"")
    return size


def _name_fault(name: str) -> str:
    if len(name) > 256:
        return "Length of message attribute name must be less than 256 bytes."
    odd = re.search(r"[^A-Za-z0-9_.-]", name)
    if odd:
        return (
            f"Invalid non-alphanumeric character '#x{ord(odd[0]):X}' was found in the message attribute name. Can only "
            "include alphanumeric characters, hyphens, underscores, or dots."
        )
    for place, found in (("starting", name.startswith(".")), ("ending", name.endswith("."))):
        if found:
            return f"Invalid message attribute name {place} with character '.' was found."
    return "Message attribute name can not have successive '.' character." if ".." in name else ""


def _value_fault(name: str, value: Mapping[str, Any]) -> str:
    kind = str(value.get("DataType") or "").split(".")[0]
    if kind not in ("Binary", "Number", "String"):
        return (
            f"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes "
            "is Binary, Number, and String."
        )
    wanted, other = ("Binary", "String") if kind == "Binary" else ("String", "Binary")
    if value.get(f"{wanted}Value"):
        return ""
    if value.get(f"{other}Value"):
        return f"The message attribute '{name}' with type '{kind}' must use field '{wanted}'."
    return (
        f"The message attribute '{name}' must contain non-empty message attribute value for message attribute type "
        f"'{kind}'."
    )
