"""Authorizers: what moto loses when one is created."""

from __future__ import annotations

import json

from awslab.cloud.api_gateway.rest.moto_apis import Apis
from awslab.cloud.gateway.behaviour import follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext


@follows(
    "apigateway",
    "CreateAuthorizer",
    source="https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html",
)
def write_validation_expression(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None:
    """Write the validation expression of a new authorizer, which the answer names by its id."""
    Apis(context.account_id).put_validation_expression(
        request.region,
        str(request.parameters["restApiId"]),
        str(json.loads(response.body)["id"]),
        request.parameters.get("identityValidationExpression"),
    )
