"""HTTP and HTTP_PROXY integrations.

https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from awslab.cloud.api_gateway.backends import (
    BackendAnswer,
    BackendRequest,
    Backends,
    BackendTimeoutError,
    UnreachableError,
)
from awslab.cloud.api_gateway.rest.edge.conversion import is_listed, response_payload
from awslab.cloud.api_gateway.rest.edge.integration_request import mapped_request, proxied_request
from awslab.cloud.api_gateway.rest.edge.payload_mapping import response
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.clock import CLOCK

log = logging.getLogger(__name__)

NETWORK_ERROR = "Network error communicating with endpoint"
"""API Gateway's words for a backend that does not answer; from public reports, no page of AWS's has them."""
_NOT_RETURNED = frozenset(
    {"expect", "host", "proxy-authenticate", "te", "transfer-encoding", "trailer", "upgrade", "via"}
)
_RENAMED_HEADERS = frozenset(
    {
        *("authorization", "connection", "content-length", "content-md5", "date", "max-forwards", "server"),
        *("user-agent", "www-authenticate", "x-amzn-requestid"),
    }
)
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html, and recorded from the
real service: test_http_integration_with_lambda."""


def ask(visit: Visit, integration: Integration, backends: Backends) -> AwsResponse:
    """Map the request, ask the server, map its answer.

    Raises what `payload_mapping.request_body` raises, and ConversionError.
    """
    request = mapped_request(visit, integration, integration.uri)
    answer = exchange(visit, request, lambda: backends.ask(request, integration.timeout))
    return answer if isinstance(answer, AwsResponse) else response(visit, integration, answer, str(answer.status))


def pass_on(visit: Visit, integration: Integration, backends: Backends) -> AwsResponse:
    """Pass the request on, and the answer back. Raises ConversionError."""
    request = proxied_request(visit, integration, integration.uri)
    answer = exchange(visit, request, lambda: backends.ask(request, integration.timeout))
    if isinstance(answer, AwsResponse):
        return answer
    binary_types = visit.stage.snapshot.binary_types
    first_type = (visit.arrival.header("accept") or "").split(",")[0]
    body = response_payload(
        answer.body,
        is_binary=is_listed(answer.header("content-type"), binary_types),
        wants_binary=bool(first_type) and is_listed(first_type, binary_types),
        handling="",
    )
    lines = [_client_header(name, value) for name, value in answer.headers if name.lower() not in _NOT_RETURNED]
    if answer.header("content-type") is None:
        lines.append(("Content-Type", "application/json"))
    return AwsResponse(answer.status, {}, body, lines=lines)


def exchange(
    visit: Visit, request: BackendRequest, ask_backend: Callable[[], BackendAnswer]
) -> BackendAnswer | AwsResponse:
    """Ask a backend, with the lines that the execution log has of it; API Gateway's own answer when it gives none."""
    visit.log_lines.extend(
        [
            f"Endpoint request URI: {request.url}",
            f"Endpoint request headers: {_without_secrets(request.headers)}",
            f"Endpoint request body after transformations: {request.body.decode('utf-8', 'replace')}",
            f"Sending request to {request.url}",
        ]
    )
    start = CLOCK.monotonic()
    try:
        answer = ask_backend()
    except BackendTimeoutError:
        visit.log_lines.append("Execution failed due to a timeout error")
        return visit.refusal("INTEGRATION_TIMEOUT")
    except UnreachableError as error:
        visit.log_lines.append("Execution failed due to a network error communicating with endpoint")
        visit.log_lines.append(f"(awslab: {error})")
        log.info("%s: %s: %s", visit.method_arn, request.url, error)
        return visit.refusal("INTEGRATION_FAILURE", NETWORK_ERROR)
    latency = int((CLOCK.monotonic() - start) * 1000)
    visit.log_values.update(
        {"integrationLatency": latency, "integration.latency": latency, "integration.status": answer.status}
    )
    visit.log_lines.extend(
        [
            f"Received response. Status: {answer.status}, Integration latency: {latency} ms",
            f"Endpoint response headers: {_without_secrets(dict(answer.headers))}",
            f"Endpoint response body before transformations: {answer.body.decode('utf-8', 'replace')}",
        ]
    )
    return answer


def _client_header(name: str, value: str) -> tuple[str, str]:
    return (f"x-amzn-Remapped-{name}" if name.lower() in _RENAMED_HEADERS else name), value


def _without_secrets(headers: Mapping[str, str]) -> str:
    """Return headers as Java shows a map, with secrets as asterisks."""
    secret_names = ("authorization", "x-amz-security-token")
    values = {name: "*" * 6 if name.lower() in secret_names else value for name, value in headers.items()}
    return "{" + ", ".join(f"{name}={value}" for name, value in values.items()) + "}"
