"""The lines of the execution log, which follow a request on its way.

The lines are those of TestInvokeMethod's answers (recorded from the real service: test_invoke_test_method of
aws-errors.tsv's source) and of
https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html. In a stage's log each
is preceded by the request's id.
"""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse

_SECRET = frozenset({"authorization", "x-api-key", "x-amz-security-token"})
_DATA = ("Endpoint request ", "Endpoint response ", "Sending request to ", "Received response.")


def lines(visit: Visit, response: AwsResponse, *, data: bool = True) -> list[str]:
    """Return the lines of level INFO; payloads and parameters only with `data`."""
    arrival = visit.arrival
    fails = any(line.startswith("Execution failed") for line in visit.log_lines)
    queries = {name: ",".join(values) for name, values in arrival.query_values.items()}
    request_lines = [
        f"Method request path: {java_map(visit.path_parameters)}",
        f"Method request query string: {java_map(queries)}",
        f"Method request headers: {java_map(dict(visit.request.lines))}",
        f"Method request body before transformations: {arrival.body.decode('utf-8', 'replace')}",
    ]
    response_lines = [
        f"Method response body after transformations: {response.body.decode('utf-8', 'replace')}",
        f"Method response headers: {java_map(dict([*response.headers.items(), *response.lines]))}",
    ]
    return [
        f"Starting execution for request: {arrival.id}",
        f"HTTP Method: {arrival.method}, Resource Path: {arrival.path}",
        *(request_lines if data else ()),
        *(line for line in visit.log_lines if data or not line.startswith(_DATA)),
        *(response_lines if data else ()),
        *(() if fails else ("Successfully completed execution",)),
        f"Method completed with status: {response.status}",
    ]


def errors(visit: Visit, response: AwsResponse) -> list[str]:
    """Return the lines of level ERROR; none for a request that succeeded."""
    error_lines = [line for line in visit.log_lines if line.startswith(("Execution failed", "(awslab"))]
    if not error_lines and response.status < 400:
        return []
    return [*error_lines, f"Method completed with status: {response.status}"]


def java_map(values: Mapping[str, str]) -> str:
    """Return a map as Java shows it, without secrets."""
    return "{" + ", ".join(f"{name}={_mask(name, value)}" for name, value in values.items()) + "}"


def _mask(name: str, value: str) -> str:
    return "*" * max(len(value) - 6, 6) + value[-6:] if name.lower() in _SECRET and len(value) > 6 else value
