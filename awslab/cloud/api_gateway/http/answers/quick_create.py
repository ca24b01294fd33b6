"""CreateApi with a target makes a route and a stage too, which moto leaves out.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html (target, routeKey, credentialsArn)
"""

from __future__ import annotations

import json

from awslab.cloud.api_gateway.http.moto_apis import Apis, create_quickly
from awslab.cloud.gateway.behaviour import follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext


@follows(
    "apigatewayv2",
    "CreateApi",
    source="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html",
)
def make_route_and_stage(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None:
    """Make the route, its integration and the `$default` stage of an HTTP API with a target."""
    parameters = request.parameters
    target = parameters.get("Target")
    if not target or parameters.get("ProtocolType") != "HTTP":
        return
    api = Apis(context.account_id).api(request.region, str(json.loads(response.body)["apiId"]))
    if api is not None:
        route_key = str(parameters.get("RouteKey") or "$default")
        create_quickly(api, str(target), route_key, parameters.get("CredentialsArn"))
