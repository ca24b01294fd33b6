"""Functions whose results invoke them again."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.lambda_.execution.loops import MOST_ROUNDS, next_trace, rounds
from tests.cloud.functions import Lambda, eventually
from tests.conftest import Client

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
OTHER = "arn:aws:lambda:us-east-1:123456789012:function:g"
AGAIN = """
import boto3
s3 = boto3.client("s3")
def handler(event, context):
    key = event["Records"][0]["s3"]["object"]["key"]
    if len(key) < 20:
        s3.put_object(Bucket="photos", Key=key + "a")
"""
CALLS_ITSELF = """
import boto3, json
def handler(event, context):
    try:
        answer = boto3.client("lambda").invoke(FunctionName="f", Payload=json.dumps(event + 1))
        return json.loads(answer["Payload"].read())
    except Exception as error:
        return [event, error.response["Error"]["Code"]]
"""


def starts(functions: Lambda) -> int:
    return sum(line.startswith("START ") for line in functions.log())


@pytest.fixture
def loop(functions: Lambda, client: Client) -> Lambda:
    """A function that is notified of what it writes itself; it would end by itself after 20 rounds."""
    functions.deploy(AGAIN)
    s3 = client("s3")
    s3.create_bucket(Bucket="photos")
    functions.api.add_permission(
        FunctionName="f", StatementId="s3", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com"
    )
    target = {"LambdaFunctionArn": ARN, "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration={"LambdaFunctionConfigurations": [target]}
    )
    return functions


def test_a_loop_through_a_bucket_is_stopped_and_the_log_says_so(loop: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    client("s3").put_object(Bucket="photos", Key="a")
    told = eventually(lambda: [line for line in loop.log() if "recursive loop" in line])
    assert told[0].startswith(f"awslab: Lambda stopped a recursive loop here. One request led to {MOST_ROUNDS}")
    time.sleep(0.2)
    assert starts(loop) == MOST_ROUNDS
    assert len(client("s3").list_objects_v2(Bucket="photos")["Contents"]) == MOST_ROUNDS + 1


def test_each_upload_begins_a_chain_of_its_own(loop: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    for number in range(MOST_ROUNDS + 2):
        client("s3").put_object(Bucket="photos", Key=f"{number:020}")
    eventually(lambda: starts(loop) == MOST_ROUNDS + 2)
    assert not [line for line in loop.log() if "recursive loop" in line]


def test_a_loop_that_is_allowed_goes_on(loop: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    changed = loop.api.put_function_recursion_config(FunctionName="f", RecursiveLoop="Allow")
    assert changed["RecursiveLoop"] == "Allow"
    client("s3").put_object(Bucket="photos", Key="a")
    eventually(lambda: starts(loop) == 20, 10.0)


def test_a_function_that_invokes_itself_is_refused(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    functions.deploy(CALLS_ITSELF, Timeout=60)
    assert functions.invoke(1).payload == [MOST_ROUNDS, "RecursiveInvocationException"]


def test_loops_are_ended_unless_configured_otherwise(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    functions.deploy()
    assert functions.api.get_function_recursion_config(FunctionName="f")["RecursiveLoop"] == "Terminate"
    functions.api.put_function_recursion_config(FunctionName=ARN, RecursiveLoop="Allow")
    assert functions.api.get_function_recursion_config(FunctionName="f")["RecursiveLoop"] == "Allow"
    with pytest.raises(functions.api.exceptions.ResourceNotFoundException):
        functions.api.get_function_recursion_config(FunctionName="g")


def test_a_chain_counts_each_function_for_itself() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    trace = next_trace(next_trace(next_trace("", ARN, "1-a"), OTHER, "1-b"), ARN, "1-c")
    assert (rounds(trace, ARN), rounds(trace, OTHER)) == (2, 1)
    assert trace.startswith("Root=1-a;")


@given(st.text())
def test_any_header_can_be_next_trace(trace: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    assert rounds(next_trace(trace, ARN, "1-a"), ARN) == rounds(trace, ARN) + 1
