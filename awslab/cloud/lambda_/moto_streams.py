"""moto's DynamoDB streams as Lambda's readers see them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol, cast

from moto.backends import get_backend

from awslab.cloud.gateway.request import Structure


class StoredRecord(Protocol):
    """A record of a stream."""

    def to_json(self) -> Structure:
        """Return the record as GetRecords answers it."""


class Streams:
    """One account's DynamoDB streams."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def records(self, arn: str, position: int, count: int) -> list[Structure]:
        """Return up to so many records from a position on, as events carry them."""
        return [_event_record(record.to_json(), arn) for record in self._records(arn)[position : position + count]]

    def length(self, arn: str) -> int:
        """Return how many records the stream has had."""
        return len(self._records(arn))

    def _records(self, arn: str) -> list[StoredRecord]:
        tables = get_backend("dynamodb")[self._account_id][arn.split(":")[3]].tables
        table = tables.get(arn.partition("table/")[2].partition("/")[0])
        shard = getattr(table, "stream_shard", None)
        return [] if shard is None else cast(list[StoredRecord], list(shard.items))


def has_stream(account_id: str, arn: str) -> bool:
    """Say whether there is a stream of DynamoDB or Kinesis of that ARN."""
    service, region = arn.split(":")[2:4]
    if service == "kinesis":
        return any(stream.arn == arn for stream in get_backend("kinesis")[account_id][region].streams.values())
    tables = get_backend("dynamodb")[account_id][region].tables.values()
    return any(table.latest_stream_label and arn == _stream_arn(table) for table in tables)


def _stream_arn(table: Any) -> str:
    return f"{table.table_arn}/stream/{table.latest_stream_label}"


def _event_record(record: Structure, arn: str) -> Structure:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html#events-sample-dynamodb"""
    change = dict(record["dynamodb"])
    creation_time = change.get("ApproximateCreationDateTime")
    if isinstance(creation_time, datetime):
        change["ApproximateCreationDateTime"] = int(creation_time.timestamp())
    return {**record, "awsRegion": arn.split(":")[3], "dynamodb": change, "eventSourceARN": arn}
