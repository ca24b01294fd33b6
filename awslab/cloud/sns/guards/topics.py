"""What SNS refuses about topics. The texts were recorded from the real service (sns/test_sns.snapshot.json)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/sns/latest/api/"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ON_A_TOPIC = (
    *("Publish", "PublishBatch", "Subscribe", "GetTopicAttributes", "SetTopicAttributes", "DeleteTopic"),
    *("ListSubscriptionsByTopic", "AddPermission", "RemovePermission"),
)
_ACTIONS = frozenset(
    {
        *("GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic", "Subscribe"),
        *("ListSubscriptionsByTopic", "Publish", "Receive"),
    }
)
_FORGIVEN = ("DeleteTopic",)
"""These succeed for a topic that is not there."""


@guard("sns", *_ON_A_TOPIC, source=_API + "API_Publish.html")
def topic_arn_is_one(request: AwsRequest, state: State) -> Refusal | None:
    """An ARN of this region, and of a topic that is there."""
    arn = request.parameters.get("TopicArn")
    if arn is None:
        return None
    short = too_short("TopicArn", str(arn))
    if short is not None:
        return short
    if str(arn).split(":")[3] != request.region:
        return invalid("TopicArn")
    topics = state.backend("sns", request.region).topics
    if arn in topics or request.operation in _FORGIVEN:
        return None
    return Refusal("NotFound", "Topic does not exist", 404)


@guard("sns", "CreateTopic", source=_API + "API_CreateTopic.html")
def topic_name_is_one(request: AwsRequest, _: State) -> Refusal | None:
    """1 to 256 letters, digits, hyphens and underscores; FIFO topics, and no others, end in `.fifo`."""
    name = str(request.parameters.get("Name", ""))
    ordered = str((request.parameters.get("Attributes") or {}).get("FifoTopic", "")).lower() == "true"
    if name.endswith(".fifo") != ordered or not _NAME.fullmatch(name.removesuffix(".fifo")) or len(name) > 256:
        return invalid("Topic Name")
    return None


@guard("sns", "CreateTopic", source=_API + "API_CreateTopic.html")
def a_topic_is_made_again_with_the_same_attributes(request: AwsRequest, state: State) -> Refusal | None:
    """And with tags that it has; keys of tags differ."""
    given: Mapping[str, Any] = request.parameters
    tags = [(str(tag.get("Key")), tag.get("Value")) for tag in given.get("Tags") or ()]
    if len({key for key, _ in tags}) < len(tags):
        return invalid("Duplicated keys are not allowed.")
    arn = f"arn:aws:sns:{request.region}:{state.account_id}:{given.get('Name')}"
    topic = state.backend("sns", request.region).topics.get(arn)
    if topic is None:
        return None
    if any(topic._tags.get(key) != value for key, value in tags):
        return invalid("Tags Reason: Topic already exists with different tags")
    known = _attributes(topic)
    if any(known.get(name, str(value)) != str(value) for name, value in (given.get("Attributes") or {}).items()):
        return invalid("Attributes Reason: Topic already exists with different attributes")
    return None


@guard("sns", "TagResource", source=_API + "API_TagResource.html")
def keys_of_tags_differ(request: AwsRequest, _: State) -> Refusal | None:
    """Each key once."""
    keys = [str(tag.get("Key")) for tag in request.parameters.get("Tags") or ()]
    return invalid("Duplicated keys are not allowed.") if len(set(keys)) < len(keys) else None


@guard("sns", "SetTopicAttributes", source=_API + "API_SetTopicAttributes.html")
def a_topic_keeps_its_type(request: AwsRequest, _: State) -> Refusal | None:
    """FifoTopic is set at creation only."""
    return invalid("AttributeName") if request.parameters.get("AttributeName") == "FifoTopic" else None


@guard("sns", "AddPermission", source=_API + "API_AddPermission.html")
def statement_is_new_and_about_topics(request: AwsRequest, state: State) -> Refusal | None:
    """The label is not taken, and the actions are those of topics."""
    topic = state.backend("sns", request.region).topics.get(str(request.parameters.get("TopicArn")))
    label = request.parameters.get("Label")
    if topic is not None and any(each.get("Sid") == label for each in topic._policy_json.get("Statement", ())):
        return invalid("Statement already exists")
    if set(request.parameters.get("ActionName") or ()) <= _ACTIONS:
        return None
    return invalid("Policy statement action out of service scope!")


def invalid(reason: str) -> Refusal:
    """InvalidParameter, in SNS's words."""
    return Refusal("InvalidParameter", f"Invalid parameter: {reason}", 400)


def too_short(name: str, arn: str) -> Refusal | None:
    """An ARN has six parts."""
    parts = len(arn.split(":"))
    return None if parts >= 6 else invalid(f"{name} Reason: An ARN must have at least 6 elements, not {parts}")


def is_true(value: Any) -> bool:
    """Of an attribute, which moto keeps as a text or as itself."""
    return str(value).lower() == "true"


def _attributes(topic: Any) -> dict[str, str]:
    """What moto keeps of a topic and can be compared; what it does not keep is taken to be the same."""
    return {
        "ContentBasedDeduplication": str(is_true(topic.content_based_deduplication)).lower(),
        "DisplayName": str(topic.display_name or ""),
        "FifoTopic": str(is_true(topic.fifo_topic)).lower(),
        "KmsMasterKeyId": str(topic.kms_master_key_id or ""),
    }
