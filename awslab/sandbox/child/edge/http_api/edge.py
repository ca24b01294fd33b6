"""An HTTP API: `/_aws/execute-api/{api}/{stage}/{path}`, or the API's AWS name in the Host header.

A path whose first part names no stage belongs to `$default`, as on AWS.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from awslab.sandbox.child.denials import nothing_here
from awslab.sandbox.child.edge.address import EXECUTE_API
from awslab.sandbox.child.edge.arrival import Arrival, arrive
from awslab.sandbox.child.edge.cors import preflight, with_cors
from awslab.sandbox.child.edge.event_1 import extended_id
from awslab.sandbox.child.edge.functions import Functions
from awslab.sandbox.child.edge.http_api.apis import Apis, HttpApi, Route, Stage
from awslab.sandbox.child.edge.http_api.lambda_proxy import Visit, ask
from awslab.sandbox.child.edge.http_api.quick_create import QuickCreate
from awslab.sandbox.child.edge.routing import Candidate, chosen
from awslab.sandbox.child.edge.unsupported import unsupported
from awslab.sandbox.child.extension import Extension, GatewayContext
from awslab.sandbox.child.http import HttpRequest
from awslab.sandbox.child.request import AwsResponse

DEFAULT = "$default"
LARGEST = 10_485_760
"""Bytes of a request's body.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""


class HttpApiEdge:
    """Answers for every HTTP API of the sandbox, and for addresses of APIs that are not there."""

    def __init__(self, context: GatewayContext, clock: Callable[[], float] = time.time) -> None:
        self._account = context.account_id
        self._apis = Apis(context.account_id)
        self._functions = Functions(context)
        self._clock = clock
        self.extension: Extension = QuickCreate(self._apis)

    def claims(self, request: HttpRequest) -> bool:
        """Whether it is addressed to an API; REST APIs were asked before."""
        return EXECUTE_API.address(request) is not None

    def answer(self, request: HttpRequest) -> AwsResponse:
        """What the API answers, with the id that API Gateway adds."""
        address = EXECUTE_API.address(request)
        api = self._apis.find(address.id) if address else None
        if address is None or api is None or (address.region and address.region != api.region):
            return nothing_here(f"the API {address.id!r}" if address else "that address")
        stage, path = _staged(api, address.path)
        arrival = arrive(
            request,
            path=path,
            domain=f"{api.id}.execute-api.{api.region}.amazonaws.com",
            request_id=str(uuid.uuid4()),
            at=self._clock(),
        )
        answer = self._at(api, stage, arrival)
        return replace(answer, headers={**answer.headers, "apigw-requestid": extended_id(arrival)})

    def _at(self, api: HttpApi, stage: Stage | None, arrival: Arrival) -> AwsResponse:
        if stage is None or not stage.is_live or not api.is_open:
            return said(404, "Not Found")
        asked_first = preflight(api.cors, arrival)
        if asked_first is not None:
            return asked_first
        return with_cors(api.cors, arrival, self._routed(api, stage, arrival))

    def _routed(self, api: HttpApi, stage: Stage, arrival: Arrival) -> AwsResponse:
        found = _route(api, arrival)
        if found is None or found[0].integration is None:
            return said(404, "Not Found")
        route, parameters = found
        if len(arrival.body) > LARGEST:
            return said(413, "Request Entity Too Large")
        if route.authorization != "NONE":
            return unsupported(f"the authorization type {route.authorization} of HTTP APIs")
        if route.integration is None or route.integration.kind != "AWS_PROXY" or route.integration.subtype:
            named = route.integration.subtype or route.integration.kind if route.integration else ""
            return unsupported(f"integrations of HTTP APIs of the type {named}")
        if route.integration.maps_parameters:
            return unsupported("parameter mapping of HTTP APIs")
        visit = Visit(arrival, api, stage, route, parameters, self._account)
        return ask(visit, route.integration, self._functions)


def said(status: int, message: str) -> AwsResponse:
    """What an HTTP API says itself."""
    return AwsResponse(status, {"Content-Type": "application/json"}, json.dumps({"message": message}).encode())


def _staged(api: HttpApi, path: str) -> tuple[Stage | None, str]:
    """The stage, and the path that is left."""
    first, _, rest = path.removeprefix("/").partition("/")
    named = api.stages.get(unquote(first))
    if named is not None:
        return named, f"/{rest}"
    return api.stages.get(DEFAULT), path


def _route(api: HttpApi, arrival: Arrival) -> tuple[Route, dict[str, str]] | None:
    """The most specific route; a path with a slash at the end is another path, which greedy routes catch only."""
    routes = {Candidate(*route.key.split(" ", 1)): route for route in api.routes if route.key != DEFAULT}
    ends_open = len(arrival.path) > 1 and arrival.path.endswith("/")
    found = chosen(
        [each for each in routes if not ends_open or each.pattern.endswith("+}")], arrival.method, arrival.path
    )
    if found is not None:
        return routes[found[0]], found[1]
    return next(((route, {}) for route in api.routes if route.key == DEFAULT), None)
