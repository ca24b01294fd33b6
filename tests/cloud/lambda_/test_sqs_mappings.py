"""Queues that functions read. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.awslambda.models import EventSourceMapping, LambdaBackend
from moto.sqs.models import Queue, SQSBackend

from awslab.cloud.lambda_.pollers.sqs_events import LARGEST_EVENT, QueueMessage, batches, handled_messages
from tests.cloud.functions import Lambda, eventually
from tests.conftest import Client

SHOW = """
import json
def handler(event, context):
    print("GOT", json.dumps([record["body"] for record in event["Records"]]))
"""
FAIL = "def handler(event, context):\n    raise ValueError('no')\n"
QUEUE = "arn:aws:sqs:us-east-1:123456789012:q"


def message(name: str, body: str = "b") -> QueueMessage:
    return QueueMessage(name, f"receipt {name}", body, "md5", {})


class Source:
    """A queue that the function `f` reads."""

    def __init__(self, functions: Lambda, client: Client) -> None:
        self.functions = functions
        self.sqs = client("sqs")

    def start(self, code: str = SHOW, *, attributes: dict[str, str] | None = None, **settings: Any) -> None:
        self.functions.deploy(code, Timeout=2)
        given = {"VisibilityTimeout": "2"} | (attributes or {})
        self.url = self.sqs.create_queue(QueueName="q", Attributes=given)["QueueUrl"]
        created = self.functions.api.create_event_source_mapping(EventSourceArn=QUEUE, FunctionName="f", **settings)
        self.uuid = created["UUID"]

    def send(self, *bodies: str, **settings: Any) -> list[str]:
        entries = [{"Id": str(number), "MessageBody": body} | settings for number, body in enumerate(bodies)]
        answer = self.sqs.send_message_batch(QueueUrl=self.url, Entries=entries)
        return [entry["MessageId"] for entry in answer["Successful"]]

    def left(self) -> int:
        """Messages in the queue, received ones included."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        shown = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=names)["Attributes"]
        return sum(int(shown[name]) for name in names)

    def seen(self) -> list[list[str]]:
        """The batches that the function was given, sorted."""
        return sorted(json.loads(line[4:]) for line in self.functions.log() if line.startswith("GOT"))


@pytest.fixture
def source(functions: Lambda, client: Client) -> Source:
    return Source(functions, client)


