"""Lambda: event sources, asynchronous settings and function URLs, as recorded from the real service."""

from __future__ import annotations

import json
from typing import Any

from tests.parity.lambda_answers import MISSING, NOTHING, invalid
from tests.parity.recorded import Calls, recorded
from tests.parity.rows import Aws

_API = "lambda_/test_lambda_api"
_SQS = "lambda_/event_source_mapping/test_lambda_integration_sqs"
_ABSENT = "arn:aws:sqs:us-east-1:123456789012:absent"


def _queue(aws: Aws) -> str:
    url = aws.sqs.create_queue(QueueName="work")["QueueUrl"]
    return str(aws.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"])


def _map(aws: Aws, source: str | None, name: str = "f", **more: Any) -> Any:
    given = {"FunctionName": name, **({} if source is None else {"EventSourceArn": source}), **more}
    return lambda: aws.lambda_.create_event_source_mapping(**given)


@recorded(
    _SQS,
    "test_esm_with_not_existing_sqs_queue",
    {
        "error": invalid(
            "Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error "
            "Message: The specified queue does not exist."
        )
    },
)
def no_queue(aws: Aws) -> Calls:
    aws.function()
    return {"error": _map(aws, _ABSENT)}


@recorded(
    _SQS,
    "test_duplicate_event_source_mappings",
    {
        "error": (
            "ResourceConflictException",
            'An event source mapping with SQS arn (" arn:aws:sqs:us-east-1:123456789012:work ") and function (" f ")…',
            409,
        )
    },
)
def twice(aws: Aws) -> Calls:
    aws.function()
    call = _map(aws, _queue(aws))
    call()
    return {"error": call}


_WINDOW = invalid("Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10")


@recorded(
    _SQS,
    "test_event_source_mapping_default_batch_size",
    {"invalid-update-event-source-mapping": _WINDOW, "invalid-create-event-source-mapping": _WINDOW},
)
def large_batches(aws: Aws) -> Calls:
    aws.function()
    source = _queue(aws)

    def update() -> Any:
        made = _map(aws, source)()
        return aws.lambda_.update_event_source_mapping(UUID=made["UUID"], BatchSize=11)

    return {
        "invalid-update-event-source-mapping": update,
        "invalid-create-event-source-mapping": _map(aws, source, BatchSize=11),
    }


def _filters() -> None:
    bad = {
        "None": None,
        "simple string": "simple string",
        "invalid_filter2": json.dumps({"eventName": "INSERT"}),
        "invalid_filter3": '{"eventName": ["INSERT"=123}',
    }
    for name, pattern in bad.items():
        test = f"test_sqs_invalid_event_filter[{name}]"

        def calls(aws: Aws, pattern: str | None = pattern) -> Calls:
            aws.function()
            criteria = {"Filters": [{"Pattern": pattern} if pattern is not None else {"Pattern": ""}]}
            return {"create_event_source_mapping_exception": _map(aws, _queue(aws), FilterCriteria=criteria)}

        answer = invalid("Invalid filter pattern definition.")
        recorded(_SQS, test, {"create_event_source_mapping_exception": answer})(calls)


_filters()


@recorded(
    _API,
    "test_event_source_mapping_exceptions",
    {
        "get_unknown_uuid": NOTHING,
        "delete_unknown_uuid": NOTHING,
        "update_unknown_uuid": NOTHING,
        "create_no_event_source_arn": invalid("Unrecognized event source."),
        "create_unknown_params": invalid("Function does not exist"),
        "destination_config_failure": invalid(
            "Unsupported DestinationConfig parameter for given event source mapping type."
        ),
    },
)
def mappings(aws: Aws) -> Calls:
    aws.function()
    source, unknown = _queue(aws), "78e4f8e3-3f5a-4d3b-9a45-2d2bd3b0ac11"
    elsewhere = {"OnSuccess": {"Destination": _ABSENT}}
    return {
        "get_unknown_uuid": lambda: aws.lambda_.get_event_source_mapping(UUID=unknown),
        "delete_unknown_uuid": lambda: aws.lambda_.delete_event_source_mapping(UUID=unknown),
        "update_unknown_uuid": lambda: aws.lambda_.update_event_source_mapping(UUID=unknown, Enabled=False),
        "create_no_event_source_arn": _map(aws, None),
        "create_unknown_params": _map(aws, source, MISSING),
        "destination_config_failure": _map(aws, source, DestinationConfig=elsewhere),
    }


_NO_STREAM = "Stream not found: arn:aws:dynamodb:us-east-1:123456789012:table/absent/stream/2025-02-22T03:03:25.490"


@recorded(
    "lambda_/event_source_mapping/test_lambda_integration_dynamodbstreams",
    "test_esm_with_not_existing_dynamodb_stream",
    {"error": invalid(_NO_STREAM)},
)
def no_stream(aws: Aws) -> Calls:
    aws.function()
    arn = _NO_STREAM.removeprefix("Stream not found: ")
    return {"error": _map(aws, arn, StartingPosition="LATEST")}
