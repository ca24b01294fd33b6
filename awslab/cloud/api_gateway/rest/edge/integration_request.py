"""The integration request: what a backend gets, from the client's request, the mappings and the templates.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-request.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from awslab.cloud.api_gateway.backends import BackendRequest
from awslab.cloud.api_gateway.rest.edge.conversion import is_listed, request_payload
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.payload_mapping import request_body
from awslab.cloud.api_gateway.rest.edge.sources import Values, request_value, with_query
from awslab.cloud.api_gateway.rest.edge.velocity.values import text_of
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration

_NOT_PASSED_ON = frozenset(
    {
        *("content-md5", "expect", "host", "max-forwards", "proxy-authenticate", "server", "te"),
        *("transfer-encoding", "trailer", "upgrade", "via", "www-authenticate", "content-length", "connection"),
    }
)
"""Headers that an HTTP backend does not get from the client.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
"""
_PLACE = re.compile(r"\{([\w.-]+)\+?\}")

Parameters = dict[str, dict[str, Values]]
"""Values by place (`header`, `path`, `querystring`) and name."""


def mapped_request(visit: Visit, integration: Integration, uri: str) -> BackendRequest:
    """Return the request to a backend that is not proxied: only what is mapped, and the template's text.

    Raises what `payload_mapping.request_body` raises, and ConversionError.
    """
    body = request_body(visit, integration)
    headers = {
        "Accept": "application/json",
        "User-Agent": f"AmazonAPIGateway_{visit.stage.api}",
        "X-Amzn-Apigateway-Api-Id": visit.stage.api,
        "X-Amzn-Trace-Id": visit.arrival.header("x-amzn-trace-id") or "",
    }
    if body:
        headers["Content-Type"] = visit.arrival.header("content-type") or "application/json"
    parameters = _mapped_parameters(visit, integration)
    merged_headers = _merge_headers(headers, parameters["header"])
    return BackendRequest(_verb(visit, integration), _url(visit, uri, parameters), merged_headers, body)


def proxied_request(visit: Visit, integration: Integration, uri: str) -> BackendRequest:
    """Return the request to a proxied backend: everything that the client sent, and what is mapped.

    Raises ConversionError.
    """
    arrival = visit.arrival
    headers = {name: value for name, value in arrival.headers if name.lower() not in _NOT_PASSED_ON}
    headers["X-Amzn-Apigateway-Api-Id"] = visit.stage.api
    parameters = _mapped_parameters(visit, integration)
    body = request_payload(
        arrival.body,
        is_binary=is_listed(arrival.header("content-type"), visit.stage.snapshot.binary_types),
        handling=integration.content_handling,
    )
    url = _url(visit, uri, parameters, parse_qsl(arrival.query, keep_blank_values=True))
    return BackendRequest(_verb(visit, integration), url, _merge_headers(headers, parameters["header"]), body)


def _verb(visit: Visit, integration: Integration) -> str:
    return visit.arrival.method if integration.verb in ("", "ANY") else integration.verb


def _mapped_parameters(visit: Visit, integration: Integration) -> Parameters:
    """Return the mapped parameters; a template's overrides replace them.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    """
    parameters: Parameters = {"header": {}, "path": {}, "querystring": {}}
    for target, source in integration.parameters.items():
        place, _, name = target.removeprefix("integration.request.").partition(".")
        values = request_value(visit, source)
        if place in parameters and values is not None:
            parameters[place][name] = values
    for place, overrides in visit.overrides.request.items():
        if place in parameters and isinstance(overrides, Mapping):
            parameters[place].update({name: _texts(value) for name, value in overrides.items()})
    return parameters


def _url(
    visit: Visit,
    uri: str,
    parameters: Mapping[str, Mapping[str, Values]],
    client_query: list[tuple[str, str]] | None = None,
) -> str:
    """Return the URI with stage variables and path parameters; a place without a mapped value stays as it is."""

    def path_value(place: re.Match[str]) -> str:
        values = parameters["path"].get(place[1])
        return place[0] if values is None else quote(",".join(values), safe="/:@!$&'()*+,;=~-._")

    path = _PLACE.sub(path_value, with_variables(uri, visit))
    return with_query(path, parameters["querystring"], client_query or ())


def _merge_headers(headers: Mapping[str, str], mapped_headers: Mapping[str, Values]) -> dict[str, str]:
    mapped_names = {name.lower() for name in mapped_headers}
    client_headers = {name: value for name, value in headers.items() if name.lower() not in mapped_names}
    return client_headers | {name: ",".join(values) for name, values in mapped_headers.items()}


def _texts(value: object) -> Values:
    return [text_of(item) for item in value] if isinstance(value, list) else [text_of(value)]
