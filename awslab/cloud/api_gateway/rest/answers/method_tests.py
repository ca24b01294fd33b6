"""TestInvokeMethod: a method as it is now, deployed or not, without its authorizer and API key.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-test-method.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from awslab.cloud.api_gateway.rest.edge import execution_log, validation
from awslab.cloud.api_gateway.rest.edge.methods import integrations
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.moto_apis import Apis
from awslab.cloud.api_gateway.rest.snapshot import Method, Resource, Stage
from awslab.cloud.api_gateway.rest.state import Parameters
from awslab.cloud.edge.arrival import arrive, gathered
from awslab.cloud.edge.routing import ANY_VERB, Candidate, best_match
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

STAGE = "test-invoke-stage"


@answers(
    "apigateway",
    "TestInvokeMethod",
    source="https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html",
)
def test_invoke_method(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show status, headers and body of the method's answer, with the log of how it came about."""
    visit = _visit(request, context)
    if isinstance(visit, str):
        return refusal(request, "NotFoundException", f"Invalid {visit} identifier specified", 404)
    start = CLOCK.monotonic()
    response = validation.refuse(visit) or context.part(integrations).answer(visit)
    headers = gathered([*response.headers.items(), *response.lines])
    result = {
        "status": response.status,
        "body": response.body.decode("utf-8", "replace"),
        "headers": {name: values[-1] for name, values in headers.items()},
        "multiValueHeaders": headers,
        "log": _log(visit, response, CLOCK.now()),
        "latency": int((CLOCK.monotonic() - start) * 1000),
    }
    return answer(request, result)


def _visit(request: AwsRequest, context: GatewayContext) -> Visit | str:
    """Return the request at its method, whatever its path; or the kind of identifier that names nothing."""
    parameters, apis = request.parameters, Apis(context.account_id)
    api = str(parameters["restApiId"])
    if apis.region_of(api) != request.region:
        return "Resource"
    snapshot = apis.snapshot(request.region, api)
    resource = next((resource for resource in snapshot.resources if resource.id == parameters["resourceId"]), None)
    if resource is None:
        return "Resource"
    method = resource.methods.get(str(parameters["httpMethod"]))
    if method is None:
        return "Method"
    stage = Stage(api, request.region, STAGE, "", dict(parameters.get("stageVariables") or {}), snapshot)
    return _visit_at(request, context, stage, resource, method)


def _visit_at(request: AwsRequest, context: GatewayContext, stage: Stage, resource: Resource, method: Method) -> Visit:
    parameters = request.parameters
    path, _, query = str(parameters.get("pathWithQueryString") or resource.path).partition("?")
    verb = "GET" if method.verb == "ANY" else method.verb
    http = _http_request(verb, path, query, parameters)
    domain = f"{stage.api}.execute-api.{stage.region}.amazonaws.com"
    arrival = arrive(http, path=path, domain=domain, request_id=request.id, at=CLOCK.time())
    match = best_match([Candidate(ANY_VERB, resource.path)], verb, path)
    return Visit(http, arrival, stage, context.account_id, resource, method, match[1] if match else {})


def _http_request(verb: str, path: str, query: str, parameters: Parameters) -> HttpRequest:
    """Return the request without a content type, whatever the call states: it is application/json.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    """
    value_lists: Mapping[str, Sequence[str]] = parameters.get("multiValueHeaders") or {}
    single_values: Mapping[str, str] = parameters.get("headers") or {}
    lines = [(name, value) for name, value in single_values.items() if name not in value_lists]
    lines += [(name, value) for name, values in value_lists.items() for value in values]
    lines = [(name, value) for name, value in lines if name.lower() != "content-type"]
    headers = {name.lower(): value for name, value in lines}
    return HttpRequest(verb, path, query, headers, str(parameters.get("body") or "").encode(), lines)


def _log(visit: Visit, response: AwsResponse, now: datetime) -> str:
    stamp = now.astimezone(UTC).strftime("%a %b %d %H:%M:%S UTC %Y")
    lines = (f"{stamp} : {line}" for line in execution_log.lines(visit, response))
    return "\n".join([f"Execution log for request {visit.arrival.id}", *lines, ""])
