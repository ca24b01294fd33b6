"""The actions of AWS services that first-class integrations call (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """The operation that an integration subtype calls."""

    service: str
    """boto3's name; requests are signed for it by the same."""
    operation: str
    required: tuple[str, ...]
    optional: tuple[str, ...]


ACTIONS: Mapping[str, Action] = {
    "EventBridge-PutEvents": Action(
        "events",
        "PutEvents",
        ("Detail", "DetailType", "Source"),
        ("Time", "EventBusName", "Resources", "Region", "TraceHeader"),
    ),
    "SQS-SendMessage": Action(
        "sqs",
        "SendMessage",
        ("QueueUrl", "MessageBody"),
        (
            *("DelaySeconds", "MessageAttributes", "MessageDeduplicationId", "MessageGroupId"),
            *("MessageSystemAttributes", "Region"),
        ),
    ),
    "SQS-ReceiveMessage": Action(
        "sqs",
        "ReceiveMessage",
        ("QueueUrl",),
        (
            *("AttributeNames", "MaxNumberOfMessages", "MessageAttributeNames", "ReceiveRequestAttemptId"),
            *("VisibilityTimeout", "WaitTimeSeconds", "Region"),
        ),
    ),
    "SQS-DeleteMessage": Action("sqs", "DeleteMessage", ("ReceiptHandle", "QueueUrl"), ("Region",)),
    "SQS-PurgeQueue": Action("sqs", "PurgeQueue", ("QueueUrl",), ("Region",)),
    "AppConfig-GetConfiguration": Action(
        "appconfig",
        "GetConfiguration",
        ("Application", "Environment", "Configuration", "ClientId"),
        ("ClientConfigurationVersion", "Region"),
    ),
    "Kinesis-PutRecord": Action(
        "kinesis",
        "PutRecord",
        ("StreamName", "Data", "PartitionKey"),
        ("SequenceNumberForOrdering", "ExplicitHashKey", "Region"),
    ),
    "StepFunctions-StartExecution": Action(
        "stepfunctions", "StartExecution", ("StateMachineArn",), ("Name", "Input", "Region")
    ),
    "StepFunctions-StartSyncExecution": Action(
        "stepfunctions", "StartSyncExecution", ("StateMachineArn",), ("Name", "Input", "Region", "TraceHeader")
    ),
    "StepFunctions-StopExecution": Action(
        "stepfunctions", "StopExecution", ("ExecutionArn",), ("Cause", "Error", "Region")
    ),
}
"""By integration subtype."""
