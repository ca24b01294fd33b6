"""TestInvokeMethod: a method as it is now, deployed or not, without its authorizer and API key.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html
https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from awslab.cloud.api_gateway.rest.edge import execution_log, validation
from awslab.cloud.api_gateway.rest.edge.apis import Apis
from awslab.cloud.api_gateway.rest.edge.deployed import Stage
from awslab.cloud.api_gateway.rest.edge.methods import Integrations
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.edge.arrival import arrive, gathered
from awslab.cloud.edge.routing import ANY, Candidate, chosen
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

STAGE = "test-invoke-stage"


class Trials:
    """An extension that answers TestInvokeMethod."""

    def __init__(self, apis: Apis, integrations: Integrations, account: str, clock: Callable[[], float]) -> None:
        self._apis = apis
        self._integrations = integrations
        self._account = account
        self._clock = clock

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Status, headers and body of the method's answer, with the log of how it came about."""
        if (request.service, request.operation) != ("apigateway", "TestInvokeMethod"):
            return None
        api = str(request.parameters["restApiId"])
        visit = self._visit(request, api) if self._apis.region_of(api) == request.region else "Resource"
        if isinstance(visit, str):
            return refusal(request, "NotFoundException", f"Invalid {visit} identifier specified", 404)
        begun = self._clock()
        response = validation.refuse(visit) or self._integrations.answer(visit)
        headers = gathered([*response.headers.items(), *response.lines])
        body = response.body.decode("utf-8", "replace")
        result = {
            "status": response.status,
            "body": body,
            "headers": {name: values[-1] for name, values in headers.items()},
            "multiValueHeaders": headers,
            "log": _log(visit, response, self._clock()),
            "latency": int((self._clock() - begun) * 1000),
        }
        return answer(request, result)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""

    def _visit(self, request: AwsRequest, api: str) -> Visit | str:
        """The request at its method, whatever its path; or what is not there."""
        given = request.parameters
        deployed = self._apis.deployed(request.region, api)
        resource = next((each for each in deployed.resources if each.id == given["resourceId"]), None)
        if resource is None:
            return "Resource"
        method = resource.methods.get(str(given["httpMethod"]))
        if method is None:
            return "Method"
        stage = Stage(api, request.region, STAGE, "", dict(given.get("stageVariables") or {}), deployed)
        path, _, query = str(given.get("pathWithQueryString") or resource.path).partition("?")
        verb = "GET" if method.verb == "ANY" else method.verb
        asked = _request(verb, path, query, given)
        domain = f"{api}.execute-api.{request.region}.amazonaws.com"
        arrival = arrive(asked, path=path, domain=domain, request_id=request.id, at=self._clock())
        found = chosen([Candidate(ANY, resource.path)], verb, path)
        return Visit(asked, arrival, stage, self._account, resource, method, found[1] if found else {})


def _request(verb: str, path: str, query: str, given: Mapping[str, Any]) -> HttpRequest:
    """Its content type is application/json, whatever is given.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    """
    many: Mapping[str, Sequence[str]] = given.get("multiValueHeaders") or {}
    single: Mapping[str, str] = given.get("headers") or {}
    lines = [(name, value) for name, value in single.items() if name not in many]
    lines += [(name, value) for name, values in many.items() for value in values]
    lines = [(name, value) for name, value in lines if name.lower() != "content-type"]
    lowered = {name.lower(): value for name, value in lines}
    return HttpRequest(verb, path, query, lowered, str(given.get("body") or "").encode(), lines)


def _log(visit: Visit, response: AwsResponse, now: float) -> str:
    stamp = time.strftime("%a %b %d %H:%M:%S UTC %Y", time.gmtime(now))
    lines = (f"{stamp} : {line}" for line in execution_log.lines(visit, response))
    return "\n".join([f"Execution log for request {visit.arrival.id}", *lines, ""])
