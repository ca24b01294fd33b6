"""What moto lacks of stages and authorizers: UpdateStage, taking settings away, authorizers' lists and caches.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html
"""

from __future__ import annotations

import json

from awslab.cloud.api_gateway.http.answers.named_apis import with_api
from awslab.cloud.api_gateway.http.edge.function_authorizer import function_authorizers
from awslab.cloud.api_gateway.http.moto_apis import update_stage
from awslab.cloud.api_gateway.http.state import StoredApi
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/"
_JSON = {"Content-Type": "application/json"}


@answers("apigatewayv2", "UpdateStage", source=_API + "apis-apiid-stages-stagename.html")
@with_api
def update_stage_settings(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Write the members of the call, and show the stage."""
    stage = api.stages[request.parameters["StageName"]]
    update_stage(stage, json.loads(request.body or b"{}"))
    return AwsResponse(200, _JSON, json.dumps(stage.to_json()).encode())


@answers("apigatewayv2", "DeleteAccessLogSettings", source=_API + "apis-apiid-stages-stagename-accesslogsettings.html")
@with_api
def delete_access_log_settings(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Switch the access log of a stage off."""
    api.stages[request.parameters["StageName"]].access_log_settings = None
    return AwsResponse(204)


@answers("apigatewayv2", "DeleteRouteSettings", source=_API + "apis-apiid-stages-stagename-routesettings-routekey.html")
@with_api
def delete_route_settings(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Delete a stage's settings of one route."""
    key = str(request.parameters["RouteKey"])
    if api.stages[request.parameters["StageName"]].route_settings.pop(key, None) is None:
        sentence = f"Unable to find Route by key {key} within the provided RouteSettings"
        return refusal(request, "NotFoundException", sentence, 404)
    return AwsResponse(204)


@answers("apigatewayv2", "GetAuthorizers", source=_API + "apis-apiid-authorizers.html")
@with_api
def get_authorizers(_: AwsRequest, __: GatewayContext, api: StoredApi) -> AwsResponse:
    """Show the authorizers of an API."""
    items = [authorizer.to_json() for authorizer in list(api.authorizers.values())]
    return AwsResponse(200, _JSON, json.dumps({"items": items}).encode())


@answers(
    "apigatewayv2",
    "ResetAuthorizersCache",
    source=_API + "apis-apiid-stages-stagename-cache-authorizers.html",
)
@with_api
def reset_authorizers_cache(_: AwsRequest, context: GatewayContext, api: StoredApi) -> AwsResponse:
    """Forget what the authorizers of an API have answered."""
    context.part(function_authorizers).forget(str(api.api_id))
    return AwsResponse(204)
