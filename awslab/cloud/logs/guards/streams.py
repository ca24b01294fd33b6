"""What CloudWatch Logs refuses; the words were recorded from the real service."""

from __future__ import annotations

from itertools import pairwise

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/"


@guard("logs", "PutLogEvents", source=_API + "API_PutLogEvents.html")
def events_are_in_order(request: AwsRequest, _: State) -> Refusal | None:
    """Of one request, by their time."""
    times = [event["timestamp"] for event in request.parameters["logEvents"]]
    if any(later < earlier for earlier, later in pairwise(times)):
        return _invalid("Log events in a single PutLogEvents request must be in chronological order.")
    return None


@guard("logs", "CreateLogStream", source=_API + "API_CreateLogStream.html")
def stream_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """In its group."""
    groups = state.backend("logs", request.region).groups
    group = groups.get(request.parameters["logGroupName"])
    if group is None or request.parameters["logStreamName"] not in group.streams:
        return None
    return Refusal("ResourceAlreadyExistsException", "The specified log stream already exists", 400)


@guard("logs", "DescribeLogGroups", source=_API + "API_DescribeLogGroups.html")
def groups_are_named_in_one_way(request: AwsRequest, _: State) -> Refusal | None:
    """By a prefix or by a pattern."""
    if request.parameters.get("logGroupNamePrefix") and request.parameters.get("logGroupNamePattern"):
        return _invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.")
    return None


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidParameterException", message, 400)
