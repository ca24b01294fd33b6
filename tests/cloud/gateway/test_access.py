"""Who gets in: nobody without a key of this sandbox, no foreign host name, no web page."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.gateway.signing import Answer, send, signed
from tests.conftest import Client

FORM = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
WHO_AM_I = b"Action=GetCallerIdentity&Version=2011-06-15"


def refused_with(client: Any, operation: str, **parameters: Any) -> tuple[str, int]:
    """The code and the status with which a call is refused."""
    with pytest.raises(ClientError) as refusal:
        getattr(client, operation)(**parameters)
    response = refusal.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


@pytest.mark.parametrize(
    ("service", "operation", "expected"),
    [
        ("s3", "list_buckets", ("InvalidAccessKeyId", 403)),
        ("sts", "get_caller_identity", ("InvalidClientTokenId", 403)),
        ("iam", "list_users", ("InvalidClientTokenId", 403)),
        ("ec2", "describe_vpcs", ("AuthFailure", 401)),
        ("ecs", "list_clusters", ("UnrecognizedClientException", 400)),
        ("lambda", "list_functions", ("UnrecognizedClientException", 403)),
        ("sqs", "list_queues", ("InvalidClientTokenId", 403)),
    ],
)
def test_an_unknown_key_is_refused_as_the_service_does(
    client: Client, service: str, operation: str, expected: tuple[str, int]
) -> None:
    assert refused_with(client(service, key="AKIAIOSFODNN7EXAMPLE"), operation) == expected


@pytest.mark.parametrize(
    ("service", "operation", "expected"),
    [
        ("s3", "list_buckets", ("SignatureDoesNotMatch", 403)),
        ("sts", "get_caller_identity", ("SignatureDoesNotMatch", 403)),
        ("ec2", "describe_vpcs", ("AuthFailure", 401)),
        ("ecs", "list_clusters", ("InvalidSignatureException", 400)),
        ("lambda", "list_functions", ("InvalidSignatureException", 403)),
    ],
)
def test_a_wrong_secret_is_refused_as_the_service_does(
    client: Client, service: str, operation: str, expected: tuple[str, int]
) -> None:
    assert refused_with(client(service, secret="x" * 40), operation) == expected


@pytest.mark.parametrize(
    ("path", "headers", "body", "code", "status"),
    [
        ("/", {}, b"", "AccessDenied", 403),
        ("/some-bucket/key", {}, b"", "AccessDenied", 403),
        ("/", FORM, WHO_AM_I, "MissingAuthenticationToken", 403),
        ("/?Action=ListUsers&Version=2010-05-08", {}, b"", "MissingAuthenticationToken", 403),
        ("/", {"X-Amz-Target": "DynamoDB_20120810.ListTables"}, b"{}", "MissingAuthenticationTokenException", 400),
        ("/2015-03-31/functions/", {}, b"", "AccessDenied", 403),
    ],
)
def test_a_request_without_a_key_is_refused(
    sandbox: Sandbox, path: str, headers: dict[str, str], body: bytes, code: str, status: int
) -> None:
    answer = send(sandbox, "POST" if body else "GET", path, headers=headers, body=body)
    assert (answer.status, code in answer.body) == (status, True)


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "169.254.169.254", "[::2]:80", ""])
def test_a_foreign_host_name_is_refused_even_with_the_key(sandbox: Sandbox, name: str) -> None:
    headers = signed(sandbox, "s3", "GET", "/", headers={"host": name or "x"})
    answer = send(sandbox, "GET", "/", headers=headers | {"host": name})
    assert answer.status == 403
    assert "local awslab sandbox" in answer.body
    assert "ListAllMyBucketsResult" not in answer.body


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "some-bucket.localhost", "s3.us-east-1.amazonaws.com"])
def test_loopback_and_aws_host_names_get_in_with_the_key(sandbox: Sandbox, name: str) -> None:
    headers = signed(sandbox, "sts", "POST", "/", headers={"host": name} | FORM, body=WHO_AM_I)
    answer = send(sandbox, "POST", "/", headers=headers, body=WHO_AM_I)
    assert (answer.status, "GetCallerIdentityResult" in answer.body) == (200, True)


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:3000"])
def test_a_web_page_is_refused_even_with_the_key(sandbox: Sandbox, origin: str) -> None:
    answer = send(sandbox, "GET", "/", headers=signed(sandbox, "s3", "GET", "/") | {"Origin": origin})
    assert answer.status == 403
    assert "Origin" in answer.body


def test_a_preflight_is_refused(sandbox: Sandbox) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "PUT"}
    answer = send(sandbox, "OPTIONS", "/bucket/key", headers=headers)
    assert answer.status == 403
    assert not has_cors(answer)


def test_no_answer_lets_a_web_page_read_it(sandbox: Sandbox, client: Client) -> None:
    client("s3").create_bucket(Bucket="for-everyone")
    rule = {"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}
    client("s3").put_bucket_cors(Bucket="for-everyone", CORSConfiguration={"CORSRules": [rule]})
    for path in ("/", "/for-everyone"):
        answer = send(sandbox, "GET", path, headers=signed(sandbox, "s3", "GET", path))
        assert answer.status == 200
        assert not has_cors(answer)


def has_cors(answer: Answer) -> bool:
    """Whether a browser would show the answer to a page."""
    return any(name.startswith("access-control-") for name in answer.headers)


@pytest.mark.parametrize("name", ["abc123.execute-api.us-east-1.amazonaws.com", "web-1.us-east-1.elb.amazonaws.com"])
def test_an_aws_host_name_that_is_no_api_is_not_found_and_not_s3s(sandbox: Sandbox, name: str) -> None:
    answer = send(sandbox, "GET", "/", headers={"host": name})
    assert answer.status == 404
    assert name.partition(".")[0] in answer.body
    assert "<" not in answer.body


@pytest.mark.parametrize("path", ["/moto-api/", "/moto-api/reset", "/moto-api/data.json", "/latest/meta-data/"])
def test_motos_own_pages_are_out_of_reach(sandbox: Sandbox, client: Client, path: str) -> None:
    client("s3").create_bucket(Bucket="stays")
    for headers in ({}, signed(sandbox, "s3", "POST", path)):
        answer = send(sandbox, "POST", path, headers=headers)
        assert answer.status >= 400
        assert "doctype" not in answer.body.lower()
    assert [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]] == ["stays"]


def test_the_trails_address_is_the_examiners_alone(sandbox: Sandbox) -> None:
    for headers in ({}, {"Authorization": f"Bearer {sandbox.secret_access_key}"}):
        assert send(sandbox, "GET", "/_awslab/trail", headers=headers).status == 404


def test_a_body_that_was_changed_on_the_way_is_refused(sandbox: Sandbox, client: Client) -> None:
    client("s3").create_bucket(Bucket="notes")
    headers = signed(sandbox, "s3", "PUT", "/notes/a", body=b"hello")
    answer = send(sandbox, "PUT", "/notes/a", headers=headers, body=b"HELLO")
    assert (answer.status, "XAmzContentSHA256Mismatch" in answer.body) == (400, True)


def test_a_path_that_was_changed_on_the_way_is_refused(sandbox: Sandbox) -> None:
    answer = send(sandbox, "GET", "/other", headers=signed(sandbox, "s3", "GET", "/notes"))
    assert (answer.status, "SignatureDoesNotMatch" in answer.body) == (403, True)


def test_a_request_that_was_signed_an_hour_ago_is_refused(sandbox: Sandbox, time_machine_an_hour_ago: None) -> None:
    answer = send(sandbox, "GET", "/", headers=signed(sandbox, "s3", "GET", "/"))
    assert (answer.status, "RequestTimeTooSkewed" in answer.body) == (403, True)


@pytest.fixture
def time_machine_an_hour_ago() -> Any:
    """This process's clock (not the sandbox's) is an hour late."""
    import datetime

    import time_machine

    with time_machine.travel(datetime.datetime.now(datetime.UTC) - datetime.timedelta(hours=1)):
        yield
