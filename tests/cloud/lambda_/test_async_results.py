"""What asynchronous invocations came to reaches destinations and dead-letter queues.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
"""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.awslambda.models import LambdaFunction
from moto.events.models import EventsBackend
from moto.sns.models import SNSBackend
from moto.sqs.models import SQSBackend

from tests.cloud.functions import ECHO, Lambda, eventually
from tests.conftest import Client

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
FAIL = "def handler(event, context):\n    raise ValueError('no such order')\n"
PRINT = "def handler(event, context):\n    print('GOT', event['requestContext']['condition'])\n"


class Queue:
    """A queue of the sandbox."""

    def __init__(self, client: Client, name: str = "results") -> None:
        self.api = client("sqs")
        self.url = self.api.create_queue(QueueName=name)["QueueUrl"]
        self.arn = f"arn:aws:sqs:us-east-1:123456789012:{name}"

    def message(self) -> dict[str, Any]:
        """The next one, gone with that."""
        found = eventually(
            lambda: self.api.receive_message(QueueUrl=self.url, MessageAttributeNames=["All"]).get("Messages"), 10
        )
        self.api.delete_message(QueueUrl=self.url, ReceiptHandle=found[0]["ReceiptHandle"])
        message: dict[str, Any] = found[0]
        return message

    def empty(self) -> bool:
        """Nothing to receive."""
        return "Messages" not in self.api.receive_message(QueueUrl=self.url)


@pytest.fixture
def queue(client: Client) -> Queue:
    return Queue(client)


def send(functions: Lambda, event: Any, name: str = "f", **settings: Any) -> str:
    answer = functions.api.invoke(FunctionName=name, InvocationType="Event", Payload=json.dumps(event), **settings)
    return str(answer["ResponseMetadata"]["RequestId"])


def configure(functions: Lambda, **settings: Any) -> Any:
    return functions.api.put_function_event_invoke_config(FunctionName="f", **settings)


