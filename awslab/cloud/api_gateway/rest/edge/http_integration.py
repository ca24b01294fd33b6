"""HTTP and HTTP_PROXY integrations.

https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping

from awslab.cloud.api_gateway.rest.edge.asked import Asked, asked, passed_on
from awslab.cloud.api_gateway.rest.edge.backends import Backends, BackendTimeoutError, UnreachableError
from awslab.cloud.api_gateway.rest.edge.conversion import is_listed, response_payload
from awslab.cloud.api_gateway.rest.edge.deployed import Integration
from awslab.cloud.api_gateway.rest.edge.shaping import response
from awslab.cloud.api_gateway.rest.edge.sources import BackendAnswer
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)

NETWORK_ERROR = "Network error communicating with endpoint"
"""API Gateway's words for a backend that does not answer; from public reports, no page of AWS's has them."""
_DROPPED = frozenset({"expect", "host", "proxy-authenticate", "te", "transfer-encoding", "trailer", "upgrade", "via"})
_REMAPPED = frozenset(
    {
        *("authorization", "connection", "content-length", "content-md5", "date", "max-forwards", "server"),
        *("user-agent", "www-authenticate", "x-amzn-requestid"),
    }
)
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html, and recorded from the
real service: test_http_integration_with_lambda."""


def ask(visit: Visit, integration: Integration, backends: Backends) -> AwsResponse:
    """Map the request, ask the server, map its answer. Raises as `shaping.request_body` does, and ConversionError."""
    request = asked(visit, integration, integration.uri)
    answer = spoken(visit, request, lambda: backends.ask(request, integration.timeout))
    return answer if isinstance(answer, AwsResponse) else response(visit, integration, answer, str(answer.status))


def pass_on(visit: Visit, integration: Integration, backends: Backends) -> AwsResponse:
    """Pass the request on, and the answer back. Raises ConversionError."""
    request = passed_on(visit, integration, integration.uri)
    answer = spoken(visit, request, lambda: backends.ask(request, integration.timeout))
    if isinstance(answer, AwsResponse):
        return answer
    listed = visit.stage.deployed.binary_types
    accepted = (visit.arrival.header("accept") or "").split(",")[0]
    body = response_payload(
        answer.body,
        is_binary=is_listed(answer.header("content-type"), listed),
        wants_binary=bool(accepted) and is_listed(accepted, listed),
        handling="",
    )
    lines = [_renamed(name, value) for name, value in answer.headers if name.lower() not in _DROPPED]
    if answer.header("content-type") is None:
        lines.append(("Content-Type", "application/json"))
    return AwsResponse(answer.status, {}, body, lines=lines)


def spoken(visit: Visit, request: Asked, ask_it: Callable[[], BackendAnswer]) -> BackendAnswer | AwsResponse:
    """Ask a backend, with the lines that the execution log has of it; API Gateway's own answer when it gives none."""
    visit.said.extend(
        [
            f"Endpoint request URI: {request.url}",
            f"Endpoint request headers: {_map(request.headers)}",
            f"Endpoint request body after transformations: {request.body.decode('utf-8', 'replace')}",
            f"Sending request to {request.url}",
        ]
    )
    begun = time.perf_counter()
    try:
        answer = ask_it()
    except BackendTimeoutError:
        visit.said.append("Execution failed due to a timeout error")
        return visit.refused("INTEGRATION_TIMEOUT")
    except UnreachableError as error:
        visit.said.append("Execution failed due to a network error communicating with endpoint")
        visit.said.append(f"(awslab: {error})")
        log.info("%s: %s: %s", visit.method_arn, request.url, error)
        return visit.refused("INTEGRATION_FAILURE", NETWORK_ERROR)
    took = int((time.perf_counter() - begun) * 1000)
    visit.measured.update(
        {"integrationLatency": took, "integration.latency": took, "integration.status": answer.status}
    )
    visit.said.extend(
        [
            f"Received response. Status: {answer.status}, Integration latency: {took} ms",
            f"Endpoint response headers: {_map(dict(answer.headers))}",
            f"Endpoint response body before transformations: {answer.body.decode('utf-8', 'replace')}",
        ]
    )
    return answer


def _renamed(name: str, value: str) -> tuple[str, str]:
    return (f"x-amzn-Remapped-{name}" if name.lower() in _REMAPPED else name), value


def _map(values: Mapping[str, str]) -> str:
    hidden = ("authorization", "x-amz-security-token")
    shown = {name: "*" * 6 if name.lower() in hidden else value for name, value in values.items()}
    return "{" + ", ".join(f"{name}={value}" for name, value in shown.items()) + "}"
