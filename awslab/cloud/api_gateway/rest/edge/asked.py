"""The integration request: what a backend is asked, from the client's request, the mappings and the templates.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-request.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote

from awslab.cloud.api_gateway.rest.edge.conversion import is_listed, request_payload
from awslab.cloud.api_gateway.rest.edge.deployed import Integration
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.shaping import request_body
from awslab.cloud.api_gateway.rest.edge.sources import Values, request_value, with_query
from awslab.cloud.api_gateway.rest.edge.velocity.values import shown
from awslab.cloud.api_gateway.rest.edge.visit import Visit

_DROPPED = frozenset(
    {
        *("content-md5", "expect", "host", "max-forwards", "proxy-authenticate", "server", "te"),
        *("transfer-encoding", "trailer", "upgrade", "via", "www-authenticate", "content-length", "connection"),
    }
)
"""Headers that an HTTP backend does not get from the client.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
"""
_PLACE = re.compile(r"\{([\w.-]+)\+?\}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to a backend."""

    verb: str
    url: str
    """With its query; an ARN's path for AWS integrations."""
    headers: Mapping[str, str]
    body: bytes


def asked(visit: Visit, integration: Integration, uri: str) -> Asked:
    """What a backend is asked that is not a proxy: only what is mapped, and the template's text.

    Raises as `shaping.request_body` does, and ConversionError.
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
    mapped = _mapped(visit, integration)
    merged = _merged(headers, mapped["header"])
    return Asked(_verb(visit, integration), _url(visit, uri, mapped), merged, body)


def passed_on(visit: Visit, integration: Integration, uri: str) -> Asked:
    """What a proxied backend is asked: everything that the client sent, and what is mapped. Raises ConversionError."""
    arrival = visit.arrival
    given = {name: value for name, value in arrival.headers if name.lower() not in _DROPPED}
    given["X-Amzn-Apigateway-Api-Id"] = visit.stage.api
    mapped = _mapped(visit, integration)
    body = request_payload(
        arrival.body,
        is_binary=is_listed(arrival.header("content-type"), visit.stage.deployed.binary_types),
        handling=integration.content_handling,
    )
    query = parse_qsl(arrival.query, keep_blank_values=True)
    return Asked(_verb(visit, integration), _url(visit, uri, mapped, query), _merged(given, mapped["header"]), body)


def _verb(visit: Visit, integration: Integration) -> str:
    return visit.arrival.method if integration.verb in ("", "ANY") else integration.verb


def _mapped(visit: Visit, integration: Integration) -> dict[str, dict[str, Values]]:
    """Values by place and name; a template's overrides come last.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
    """
    mapped: dict[str, dict[str, Values]] = {"header": {}, "path": {}, "querystring": {}}
    for target, source in integration.parameters.items():
        place, _, name = target.removeprefix("integration.request.").partition(".")
        values = request_value(visit, source)
        if place in mapped and values is not None:
            mapped[place][name] = values
    overridden: Mapping[str, Mapping[str, Any]] = visit.overrides["requestOverride"]
    for place, values_by_name in overridden.items():
        if place in mapped and isinstance(values_by_name, Mapping):
            mapped[place].update({name: _listed(value) for name, value in values_by_name.items()})
    return mapped


def _url(
    visit: Visit, uri: str, mapped: Mapping[str, Mapping[str, Values]], passed: list[tuple[str, str]] | None = None
) -> str:
    """The URI with stage variables and path parameters; a place that nothing is mapped to stays as it is."""

    def filled(place: re.Match[str]) -> str:
        values = mapped["path"].get(place[1])
        return place[0] if values is None else quote(",".join(values), safe="/:@!$&'()*+,;=~-._")

    return with_query(_PLACE.sub(filled, with_variables(uri, visit)), mapped["querystring"], passed or ())


def _merged(headers: Mapping[str, str], mapped: Mapping[str, Values]) -> dict[str, str]:
    replaced = {name.lower() for name in mapped}
    kept = {name: value for name, value in headers.items() if name.lower() not in replaced}
    return kept | {name: ",".join(values) for name, values in mapped.items()}


def _listed(value: Any) -> Values:
    return [shown(each) for each in value] if isinstance(value, list) else [shown(value)]
