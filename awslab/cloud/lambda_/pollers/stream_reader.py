"""Reads a DynamoDB stream for a function, as one event source mapping says.

https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-eventsourcemapping.html and, for what failed,
https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html. Records older than
MaximumRecordAgeInSeconds are not dropped here.
"""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from awslab.cloud.events.moto_patterns import matches_any
from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.moto_streams import Streams
from awslab.cloud.lambda_.stored import StoredMapping, patterns_of, reports_failures
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.functions import NotRunnableError, Outcome
from awslab.cloud.ports.moto_messages import MotoMessages

log = logging.getLogger(__name__)

_LOOK_AGAIN = 0.1
_TRY_AGAIN = 0.5
"""Seconds between two tries of a batch; on AWS they grow."""
_SHARD = "shardId-00000001541626099285-f35f62ef"

Run = Callable[[str, str, str, str], Outcome]
Record = Structure


class StreamReader:
    """Reads one stream: a thread that goes through its records in order."""

    def __init__(self, mapping: StoredMapping, streams: Streams, messages: MotoMessages, run: Run) -> None:
        self._mapping = mapping
        self._streams = streams
        self._messages = messages
        self._run = run
        self._end = threading.Event()
        starts_at_the_end = mapping.starting_position == "LATEST"
        self._position = streams.length(mapping.event_source_arn) if starts_at_the_end else 0
        threading.Thread(target=self._read, name=f"reader {mapping.uuid}", daemon=True).start()

    def end(self) -> None:
        """Take no more."""
        self._end.set()

    def _read(self) -> None:
        while not self._end.is_set():
            try:
                batch = self._gather() if self._mapping.enabled else []
                if not batch:
                    self._end.wait(_LOOK_AGAIN)
                    continue
                patterns = patterns_of(self._mapping)
                passing = [record for record in batch if matches_any(patterns, record)]
                if passing:
                    self._deliver(passing)
                self._position += len(batch)
            except Exception:  # the reader goes on, whatever a table that changes meanwhile does to moto
                log.exception("reading %s", self._mapping.event_source_arn)
                self._end.wait(1.0)

    def _gather(self) -> list[Record]:
        arn, size = self._mapping.event_source_arn, self._mapping.batch_size
        deadline = CLOCK.monotonic() + float(self._mapping.max_batch_window or 0)
        records = self._streams.records(arn, self._position, size)
        while records and len(records) < size and CLOCK.monotonic() < deadline and not self._end.is_set():
            self._end.wait(_LOOK_AGAIN)
            records = self._streams.records(arn, self._position, size)
        return records

    def _deliver(self, records: Sequence[Record]) -> None:
        """Deliver records until they are handled, given up, or divided; dividing is not counted as a try."""
        retries, tries = self._mapping.max_retry_attempts, 0
        while not self._end.is_set():
            count = self._deliver_once(records)
            records = records[count:]
            if not records:
                return
            if self._mapping.bisect_on_error and len(records) > 1:
                self._deliver(records[: len(records) // 2])
                self._deliver(records[len(records) // 2 :])
                return
            tries = 1 if count else tries + 1
            if retries is not None and 0 <= retries < tries:
                self._give_up(records, tries)
                return
            self._end.wait(_TRY_AGAIN)

    def _deliver_once(self, records: Sequence[Record]) -> int:
        """Run the function; return how many records, from the first on, need no further try."""
        event = json.dumps({"Records": list(records)}, default=str)
        try:
            outcome = self._run(self._mapping.region, self._mapping.function_arn, event, "")
        except NotRunnableError as error:
            log.warning("a batch of %s was not run: %s", self._mapping.event_source_arn, error.message)
            return 0
        if outcome.error_type:
            return 0
        return checkpoint(records, outcome.payload) if reports_failures(self._mapping) else len(records)

    def _give_up(self, records: Sequence[Record], tries: int) -> None:
        """Send a record of the failure to the mapping's destination, when it has one.

        https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
        """
        target = ((self._mapping.destination_config or {}).get("OnFailure") or {}).get("Destination")
        if not target:
            return
        try:
            self._messages.send(str(target), json.dumps(_failure_record(self._mapping, records, tries)), {})
        except Exception:  # AWS drops what it cannot deliver too
            log.exception("a batch that failed could not be told to %s", target)


def checkpoint(records: Sequence[Record], payload: str) -> int:
    """Return how many records come before the first that is reported to have failed; 0 when the report makes no
    sense."""
    try:
        failures = (json.loads(payload) or {}).get("batchItemFailures") or []
        failure_ids = {str(failure["itemIdentifier"]) for failure in failures}
    except (ValueError, TypeError, KeyError, AttributeError):
        return 0
    numbers = [str(record["dynamodb"]["SequenceNumber"]) for record in records]
    if failure_ids - set(numbers):
        return 0
    return next((place for place, number in enumerate(numbers) if number in failure_ids), len(records))


def _failure_record(mapping: StoredMapping, records: Sequence[Record], tries: int) -> dict[str, object]:
    first, last = records[0]["dynamodb"], records[-1]["dynamodb"]
    return {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": mapping.function_arn,
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": tries,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": _instant(CLOCK.time()),
        "DDBStreamBatchInfo": {
            "shardId": _SHARD,
            "startSequenceNumber": str(first["SequenceNumber"]),
            "endSequenceNumber": str(last["SequenceNumber"]),
            "approximateArrivalOfFirstRecord": _instant(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _instant(last["ApproximateCreationDateTime"]),
            "batchSize": len(records),
            "streamArn": mapping.event_source_arn,
        },
    }


def _instant(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
