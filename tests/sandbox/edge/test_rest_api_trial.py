"""TestInvokeMethod.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html
"""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.sandbox.conftest import Client
from tests.sandbox.edge.apis import ECHO, RestApi, let_in
from tests.sandbox.runtime.conftest import Lambda


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
