"""The port through which services have functions run, without a sandbox."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from awslab.cloud.gateway.request import AwsRequest, Caller
from awslab.cloud.lambda_.execution.loops import current_trace
from awslab.cloud.ports.current_call import answering, current_call
from awslab.cloud.ports.functions import Functions, NotRunnableError, Outcome, Statement

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
BUCKET = "arn:aws:s3:::photos"
ADMISSION: Statement = {
    "Effect": "Allow",
    "Principal": {"Service": "s3.amazonaws.com"},
    "Action": "lambda:InvokeFunction",
    "Resource": ARN,
    "Condition": {"ArnLike": {"AWS:SourceArn": BUCKET}},
}


class Runtime:
    """A runtime with one function, which notes what it is to run later."""

    account_id = "123456789012"

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        self.events: list[tuple[str, str, str]] = []

    def run(self, region: str, name: str, payload: str) -> Outcome:
        return Outcome(payload)

    def run_later(self, region: str, name: str, payload: str) -> None:
        self.events.append((region, name, payload))

    def policy_statements(self, arn: str) -> Sequence[Statement] | None:
        return self._statements if arn == ARN else None


def served(*statements: Statement) -> tuple[Functions, Runtime]:
    functions, runtime = Functions(), Runtime(statements)
    functions.serve(runtime)
    return functions, runtime


def test_before_anyone_serves_there_is_no_function() -> None:
    functions = Functions()

    functions.run_later("us-east-1", ARN, "{}")
    with pytest.raises(NotRunnableError) as refusal:
        functions.run("us-east-1", "f", "{}")

    assert (refusal.value.code, refusal.value.status) == ("ResourceNotFoundException", 404)
    assert functions.policy_statements(ARN) is None
    assert not functions.admits(ARN, service="s3.amazonaws.com", source_arn=BUCKET)


def test_a_push_reaches_a_function_whose_policy_admits_service_and_source() -> None:
    functions, runtime = served(ADMISSION)

    functions.push(ARN, '{"a": 1}', service="s3.amazonaws.com", source_arn=BUCKET)

    assert runtime.events == [("us-east-1", ARN, '{"a": 1}')]


@pytest.mark.parametrize(
    ("arn", "service", "source"),
    [
        (ARN, "sns.amazonaws.com", BUCKET),
        (ARN, "s3.amazonaws.com", "arn:aws:s3:::other"),
        (ARN.replace(":f", ":g"), "s3.amazonaws.com", BUCKET),
    ],
    ids=["another service", "another source", "no function"],
)
def test_a_push_that_the_policy_does_not_admit_is_dropped(arn: str, service: str, source: str) -> None:
    functions, runtime = served(ADMISSION)

    functions.push(arn, "{}", service=service, source_arn=source)

    assert runtime.events == []


def call(service: str) -> AwsRequest:
    return AwsRequest(
        id="1",
        service=service,
        region="us-east-1",
        operation="PutObject",
        parameters={},
        caller=Caller("learner", "learner", ""),
        method="PUT",
        path="/",
        headers={"x-amzn-trace-id": "Root=1-2%3B3"},
    )


def test_the_trace_is_that_of_the_call_that_is_being_answered_and_gone_afterwards() -> None:
    with answering(call("s3")):
        with answering(call("dynamodb")):
            assert current_trace() == ""
        assert current_trace() == "Root=1-2;3"

    assert current_call() is None
    assert current_trace() == ""
