"""Reading and putting gateway responses: those that nobody changed are shown with their defaults, which moto lacks.

Recorded from the real service: test_gateway_response_crud of aws-errors.tsv's source.
"""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.edge.gateway_responses import DEFAULT_TEMPLATE, default_status, kinds
from awslab.cloud.api_gateway.rest.moto_apis import Apis
from awslab.cloud.api_gateway.rest.snapshot import GatewayResponse
from awslab.cloud.api_gateway.rest.state import JsonObject
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"


@answers("apigateway", "GetGatewayResponse", source=_API + "API_GetGatewayResponse.html")
def get_gateway_response(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show one type."""
    return answer(request, _shown_response(request, Apis(context.account_id), str(request.parameters["responseType"])))


@answers("apigateway", "GetGatewayResponses", source=_API + "API_GetGatewayResponses.html")
def get_gateway_responses(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show all types."""
    apis = Apis(context.account_id)
    return answer(request, {"items": [_shown_response(request, apis, kind) for kind in kinds()]})


@answers("apigateway", "PutGatewayResponse", source=_API + "API_PutGatewayResponse.html")
def put_gateway_response(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Store a changed type, and show it."""
    apis = Apis(context.account_id)
    apis.put_gateway_response(request.region, request.parameters)
    return answer(request, _shown_response(request, apis, str(request.parameters["responseType"])), 201)


def _shown_response(request: AwsRequest, apis: Apis, kind: str) -> JsonObject:
    changed_responses = apis.gateway_responses(request.region, str(request.parameters["restApiId"]))
    response = changed_responses.get(kind) or GatewayResponse(None, {}, {})
    status = response.status or default_status(kind)
    members: JsonObject = {
        "responseType": kind,
        "defaultResponse": kind not in changed_responses,
        "responseParameters": dict(response.parameters),
        "responseTemplates": dict(response.templates) or {"application/json": DEFAULT_TEMPLATE},
    }
    return members | ({"statusCode": str(status)} if status else {})
