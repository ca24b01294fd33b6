"""What Lambda refuses; texts recorded from the real service unless the rule says otherwise."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.lambda_.guards.functions import json_problem
from tests.cloud.refusals import Refused, trust
from tests.conftest import Client

ROLE = "arn:aws:iam::123456789012:role/worker"
INVALID = "InvalidParameterValueException"


def package(text: str = "def handler(event, context): return 1") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.py", text)
    return buffer.getvalue()


def function(**changed: Any) -> dict[str, Any]:
    return {
        "FunctionName": "f",
        "Role": ROLE,
        "Runtime": "python3.13",
        "Handler": "index.handler",
        "Code": {"ZipFile": package()},
    } | changed


@pytest.fixture(autouse=True)
def role(client: Client) -> None:
    """A role that Lambda can assume."""
    client("iam").create_role(RoleName="worker", AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))


def test_a_proper_function_is_created(client: Client) -> None:
    assert client("lambda").create_function(**function(MemorySize=10_240, Timeout=900))["MemorySize"] == 10_240


@pytest.mark.parametrize("services", [["ec2.amazonaws.com"], None])
def test_the_role_must_exist_and_trust_lambda(client: Client, refused: Refused, services: list[str] | None) -> None:
    if services:
        client("iam").create_role(RoleName="other", AssumeRolePolicyDocument=trust(*services))
    answer = refused("lambda", "create_function", **function(Role="arn:aws:iam::123456789012:role/other"))
    assert answer == (INVALID, "The role defined for the function cannot be assumed by Lambda.", 400)


def test_a_function_cannot_be_changed_to_a_role_that_lambda_cannot_assume(client: Client, refused: Refused) -> None:
    client("lambda").create_function(**function())
    client("iam").create_role(RoleName="other", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
    answer = refused(
        "lambda",
        "update_function_configuration",
        FunctionName="f",
        Role="arn:aws:iam::123456789012:role/other",
    )
    assert answer[1] == "The role defined for the function cannot be assumed by Lambda."


@pytest.mark.parametrize(
    ("setting", "code", "message"),
    [
        (
            {"MemorySize": 64},
            "ValidationException",
            (
                "1 validation error detected: Value '64' at 'memorySize' failed to satisfy constraint: "
                "Member must have value greater than or equal to 128"
            ),
        ),
        (
            {"MemorySize": 40_000},
            "ValidationException",
            (
                "1 validation error detected: Value '40000' at 'memorySize' failed to satisfy constraint: "
                "Member must have value less than or equal to 32768"
            ),
        ),
        (
            {"MemorySize": 10_241},
            INVALID,
            "'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240",
        ),
        (
            {"Timeout": 901},
            "ValidationException",
            (
                "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: "
                "Member must have value less than or equal to 900"
            ),
        ),
        (
            {"Code": {"ZipFile": b"no zip"}},
            INVALID,
            "Could not unzip uploaded file. Please check your file, then try to upload again.",
        ),
        (
            {"Code": {"S3Bucket": "absent", "S3Key": "x"}},
            INVALID,
            (
                "Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: "
                "The specified bucket does not exist"
            ),
        ),
        (
            {"Environment": {"Variables": {"AWS_REGION": "x", "FINE": "y"}}},
            INVALID,
            (
                "Lambda was unable to configure your environment variables because the environment variables you have "
                "provided contains reserved keys that are currently not supported for modification. Reserved keys "
                "used in this request: AWS_REGION"
            ),
        ),
        (
            {"Environment": {"Variables": {"LARGE_VAR": "x" * 4096}}},
            INVALID,
            (
                "Lambda was unable to configure your environment variables because the environment variables you have "
                f'provided exceeded the 4KB limit. String measured: {{"LARGE_VAR":"{"x" * 4096}"}}'
            ),
        ),
    ],
    ids=["low", "high", "quota", "timeout", "zip", "bucket", "reserved", "large"],
)
def test_settings_that_aws_refuses_are_refused(
    refused: Refused, client: Client, setting: dict[str, Any], code: str, message: str
) -> None:
    assert refused("lambda", "create_function", **function(**setting)) == (code, message, 400)
    assert client("lambda").list_functions()["Functions"] == []


def test_a_package_that_unzips_to_more_than_250_megabytes_is_refused(refused: Refused) -> None:
    bomb = package("0" * 262_144_000)
    assert len(bomb) < 1_000_000
    answer = refused("lambda", "create_function", **function(Code={"ZipFile": bomb}))
    assert answer == (INVALID, "Unzipped size must be smaller than 262144000 bytes", 400)


def test_a_missing_object_of_a_bucket_is_named(client: Client, refused: Refused) -> None:
    client("s3").create_bucket(Bucket="packages")
    answer = refused("lambda", "create_function", **function(Code={"S3Bucket": "packages", "S3Key": "x"}))
    assert "S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist." in answer[1]


@pytest.mark.parametrize(
    "payload",
    [b"{bad", b"\x99", b"{}{}", b"NOPE", b"NaN", b"[" * 5000],
    ids=["open", "bytes", "two", "word", "nan", "deep"],
)
def test_a_payload_must_be_json(client: Client, refused: Refused, payload: bytes) -> None:
    client("lambda").create_function(**function())
    code, message, status = refused("lambda", "invoke", FunctionName="f", Payload=payload)
    assert (code, status) == ("InvalidRequestContentException", 400)
    assert message.startswith("Could not parse request body into json: Could not parse payload into json: ")


def test_bytes_that_are_no_utf_8_are_named_as_aws_names_them() -> None:
    assert json_problem(b"n\x87r") == (
        "Invalid UTF-8 start byte 0x87\n"
        " at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]"
    )


@given(st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_every_json_document_is_a_payload(value: object) -> None:
    assert json_problem(json.dumps(value).encode()) is None


def test_no_payload_at_all_is_fine() -> None:
    assert json_problem(b"") is None