def test_a_failure_s_record_reaches_the_queue_in_aws_form(functions: Lambda, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    functions.deploy(FAIL)
    configure(functions, MaximumRetryAttempts=0, DestinationConfig={"OnFailure": {"Destination": queue.arn}})
    request_id = send(functions, {"order": 7})
    record = json.loads(queue.message()["Body"])
    assert record.pop("timestamp").endswith("Z")
    assert record.pop("responsePayload")["errorMessage"] == "no such order"
    assert record == {
        "version": "1.0",
        "requestContext": {
            "requestId": request_id,
            "functionArn": f"{ARN}:$LATEST",
            "condition": "RetriesExhausted",
            "approximateInvokeCount": 1,
        },
        "requestPayload": {"order": 7},
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
    }


def test_success_and_failure_go_to_destinations_of_their_own(functions: Lambda, client: Client, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    good = Queue(client, "good")
    functions.deploy("def handler(event, context):\n    return 1 / event\n")
    destinations = {"OnSuccess": {"Destination": good.arn}, "OnFailure": {"Destination": queue.arn}}
    configure(functions, MaximumRetryAttempts=0, DestinationConfig=destinations)
    send(functions, 2)
    record = json.loads(good.message()["Body"])
    assert (record["requestContext"]["condition"], record["responsePayload"]) == ("Success", 0.5)
    assert record["responseContext"] == {"statusCode": 200, "executedVersion": "$LATEST"}
    send(functions, 0)
    assert json.loads(queue.message()["Body"])["responsePayload"]["errorType"] == "ZeroDivisionError"
    assert good.empty()


def test_a_function_can_be_a_destination(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    functions.deploy()
    functions.deploy(PRINT, name="next")
    configure(functions, DestinationConfig={"OnSuccess": {"Destination": f"{ARN[:-1]}next"}})
    send(functions, {})
    eventually(lambda: "GOT Success" in functions.log("next"))


def test_a_topic_can_be_a_destination(functions: Lambda, client: Client, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    sns = client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue.arn)
    functions.deploy()
    configure(functions, DestinationConfig={"OnSuccess": {"Destination": topic}})
    send(functions, {"a": 1})
    assert json.loads(json.loads(queue.message()["Body"])["Message"])["requestPayload"] == {"a": 1}


def test_an_event_bus_can_be_a_destination(functions: Lambda, client: Client, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    events = client("events")
    bus = events.create_event_bus(Name="results")["EventBusArn"]
    events.put_rule(Name="r", EventBusName="results", EventPattern='{"source":["lambda"]}')
    events.put_targets(Rule="r", EventBusName="results", Targets=[{"Id": "1", "Arn": queue.arn}])
    functions.deploy()
    configure(functions, DestinationConfig={"OnSuccess": {"Destination": bus}})
    send(functions, {"a": 1})
    event = json.loads(queue.message()["Body"])
    assert event["detail-type"] == "Lambda Function Invocation Result - Success"
    assert event["resources"] == [f"{ARN}:$LATEST", bus]
    assert event["detail"]["responsePayload"] == {"a": 1}


def test_the_dead_letter_queue_gets_the_event_itself_with_the_error_in_attributes(
    functions: Lambda, queue: Queue
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq"""
    created = functions.deploy(FAIL, DeadLetterConfig={"TargetArn": queue.arn})
    assert created["DeadLetterConfig"] == {"TargetArn": queue.arn}
    configure(functions, MaximumRetryAttempts=0)
    request_id = send(functions, {"order": 7})
    letter = queue.message()
    assert json.loads(letter["Body"]) == {"order": 7}
    attributes = {
        name: (value["DataType"], value["StringValue"]) for name, value in letter["MessageAttributes"].items()
    }
    assert attributes == {
        "RequestID": ("String", request_id),
        "ErrorCode": ("Number", "200"),
        "ErrorMessage": ("String", "no such order"),
    }


def test_a_dead_letter_queue_can_be_set_and_taken_away_later(functions: Lambda, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq"""
    functions.deploy(FAIL)
    functions.api.update_function_configuration(FunctionName="f", DeadLetterConfig={"TargetArn": queue.arn})
    shown = functions.api.get_function_configuration(FunctionName="f")
    assert shown["DeadLetterConfig"]["TargetArn"] == queue.arn
    functions.api.update_function_configuration(FunctionName="f", DeadLetterConfig={"TargetArn": ""})
    assert "DeadLetterConfig" not in functions.api.get_function_configuration(FunctionName="f")


def test_with_a_reserved_concurrency_of_zero_an_event_goes_to_the_dead_letters_at_once(
    functions: Lambda, queue: Queue
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq"""
    functions.deploy(DeadLetterConfig={"TargetArn": queue.arn})
    functions.api.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    send(functions, {"a": 1})
    assert queue.message()["MessageAttributes"]["ErrorCode"]["StringValue"] == "429"


def test_an_alias_has_settings_of_its_own(functions: Lambda, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html"""
    functions.deploy(Publish=True)
    functions.api.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    shown = configure(functions, Qualifier="live", DestinationConfig={"OnSuccess": {"Destination": queue.arn}})
    assert shown["FunctionArn"] == f"{ARN}:live"
    send(functions, {"from": "latest"})
    send(functions, {"from": "live"}, Qualifier="live")
    record = json.loads(queue.message()["Body"])
    assert record["requestPayload"] == {"from": "live"}
    assert record["requestContext"]["functionArn"] == f"{ARN}:1"
    assert queue.empty()


def test_a_destination_that_is_not_there_loses_the_record_and_nothing_else(functions: Lambda, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    functions.deploy(ECHO)
    configure(functions, DestinationConfig={"OnSuccess": {"Destination": f"{queue.arn}-missing"}})
    send(functions, {})
    eventually(lambda: any(line.startswith("REPORT") for line in functions.log()))
    configure(functions, DestinationConfig={"OnSuccess": {"Destination": queue.arn}})
    send(functions, "second")
    assert json.loads(queue.message()["Body"])["requestPayload"] == "second"


def test_put_replaces_update_adds_and_delete_removes(functions: Lambda, queue: Queue) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html"""
    functions.deploy()
    api = functions.api
    configure(functions, MaximumRetryAttempts=1, DestinationConfig={"OnSuccess": {"Destination": queue.arn}})
    updated = api.update_function_event_invoke_config(FunctionName="f", MaximumEventAgeInSeconds=60)
    assert (updated["MaximumRetryAttempts"], updated["MaximumEventAgeInSeconds"]) == (1, 60)
    assert updated["DestinationConfig"] == {"OnSuccess": {"Destination": queue.arn}, "OnFailure": {}}
    replaced = configure(functions, MaximumRetryAttempts=0)
    assert "MaximumEventAgeInSeconds" not in replaced
    assert api.get_function_event_invoke_config(FunctionName="f")["DestinationConfig"] == {
        "OnSuccess": {},
        "OnFailure": {},
    }
    listed = api.list_function_event_invoke_configs(FunctionName="f")["FunctionEventInvokeConfigs"]
    assert [entry["FunctionArn"] for entry in listed] == [f"{ARN}:$LATEST"]
    api.delete_function_event_invoke_config(FunctionName="f")
    with pytest.raises(ClientError, match=r"f:\$LATEST doesn't have an EventInvokeConfig"):
        api.get_function_event_invoke_config(FunctionName="f")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "You must specify at least one of error handling or destination setting."),
        (
            {"DestinationConfig": {"OnSuccess": {"Destination": ARN}}},
            "You can't specify the function as a destination for itself.",
        ),
        (
            {"DestinationConfig": {"OnSuccess": {"Destination": f"{ARN}nowhere"}}},
            f"The destination ARN {ARN}nowhere is invalid.",
        ),
        ({"DestinationConfig": {"OnFailure": {"Destination": "arn:aws:s3:::b"}}}, "sandbox does not deliver"),
        ({"Qualifier": "nowhere", "MaximumRetryAttempts": 1}, "The function doesn't exist."),
    ],
)
def test_settings_that_lead_nowhere_are_refused(functions: Lambda, settings: dict[str, Any], message: str) -> None:
    """Recorded from the real service, but for S3."""
    functions.deploy()
    with pytest.raises(ClientError) as refused:
        configure(functions, **settings)
    assert message in str(refused.value)


def test_what_is_used_of_moto_is_still_what_it_was() -> None:
    """A new moto that changes one of these breaks ports/moto_messages.py or lambda_/moto_settings.py."""
    assert [*inspect.signature(SQSBackend.send_message).parameters][1:4] == [
        "queue_name",
        "message_body",
        "message_attributes",
    ]
    assert {"message", "arn", "message_attributes"} <= {*inspect.signature(SNSBackend.publish).parameters}
    assert [*inspect.signature(EventsBackend.put_events).parameters] == ["self", "events"]
    assert [*inspect.signature(LambdaFunction.update_configuration).parameters] == ["self", "config_updates"]
    assert [*inspect.signature(LambdaFunction.get_configuration).parameters] == ["self", "on_create"]
