"""TestInvokeMethod.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html
"""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, RestApi, let_in
from tests.cloud.functions import Lambda
from tests.conftest import Client


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """An API without a method, and without a stage."""
    return RestApi(sandbox, client)


def test_a_method_can_be_tried_before_it_is_deployed(api: RestApi, client: Client) -> None:
    """API_TestInvokeMethod.html"""
    functions = Lambda(client)
    api.proxy("POST", "/pets/{id}", functions.deploy(ECHO)["FunctionArn"], {"apiKeyRequired": True})
    named = {"restApiId": api.id, "resourceId": api.resource("/pets/{id}"), "httpMethod": "POST"}
    asked = {"pathWithQueryString": "/pets/7?q=1", "body": "hello", "headers": {"X-Own": "v"}}
    refused = api.gateway.test_invoke_method(**named, **asked)
    assert refused["status"] == 500
    assert "Invalid permissions on Lambda function" in refused["log"]
    let_in(functions, api.id)
    tried = api.gateway.test_invoke_method(**named, **asked, stageVariables={"color": "blue"})
    event = json.loads(tried["body"])
    assert (tried["status"], event["pathParameters"], event["body"]) == (200, {"id": "7"}, "hello")
    assert (event["requestContext"]["stage"], event["stageVariables"]) == ("test-invoke-stage", {"color": "blue"})
    assert event["headers"]["X-Own"] == "v"
    assert tried["headers"]["Content-Type"] == "application/json"
    assert "Method completed with status: 200" in tried["log"]


def test_a_method_that_is_not_there_cannot_be_tried(api: RestApi) -> None:
    """API_TestInvokeMethod.html"""
    with pytest.raises(ClientError, match="Invalid Method identifier specified"):
        api.gateway.test_invoke_method(restApiId=api.id, resourceId=api.root, httpMethod="GET")


def test_the_log_tells_each_step(api: RestApi) -> None:
    """how-to-test-method.html; recorded from the real service: test_invoke_test_method of aws-errors.tsv's source"""
    api.mock("GET", "/pets/{petId}", '{"petId": "$input.params(\'petId\')"}')
    named = {"restApiId": api.id, "resourceId": api.resource("/pets/{petId}"), "httpMethod": "GET"}
    tried = api.gateway.test_invoke_method(**named, pathWithQueryString="/pets/123")
    lines = tried["log"].splitlines()
    identity = lines[0].rpartition(" ")[2]
    assert lines[0] == f"Execution log for request {identity}"
    assert [line.partition(" UTC ")[2].partition(" : ")[2] for line in lines[1:]] == [
        f"Starting execution for request: {identity}",
        "HTTP Method: GET, Resource Path: /pets/123",
        "Method request path: {petId=123}",
        "Method request query string: {}",
        "Method request headers: {}",
        "Method request body before transformations: ",
        'Method response body after transformations: {"petId": "123"}',
        "Method response headers: {Content-Type=application/json}",
        "Successfully completed execution",
        "Method completed with status: 200",
    ]


@pytest.mark.parametrize(("path", "found"), [("/random/test", ""), (None, "{petId}")])
def test_the_method_is_tried_whatever_the_path(api: RestApi, path: str | None, found: str) -> None:
    """Recorded from the real service: test_invoke_test_method of aws-errors.tsv's source."""
    api.mock("GET", "/pets/{petId}", "$input.params('petId')")
    named = {"restApiId": api.id, "resourceId": api.resource("/pets/{petId}"), "httpMethod": "GET"}
    given = {"pathWithQueryString": path} if path else {}
    assert api.gateway.test_invoke_method(**named, **given)["body"] == found
