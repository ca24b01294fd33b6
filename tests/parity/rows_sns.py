"""SNS: error answers recorded from the real service."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.cloud.iam.people import ACCOUNT
from tests.parity.recorded import Calls, recorded
from tests.parity.rows import Aws
from tests.parity.rows_sns_filters import change

_SNS = "sns/test_sns"
_NOT_FOUND = ("NotFound", "Topic does not exist", 404)
_NO_SUBSCRIPTION = ("NotFound", "Subscription does not exist", 404)
_ABSENT = f"arn:aws:sns:us-east-1:{ACCOUNT}:absent"
_ELSEWHERE = f"arn:aws:sns:us-west-2:{ACCOUNT}:t"


def invalid(reason: str) -> tuple[str, str, int]:
    """InvalidParameter for this reason."""
    return "InvalidParameter", f"Invalid parameter: {reason}", 400


def topic(aws: Aws, name: str = "t", **attributes: str) -> str:
    """The ARN of a new topic."""
    if name.endswith(".fifo"):
        attributes = {"FifoTopic": "true", **attributes}
    return str(aws.sns.create_topic(Name=name, Attributes=attributes)["TopicArn"])


def queue_arn(aws: Aws, name: str = "q") -> str:
    """The ARN of a new queue."""
    aws.sqs.create_queue(QueueName=name, Attributes={"FifoQueue": "true"} if name.endswith(".fifo") else {})
    return f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"


def entries(number: int, **more: Any) -> list[dict[str, Any]]:
    """So many messages of a batch."""
    return [{"Id": str(each), "Message": "x", **more} for each in range(number)]


# --- topics -----------------------------------------------------------------------------------------------------------

_NAMES = {
    "name-too-short": "",
    "name-too-long": "a" * 257,
    "name-contains-fifo": "test.fifo",
    **{f"name-invalid-char-{index}": f"bad{letter}name" for index, letter in enumerate(":;!@|^% ")},
}


@recorded(
    _SNS,
    "test_create_topic_name_constraints",
    {step: invalid("Topic Name") for step in (*_NAMES, "fifo-name-not-contains-fifo")},
)
def names_that_are_none(aws: Aws) -> Calls:
    create = aws.sns.create_topic
    return {
        **{step: partial(create, Name=name) for step, name in _NAMES.items()},
        "fifo-name-not-contains-fifo": lambda: create(Name="test", Attributes={"FifoTopic": "true"}),
    }


_DIFFERENT = invalid("Attributes Reason: Topic already exists with different attributes")


@recorded(
    _SNS,
    "test_create_topic_different_attrs",
    {
        "create-topic-diff-attrs": _DIFFERENT,
        "create-topic-new-attrs": _DIFFERENT,
        "create-topic-new-attrs-fifo": invalid("Topic Name"),
    },
)
def the_same_topic_otherwise(aws: Aws) -> Calls:
    topic(aws, DisplayName="one")
    return {
        "create-topic-diff-attrs": lambda: topic(aws, DisplayName="two"),
        "create-topic-new-attrs": lambda: topic(aws, KmsMasterKeyId="alias/aws/sns"),
        "create-topic-new-attrs-fifo": lambda: topic(aws, FifoTopic="true"),
    }


@recorded(
    _SNS,
    "test_create_duplicate_topic_with_more_tags",
    {"exception-duplicate": invalid("Tags Reason: Topic already exists with different tags")},
)
def the_same_topic_with_tags(aws: Aws) -> Calls:
    topic(aws)
    tags = [{"Key": "a", "Value": "b"}]
    return {"exception-duplicate": lambda: aws.sns.create_topic(Name="t", Tags=tags)}


@recorded(_SNS, "test_tags", {"duplicate-key-error": invalid("Duplicated keys are not allowed.")})
def a_tag_twice(aws: Aws) -> Calls:
    tags = [{"Key": "a", "Value": "b"}, {"Key": "a", "Value": "c"}]
    return {"duplicate-key-error": lambda: aws.sns.tag_resource(ResourceArn=topic(aws), Tags=tags)}


@recorded(
    _SNS,
    "test_create_topic_with_attributes",
    {
        "get-attrs-nonexistent-topic": _NOT_FOUND,
        "get-attrs-malformed-topic": invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"),
    },
)
def attributes_of_no_topic(aws: Aws) -> Calls:
    get = aws.sns.get_topic_attributes
    return {
        "get-attrs-nonexistent-topic": lambda: get(TopicArn=_ABSENT),
        "get-attrs-malformed-topic": lambda: get(TopicArn="topic"),
    }


@recorded(_SNS, "test_create_topic_test_arn", {"topic-not-exists": _NOT_FOUND})
def a_topic_that_was_deleted(aws: Aws) -> Calls:
    arn = topic(aws)
    aws.sns.delete_topic(TopicArn=arn)
    return {"topic-not-exists": lambda: aws.sns.get_topic_attributes(TopicArn=arn)}


@recorded(
    _SNS,
    "test_topic_get_attributes_with_fifo_false",
    {"set-fifo-false-after-creation": invalid("AttributeName")},
)
def another_kind_of_topic(aws: Aws) -> Calls:
    arn = topic(aws, "t.fifo")
    change_topic = aws.sns.set_topic_attributes
    return {
        "set-fifo-false-after-creation": lambda: change_topic(
            TopicArn=arn, AttributeName="FifoTopic", AttributeValue="false"
        )
    }


@recorded(
    _SNS,
    "test_cross_region_access",
    {
        step: invalid("TopicArn")
        for step in (
            *("cross-region-publish-forbidden", "cross-region-subscribe", "delete-topic", "get-topic-attrs"),
            *("list-subs", "set-topic-attrs"),
        )
    },
)
def a_topic_of_another_region(aws: Aws) -> Calls:
    sns, arn = aws.sns, _ELSEWHERE
    return {
        "cross-region-publish-forbidden": lambda: sns.publish(TopicArn=arn, Message="x"),
        "cross-region-subscribe": lambda: sns.subscribe(TopicArn=arn, Protocol="sms", Endpoint="+123123123"),
        "delete-topic": lambda: sns.delete_topic(TopicArn=arn),
        "get-topic-attrs": lambda: sns.get_topic_attributes(TopicArn=arn),
        "list-subs": lambda: sns.list_subscriptions_by_topic(TopicArn=arn),
        "set-topic-attrs": lambda: sns.set_topic_attributes(
            TopicArn=arn, AttributeName="DisplayName", AttributeValue="x"
        ),
    }


@recorded(
    _SNS,
    "test_topic_publish_another_region",
    {"error": invalid("TopicArn"), "error-batch": invalid("TopicArn")},
)
def publishing_in_another_region(aws: Aws) -> Calls:
    return {
        "error": lambda: aws.sns.publish(TopicArn=_ELSEWHERE, Message="x"),
        "error-batch": lambda: aws.sns.publish_batch(TopicArn=_ELSEWHERE, PublishBatchRequestEntries=entries(1)),
    }


@recorded(
    _SNS,
    "test_add_permission_errors",
    {
        "duplicate-label": invalid("Statement already exists"),
        "topic-not-found": _NOT_FOUND,
        "invalid-action": invalid("Policy statement action out of service scope!"),
    },
)
def permissions_that_are_none(aws: Aws) -> Calls:
    arn = topic(aws)
    add = partial(aws.sns.add_permission, AWSAccountId=[ACCOUNT])
    add(TopicArn=arn, Label="test", ActionName=["Publish"])
    return {
        "duplicate-label": lambda: add(TopicArn=arn, Label="test", ActionName=["AddPermission"]),
        "topic-not-found": lambda: add(TopicArn=_ABSENT, Label="more", ActionName=["AddPermission"]),
        "invalid-action": lambda: add(TopicArn=arn, Label="more", ActionName=["InvalidAction"]),
    }


@recorded(_SNS, "test_remove_permission_errors", {"topic-not-found": _NOT_FOUND})
def a_permission_of_no_topic(aws: Aws) -> Calls:
    return {"topic-not-found": lambda: aws.sns.remove_permission(TopicArn=_ABSENT, Label="test")}


# --- messages ---------------------------------------------------------------------------------------------------------


@recorded(_SNS, "test_unknown_topic_publish", {"error": _NOT_FOUND})
def a_message_to_no_topic(aws: Aws) -> Calls:
    return {"error": lambda: aws.sns.publish(TopicArn=_ABSENT, Message="x")}


@recorded(
    _SNS,
    "test_publish_wrong_arn_format",
    {
        "invalid-topic-arn": invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"),
        "invalid-topic-arn-1": invalid("TopicArn Reason: An ARN must have at least 6 elements, not 2"),
        "empty-topic": invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"),
    },
)
def topics_that_are_no_arn(aws: Aws) -> Calls:
    publish = partial(aws.sns.publish, Message="x")
    return {
        "invalid-topic-arn": lambda: publish(TopicArn="randomstring"),
        "invalid-topic-arn-1": lambda: publish(TopicArn="randomstring:1"),
        "empty-topic": lambda: publish(TopicArn=""),
    }


@recorded(
    _SNS,
    "test_publish_non_existent_target",
    {"non-existent-endpoint": invalid("TargetArn Reason: No endpoint found for the target arn specified")},
)
def a_target_that_is_not_there(aws: Aws) -> Calls:
    arn = f"arn:aws:sns:us-east-1:{ACCOUNT}:endpoint/APNS/abcdef/0f7d5971-aa8b-4bd5-b585-0826e9f93a66"
    return {"non-existent-endpoint": lambda: aws.sns.publish(TargetArn=arn, Message="x")}


@recorded(_SNS, "test_publish_with_empty_subject", {"response-with-empty-subject": invalid("Subject")})
def an_empty_subject(aws: Aws) -> Calls:
    return {"response-with-empty-subject": lambda: aws.sns.publish(TopicArn=topic(aws), Subject="", Message="x")}


@recorded(_SNS, "test_empty_sns_message", {"empty-msg-error": invalid("Empty message")})
def an_empty_message(aws: Aws) -> Calls:
    return {"empty-msg-error": lambda: aws.sns.publish(TopicArn=topic(aws), Message="")}


_TEXT = {"a": {"DataType": "String", "StringValue": "x" * 10}}


@recorded(
    _SNS,
    "test_publish_too_long_message",
    {"error": invalid("Message too long"), "error-with-attrs": invalid("Message too long")},
)
def a_message_that_is_too_long(aws: Aws) -> Calls:
    publish = partial(aws.sns.publish, TopicArn=topic(aws))
    return {
        "error": lambda: publish(Message="x" * 262_145),
        "error-with-attrs": lambda: publish(Message="x" * 262_144, MessageAttributes=_TEXT),
    }


_NO_DEFAULT = invalid("Message Structure - No default entry in JSON message body")


@recorded(
    _SNS,
    "test_message_structure_json_exc",
    {
        "missing-default-key": _NO_DEFAULT,
        "invalid-json": invalid("Message Structure - JSON message body failed to parse"),
        "key-is-not-string": _NO_DEFAULT,
    },
)
def structures_that_are_none(aws: Aws) -> Calls:
    publish = partial(aws.sns.publish, TopicArn=topic(aws), MessageStructure="json")
    return {
        "missing-default-key": lambda: publish(Message='{"sqs": "x"}'),
        "invalid-json": lambda: publish(Message='{"default": "x"'),
        "key-is-not-string": lambda: publish(Message='{"default": {"object": "x"}}'),
    }


@recorded(
    _SNS,
    "test_publish_wrong_phone_format",
    {
        "invalid-number": invalid("PhoneNumber Reason: +1a234 is not valid to publish to"),
        "wrong-format": invalid("PhoneNumber Reason: NAA+15551234567 is not valid to publish to"),
        "wrong-endpoint": ("InvalidParameter", "Invalid SMS endpoint: NAA+15551234567", 400),
    },
)
def numbers_that_are_none(aws: Aws) -> Calls:
    arn = topic(aws)
    return {
        "invalid-number": lambda: aws.sns.publish(PhoneNumber="+1a234", Message="x"),
        "wrong-format": lambda: aws.sns.publish(PhoneNumber="NAA+15551234567", Message="x"),
        "wrong-endpoint": lambda: aws.sns.subscribe(TopicArn=arn, Protocol="sms", Endpoint="NAA+15551234567"),
    }


_EMPTY = "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type"
_TYPE = (
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is "
    "Binary, Number, and String."
)
_LETTER = (
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric "
    "characters, hyphens, underscores, or dots."
)
_PLAIN = {"DataType": "String", "StringValue": "123"}
_ATTRIBUTES: dict[str, tuple[dict[str, Any], str]] = {
    "missing_string_attr": ({"attr1": {"DataType": "String", "StringValue": ""}}, f"{_EMPTY} 'String'."),
    "fully_missing_string_attr": ({"attr1": {"DataType": "String"}}, f"{_EMPTY} 'String'."),
    "missing_binary_attr": ({"attr1": {"DataType": "Binary", "BinaryValue": b""}}, f"{_EMPTY} 'Binary'."),
    "str_attr_binary_value": (
        {"attr1": {"DataType": "String", "BinaryValue": b"123"}},
        "The message attribute 'attr1' with type 'String' must use field 'String'.",
    ),
    "int_attr_binary_value": (
        {"attr1": {"DataType": "Number", "BinaryValue": b"123"}},
        "The message attribute 'attr1' with type 'Number' must use field 'String'.",
    ),
    "binary_attr_string_value": (
        {"attr1": {"DataType": "Binary", "StringValue": "123"}},
        "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
    ),
    "invalid_attr_string_value": ({"attr1": {"DataType": "InvalidType", "StringValue": "123"}}, _TYPE),
    "too_long_name": ({"a" * 257: _PLAIN}, "Length of message attribute name must be less than 256 bytes."),
    "invalid_name": ({"a^*?": _PLAIN}, _LETTER),
    "invalid_name_2": ({".abc": _PLAIN}, "Invalid message attribute name starting with character '.' was found."),
    "invalid_name_3": ({"abc.": _PLAIN}, "Invalid message attribute name ending with character '.' was found."),
    "invalid_name_4": ({"a..bc": _PLAIN}, "Message attribute name can not have successive '.' character."),
}


@recorded(
    _SNS,
    "test_empty_or_wrong_message_attributes",
    {
        f"{start}{step}": ("ParameterValueInvalid", said, 400)
        for step, (_, said) in _ATTRIBUTES.items()
        for start in ("", "batch-")
    },
)
def attributes_that_are_none(aws: Aws) -> Calls:
    arn = topic(aws)
    publish = partial(aws.sns.publish, TopicArn=arn, Message="x")
    batch = partial(aws.sns.publish_batch, TopicArn=arn)
    return {
        **{step: partial(publish, MessageAttributes=given) for step, (given, _) in _ATTRIBUTES.items()},
        **{
            f"batch-{step}": partial(batch, PublishBatchRequestEntries=entries(1, MessageAttributes=given))
            for step, (given, _) in _ATTRIBUTES.items()
        },
    }


@recorded(
    _SNS,
    "test_message_attributes_prefixes",
    {
        "publish-error": ("ParameterValueInvalid", _TYPE, 400),
        "publish-error-2": ("ParameterValueInvalid", _TYPE, 400),
    },
)
def types_that_only_begin_well(aws: Aws) -> Calls:
    publish = partial(aws.sns.publish, TopicArn=topic(aws), Message="x")
    return {
        step: partial(publish, MessageAttributes={"attr1": {"DataType": kind, "StringValue": "x"}})
        for step, kind in (("publish-error", "Stringprefixed"), ("publish-error-2", "Stringprefixed.custom"))
    }


_GROUP = invalid("The MessageGroupId parameter is required for FIFO topics")
_DEDUPLICATION = invalid(
    "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly"
)


@recorded(
    _SNS,
    "test_publish_batch_exceptions",
    {
        "no-group-id": _GROUP,
        "too-many-msg": (
            "TooManyEntriesInBatchRequest",
            "The batch request contains more entries than permissible.",
            400,
        ),
        "same-msg-id": (
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id.",
            400,
        ),
        "no-dedup-id": _DEDUPLICATION,
        "no-default-key-json": _NO_DEFAULT,
    },
)
def batches_that_are_none(aws: Aws) -> Calls:
    batch = partial(aws.sns.publish_batch, TopicArn=topic(aws, "t.fifo"))
    return {
        "no-group-id": lambda: batch(PublishBatchRequestEntries=entries(1)),
        "too-many-msg": lambda: batch(PublishBatchRequestEntries=entries(11)),
        "same-msg-id": lambda: batch(PublishBatchRequestEntries=[*entries(1), *entries(1)]),
        "no-dedup-id": lambda: batch(PublishBatchRequestEntries=entries(1, MessageGroupId="1")),
        "no-default-key-json": lambda: aws.sns.publish_batch(
            TopicArn=topic(aws),
            PublishBatchRequestEntries=[{"Id": "1", "Message": '{"sqs": "x"}', "MessageStructure": "json"}],
        ),
    }


_IDS = {
    "invalid-char-dot": ("message.id", "contains an impermissible character"),
    "invalid-char-special": ("msg@123#test", "contains an impermissible character"),
    "id-too-long-81": ("a" * 81, "is too long"),
}


@recorded(
    _SNS,
    "test_publish_batch_invalid_entry_id",
    {
        step: ("InvalidBatchEntryId", f"The Id of a batch entry in the batch request {wrong}: {identity}", 400)
        for step, (identity, wrong) in _IDS.items()
    },
)
def ids_that_are_none(aws: Aws) -> Calls:
    batch = partial(aws.sns.publish_batch, TopicArn=topic(aws))
    return {
        step: partial(batch, PublishBatchRequestEntries=[{"Id": identity, "Message": "x"}])
        for step, (identity, _) in _IDS.items()
    }


@recorded(_SNS, "test_publish_batch_messages_without_topic", {"publish-batch-no-topic": _NOT_FOUND})
def a_batch_for_no_topic(aws: Aws) -> Calls:
    publish = aws.sns.publish_batch
    return {"publish-batch-no-topic": lambda: publish(TopicArn=_ABSENT, PublishBatchRequestEntries=entries(1))}


_TOO_LONG = ("BatchRequestTooLong", "The length of all the messages put together is more than the limit.", 400)


@recorded(_SNS, "test_publish_batch_too_long_message", {"error-no-attrs": _TOO_LONG, "error-with-attrs": _TOO_LONG})
def a_batch_that_is_too_long(aws: Aws) -> Calls:
    batch = partial(aws.sns.publish_batch, TopicArn=topic(aws))
    half = "x" * 131_072
    two = [{"Id": "1", "Message": half}, {"Id": "2", "Message": half + "x"}]
    with_attributes = [{"Id": "1", "Message": half, "MessageAttributes": _TEXT}, {"Id": "2", "Message": half}]
    return {
        "error-no-attrs": lambda: batch(PublishBatchRequestEntries=two),
        "error-with-attrs": lambda: batch(PublishBatchRequestEntries=with_attributes),
    }


@recorded(
    _SNS,
    "test_validations_for_fifo",
    {
        "not-fifo-topic": invalid(
            "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics"
        ),
        "no-msg-group-id": _GROUP,
        "no-dedup-policy": _DEDUPLICATION,
        "no-msg-dedup-regular-topic": invalid(
            "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid "
            "for this topic type"
        ),
    },
)
def fifo_topics(aws: Aws) -> Calls:
    ordered, standard, queue = topic(aws, "t.fifo"), topic(aws), queue_arn(aws, "q.fifo")
    publish = partial(aws.sns.publish, Message="x")
    return {
        "not-fifo-topic": lambda: aws.sns.subscribe(TopicArn=standard, Protocol="sqs", Endpoint=queue),
        "no-msg-group-id": lambda: publish(TopicArn=ordered),
        "no-dedup-policy": lambda: publish(TopicArn=ordered, MessageGroupId="1"),
        "no-msg-dedup-regular-topic": lambda: publish(TopicArn=standard, MessageDeduplicationId="1"),
    }


# --- subscriptions ----------------------------------------------------------------------------------------------------


@recorded(
    _SNS,
    "test_subscribe_with_invalid_topic",
    {
        "invalid-subscribe-arn-1": invalid("TopicArn Reason: An ARN must have at least 6 elements, not 1"),
        "invalid-subscribe-arn-2": invalid("TopicArn Reason: An ARN must have at least 6 elements, not 5"),
        "non-existent-topic": _NOT_FOUND,
    },
)
def subscribing_to_no_topic(aws: Aws) -> Calls:
    subscribe = partial(aws.sns.subscribe, Protocol="email", Endpoint="ann@example.com")
    return {
        "invalid-subscribe-arn-1": lambda: subscribe(TopicArn="randomstring"),
        "invalid-subscribe-arn-2": lambda: subscribe(TopicArn="arn:aws:sns:us-east-1:random"),
        "non-existent-topic": lambda: subscribe(TopicArn=_ABSENT),
    }


@recorded(_SNS, "test_subscribe_unknown_topic", {"subscribe-unknown-topic": _NOT_FOUND})
def a_queue_for_no_topic(aws: Aws) -> Calls:
    subscribe = aws.sns.subscribe
    return {"subscribe-unknown-topic": lambda: subscribe(TopicArn=_ABSENT, Protocol="sqs", Endpoint=queue_arn(aws))}


@recorded(
    _SNS,
    "test_subscribe_with_invalid_protocol",
    {"exception": invalid("Amazon SNS does not support this protocol string: test-protocol")},
)
def a_protocol_that_is_none(aws: Aws) -> Calls:
    arn = topic(aws)
    return {"exception": lambda: aws.sns.subscribe(TopicArn=arn, Protocol="test-protocol", Endpoint="x")}


_NUMBERS = ("NAA+15551234567", "+15--551234567", "/+15551234567", "+15551234567.")


@recorded(
    _SNS,
    "test_subscribe_invalid_sms",
    {
        f"subscribe-bad-sms-{number}": ("InvalidParameter", f"Invalid SMS endpoint: {number}", 400)
        for number in _NUMBERS
    },
)
def numbers_that_nobody_has(aws: Aws) -> Calls:
    subscribe = partial(aws.sns.subscribe, TopicArn=topic(aws), Protocol="sms")
    return {f"subscribe-bad-sms-{number}": partial(subscribe, Endpoint=number) for number in _NUMBERS}


@recorded(
    _SNS,
    "test_subscribe_bad_sms",
    {"subscribe-bad-sms": ("InvalidParameter", "Invalid SMS endpoint: invalid-number", 400)},
)
def a_number_that_is_a_word(aws: Aws) -> Calls:
    arn = topic(aws)
    return {"subscribe-bad-sms": lambda: aws.sns.subscribe(TopicArn=arn, Protocol="sms", Endpoint="invalid-number")}


for _test, _step in (
    ("test_subscribe_sqs_queue_url", "subscribe-sqs-via-url-error"),
    ("test_subscribe_to_sqs_with_queue_url", "sub-queue-url"),
):

    @recorded(_SNS, _test, {_step: invalid("SQS endpoint ARN")})
    def a_queues_url(aws: Aws, step: str = _step) -> Calls:
        arn, url = topic(aws), aws.sqs.create_queue(QueueName="q")["QueueUrl"]
        return {step: lambda: aws.sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=url)}


@recorded(
    _SNS,
    "test_subscribe_idempotency",
    {"subscribe-diff-attributes": invalid("Attributes Reason: Subscription already exists with different attributes")},
)
def the_same_subscription_otherwise(aws: Aws) -> Calls:
    subscribe = partial(aws.sns.subscribe, TopicArn=topic(aws), Protocol="sqs", Endpoint=queue_arn(aws))
    subscribe(Attributes={"RawMessageDelivery": "true"})
    return {"subscribe-diff-attributes": lambda: subscribe(Attributes={"RawMessageDelivery": "false"})}


@recorded(
    _SNS,
    "test_create_subscriptions_with_attributes",
    {
        "subscribe-wrong-attr": invalid(
            "Attributes Reason: RawMessageDelivery: Invalid value [wrongvalue]. Must be true or false."
        ),
        "get-attrs-nonexistent-sub": _NO_SUBSCRIPTION,
    },
)
def a_subscription_with_a_wrong_value(aws: Aws) -> Calls:
    arn = topic(aws)
    wrong = {"RawMessageDelivery": "wrongvalue"}
    return {
        "subscribe-wrong-attr": lambda: aws.sns.subscribe(
            TopicArn=arn, Protocol="sqs", Endpoint=queue_arn(aws), Attributes=wrong
        ),
        "get-attrs-nonexistent-sub": lambda: aws.sns.get_subscription_attributes(SubscriptionArn=f"{arn}:absent"),
    }


@recorded(_SNS, "test_get_subscription_attributes_error_not_exists", {"get-sub-attrs-nonexistent": _NO_SUBSCRIPTION})
def a_subscription_that_is_not_there(aws: Aws) -> Calls:
    arn = f"{topic(aws)}:absent"
    return {"get-sub-attrs-nonexistent": lambda: aws.sns.get_subscription_attributes(SubscriptionArn=arn)}


@recorded(_SNS, "test_not_found_error_on_set_subscription_attributes", {"sub-not-found": _NO_SUBSCRIPTION})
def a_subscription_that_is_gone(aws: Aws) -> Calls:
    made = aws.sns.subscribe(TopicArn=topic(aws), Protocol="sqs", Endpoint=queue_arn(aws))["SubscriptionArn"]
    aws.sns.unsubscribe(SubscriptionArn=made)
    change_subscription = partial(aws.sns.set_subscription_attributes, SubscriptionArn=made)
    return {"sub-not-found": lambda: change_subscription(AttributeName="RawMessageDelivery", AttributeValue="true")}


@recorded(
    _SNS,
    "test_validate_set_sub_attributes",
    {
        "fake-attribute": invalid("AttributeName"),
        "raw-message-wrong-value": invalid("RawMessageDelivery: Invalid value [test-ValUe]. Must be true or false."),
        "raw-message-empty-value": invalid("RawMessageDelivery: Invalid value []. Must be true or false."),
        "invalid-json-redrive-policy": invalid("RedrivePolicy: failed to parse JSON.…"),
        "fake-arn-redrive-policy": invalid("RedrivePolicy: deadLetterTargetArn is an invalid arn"),
        "invalid-json-filter-policy": invalid("FilterPolicy: failed to parse JSON.…"),
    },
)
def attributes_of_a_subscription(aws: Aws) -> Calls:
    values = {
        "fake-attribute": ("FakeAttribute", "test-value"),
        "raw-message-wrong-value": ("RawMessageDelivery", "test-ValUe"),
        "raw-message-empty-value": ("RawMessageDelivery", ""),
        "invalid-json-redrive-policy": ("RedrivePolicy", "{invalidjson}"),
        "fake-arn-redrive-policy": ("RedrivePolicy", '{"deadLetterTargetArn": "fake-arn"}'),
        "invalid-json-filter-policy": ("FilterPolicy", "{invalidjson}"),
    }
    return {step: partial(change, aws, *value) for step, value in values.items()}


@recorded(
    _SNS,
    "test_subscribe_invalid_filter_policy",
    {
        "subscribe-invalid-filter-policy": invalid("Attributes Reason: FilterPolicy: failed to parse JSON.…"),
    },
)
def a_filter_policy_that_is_no_json(aws: Aws) -> Calls:
    subscribe = partial(aws.sns.subscribe, TopicArn=topic(aws), Protocol="sqs", Endpoint=queue_arn(aws))
    return {"subscribe-invalid-filter-policy": lambda: subscribe(Attributes={"FilterPolicy": "invalid"})}


@recorded(
    _SNS,
    "test_unsubscribe_wrong_arn_format",
    {
        "invalid-unsubscribe-arn-1": invalid("SubscriptionArn Reason: An ARN must have at least 6 elements, not 1"),
        "invalid-unsubscribe-arn-2": invalid("SubscriptionArn Reason: An ARN must have at least 6 elements, not 5"),
        "invalid-unsubscribe-arn-3": invalid("SubscriptionId"),
    },
)
def unsubscribing_what_is_none(aws: Aws) -> Calls:
    unsubscribe = aws.sns.unsubscribe
    return {
        "invalid-unsubscribe-arn-1": lambda: unsubscribe(SubscriptionArn="randomstring"),
        "invalid-unsubscribe-arn-2": lambda: unsubscribe(SubscriptionArn="arn:aws:sns:us-east-1:random"),
        "invalid-unsubscribe-arn-3": lambda: unsubscribe(SubscriptionArn=f"arn:aws:sns:us-east-1:{ACCOUNT}:random"),
    }


# --- text messages ----------------------------------------------------------------------------------------------------

_SENDER = "DefaultSendID is not a valid attribute"
_SMS = {
    "InvalidAttributeName": ("InvalidAttribute", "x", "InvalidAttribute is not a valid attribute"),
    "TooLongID": ("DefaultSenderID", "senderid-that-is-too-long", _SENDER),
    "NoLetterID": ("DefaultSenderID", "12345", _SENDER),
    "InvalidSMSType": ("DefaultSMSType", "Other", "DefaultSMSType is invalid"),
}

for _case, (_name, _value, _said) in _SMS.items():

    @recorded(
        _SNS,
        f"test_set_invalid_sms_attributes[{_case}]",
        {"invalid-attribute": ("InvalidParameter", _said, 400)},
    )
    def settings_of_text_messages(aws: Aws, name: str = _name, value: str = _value) -> Calls:
        return {"invalid-attribute": lambda: aws.sns.set_sms_attributes(attributes={name: value})}


@recorded(
    _SNS,
    "test_opt_in_invalid_number",
    {"opt-in-non-existing-number": invalid("PhoneNumber Reason: input incorrectly formatted")},
)
def a_number_that_comes_back(aws: Aws) -> Calls:
    return {"opt-in-non-existing-number": lambda: aws.sns.opt_in_phone_number(phoneNumber="no-phone-number")}
