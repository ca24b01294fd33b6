"""Event source mappings that Lambda does not take; recorded from the real service.

Queues are looked at by `runtime.sqs_mappings`, which runs their mappings.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import invalid

_API = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html"
_STREAMS = ("dynamodb", "kinesis")


@guard("lambda", "CreateEventSourceMapping", source=_API)
def there_is_a_source(request: AwsRequest, _: State) -> Refusal | None:
    """An ARN, or brokers of one's own."""
    if request.parameters.get("EventSourceArn") or request.parameters.get("SelfManagedEventSource"):
        return None
    return invalid("Unrecognized event source.")


@guard("lambda", "CreateEventSourceMapping", source=_API)
def queues_have_no_destinations(request: AwsRequest, _: State) -> Refusal | None:
    """Failed records of streams have a destination; queues have their redrive policy."""
    service = str(request.parameters.get("EventSourceArn", "")).split(":")[2:3]
    if service != ["sqs"] or not request.parameters.get("DestinationConfig"):
        return None
    return invalid("Unsupported DestinationConfig parameter for given event source mapping type.")


@guard("lambda", "CreateEventSourceMapping", source=_API)
def streams_are_there_and_read_from_somewhere(request: AwsRequest, state: State) -> Refusal | None:
    """A starting position, which for DynamoDB is no point in time; and a stream that is there."""
    arn = str(request.parameters.get("EventSourceArn") or "")
    service = arn.split(":")[2] if arn.count(":") >= 5 else ""
    position = request.parameters.get("StartingPosition")
    if service not in _STREAMS:
        return None
    if position is None:
        words = "Value null at 'startingPosition' failed to satisfy constraint: Member must not be null."
        return invalid(f"1 validation error detected: {words}")
    if service == "dynamodb" and position == "AT_TIMESTAMP":
        return invalid(f"Unsupported starting position for arn type: {arn}")
    return None if _is_there(service, arn, state) else invalid(f"Stream not found: {arn}")


def _is_there(service: str, arn: str, state: State) -> bool:
    backend = state.backend(service, arn.split(":")[3])
    if service == "kinesis":
        return any(stream.arn == arn for stream in backend.streams.values())
    return any(
        getattr(table, "latest_stream_label", None) and arn == _stream_arn(table) for table in backend.tables.values()
    )


def _stream_arn(table: object) -> str:
    return f"{getattr(table, 'table_arn', '')}/stream/{getattr(table, 'latest_stream_label', '')}"
