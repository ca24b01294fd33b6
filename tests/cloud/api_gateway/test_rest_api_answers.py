"""What follows calls of REST APIs, called in this process."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, cast

from moto.apigateway.models import APIGatewayBackend
from moto.backends import get_backend

from awslab.cloud.api_gateway.rest.answers.authorizers import write_validation_expression
from awslab.cloud.gateway.request import ANONYMOUS, AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext

ACCOUNT, REGION = "123456789012", "us-east-1"


def test_a_validation_expression_goes_to_the_authorizer_that_the_answer_names() -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html"""
    backend: APIGatewayBackend = get_backend("apigateway")[ACCOUNT][REGION]
    api: Any = backend.create_rest_api("pets", "")
    first = backend.create_authorizer(api.id, "first", "TOKEN")
    second = backend.create_authorizer(api.id, "second", "TOKEN")  # by another thread, before the hook of the first
    parameters = {"restApiId": api.id, "identityValidationExpression": "Bearer .*"}
    request = AwsRequest("id", "apigateway", REGION, "CreateAuthorizer", parameters, ANONYMOUS, "POST", "/", {})
    answer = AwsResponse(201, body=json.dumps({"id": first.id}).encode())

    write_validation_expression(request, answer, cast(GatewayContext, SimpleNamespace(account_id=ACCOUNT)))

    assert [first.identity_validation_expression, second.identity_validation_expression] == ["Bearer .*", None]
