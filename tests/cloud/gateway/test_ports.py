"""What services share: the clock, and the place where a journal records."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel

import awslab.cloud
from awslab.cloud.gateway.request import ANONYMOUS, AwsRequest
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.journal import changes_state

CLOUD = Path(awslab.cloud.__file__).parent
WALL = frozenset({"time.time", "time.monotonic", "datetime.now", "datetime.utcnow", "dt.datetime.now"})
WITH_THEIR_OWN_TIME = ("ports/clock.py", "lambda_/environment/")
"""The clock itself, and what runs in a function's process."""
UNCLOCKED_YET = (
    "api_gateway/",
    "autoscaling/",
    "ec2/",
    "ecs/",
    "elbv2/",
    "iam/",
    "s3/",
    "sqs/",
)
"""Rooms that do not ask the clock yet."""


def call(operation: str) -> AwsRequest:
    """A call of that operation; the service does not matter."""
    return AwsRequest(
        id="1",
        service="s3",
        region="us-east-1",
        operation=operation,
        parameters={},
        caller=ANONYMOUS,
        method="GET",
        path="/",
        headers={},
    )


def test_the_clock_is_the_walls() -> None:
    assert abs(CLOCK.now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert CLOCK.now().tzinfo is UTC


def test_every_room_asks_the_clock_for_the_time() -> None:
    places = []
    for file in sorted(CLOUD.rglob("*.py")):
        name = str(file.relative_to(CLOUD))
        if not name.startswith((*WITH_THEIR_OWN_TIME, *UNCLOCKED_YET)):
            nodes = ast.walk(ast.parse(file.read_text()))
            uses = (node for node in nodes if isinstance(node, ast.Attribute) and ast.unparse(node) in WALL)
            places += [f"{name}:{node.lineno} {ast.unparse(node)}" for node in uses]

    assert places == []


@pytest.mark.parametrize(
    "operation", ["PutObject", "CreateBucket", "RunInstances", "AssumeRole", "ReceiveMessage", "SetAlarmState"]
)
def test_calls_that_make_something_change_the_state(operation: str) -> None:
    assert changes_state(call(operation))


@pytest.mark.parametrize(
    "operation", ["GetObject", "ListBuckets", "HeadObject", "DescribeInstances", "BatchGetItem", "Query", "Scan"]
)
def test_calls_that_read_do_not(operation: str) -> None:
    assert not changes_state(call(operation))


def test_nothing_that_begins_like_a_write_counts_as_a_read() -> None:
    writes = (
        "Create",
        "Put",
        "Delete",
        "Update",
        "Modify",
        "Add",
        "Remove",
        "Attach",
        "Detach",
        "Send",
        "Publish",
        "Run",
    )
    loader = Loader()
    for service in ("s3", "ec2", "lambda", "iam", "ecs", "elbv2", "dynamodb", "sqs", "sns"):
        names = ServiceModel(loader.load_service_model(service, "service-2")).operation_names
        wrong = [name for name in names if name.startswith(writes) and not changes_state(call(name))]
        assert wrong == [], service
