"""An HTTP API: `/_aws/execute-api/{api}/{stage}/{path}`, or the API's AWS name in the Host header.

A path whose first part names no stage belongs to `$default`, as on AWS.
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from urllib.parse import unquote

from awslab.cloud.api_gateway.http.configuration import Configuration, HttpApi, Route, Stage
from awslab.cloud.api_gateway.http.edge.access_log import line
from awslab.cloud.api_gateway.http.edge.authorization import Authorization
from awslab.cloud.api_gateway.http.edge.integrations import Integrations
from awslab.cloud.api_gateway.http.edge.throttling import Throttles
from awslab.cloud.api_gateway.http.edge.visit import Visit, own_answer
from awslab.cloud.api_gateway.http.moto_access_logs import AccessLogs
from awslab.cloud.api_gateway.http.moto_apis import Apis
from awslab.cloud.edge.address import EXECUTE_API
from awslab.cloud.edge.arrival import Arrival, arrive
from awslab.cloud.edge.cors import preflight, with_cors
from awslab.cloud.edge.payload_v1 import extended_id
from awslab.cloud.edge.routing import Candidate, best_match
from awslab.cloud.gateway.denials import nothing_here
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

DEFAULT = "$default"
LARGEST = 10_485_760
"""Bytes of a request's body.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""


class HttpApiEdge:
    """Answers for every HTTP API of the sandbox, and for addresses of APIs that are not there."""

    def __init__(self, context: GatewayContext) -> None:
        self._account = context.account_id
        self._apis = Apis(context.account_id)
        self._authorization = Authorization(context)
        self._integrations = Integrations(context)
        self._throttles = Throttles(CLOCK.time)
        self._logs = AccessLogs(context.account_id)

    def claims(self, request: HttpRequest) -> bool:
        """Say whether a request is addressed to an API; the edge of REST APIs is asked before."""
        return EXECUTE_API.address(request) is not None

    def answer(self, request: HttpRequest) -> AwsResponse:
        """Return the API's answer, with the id that API Gateway adds."""
        address = EXECUTE_API.address(request)
        api = self._apis.find(address.id) if address else None
        if address is None or api is None or (address.region and address.region != api.region):
            return nothing_here(f"the API {address.id!r}" if address else "that address")
        stage, path = _stage_and_path(api, address.path)
        arrival = arrive(
            request,
            path=path,
            domain=f"{api.id}.execute-api.{api.region}.amazonaws.com",
            request_id=str(uuid.uuid4()),
            at=CLOCK.time(),
        )
        answer = self._answer_at(api, stage, arrival, request)
        return replace(answer, headers={**answer.headers, "apigw-requestid": extended_id(arrival)})

    def _answer_at(self, api: HttpApi, stage: Stage | None, arrival: Arrival, request: HttpRequest) -> AwsResponse:
        configuration = self._shown_configuration(api, stage) if stage is not None and api.is_open else None
        if stage is None or configuration is None:
            return own_answer(404, "Not Found")
        preflight_answer = preflight(configuration.cors, arrival)
        if preflight_answer is not None:
            return preflight_answer
        match = _route(configuration, arrival)
        if match is None:
            return with_cors(configuration.cors, arrival, own_answer(404, "Not Found"))
        visit = Visit(request, arrival, api, stage, *match, self._account)
        start = CLOCK.monotonic()
        answer = with_cors(configuration.cors, arrival, self._pass_gates(visit))
        self._log(visit, answer, int((CLOCK.monotonic() - start) * 1000))
        return answer

    def _shown_configuration(self, api: HttpApi, stage: Stage) -> Configuration | None:
        """Return what a stage shows; None before the first deployment."""
        stored_api = self._apis.api(api.region, api.id)
        deployment = stored_api.deployments.get(stage.deployment_id) if stored_api is not None else None
        return deployment.configuration if deployment is not None else None

    def _pass_gates(self, visit: Visit) -> AwsResponse:
        if len(visit.arrival.body) > LARGEST:
            return visit.refusal(413, "Request Entity Too Large")
        refusal = self._throttles.refuse(visit) or self._authorization.refuse(visit)
        return refusal if refusal is not None else self._integrations.answer(visit)

    def _log(self, visit: Visit, answer: AwsResponse, milliseconds: int) -> None:
        if visit.stage.access_log:
            destination = visit.stage.access_log.get("destinationArn", "")
            self._logs.write(destination, visit.stage.name, line(visit, answer, milliseconds))


def _stage_and_path(api: HttpApi, path: str) -> tuple[Stage | None, str]:
    """Return the stage that a path names, or `$default`, and the path behind it."""
    first_part, _, rest = path.removeprefix("/").partition("/")
    stage = api.stages.get(unquote(first_part))
    if stage is not None:
        return stage, f"/{rest}"
    return api.stages.get(DEFAULT), path


def _route(configuration: Configuration, arrival: Arrival) -> tuple[Route, dict[str, str]] | None:
    """Return the most specific route, with its path parameters; a path with a slash at the end is another path, which
    only greedy routes catch."""
    routes = {Candidate(*route.key.split(" ", 1)): route for route in configuration.routes if route.key != DEFAULT}
    ends_open = len(arrival.path) > 1 and arrival.path.endswith("/")
    candidates = [route for route in routes if not ends_open or route.pattern.endswith("+}")]
    match = best_match(candidates, arrival.method, arrival.path)
    if match is not None:
        return routes[match[0]], match[1]
    return next(((route, {}) for route in configuration.routes if route.key == DEFAULT), None)
