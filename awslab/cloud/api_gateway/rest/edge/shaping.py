"""Integration requests and responses that are not proxied: templates in, templates out.

https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from awslab.cloud.api_gateway.rest.edge.conversion import (
    TO_BINARY,
    TO_TEXT,
    is_listed,
    request_payload,
    response_payload,
)
from awslab.cloud.api_gateway.rest.edge.deployed import Integration, IntegrationResponse
from awslab.cloud.api_gateway.rest.edge.sources import BackendAnswer, response_value
from awslab.cloud.api_gateway.rest.edge.templates import Input, render
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.values import shown
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse

_JSON = "application/json"
_REMAPPED = frozenset(
    {
        *("authorization", "connection", "content-length", "content-md5", "date", "expect", "host", "max-forwards"),
        *("proxy-authenticate", "server", "trailer", "upgrade", "user-agent", "www-authenticate"),
    }
)
"""Mapped headers that reach the client under another name (recorded: test_apigateway_header_remapping_http).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
"""


class UnsupportedMediaTypeError(Exception):
    """There is no template for the request's content type, and the integration takes nothing else."""


def request_body(visit: Visit, integration: Integration) -> bytes:
    """What the backend gets: the template's text, or the body as it came.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Raises UnsupportedMediaTypeError, UnsupportedTemplateError, TemplateError and ConversionError.
    """
    written = visit.arrival.header("content-type")
    is_binary = is_listed(written, visit.stage.deployed.binary_types)
    payload = request_payload(visit.arrival.body, is_binary=is_binary, handling=integration.content_handling)
    template = integration.templates.get((written or _JSON).partition(";")[0].strip().lower())
    if template is not None:
        if integration.content_handling == TO_BINARY or (is_binary and integration.content_handling != TO_TEXT):
            raise TemplateError("a binary payload has no mapping template")
        return render(template, _input(visit, payload.decode())).encode()
    if integration.passthrough == "NEVER" or (integration.passthrough == "WHEN_NO_TEMPLATES" and integration.templates):
        raise UnsupportedMediaTypeError(written)
    return payload


def chosen(integration: Integration, text: str) -> IntegrationResponse | None:
    """The first response whose pattern matches a status or an error's message, else the default one."""
    matching = [each for each in integration.responses if each.pattern and re.fullmatch(each.pattern, text, re.DOTALL)]
    return next(iter(matching or [each for each in integration.responses if not each.pattern]), None)


def response(visit: Visit, integration: Integration, answer: BackendAnswer, text: str) -> AwsResponse:
    """The answer that the integration response makes whose pattern matches `text`. Raises as `request_body` does.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    """
    configured = chosen(integration, text)
    if configured is None:
        status = f"Endpoint Response Status Code: {answer.status}"
        return visit.failed(f"No match for output mapping and no default endpoint configured. {status}")
    if configured.status not in visit.method.responses:
        return visit.failed(f"Output mapping refers to an invalid method response: {configured.status}")
    content_type, body = _body(visit, configured, answer)
    headers = {"content-type": ("Content-Type", content_type)}
    for target, source in configured.parameters.items():
        values = response_value(visit, answer, source)
        if values is not None:
            _put(headers, target.removeprefix("method.response.header."), ",".join(values))
    overridden: Mapping[str, Any] = visit.overrides["responseOverride"]
    for name, value in dict(overridden.get("header") or {}).items():
        _put(headers, name, ",".join(map(shown, value)) if isinstance(value, list) else shown(value))
    status = overridden.get("status", configured.status)
    return AwsResponse(int(shown(status)), {}, body, lines=list(headers.values()))


def _body(visit: Visit, configured: IntegrationResponse, answer: BackendAnswer) -> tuple[str, bytes]:
    """Its content type and the payload, by the JSON template when there is one, else by the first."""
    listed = visit.stage.deployed.binary_types
    accepted = (visit.arrival.header("accept") or "").split(",")[0]
    is_binary, wants_binary = (
        is_listed(answer.header("content-type"), listed),
        bool(accepted) and is_listed(accepted, listed),
    )
    handling = configured.content_handling
    payload = response_payload(answer.body, is_binary=is_binary, wants_binary=wants_binary, handling=handling)
    content_type, template = _JSON, configured.templates.get(_JSON)
    if template is None and configured.templates:
        content_type, template = next(iter(configured.templates.items()))
    if template is None:
        return content_type, payload
    if handling == TO_BINARY or (wants_binary and not handling):
        raise TemplateError("a binary payload has no mapping template")
    return content_type, render(template, _input(visit, payload.decode())).encode()


def _put(headers: dict[str, tuple[str, str]], name: str, value: str) -> None:
    shown_name = f"x-amzn-Remapped-{name}" if name.lower() in _REMAPPED else name
    headers[name.lower()] = (shown_name, value)


def _input(visit: Visit, body: str) -> Input:
    return Input(
        body=body,
        path=visit.path_parameters,
        query={name: values[-1] for name, values in visit.arrival.query_values.items()},
        headers=dict(visit.arrival.headers),
        context=visit.template_context,
        stage_variables=visit.stage.variables,
    )
