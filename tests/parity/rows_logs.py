"""CloudWatch Logs, as recorded from the real service."""

from __future__ import annotations

from tests.parity.recorded import Calls, recorded
from tests.parity.rows import Aws


@recorded(
    "logs/test_logs_events",
    "test_put_log_events_wrong_order",
    {
        "error-wrong-order": (
            "InvalidParameterException",
            "Log events in a single PutLogEvents request must be in chronological order.",
            400,
        )
    },
)
def events_in_the_wrong_order(aws: Aws) -> Calls:
    aws.logs.create_log_group(logGroupName="g")
    aws.logs.create_log_stream(logGroupName="g", logStreamName="s")
    events = [{"timestamp": at, "message": "m"} for at in (1_795_000_002_000, 1_795_000_001_000)]
    return {"error-wrong-order": lambda: aws.logs.put_log_events(logGroupName="g", logStreamName="s", logEvents=events)}


@recorded(
    "logs/test_logs_groups",
    "test_create_log_group_duplicate_error",
    {"error-duplicate-log-group": ("ResourceAlreadyExistsException", "The specified log group already exists", 400)},
)
def a_group_twice(aws: Aws) -> Calls:
    aws.logs.create_log_group(logGroupName="g")
    return {"error-duplicate-log-group": lambda: aws.logs.create_log_group(logGroupName="g")}


@recorded(
    "logs/test_logs_streams",
    "test_create_log_stream_duplicate_error",
    {"error-duplicate-log-stream": ("ResourceAlreadyExistsException", "The specified log stream already exists", 400)},
)
def a_stream_twice(aws: Aws) -> Calls:
    aws.logs.create_log_group(logGroupName="g")
    aws.logs.create_log_stream(logGroupName="g", logStreamName="s")
    return {
        "error-duplicate-log-stream": lambda: aws.logs.create_log_stream(logGroupName="g", logStreamName="s"),
    }


@recorded(
    "logs/test_logs_groups",
    "test_describe_log_groups_prefix_and_pattern_error",
    {
        "error-prefix-and-pattern": (
            "InvalidParameterException",
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.",
            400,
        )
    },
)
def a_prefix_and_a_pattern(aws: Aws) -> Calls:
    return {
        "error-prefix-and-pattern": lambda: aws.logs.describe_log_groups(
            logGroupNamePrefix="a", logGroupNamePattern="b"
        )
    }


@recorded(
    "logs/test_logs_events",
    "test_get_log_events_limit_validation",
    {
        "error-limit-exceeded": (
            "InvalidParameterException",
            (
                "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have "
                "value less than or equal to 10000"
            ),
            400,
        )
    },
)
def more_than_ten_thousand(aws: Aws) -> Calls:
    return {"error-limit-exceeded": lambda: aws.logs.get_log_events(logGroupName="g", logStreamName="s", limit=10001)}
