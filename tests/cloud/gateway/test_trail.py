"""The trail: every call of the learner, as CloudTrail would tell it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Caller
from awslab.cloud.gateway.trail import KEEPS, Trail, shortened
from awslab.sandbox.process import Sandbox, TrailEntry
from tests.conftest import Client, RunProgram

LEARNER = Caller("learner", "learner", "arn:aws:iam::123456789012:user/learner")
EXAMINER = Caller("examiner", "examiner", "arn:aws:iam::123456789012:user/learner")


def test_a_call_is_told_with_who_what_and_how_it_ended(sandbox: Sandbox, client: Client) -> None:
    client("s3").create_bucket(Bucket="inbox")
    with pytest.raises(ClientError):
        client("s3").get_object(Bucket="inbox", Key="nothing")
    first, second = sandbox.trail()
    assert (first.who, first.service, first.operation, first.parameters) == (
        "learner",
        "s3",
        "CreateBucket",
        {"Bucket": "inbox"},
    )
    assert (first.error, first.status) == (None, 200)
    assert (second.error, second.status, second.parameters["Key"]) == ("NoSuchKey", 404, "nothing")
    assert abs((datetime.now(UTC) - datetime.fromisoformat(first.at)).total_seconds()) < 10
    assert 0 < first.milliseconds < 10_000


def test_a_programs_calls_are_there_when_it_has_ended(run_program: RunProgram, sandbox: Sandbox) -> None:
    run_program("import boto3\ns3 = boto3.client('s3')\nfor _ in range(50): s3.list_buckets()")
    assert [entry.operation for entry in sandbox.trail()] == ["ListBuckets"] * 50


def test_a_subscriber_hears_every_call_and_its_mistake_disturbs_nobody(
    run_program: RunProgram, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    def careless(_: TrailEntry) -> None:
        raise RuntimeError("a mistake in a subscriber")

    sandbox.subscribe(careless)
    sandbox.subscribe(lambda entry: heard.append(entry.operation))
    run_program("import boto3\nboto3.client('s3').list_buckets()")
    assert heard == ["ListBuckets"]
    assert "a mistake in a subscriber" in caplog.text


def test_a_call_stands_in_the_trail_as_soon_as_its_answer_has_come(sandbox: Sandbox, client: Client) -> None:
    s3 = client("s3")
    for number in range(1, 51):
        s3.list_buckets()
        assert len(sandbox.trail()) == number


def test_the_trail_outlives_its_sandbox(sandbox: Sandbox, client: Client) -> None:
    client("s3").list_buckets()
    sandbox.trail()
    sandbox.close()
    assert [entry.operation for entry in sandbox.trail()] == ["ListBuckets"]


def test_refused_keys_leave_no_entry(sandbox: Sandbox, client: Client) -> None:
    with pytest.raises(ClientError):
        client("s3", key="AKIAIOSFODNN7EXAMPLE").list_buckets()
    client("s3").list_buckets()
    assert [entry.who for entry in sandbox.trail()] == ["learner"]


def request(caller: Caller = LEARNER, **parameters: object) -> AwsRequest:
    """A call of no consequence."""
    return AwsRequest("id", "s3", "us-east-1", "PutObject", parameters, caller, "PUT", "/", {})


def test_the_examiners_calls_stay_out() -> None:
    told: list[TrailEntry] = []
    trail = Trail(told.append)
    trail.record(request(EXAMINER), AwsResponse(200), datetime.now(UTC), 0.1)
    trail.record(request(), AwsResponse(200), datetime.now(UTC), 0.1)
    assert [entry.who for entry in told] == ["learner"]
    assert len(trail.entries()) == 1


def test_only_the_last_calls_are_kept() -> None:
    trail = Trail(lambda _: None)
    for number in range(KEEPS + 5):
        trail.record(request(Key=str(number)), AwsResponse(200), datetime.now(UTC), 0.0)
    assert len(trail.entries()) == KEEPS
    assert trail.entries()[0]["parameters"] == {"Key": "5"}


def test_large_and_secret_values_are_shortened() -> None:
    told = shortened(
        {
            "Body": b"x" * 100,
            "Policy": "y" * 5000,
            "SecretString": "do not tell",
            "Until": datetime(2026, 1, 2, tzinfo=UTC),
            "Deep": [{"Keys": list(range(1000))}],
        }
    )
    assert told["Body"] == "<100 bytes>"
    assert len(told["Policy"]) == 4097
    assert told["SecretString"] == "HIDDEN"
    assert told["Until"] == "2026-01-02T00:00:00+00:00"
    assert len(told["Deep"][0]["Keys"]) == 200
    json.dumps(told)
