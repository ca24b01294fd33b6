"""Payloads of integrations that are not proxied: mapping templates for the request and for the answer.

https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from awslab.cloud.api_gateway.backends import BackendAnswer
from awslab.cloud.api_gateway.rest.edge.conversion import (
    TO_BINARY,
    TO_TEXT,
    is_listed,
    request_payload,
    response_payload,
)
from awslab.cloud.api_gateway.rest.edge.sources import response_value
from awslab.cloud.api_gateway.rest.edge.templates import Input, render
from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.values import text_of
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration, IntegrationResponse
from awslab.cloud.gateway.request import AwsResponse

_JSON = "application/json"
_REMAPPED_HEADERS = frozenset(
    {
        *("authorization", "connection", "content-length", "content-md5", "date", "expect", "host", "max-forwards"),
        *("proxy-authenticate", "server", "trailer", "upgrade", "user-agent", "www-authenticate"),
    }
)
"""Mapped headers that reach the client under another name (recorded: test_apigateway_header_remapping_http).

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
"""


class UnsupportedMediaTypeError(Exception):
    """There is no template for the request's content type, and the integration passes nothing through."""


def request_body(visit: Visit, integration: Integration) -> bytes:
    """Return the payload for the backend: the template's text, or the body as it came.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Raises UnsupportedMediaTypeError, UnsupportedTemplateError, TemplateError and ConversionError.
    """
    content_type = visit.arrival.header("content-type")
    is_binary = is_listed(content_type, visit.stage.snapshot.binary_types)
    payload = request_payload(visit.arrival.body, is_binary=is_binary, handling=integration.content_handling)
    template = integration.templates.get((content_type or _JSON).partition(";")[0].strip().lower())
    if template is not None:
        if integration.content_handling == TO_BINARY or (is_binary and integration.content_handling != TO_TEXT):
            raise TemplateError("a binary payload has no mapping template")
        return render(template, _input(visit, payload.decode())).encode()
    if integration.passthrough == "NEVER" or (integration.passthrough == "WHEN_NO_TEMPLATES" and integration.templates):
        raise UnsupportedMediaTypeError(content_type)
    return payload


def _integration_response(integration: Integration, text: str) -> IntegrationResponse | None:
    """Return the first response whose pattern matches a status or an error's message, else the default one."""
    for response in integration.responses:
        if response.pattern and re.fullmatch(response.pattern, text, re.DOTALL):
            return response
    return next((response for response in integration.responses if not response.pattern), None)


def response(visit: Visit, integration: Integration, answer: BackendAnswer, text: str) -> AwsResponse:
    """Return the answer by the integration response whose pattern matches `text`. Raises what `request_body` raises.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    """
    mapping = _integration_response(integration, text)
    if mapping is None:
        backend_status = f"Endpoint Response Status Code: {answer.status}"
        return visit.configuration_error(
            f"No match for output mapping and no default endpoint configured. {backend_status}"
        )
    if mapping.status not in visit.method.responses:
        return visit.configuration_error(f"Output mapping refers to an invalid method response: {mapping.status}")
    content_type, body = _body(visit, mapping, answer)
    headers = {"content-type": ("Content-Type", content_type)}
    for target, source in mapping.parameters.items():
        values = response_value(visit, answer, source)
        if values is not None:
            _put(headers, target.removeprefix("method.response.header."), ",".join(values))
    overrides = visit.overrides.response
    header_overrides = overrides.get("header") or {}
    if not isinstance(header_overrides, Mapping):
        raise TemplateError("responseOverride.header is no map")
    for name, override in header_overrides.items():
        _put(headers, name, ",".join(map(text_of, override)) if isinstance(override, list) else text_of(override))
    status = overrides.get("status", mapping.status)
    return AwsResponse(int(text_of(status)), {}, body, lines=list(headers.values()))


def _body(visit: Visit, mapping: IntegrationResponse, answer: BackendAnswer) -> tuple[str, bytes]:
    """Return content type and payload of the answer, by the JSON template when there is one, else by the first."""
    binary_types = visit.stage.snapshot.binary_types
    first_type = (visit.arrival.header("accept") or "").split(",")[0]
    is_binary = is_listed(answer.header("content-type"), binary_types)
    wants_binary = bool(first_type) and is_listed(first_type, binary_types)
    handling = mapping.content_handling
    payload = response_payload(answer.body, is_binary=is_binary, wants_binary=wants_binary, handling=handling)
    content_type, template = _JSON, mapping.templates.get(_JSON)
    if template is None and mapping.templates:
        content_type, template = next(iter(mapping.templates.items()))
    if template is None:
        return content_type, payload
    if handling == TO_BINARY or (wants_binary and not handling):
        raise TemplateError("a binary payload has no mapping template")
    return content_type, render(template, _input(visit, payload.decode())).encode()


def _put(headers: dict[str, tuple[str, str]], name: str, value: str) -> None:
    client_name = f"x-amzn-Remapped-{name}" if name.lower() in _REMAPPED_HEADERS else name
    headers[name.lower()] = (client_name, value)


def _input(visit: Visit, body: str) -> Input:
    return Input(
        body=body,
        path=visit.path_parameters,
        query={name: values[-1] for name, values in visit.arrival.query_values.items()},
        headers=dict(visit.arrival.headers),
        context=visit.template_context,
        stage_variables=visit.stage.variables,
    )
