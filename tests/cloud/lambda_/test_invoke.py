"""Functions invoked through the API. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"""

from __future__ import annotations

import base64
import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.functions import ECHO, Lambda, eventually, zipped
from tests.conftest import Client

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"


def test_the_event_goes_in_and_the_result_comes_out(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"""
    functions.deploy()
    answer = functions.invoke({"list": [1, 2.5, None], "text": "ü😀"})
    assert (answer.status, answer.error, answer.version) == (200, None, "$LATEST")
    assert answer.payload == {"list": [1, 2.5, None], "text": "ü😀"}


def test_a_call_without_a_payload_gives_an_empty_event(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"""
    functions.deploy()
    assert functions.api.invoke(FunctionName="f")["Payload"].read() == b"{}"


@pytest.mark.parametrize("name", ["f", ARN, "123456789012:function:f", "f:$LATEST"])
def test_a_function_is_found_by_every_form_of_its_name(functions: Lambda, name: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html"""
    functions.deploy()
    assert functions.invoke(1, name=name).payload == 1


def test_code_may_come_from_s3(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html"""
    s3 = client("s3")
    s3.create_bucket(Bucket="packages")
    s3.put_object(Bucket="packages", Key="f.zip", Body=zipped({"index.py": ECHO}))
    functions.deploy(Code={"S3Bucket": "packages", "S3Key": "f.zip"})
    assert functions.invoke("x").payload == "x"


def test_the_context_tells_about_the_invocation(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-context.html"""
    functions.deploy(
        """
def handler(event, context):
    names = "function_name function_version invoked_function_arn memory_limit_in_mb log_group_name log_stream_name"
    told = {name: getattr(context, name) for name in names.split()}
    told |= {"id": context.aws_request_id, "left": context.get_remaining_time_in_millis()}
    return told | {"custom": context.client_context.custom, "identity": context.identity.cognito_identity_id}
""",
        MemorySize=256,
        Timeout=7,
    )
    client_context = base64.b64encode(json.dumps({"custom": {"a": "b"}}).encode()).decode()
    answer = functions.invoke(ClientContext=client_context)
    told = answer.payload
    assert 6000 < told.pop("left") <= 7000
    assert f"START RequestId: {told.pop('id')} Version: $LATEST" in answer.log
    assert told.pop("log_stream_name") in functions.log_streams()
    assert told == {
        "function_name": "f",
        "function_version": "$LATEST",
        "invoked_function_arn": ARN,
        "memory_limit_in_mb": "256",
        "log_group_name": "/aws/lambda/f",
        "custom": {"a": "b"},
        "identity": None,
    }


def test_the_environment_has_the_functions_variables_and_lambdas_own(
    functions: Lambda, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html"""
    monkeypatch.setenv("AWS_PROFILE", "real")
    functions.deploy(
        "import os\ndef handler(event, context):\n    return dict(os.environ)\n",
        Environment={"Variables": {"GREETING": "hello", "TZ": "Europe/Berlin"}},
    )
    variables = functions.invoke().payload
    assert variables["GREETING"] == "hello"
    assert variables["AWS_LAMBDA_FUNCTION_NAME"] == "f"
    assert variables["AWS_LAMBDA_FUNCTION_VERSION"] == "$LATEST"
    assert variables["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "128"
    assert variables["AWS_LAMBDA_LOG_GROUP_NAME"] == "/aws/lambda/f"
    assert variables["AWS_LAMBDA_INITIALIZATION_TYPE"] == "on-demand"
    assert variables["AWS_EXECUTION_ENV"] == "AWS_Lambda_python3.13"
    assert variables["AWS_REGION"] == variables["AWS_DEFAULT_REGION"] == "us-east-1"
    assert variables["_HANDLER"] == "index.handler"
    assert variables["TZ"] == "Europe/Berlin"
    assert variables["AWS_ENDPOINT_URL"] == sandbox.endpoint
    assert variables["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert "AWS_PROFILE" not in variables


def test_the_trail_tells_a_cold_start_and_only_a_cold_one(functions: Lambda, sandbox: Sandbox) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy("def handler(event, context): return 1")
    functions.invoke({})
    functions.invoke({})
    cold, warm = (entry.note for entry in sandbox.trail() if entry.operation == "Invoke")
    assert (cold.startswith("cold start: "), cold.endswith(" ms of initialisation"), warm) == (True, True, "")


def test_boto3_in_a_function_reaches_the_sandbox_as_the_functions_role(functions: Lambda, sandbox: Sandbox) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html"""
    functions.deploy(
        """
import boto3
def handler(event, context):
    boto3.client("s3").create_bucket(Bucket=event["bucket"])
    return boto3.client("sts").get_caller_identity()["Arn"]
""",
        Timeout=10,
    )
    assert functions.invoke({"bucket": "made-by-f"}).payload == "arn:aws:sts::123456789012:assumed-role/worker/f"
    (made,) = [entry for entry in sandbox.trail() if entry.operation == "CreateBucket"]
    assert (made.who, made.parameters["Bucket"], made.error) == ("worker/f", "made-by-f", None)


def test_a_dry_run_runs_nothing(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"""
    functions.deploy()
    assert functions.api.invoke(FunctionName="f", InvocationType="DryRun")["StatusCode"] == 204
    assert functions.log() == []


def test_an_asynchronous_invocation_is_accepted_and_runs(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html"""
    functions.deploy("def handler(event, context):\n    print('got', event['n'])\n")
    answer = functions.api.invoke(FunctionName="f", InvocationType="Event", Payload=b'{"n": 5}')
    assert (answer["StatusCode"], answer["Payload"].read()) == (202, b"")
    eventually(lambda: "got 5" in functions.log())


def test_an_asynchronous_failure_is_tried_again_with_its_request_id(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html"""
    functions.deploy(
        """
import os
def handler(event, context):
    print("try", context.aws_request_id)
    if not os.path.exists(marker := os.path.join(os.environ["TMPDIR"], "tried")):
        open(marker, "w").close()
        raise RuntimeError("once")
    print("went well")
"""
    )
    functions.api.invoke(FunctionName="f", InvocationType="Event", Payload=b"{}")
    eventually(lambda: "went well" in functions.log())
    tries = [line for line in functions.log() if line.startswith("try ")]
    assert len(tries) == 2
    assert len(set(tries)) == 1


def test_standard_output_logging_and_the_report_are_in_the_tail_and_in_cloudwatch(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html"""
    functions.deploy(
        """
import logging, sys
logging.getLogger().setLevel("INFO")
print("loaded")
def handler(event, context):
    print("printed")
    print("to stderr", file=sys.stderr)
    logging.info("two\\nlines")
"""
    )
    answer = functions.invoke()
    ((stream, lines),) = functions.log_streams().items()
    assert stream.split("/")[-1].startswith("[$LATEST]")
    assert lines[0].startswith("INIT_START Runtime Version: python:3.13")
    told = [line for line in lines if not line.startswith(("INIT_START", "awslab:"))]
    request_id = told[1].split()[2]
    assert told[0] == "loaded"
    assert told[1] == f"START RequestId: {request_id} Version: $LATEST"
    assert told[2:4] == ["printed", "to stderr"]
    assert told[4].startswith("[INFO]\t20")
    assert told[4].endswith(f"Z\t{request_id}\ttwo\nlines")
    assert told[5] == f"END RequestId: {request_id}"
    assert told[6].startswith(f"REPORT RequestId: {request_id}\tDuration: ")
    assert "\tInit Duration: " in told[6]
    assert answer.log == "".join(f"{line}\n" for line in told)


def test_a_declared_version_that_is_not_ours_is_noted_in_the_log(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""
    other = "python3.14" if sys.version_info[:2] != (3, 14) else "python3.13"
    functions.deploy(Runtime=other)
    functions.invoke()
    assert any(line.startswith(f"awslab: the function declares {other}") for line in functions.log())


@pytest.mark.parametrize(
    ("settings", "code", "status", "message"),
    [
        ({"FunctionName": "g"}, "ResourceNotFoundException", 404, "Function not found: " + ARN[:-1] + "g:$LATEST"),
        ({"Qualifier": "live"}, "ResourceNotFoundException", 404, f"Function not found: {ARN}:live"),
        (
            {"FunctionName": "f:1", "Qualifier": "2"},
            "InvalidParameterValueException",
            400,
            "The derived qualifier from the function name does not match the specified qualifier.",
        ),
        (
            {"FunctionName": ARN.replace("us-east-1", "eu-west-1")},
            "ResourceNotFoundException",
            404,
            "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
        ),
        (
            {"Payload": b'"' + b"x" * 6_291_455 + b'"'},
            "RequestTooLargeException",
            413,
            "6291457 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)",
        ),
        (
            {"Payload": b'"' + b"x" * 1_048_575 + b'"', "InvocationType": "Event"},
            "RequestTooLargeException",
            413,
            "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
        ),
    ],
)
def test_a_call_that_aws_refuses_is_refused_in_its_words(
    functions: Lambda, settings: dict[str, object], code: str, status: int, message: str
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"""
    functions.deploy()
    with pytest.raises(ClientError) as caught:
        functions.api.invoke(**({"FunctionName": "f"} | settings))
    assert caught.value.response["Error"] == {"Code": code, "Message": message}
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert functions.log() == []


def test_the_largest_payload_passes_both_ways(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    functions.deploy(Timeout=20)
    payload = b'"' + b"x" * 6_291_454 + b'"'
    assert functions.api.invoke(FunctionName="f", Payload=payload)["Payload"].read() == payload


def test_a_result_that_is_too_large_is_an_error(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    functions.deploy("def handler(event, context):\n    return 'x' * 6_291_555\n", Timeout=20)
    answer = functions.invoke()
    assert answer.error == "Unhandled"
    assert answer.payload["errorType"] == "Function.ResponseSizeTooLarge"


def test_reserved_concurrency_zero_turns_every_call_away(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"""
    functions.deploy()
    functions.api.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    with pytest.raises(functions.api.exceptions.TooManyRequestsException) as caught:
        functions.invoke()
    response = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 429
    assert response["Error"]["Message"] == "Rate Exceeded."
    assert response["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded"


def test_reserved_concurrency_holds_only_while_invocations_are_under_way(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html"""
    functions.deploy("import time\ndef handler(event, context):\n    time.sleep(event)\n    return 'ok'\n")
    functions.api.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=1)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(functions.invoke, 2)
        eventually(lambda: functions.log())
        with pytest.raises(functions.api.exceptions.TooManyRequestsException):
            functions.invoke(0)
        assert first.result().payload == "ok"
    assert functions.invoke(0).payload == "ok"


@pytest.mark.parametrize("runtime", ["ruby3.3", "java21", "provided.al2023"])
def test_another_runtime_can_be_created_and_invoking_it_names_the_limit(functions: Lambda, runtime: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""
    functions.deploy(Runtime=runtime)
    with pytest.raises(functions.api.exceptions.InvalidRuntimeException, match=f"awslab .* {runtime}.*AWS would run"):
        functions.invoke()
