"""SQS: error answers recorded from the real service."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity.recorded import Calls, recorded
from tests.parity.rows import Aws

_SQS = "sqs/test_sqs"
_NO_QUEUE = ("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.", 400)
_NOT_A_NAME = "can only include alphanumeric and punctuation characters. 1 to 128 in length."
_LONG = "a" * 129


def invalid(message: str) -> tuple[str, str, int]:
    """InvalidParameterValue with these words."""
    return "InvalidParameterValue", message, 400


def queue(aws: Aws, name: str = "q", **attributes: str) -> str:
    """The URL of a new queue."""
    if name.endswith(".fifo"):
        attributes = {"FifoQueue": "true", **attributes}
    return str(aws.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"])


def entries(number: int, **more: Any) -> list[dict[str, Any]]:
    """So many entries of a batch."""
    return [{"Id": str(each), "MessageBody": "x", **more} for each in range(number)]


@recorded(
    _SQS,
    "test_non_existent_queue",
    {"queue-does-not-exist": _NO_QUEUE, "queue-does-not-exist-url": _NO_QUEUE},
)
def a_queue_that_is_not_there(aws: Aws) -> Calls:
    url = queue(aws).replace("/q", "/absent")
    return {
        "queue-does-not-exist": lambda: aws.sqs.get_queue_url(QueueName="absent"),
        "queue-does-not-exist-url": lambda: aws.sqs.get_queue_attributes(QueueUrl=url),
    }


@recorded(
    _SQS,
    "test_send_receive_max_number_of_messages[sqs]",
    {
        "send_max_number_of_messages": invalid(
            "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."
        )
    },
)
def eleven_messages_at_once(aws: Aws) -> Calls:
    url = queue(aws)
    return {"send_max_number_of_messages": lambda: aws.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=11)}


@recorded(
    _SQS,
    "test_send_receive_wait_time_seconds[sqs]",
    {
        "recieve_message_error_too_large": invalid(
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        ),
        "recieve_message_error_too_small": invalid(
            "Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided."
        ),
    },
)
def waiting_for_too_long(aws: Aws) -> Calls:
    receive = partial(aws.sqs.receive_message, QueueUrl=queue(aws))
    return {
        "recieve_message_error_too_large": lambda: receive(WaitTimeSeconds=21),
        "recieve_message_error_too_small": lambda: receive(WaitTimeSeconds=-1),
    }


_TOO_LONG = invalid("One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.")


@recorded(_SQS, "test_send_oversized_message[sqs]", {"send_oversized_message": _TOO_LONG})
def a_message_that_is_too_long(aws: Aws) -> Calls:
    url = queue(aws)
    return {"send_oversized_message": lambda: aws.sqs.send_message(QueueUrl=url, MessageBody="x" * 1_048_577)}


@recorded(
    _SQS,
    "test_send_message_with_updated_maximum_message_size[sqs]",
    {
        "send_oversized_message": invalid(
            "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."
        )
    },
)
def a_message_too_long_for_its_queue(aws: Aws) -> Calls:
    url = queue(aws, MaximumMessageSize="1024")
    return {"send_oversized_message": lambda: aws.sqs.send_message(QueueUrl=url, MessageBody="x" * 1025)}


@recorded(
    _SQS,
    "test_send_message_batch_with_oversized_contents[sqs]",
    {
        "send_oversized_message_batch": (
            "AWS.SimpleQueueService.BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
            400,
        )
    },
)
def a_batch_that_is_too_long(aws: Aws) -> Calls:
    url = queue(aws)
    halves = [{"Id": "1", "MessageBody": "x" * 524_288}, {"Id": "2", "MessageBody": "x" * 524_289}]
    return {"send_oversized_message_batch": lambda: aws.sqs.send_message_batch(QueueUrl=url, Entries=halves)}


_EXISTS = "A queue already exists with the same name and a different value for attribute"


@recorded(
    _SQS,
    "test_create_queue_with_different_attributes_raises_exception[sqs]",
    {"create_queue_01": ("QueueAlreadyExists", f"{_EXISTS} DelaySeconds", 400)},
)
def the_same_queue_otherwise(aws: Aws) -> Calls:
    queue(aws, DelaySeconds="1")
    return {"create_queue_01": lambda: queue(aws, DelaySeconds="2")}


@recorded(
    _SQS,
    "test_create_fifo_queue_with_different_attributes_raises_error[sqs]",
    {"queue-already-exists": ("QueueAlreadyExists", f"{_EXISTS} ContentBasedDeduplication", 400)},
)
def the_same_fifo_queue_otherwise(aws: Aws) -> Calls:
    queue(aws, "q.fifo", ContentBasedDeduplication="true")
    return {"queue-already-exists": lambda: queue(aws, "q.fifo", ContentBasedDeduplication="false")}


@recorded(
    _SQS,
    "test_create_standard_queue_with_fifo_attribute_raises_error[sqs]",
    {
        "invalid-attribute-content-based-deduplication": (
            "InvalidAttributeName",
            "Unknown Attribute ContentBasedDeduplication.",
            400,
        ),
        "invalid-attribute-deduplication-scope": (
            "InvalidAttributeName",
            "You can specify the DeduplicationScope only when FifoQueue is set to true.",
            400,
        ),
        "invalid-attribute-throughput-limit": (
            "InvalidAttributeName",
            "You can specify the FifoThroughputLimit only when FifoQueue is set to true.",
            400,
        ),
    },
)
def a_standard_queue_with_what_fifo_queues_have(aws: Aws) -> Calls:
    return {
        "invalid-attribute-content-based-deduplication": lambda: queue(aws, ContentBasedDeduplication="false"),
        "invalid-attribute-deduplication-scope": lambda: queue(aws, DeduplicationScope="queue"),
        "invalid-attribute-throughput-limit": lambda: queue(aws, FifoThroughputLimit="perQueue"),
    }


@recorded(
    _SQS,
    "test_set_unsupported_attribute_fifo[sqs]",
    {
        "invalid-attr-name-1": ("InvalidAttributeName", "Unknown Attribute FifoQueue.", 400),
        "invalid-attr-name-2": (
            "InvalidAttributeValue",
            "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
            400,
        ),
    },
)
def another_kind_of_queue(aws: Aws) -> Calls:
    standard, ordered = queue(aws), queue(aws, "q.fifo")
    change = aws.sqs.set_queue_attributes
    return {
        "invalid-attr-name-1": lambda: change(QueueUrl=standard, Attributes={"FifoQueue": "true"}),
        "invalid-attr-name-2": lambda: change(QueueUrl=ordered, Attributes={"FifoQueue": "false"}),
    }


@recorded(
    _SQS,
    "test_set_unsupported_attribute_standard[sqs]",
    {
        "invalid-attr-name-1": ("InvalidAttributeName", "Unknown Attribute FifoQueue.", 400),
        "invalid-attr-name-2": ("InvalidAttributeName", "Unknown Attribute FifoQueue.", 400),
    },
)
def a_queue_that_stays_standard(aws: Aws) -> Calls:
    change = partial(aws.sqs.set_queue_attributes, QueueUrl=queue(aws))
    return {
        "invalid-attr-name-1": lambda: change(Attributes={"FifoQueue": "true"}),
        "invalid-attr-name-2": lambda: change(Attributes={"FifoQueue": "false"}),
    }


@recorded(
    _SQS,
    "test_fifo_queue_send_message_with_delay_seconds_fails[sqs]",
    {
        "send_message": invalid(
            "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid "
            "for this queue type."
        )
    },
)
def a_delay_in_a_fifo_queue(aws: Aws) -> Calls:
    url = queue(aws, "q.fifo", ContentBasedDeduplication="true")
    send = aws.sqs.send_message
    return {"send_message": lambda: send(QueueUrl=url, MessageBody="x", MessageGroupId="1", DelaySeconds=2)}


@recorded(
    _SQS,
    "test_posting_to_fifo_requires_deduplicationid_group_id[sqs]",
    {
        "missing-parameter": (
            "MissingParameter",
            "The request must contain the parameter MessageGroupId.",
            400,
        )
    },
)
def no_group_in_a_fifo_queue(aws: Aws) -> Calls:
    url = queue(aws, "q.fifo")
    return {
        "missing-parameter": lambda: aws.sqs.send_message(QueueUrl=url, MessageBody="x", MessageDeduplicationId="1")
    }


@recorded(
    _SQS,
    "test_send_batch_missing_deduplication_id_for_fifo_queue[sqs]",
    {
        "test_missing_deduplication_id_for_fifo_queue": invalid(
            "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided "
            "explicitly"
        )
    },
)
def a_batch_without_deduplication(aws: Aws) -> Calls:
    url = queue(aws, "q.fifo")
    batch = entries(2, MessageGroupId="1")
    return {
        "test_missing_deduplication_id_for_fifo_queue": lambda: aws.sqs.send_message_batch(QueueUrl=url, Entries=batch)
    }


@recorded(
    _SQS,
    "test_send_batch_missing_message_group_id_for_fifo_queue[sqs]",
    {"test_missing_message_group_id_for_fifo_queue": invalid("The request must contain the parameter MessageGroupId.")},
)
def a_batch_without_groups(aws: Aws) -> Calls:
    url = queue(aws, "q.fifo")
    return {
        "test_missing_message_group_id_for_fifo_queue": lambda: aws.sqs.send_message_batch(
            QueueUrl=url, Entries=entries(1, MessageDeduplicationId="1")
        )
    }


_TOO_MANY = (
    "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
    "Maximum number of entries per request are 10. You have sent 20.",
    400,
)
_ENTRY_ID = (
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters "
    "long."
)
_BATCH_ID = ("AWS.SimpleQueueService.InvalidBatchEntryId", _ENTRY_ID, 400)


@recorded(_SQS, "test_too_many_entries_in_batch_request[sqs]", {"test_too_many_entries_in_batch_request": _TOO_MANY})
def twenty_messages_at_once(aws: Aws) -> Calls:
    url = queue(aws)
    return {
        "test_too_many_entries_in_batch_request": lambda: aws.sqs.send_message_batch(QueueUrl=url, Entries=entries(20))
    }


@recorded(_SQS, "test_invalid_batch_id[sqs]", {"test_invalid_batch_id": _BATCH_ID})
def an_id_that_is_none(aws: Aws) -> Calls:
    url = queue(aws)
    batch = [{"Id": "a b", "MessageBody": "x"}]
    return {"test_invalid_batch_id": lambda: aws.sqs.send_message_batch(QueueUrl=url, Entries=batch)}


@recorded(
    _SQS,
    "test_delete_message_batch_with_too_large_batch[sqs]",
    {"error_response": _TOO_MANY},
)
def twenty_deletions_at_once(aws: Aws) -> Calls:
    url = queue(aws)
    batch = [{"Id": str(each), "ReceiptHandle": "x"} for each in range(20)]
    return {"error_response": lambda: aws.sqs.delete_message_batch(QueueUrl=url, Entries=batch)}


@recorded(_SQS, "test_delete_message_batch_invalid_msg_id[sqs-]", {"error_res": _BATCH_ID})
def a_deletion_without_an_id(aws: Aws) -> Calls:
    url = queue(aws)
    batch = [{"Id": "", "ReceiptHandle": "x"}]
    return {"error_res": lambda: aws.sqs.delete_message_batch(QueueUrl=url, Entries=batch)}


@recorded(
    _SQS,
    "test_send_message_with_empty_string_attribute[sqs]",
    {
        "empty-string-attr": invalid(
            "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'."
        )
    },
)
def an_empty_attribute(aws: Aws) -> Calls:
    url = queue(aws)
    empty = {"ErrorDetails": {"StringValue": "", "DataType": "String"}}
    return {"empty-string-attr": lambda: aws.sqs.send_message(QueueUrl=url, MessageBody="x", MessageAttributes=empty)}


@recorded(
    _SQS,
    "test_send_empty_message[sqs]",
    {"send_empty_message": ("MissingParameter", "The request must contain the parameter MessageBody.", 400)},
)
def a_message_without_a_body(aws: Aws) -> Calls:
    url = queue(aws)
    return {"send_empty_message": lambda: aws.sqs.send_message(QueueUrl=url, MessageBody="")}


@recorded(
    _SQS,
    "test_successive_purge_calls_fail[sqs]",
    {
        "purge_queue_error": (
            "AWS.SimpleQueueService.PurgeQueueInProgress",
            "Only one PurgeQueue operation on q is allowed every 60 seconds.",
            403,
        )
    },
)
def a_queue_that_was_just_purged(aws: Aws) -> Calls:
    url = queue(aws)
    aws.sqs.purge_queue(QueueUrl=url)
    return {"purge_queue_error": lambda: aws.sqs.purge_queue(QueueUrl=url)}


@recorded(
    _SQS,
    "test_sqs_permission_lifecycle[sqs]",
    {
        "get-queue-policy-attribute-second-account-same-label": invalid(
            "Value crossaccountpermission for parameter Label is invalid. Reason: Already exists."
        ),
        "get-queue-policy-attribute-delete-non-existent-label": invalid(
            "Value crossaccountpermission2 for parameter Label is invalid. Reason: can't find label."
        ),
    },
)
def labels_of_a_policy(aws: Aws) -> Calls:
    url = queue(aws)
    add = partial(aws.sqs.add_permission, QueueUrl=url, Label="crossaccountpermission", Actions=["ReceiveMessage"])
    add(AWSAccountIds=["111122223333"])
    return {
        "get-queue-policy-attribute-second-account-same-label": lambda: add(AWSAccountIds=["444455556666"]),
        "get-queue-policy-attribute-delete-non-existent-label": lambda: aws.sqs.remove_permission(
            QueueUrl=url, Label="crossaccountpermission2"
        ),
    }


_GROUPS = {"empty": "", "too_long": _LONG, "spaces": "group 123"}

for _case, _value in _GROUPS.items():

    @recorded(
        _SQS,
        f"test_send_message_to_standard_queue_with_invalid_message_group_id[{_case}]",
        {
            "error-response": invalid(
                f"Value {_value} for parameter MessageGroupId is invalid. Reason: MessageGroupId {_NOT_A_NAME}"
            )
        },
    )
    def a_group_that_is_none(aws: Aws, group: str = _value) -> Calls:
        url = queue(aws)
        return {"error-response": lambda: aws.sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId=group)}

    @recorded(
        _SQS,
        f"test_message_deduplication_id_invalid[{_case}]",
        {
            "error-response": invalid(
                f"Value {_value} for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId "
                f"{_NOT_A_NAME}"
            )
        },
    )
    def a_deduplication_id_that_is_none(aws: Aws, identity: str = _value) -> Calls:
        url = queue(aws, "q.fifo")
        send = partial(aws.sqs.send_message, QueueUrl=url, MessageBody="x", MessageGroupId="1")
        return {"error-response": lambda: send(MessageDeduplicationId=identity)}
