"""What CloudWatch Logs refuses; the words were recorded from the real service."""

from __future__ import annotations

from itertools import pairwise

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.logs.moto_log_groups import LogGroups

_API = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"


@guard("logs", "PutLogEvents", phase=Phase.SHAPE, source=_API + "API_PutLogEvents.html")
def events_are_in_order(request: AwsRequest, _: State) -> Refusal | None:
    """The events of one request are in the order of their times."""
    times = [event["timestamp"] for event in request.parameters["logEvents"]]
    if any(later < earlier for earlier, later in pairwise(times)):
        return _invalid("Log events in a single PutLogEvents request must be in chronological order.")
    return None


@guard("logs", "CreateLogStream", phase=Phase.STATE, source=_API + "API_CreateLogStream.html")
def stream_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """A group has no other stream of the same name."""
    group, stream = str(request.parameters["logGroupName"]), str(request.parameters["logStreamName"])
    if not LogGroups(state.account_id, request.region).has_stream(group, stream):
        return None
    return Refusal("ResourceAlreadyExistsException", "The specified log stream already exists", 400)


@guard("logs", "DescribeLogGroups", phase=Phase.COMBINATION, source=_API + "API_DescribeLogGroups.html")
def log_groups_are_selected_in_one_way(request: AwsRequest, _: State) -> Refusal | None:
    """Log groups are selected by a prefix or by a pattern."""
    if request.parameters.get("logGroupNamePrefix") and request.parameters.get("logGroupNamePattern"):
        return _invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
    return None


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidParameterException", message, 400)
