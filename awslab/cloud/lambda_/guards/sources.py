"""Event source mappings that Lambda refuses; recorded from the real service.

Queues are checked by the answers (`answers/event_source_mappings.py`), which run their mappings.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import invalid
from awslab.cloud.lambda_.moto_streams import has_stream

_API = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html"
_STREAM_SERVICES = ("dynamodb", "kinesis")


@guard("lambda", "CreateEventSourceMapping", phase=Phase.IDENTIFIER, source=_API)
def source_is_required(request: AwsRequest, _: State) -> Refusal | None:
    """A mapping has an event source: an ARN, or brokers of one's own."""
    if request.parameters.get("EventSourceArn") or request.parameters.get("SelfManagedEventSource"):
        return None
    return invalid("Unrecognized event source.")


@guard("lambda", "CreateEventSourceMapping", phase=Phase.IDENTIFIER, source=_API)
def queue_mapping_has_no_destination(request: AwsRequest, _: State) -> Refusal | None:
    """Records of streams that failed have a destination; queues have their redrive policy."""
    service = str(request.parameters.get("EventSourceArn", "")).split(":")[2:3]
    if service != ["sqs"] or not request.parameters.get("DestinationConfig"):
        return None
    return invalid("Unsupported DestinationConfig parameter for given event source mapping type.")


@guard("lambda", "CreateEventSourceMapping", phase=Phase.IDENTIFIER, source=_API)
def stream_exists_and_has_starting_position(request: AwsRequest, state: State) -> Refusal | None:
    """A stream is there and read from a starting position, which for DynamoDB is no point in time."""
    arn = str(request.parameters.get("EventSourceArn") or "")
    service = arn.split(":")[2] if arn.count(":") >= 5 else ""
    position = request.parameters.get("StartingPosition")
    if service not in _STREAM_SERVICES:
        return None
    if position is None:
        sentence = "Value null at 'startingPosition' failed to satisfy constraint: Member must not be null."
        return invalid(f"1 validation error detected: {sentence}")
    if service == "dynamodb" and position == "AT_TIMESTAMP":
        return invalid(f"Unsupported starting position for arn type: {arn}")
    return None if has_stream(state.account_id, arn) else invalid(f"Stream not found: {arn}")
