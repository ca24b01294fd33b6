"""An HTTP API: `/_aws/execute-api/{api}/{stage}/{path}`, or the API's AWS name in the Host header.

A path whose first part names no stage belongs to `$default`, as on AWS.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

from awslab.cloud.api_gateway.http.edge.access_log import line
from awslab.cloud.api_gateway.http.edge.authorization import Authorization
from awslab.cloud.api_gateway.http.edge.deployed import Deployed, HttpApi, Route, Stage
from awslab.cloud.api_gateway.http.edge.deployments import Deployments
from awslab.cloud.api_gateway.http.edge.imports import Imports
from awslab.cloud.api_gateway.http.edge.integrations import Integrations
from awslab.cloud.api_gateway.http.edge.moto_access_log import AccessLogs
from awslab.cloud.api_gateway.http.edge.moto_apis import Apis
from awslab.cloud.api_gateway.http.edge.quick_create import QuickCreate
from awslab.cloud.api_gateway.http.edge.stages import Stages
from awslab.cloud.api_gateway.http.edge.throttling import Throttles
from awslab.cloud.api_gateway.http.edge.visit import Visit, said
from awslab.cloud.api_gateway.rest.edge.calls import Calls
from awslab.cloud.edge.address import EXECUTE_API
from awslab.cloud.edge.arrival import Arrival, arrive
from awslab.cloud.edge.cors import preflight, with_cors
from awslab.cloud.edge.functions import Functions
from awslab.cloud.edge.payload_v1 import extended_id
from awslab.cloud.edge.routing import Candidate, chosen
from awslab.cloud.gateway.denials import nothing_here
from awslab.cloud.gateway.extension import Extension
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.context import GatewayContext

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
        self._clock = clock
        self._deployments = Deployments(self._apis)
        functions = Functions(context)
        self._authorization = Authorization(context, functions, clock)
        self._integrations = Integrations(context, functions)
        self._throttles = Throttles(clock)
        self._logs = AccessLogs(context.account_id)
        stages = Stages(self._apis, self._authorization.functions.forget)
        self.extension: Extension = Calls((QuickCreate(self._apis), Imports(self._apis), stages, self._deployments))

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
        answer = self._at(api, stage, arrival, request)
        return replace(answer, headers={**answer.headers, "apigw-requestid": extended_id(arrival)})

    def _at(self, api: HttpApi, stage: Stage | None, arrival: Arrival, request: HttpRequest) -> AwsResponse:
        deployed = self._deployments.shown(api, stage) if stage is not None and api.is_open else None
        if stage is None or deployed is None:
            return said(404, "Not Found")
        asked_first = preflight(deployed.cors, arrival)
        if asked_first is not None:
            return asked_first
        found = _route(deployed, arrival)
        if found is None:
            return with_cors(deployed.cors, arrival, said(404, "Not Found"))
        visit = Visit(request, arrival, api, stage, *found, self._account)
        begun = time.perf_counter()
        answer = with_cors(deployed.cors, arrival, self._visited(visit))
        self._log(visit, answer, int((time.perf_counter() - begun) * 1000))
        return answer

    def _visited(self, visit: Visit) -> AwsResponse:
        if len(visit.arrival.body) > LARGEST:
            return visit.refused(413, "Request Entity Too Large")
        refused = self._throttles.refuse(visit) or self._authorization.refuse(visit)
        return refused if refused is not None else self._integrations.answer(visit)

    def _log(self, visit: Visit, answer: AwsResponse, milliseconds: int) -> None:
        if visit.stage.access_log:
            destination = visit.stage.access_log.get("destinationArn", "")
            self._logs.write(destination, visit.stage.name, line(visit, answer, milliseconds))


def _staged(api: HttpApi, path: str) -> tuple[Stage | None, str]:
    """The stage, and the path that is left."""
    first, _, rest = path.removeprefix("/").partition("/")
    named = api.stages.get(unquote(first))
    if named is not None:
        return named, f"/{rest}"
    return api.stages.get(DEFAULT), path


def _route(deployed: Deployed, arrival: Arrival) -> tuple[Route, dict[str, str]] | None:
    """The most specific route; a path with a slash at the end is another path, which greedy routes catch only."""
    routes = {Candidate(*route.key.split(" ", 1)): route for route in deployed.routes if route.key != DEFAULT}
    ends_open = len(arrival.path) > 1 and arrival.path.endswith("/")
    found = chosen(
        [each for each in routes if not ends_open or each.pattern.endswith("+}")], arrival.method, arrival.path
    )
    if found is not None:
        return routes[found[0]], found[1]
    return next(((route, {}) for route in deployed.routes if route.key == DEFAULT), None)
