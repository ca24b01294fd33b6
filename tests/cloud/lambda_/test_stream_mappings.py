"""DynamoDB streams that functions read. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cloud.functions import Lambda, eventually
from tests.conftest import Client

LOG_IDS = """
import json
def handler(event, context):
    ids = [record["dynamodb"]["Keys"]["id"]["S"] for record in event["Records"]]
    print("GOT", json.dumps(ids))
    if "bad" in ids: raise ValueError("no")
"""
REPORT = """
import json
def handler(event, context):
    ids = [record["dynamodb"]["Keys"]["id"]["S"] for record in event["Records"]]
    print("GOT", json.dumps(ids))
    failed = [r["dynamodb"]["SequenceNumber"] for r in event["Records"] if r["dynamodb"]["Keys"]["id"]["S"] == "bad"]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in failed[:1]]}
"""


class Table:
    """The table `orders`, whose stream the function `f` reads."""

    def __init__(self, functions: Lambda, client: Client) -> None:
        self.functions = functions
        self._api = client("dynamodb")
        self.stream = self._api.create_table(
            TableName="orders",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )["TableDescription"]["LatestStreamArn"]

    def put(self, *ids: str) -> None:
        for each in ids:
            self._api.put_item(TableName="orders", Item={"id": {"S": each}})

    def read(self, code: str = LOG_IDS, **settings: Any) -> None:
        self.functions.deploy(code)
        given = {"StartingPosition": "TRIM_HORIZON"} | settings
        self.functions.api.create_event_source_mapping(FunctionName="f", EventSourceArn=self.stream, **given)

    def got(self) -> list[list[str]]:
        """The ids of each batch that the function got, in order."""
        return [json.loads(line[4:]) for line in self.functions.log() if line.startswith("GOT ")]


@pytest.fixture
def table(functions: Lambda, client: Client) -> Table:
    """A table with a stream."""
    return Table(functions, client)


def test_records_come_in_batches_and_in_order(table: Table) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html"""
    table.put("a", "b", "c")
    table.read(BatchSize=2)
    assert eventually(lambda: len(table.got()) == 2 and table.got()) == [["a", "b"], ["c"]]


def test_latest_begins_with_what_comes_after(table: Table) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html: LATEST"""
    table.put("before")
    table.read(StartingPosition="LATEST")
    table.put("after")
    assert eventually(table.got) == [["after"]]


def test_a_filter_passes_some_records_on(table: Table) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html"""
    pattern = json.dumps({"dynamodb": {"Keys": {"id": {"S": [{"prefix": "b"}]}}}})
    table.put("a", "b")
    table.read(FilterCriteria={"Filters": [{"Pattern": pattern}]})
    assert eventually(table.got) == [["b"]]


def test_a_batch_that_fails_is_divided_and_its_rest_goes_to_the_destination(table: Table, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html"""
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="failed")["QueueUrl"]
    table.put("a", "bad", "c", "d")
    table.read(
        BisectBatchOnFunctionError=True,
        MaximumRetryAttempts=0,
        DestinationConfig={"OnFailure": {"Destination": "arn:aws:sqs:us-east-1:123456789012:failed"}},
    )
    eventually(lambda: ["c", "d"] in table.got())
    assert table.got() == [["a", "bad", "c", "d"], ["a", "bad"], ["a"], ["bad"], ["c", "d"]]
    told = json.loads(eventually(lambda: sqs.receive_message(QueueUrl=url).get("Messages"))[0]["Body"])
    assert told["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert told["DDBStreamBatchInfo"]["batchSize"] == 1
    assert told["DDBStreamBatchInfo"]["streamArn"] == table.stream


def test_a_report_repeats_the_batch_from_the_record_that_failed(table: Table) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html"""
    table.put("a", "bad", "c")
    table.read(REPORT, FunctionResponseTypes=["ReportBatchItemFailures"], MaximumRetryAttempts=1)
    eventually(lambda: len(table.got()) >= 2)
    assert table.got()[:2] == [["a", "bad", "c"], ["bad", "c"]]
