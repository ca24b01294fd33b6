"""CreateApi with a target makes a route and a stage too, which moto leaves out.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html (target, routeKey, credentialsArn)
"""

from __future__ import annotations

import json

from awslab.cloud.api_gateway.http.edge.moto_apis import Apis
from awslab.cloud.gateway.request import AwsRequest, AwsResponse


class QuickCreate:
    """An extension that follows CreateApi."""

    def __init__(self, apis: Apis) -> None:
        self._apis = apis

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Nothing of its own."""

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """The route, its integration and the `$default` stage."""
        if (request.service, request.operation) != ("apigatewayv2", "CreateApi"):
            return
        target = request.parameters.get("Target")
        if target and request.parameters.get("ProtocolType") == "HTTP":
            self._apis.create_quickly(
                request.region,
                str(json.loads(response.body)["apiId"]),
                str(target),
                str(request.parameters.get("RouteKey") or "$default"),
                request.parameters.get("CredentialsArn"),
            )

    def close(self) -> None:
        """Nothing is open."""
