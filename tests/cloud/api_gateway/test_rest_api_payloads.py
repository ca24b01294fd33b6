"""Compressed, large and unmapped payloads of REST APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html
"""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, RestApi, let_in
from tests.cloud.functions import Lambda
from tests.conftest import Client

TEXT = "compressible " * 20


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """It compresses from 100 bytes on: `POST /a` echoes, `GET /a` answers a long text, `GET /b` a short one."""
    made = RestApi(sandbox, client)
    functions = Lambda(client)
    made.proxy("POST", "/a", functions.deploy(ECHO)["FunctionArn"])
    let_in(functions, made.id)
    made.mock("GET", "/a", TEXT)
    made.mock("GET", "/b", "short")
    change = [{"op": "replace", "path": "/minimumCompressionSize", "value": "100"}]
    made.gateway.update_rest_api(restApiId=made.id, patchOperations=change)
    made.deploy()
    return made


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("deflate", "deflate"),
        ("deflate;q=0.5,gzip;q=1.0", "gzip"),
        ("br,gzip", None),
        ("identity", None),
        ("*", None),
        ("", None),
    ],
)
def test_a_large_answer_is_compressed_as_the_client_likes(api: RestApi, accepted: str, coding: str | None) -> None:
    """api-gateway-receive-response-with-compressed-payload.html, api-gateway-enable-compression.html"""
    answer = api.ask("/a", headers=[("Accept-Encoding", accepted)] if accepted else [])
    assert answer.headers.get("content-encoding") == coding
    body = zlib.decompress(answer.body, wbits=47) if coding else answer.body
    assert body.decode() == TEXT


def test_a_small_answer_is_not_compressed(api: RestApi) -> None:
    """api-gateway-receive-response-with-compressed-payload.html"""
    answer = api.ask("/b", headers=[("Accept-Encoding", "gzip")])
    assert (answer.body, "content-encoding" in answer.headers) == (b"short", False)


@pytest.mark.parametrize(
    ("coding", "body", "status"),
    [
        ("gzip", gzip.compress(b"hello", mtime=0), 200),
        ("deflate", zlib.compress(b"hello"), 200),
        ("gzip", b"hello", 415),
        ("br", b"hello", 415),
    ],
    ids=["gzip", "deflate", "plain-as-gzip", "br"],
)
def test_a_compressed_request_is_read(api: RestApi, coding: str, body: bytes, status: int) -> None:
    """api-gateway-make-request-with-compressed-payload.html"""
    answer = api.ask("/a", method="POST", headers=[("Content-Encoding", coding)], body=body)
    assert answer.status == status
    told: Any = answer.json
    assert (told["body"] if status == 200 else told["message"]) == (
        "hello" if status == 200 else "Unsupported Media Type"
    )


def test_a_request_that_is_too_large_is_refused(api: RestApi) -> None:
    """supported-gateway-response-types.html: REQUEST_TOO_LARGE; a payload has at most 10 MB
    (api-gateway-execution-service-limits-table.html), compressed or not"""
    large = b"x" * (10_485_760 + 1)
    for headers, body in (([], large), ([("Content-Encoding", "gzip")], gzip.compress(large))):
        answer = api.ask("/a", method="POST", headers=headers, body=body)
        assert (answer.status, answer.json) == (413, {"message": "HTTP content length exceeded 10485760 bytes"})


def test_binary_types_may_be_given_at_once(sandbox: Sandbox, client: Client) -> None:
    """API_CreateRestApi.html"""
    made = client("apigateway").create_rest_api(name="pictures", binaryMediaTypes=["image/png"], version="v1")
    found = client("apigateway").get_rest_api(restApiId=made["id"])
    assert (found["binaryMediaTypes"], found["version"]) == (["image/png"], "v1")


def test_an_api_that_is_all_binary_has_no_mapping_templates(sandbox: Sandbox, client: Client) -> None:
    """api-gateway-payload-encodings-workflow.html: a template needs CONVERT_TO_TEXT"""
    api = RestApi(sandbox, client)
    add = [{"op": "add", "path": "/binaryMediaTypes/*~1*"}]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=add)
    api.mock("GET", "/a", "in")
    api.deploy()
    assert api.ask("/a").status == 500
    change = [{"op": "replace", "path": "/contentHandling", "value": "CONVERT_TO_TEXT"}]
    named = {"restApiId": api.id, "resourceId": api.resource("/a"), "httpMethod": "GET"}
    api.gateway.update_integration(**named, patchOperations=change)
    api.gateway.update_integration_response(**named, statusCode="200", patchOperations=change)
    api.deploy()
    assert api.ask("/a").body == b"in"
