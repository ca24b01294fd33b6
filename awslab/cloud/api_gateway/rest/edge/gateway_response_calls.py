"""Reading gateway responses: those that nobody changed are told as they are by default, which moto does not.

https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html

Recorded from the real service: test_gateway_response_crud of aws-errors.tsv's source.
"""

from __future__ import annotations

from typing import Any

from awslab.cloud.api_gateway.rest.edge.apis import Apis
from awslab.cloud.api_gateway.rest.edge.deployed import GatewayResponse
from awslab.cloud.api_gateway.rest.edge.gateway_responses import DEFAULT_TEMPLATE, default_status, kinds
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer


class GatewayResponseCalls:
    """An extension that answers GetGatewayResponse, GetGatewayResponses and, beside moto, PutGatewayResponse."""

    def __init__(self, apis: Apis) -> None:
        self._apis = apis

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """One type, or all of them."""
        if request.service != "apigateway":
            return None
        match request.operation:
            case "GetGatewayResponse":
                return answer(request, self._told(request, str(request.parameters["responseType"])))
            case "GetGatewayResponses":
                return answer(request, {"items": [self._told(request, kind) for kind in kinds()]})
            case "PutGatewayResponse":
                self._apis.put_gateway_response(request.region, request.parameters)
                return answer(request, self._told(request, str(request.parameters["responseType"])), 201)
        return None

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""

    def _told(self, request: AwsRequest, kind: str) -> dict[str, Any]:
        changed = self._apis.gateway_responses(request.region, str(request.parameters["restApiId"]))
        own = changed.get(kind) or GatewayResponse(None, {}, {})
        status = own.status or default_status(kind)
        told = {
            "responseType": kind,
            "defaultResponse": kind not in changed,
            "responseParameters": dict(own.parameters),
            "responseTemplates": dict(own.templates) or {"application/json": DEFAULT_TEMPLATE},
        }
        return told | ({"statusCode": str(status)} if status else {})