def test_a_message_is_processed_and_deleted(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html"""
    source.start()
    source.send("hello")
    eventually(lambda: source.seen() == [["hello"]])
    eventually(lambda: source.left() == 0)


def test_the_event_has_aws_form(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event"""
    source.start("import json\ndef handler(event, context):\n    print('EVENT', json.dumps(event))\n")
    attribute = {"colour": {"DataType": "String", "StringValue": "red"}}
    (name,) = source.send("Test message.", MessageAttributes=attribute)
    line = eventually(lambda: next((line for line in source.functions.log() if line.startswith("EVENT")), ""))
    (record,) = json.loads(line[6:])["Records"]
    assert record.pop("receiptHandle")
    assert record.pop("md5OfMessageAttributes")
    attributes = record.pop("attributes")
    assert attributes["ApproximateReceiveCount"] == "1"
    assert {"SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp"} < set(attributes)
    assert record == {
        "messageId": name,
        "body": "Test message.",
        "messageAttributes": {
            "colour": {"stringValue": "red", "stringListValues": [], "binaryListValues": [], "dataType": "String"}
        },
        "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
        "eventSource": "aws:sqs",
        "eventSourceARN": QUEUE,
        "awsRegion": "us-east-1",
    }


def test_a_batch_is_no_larger_than_asked_and_a_window_gathers(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#sqs-polling-behavior"""
    source.start(BatchSize=3, MaximumBatchingWindowInSeconds=1)
    for body in "abcd":
        source.send(body)
    eventually(lambda: source.seen() == [["a", "b", "c"], ["d"]])


def test_what_fails_comes_back_after_the_visibility_timeout_and_ends_in_the_dead_letter_queue(
    source: Source, client: Client
) -> None:
    """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html"""
    letters = client("sqs").create_queue(QueueName="dead")["QueueUrl"]
    policy = json.dumps({"deadLetterTargetArn": f"{QUEUE[:-1]}dead", "maxReceiveCount": 2})
    source.start(FAIL, attributes={"RedrivePolicy": policy})
    source.send("bad")
    found = eventually(lambda: source.sqs.receive_message(QueueUrl=letters).get("Messages"), 12)
    assert found[0]["Body"] == "bad"
    assert sum(line.startswith("START") for line in source.functions.log()) == 2


def test_with_partial_failures_only_the_named_messages_stay(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html"""
    source.start(
        "def handler(event, context):\n"
        "    return {'batchItemFailures': [{'itemIdentifier': r['messageId']}\n"
        "            for r in event['Records'] if r['body'] == 'bad']}\n",
        FunctionResponseTypes=["ReportBatchItemFailures"],
        MaximumBatchingWindowInSeconds=1,
    )
    source.send("good", "bad", "fine")
    eventually(lambda: source.left() == 1)


def test_a_disabled_mapping_leaves_the_messages_alone_until_it_is_enabled(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html"""
    source.start(Enabled=False)
    source.send("later")
    assert source.left() == 1
    updated = source.functions.api.update_event_source_mapping(UUID=source.uuid, Enabled=True)
    assert updated["State"] == "Enabling"
    eventually(lambda: source.seen() == [["later"]])


def test_the_states_of_a_mapping_pass_by_themselves(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html"""
    source.start()
    api = source.functions.api
    assert api.get_event_source_mapping(UUID=source.uuid)["State"] == "Creating"
    eventually(lambda: api.get_event_source_mapping(UUID=source.uuid)["State"] == "Enabled")
    assert api.delete_event_source_mapping(UUID=source.uuid)["State"] == "Deleting"
    source.send("nobody reads this")
    with pytest.raises(ClientError, match="The resource you requested does not exist"):
        api.get_event_source_mapping(UUID=source.uuid)
    assert source.left() == 1


def test_mappings_are_listed_with_their_passing_states(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html"""
    source.start()
    api = source.functions.api

    def states(**asked: str) -> list[str]:
        return [mapping["State"] for mapping in api.list_event_source_mappings(**asked)["EventSourceMappings"]]

    assert states(FunctionName="f") == ["Creating"]
    assert states(FunctionName="another") == []
    shown = api.list_event_source_mappings()["EventSourceMappings"][0]
    assert states(EventSourceArn=shown["EventSourceArn"]) in (["Creating"], ["Enabled"])
    eventually(lambda: states() == ["Enabled"])


def test_a_filter_lets_some_messages_through_and_the_others_are_deleted(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html"""
    source.start(FilterCriteria={"Filters": [{"Pattern": '{"body": {"kind": ["order"]}}'}]})
    source.send('{"kind": "order"}', '{"kind": "note"}', "no JSON")
    eventually(lambda: source.left() == 0)
    assert source.seen() == [['{"kind": "order"}']]


def test_an_alias_is_what_the_queue_invokes_when_it_was_named(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html"""
    source.functions.deploy("def handler(event, context):\n    print('VERSION', context.function_version)\n", name="v")
    source.functions.api.publish_version(FunctionName="v")
    source.functions.api.create_alias(FunctionName="v", Name="live", FunctionVersion="1")
    source.url = source.sqs.create_queue(QueueName="q")["QueueUrl"]
    created = source.functions.api.create_event_source_mapping(EventSourceArn=QUEUE, FunctionName="v:live")
    assert created["FunctionArn"].endswith(":function:v:live")
    source.send("x")
    eventually(lambda: "VERSION 1" in source.functions.log("v"))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"EventSourceArn": f"{QUEUE}none"}, "The specified queue does not exist."),
        ({"FunctionName": "none"}, "Function does not exist"),
        ({"BatchSize": 11}, "Maximum batch window in seconds must be greater than 0"),
        ({"FilterCriteria": {"Filters": [{"Pattern": "simple string"}]}}, "Invalid filter pattern definition."),
        ({}, "already exists. Please update or delete the existing mapping with UUID"),
    ],
)
def test_mappings_that_cannot_be_are_refused(source: Source, settings: dict[str, Any], message: str) -> None:
    """Recorded from the real service."""
    source.start()
    with pytest.raises(ClientError) as refused:
        source.functions.api.create_event_source_mapping(**{"EventSourceArn": QUEUE, "FunctionName": "f"} | settings)
    assert message in str(refused.value)


def test_a_function_may_not_take_longer_than_messages_are_invisible(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"""
    with pytest.raises(ClientError, match="visibility timeout: 1 seconds is less than Function timeout: 2 seconds"):
        source.start(attributes={"VisibilityTimeout": "1"})


def test_a_loop_through_a_queue_is_stopped(source: Source) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    source.start(
        "import boto3\nsqs = boto3.client('sqs')\n"
        "def handler(event, context):\n"
        "    body = event['Records'][0]['body']\n"
        "    sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName='q')['QueueUrl'], MessageBody=body)\n"
    )
    source.send("round")
    eventually(lambda: any("recursive loop" in line for line in source.functions.log()), 20)
    assert sum(line.startswith("START") for line in source.functions.log()) == 16


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("null", []),
        ("{}", []),
        ('{"batchItemFailures": null}', []),
        ('{"batchItemFailures": []}', []),
        ('{"batchItemFailures": [{"itemIdentifier": "a"}]}', ["a"]),
        ('{"batchItemFailures": [{"itemIdentifier": ""}]}', ["a", "b"]),
        ('{"batchItemFailures": [{"itemIdentifier": null}]}', ["a", "b"]),
        ('{"batchItemFailures": [{"wrong": "a"}]}', ["a", "b"]),
        ('{"batchItemFailures": [{"itemIdentifier": "z"}]}', ["a", "b"]),
        ('"text"', ["a", "b"]),
    ],
)
def test_what_a_function_reports_decides_what_stays(answer: str, left: list[str]) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#sqs-batchfailurereporting-conditions"""
    both = [message("a"), message("b")]
    gone = handled_messages(both, answer, is_report=True)
    assert [kept.id for kept in both if kept not in gone] == left


def test_a_batch_that_would_be_too_large_an_event_is_cut() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#sqs-polling-behavior"""
    cut = list(batches([message(name, "x" * 3_000_000) for name in "abc"], QUEUE))
    assert [[taken.id for taken in batch] for batch, _ in cut] == [["a", "b"], ["c"]]
    assert all(len(event) <= LARGEST_EVENT for _, event in cut)


def test_what_is_used_of_moto_is_still_what_it_was() -> None:
    """A new moto that changes one of these breaks lambda_/moto_queues.py."""
    assert [*inspect.signature(Queue.add_message).parameters] == ["self", "message"]
    assert "lambda_event_source_mappings" in inspect.getsource(Queue.add_message)
    assert [*inspect.signature(SQSBackend.receive_message).parameters][1:] == [
        "queue_name",
        "count",
        "wait_seconds_timeout",
        "visibility_timeout",
        "message_attribute_names",
    ]
    assert [*inspect.signature(LambdaBackend.create_event_source_mapping).parameters] == ["self", "spec"]
    assert {"enabled", "batch_size", "max_batch_window", "filter_criteria", "scaling_config"} <= set(
        inspect.getsource(EventSourceMapping.__init__).replace("self.", " ").split()
    )
