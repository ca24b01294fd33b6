"""Everything of moto's DynamoDB streams and their mappings that the runtime reads or replaces.

moto sends every record to the function while it is being written; here readers fetch them, as on AWS.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from moto.awslambda.models import EventSourceMapping, LambdaBackend
from moto.backends import get_backend


def keep_records() -> None:
    """From now on records of this process stay in their stream, and are not sent by whoever writes them."""

    def nothing(*_: Any, **__: Any) -> None:
        """stream_reader.py fetches them."""

    LambdaBackend.send_dynamodb_items = nothing  # type: ignore[assignment, method-assign]


class MotoStreams:
    """One account's DynamoDB streams and the mappings that read them."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def mappings(self) -> list[EventSourceMapping]:
        """Every mapping of a DynamoDB stream, in all regions."""
        backends = get_backend("lambda")[self._account_id]
        found = [each for region in list(backends) for each in list(backends[region]._event_source_mappings.values())]
        return [each for each in found if ":dynamodb:" in each.event_source_arn]

    def records(self, arn: str, first: int, most: int) -> list[dict[str, Any]]:
        """Up to so many records from a position on, as events carry them."""
        return [_record(item.to_json(), arn) for item in self._items(arn)[first : first + most]]

    def length(self, arn: str) -> int:
        """How many records the stream has had."""
        return len(self._items(arn))

    def _items(self, arn: str) -> list[Any]:
        tables = get_backend("dynamodb")[self._account_id][arn.split(":")[3]].tables
        table = tables.get(arn.partition("table/")[2].partition("/")[0])
        shard = getattr(table, "stream_shard", None)
        return [] if shard is None else list(shard.items)


def _record(kept: dict[str, Any], arn: str) -> dict[str, Any]:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html#events-sample-dynamodb"""
    told = dict(kept["dynamodb"])
    created = told.get("ApproximateCreationDateTime")
    if isinstance(created, datetime):
        told["ApproximateCreationDateTime"] = int(created.timestamp())
    return {**kept, "awsRegion": arn.split(":")[3], "dynamodb": told, "eventSourceARN": arn}
