"""What SNS refuses about topics. The texts were recorded from the real service (sns/test_sns.snapshot.json)."""

from __future__ import annotations

import json
import re

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.sns.moto_topics import Topic, Topics, is_true
from awslab.cloud.sns.refusals import invalid

_API = "https://docs.aws.amazon.com/sns/latest/api/"
_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}")
_ACTIONS = frozenset(
    {
        *("GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission", "DeleteTopic", "Subscribe"),
        *("ListSubscriptionsByTopic", "Publish", "Receive"),
    }
)


@guard("sns", "CreateTopic", phase=Phase.SHAPE, source=_API + "API_CreateTopic.html")
def topic_name_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A topic's name has 1 to 256 letters, digits, hyphens and underscores; only FIFO topics end in `.fifo`."""
    name = str(request.parameters.get("Name", ""))
    is_fifo = str((request.parameters.get("Attributes") or {}).get("FifoTopic", "")).lower() == "true"
    if name.endswith(".fifo") != is_fifo or not _NAME.fullmatch(name.removesuffix(".fifo")) or len(name) > 256:
        return invalid("Topic Name")
    return None


@guard("sns", "CreateTopic", phase=Phase.STATE, source=_API + "API_CreateTopic.html")
def existing_topic_has_same_attributes(request: AwsRequest, state: State) -> Refusal | None:
    """A topic that is created again has the same attributes and the tags of the call; keys of tags differ."""
    parameters: Structure = request.parameters
    tags = [(str(tag.get("Key")), tag.get("Value")) for tag in parameters.get("Tags") or ()]
    if len({key for key, _ in tags}) < len(tags):
        return invalid("Duplicated keys are not allowed.")
    arn = f"arn:aws:sns:{request.region}:{state.account_id}:{parameters.get('Name')}"
    topics = Topics(state.account_id, request.region)
    topic = topics.topic(arn)
    if topic is None:
        return None
    existing_tags = topics.tags(topic)
    if any(existing_tags.get(key) != value for key, value in tags):
        return invalid("Tags Reason: Topic already exists with different tags")
    attributes = _attributes(topic)
    requested_attributes = parameters.get("Attributes") or {}
    if any(attributes.get(name, str(value)) != str(value) for name, value in requested_attributes.items()):
        return invalid("Attributes Reason: Topic already exists with different attributes")
    return None


@guard("sns", "TagResource", phase=Phase.SHAPE, source=_API + "API_TagResource.html")
def tag_keys_differ(request: AwsRequest, _: State) -> Refusal | None:
    """A call has each key of a tag once."""
    keys = [str(tag.get("Key")) for tag in request.parameters.get("Tags") or ()]
    return invalid("Duplicated keys are not allowed.") if len(set(keys)) < len(keys) else None


@guard("sns", "SetTopicAttributes", phase=Phase.STATE, source=_API + "API_SetTopicAttributes.html")
def topic_keeps_its_type(request: AwsRequest, _: State) -> Refusal | None:
    """FifoTopic is set at creation only."""
    return invalid("AttributeName") if request.parameters.get("AttributeName") == "FifoTopic" else None


@guard("sns", "AddPermission", phase=Phase.STATE, source=_API + "API_AddPermission.html")
def permission_is_new_and_about_topics(request: AwsRequest, state: State) -> Refusal | None:
    """The label is not taken, and the actions are those of topics."""
    topic = Topics(state.account_id, request.region).topic(str(request.parameters.get("TopicArn")))
    label = request.parameters.get("Label")
    statements = [] if topic is None else json.loads(topic.policy).get("Statement", ())
    if any(statement.get("Sid") == label for statement in statements):
        return invalid("Statement already exists")
    if set(request.parameters.get("ActionName") or ()) <= _ACTIONS:
        return None
    return invalid("Policy statement action out of service scope!")


def _attributes(topic: Topic) -> dict[str, str]:
    """Return what moto keeps of a topic and can be compared; what it does not keep is taken to be the same."""
    return {
        "ContentBasedDeduplication": str(is_true(topic.content_based_deduplication)).lower(),
        "DisplayName": str(topic.display_name or ""),
        "FifoTopic": str(is_true(topic.fifo_topic)).lower(),
        "KmsMasterKeyId": str(topic.kms_master_key_id or ""),
    }
