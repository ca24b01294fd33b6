"""Integration requests and responses that are not proxied: templates in, templates out.

https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
"""

from __future__ import annotations

import re

from awslab.sandbox.child.edge.rest_api.deployed import Integration, IntegrationResponse
from awslab.sandbox.child.edge.rest_api.templates import Input, UnsupportedTemplateError, found, render, shown
from awslab.sandbox.child.edge.rest_api.visit import Visit
from awslab.sandbox.child.request import AwsResponse

_JSON = "application/json"


class UnsupportedMediaTypeError(Exception):
    """There is no template for the request's content type, and the integration takes nothing else."""


def request_body(visit: Visit, integration: Integration) -> str:
    """What the backend gets: the template's text, or the body as it came.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    Raises UnsupportedMediaTypeError and UnsupportedTemplateError, and ValueError for a body that is no JSON but has
    to be.
    """
    content_type = (visit.arrival.header("content-type") or _JSON).partition(";")[0].strip().lower()
    template = integration.templates.get(content_type)
    if template is not None:
        return render(template, _input(visit, visit.arrival.body.decode("utf-8", "replace")))
    if integration.passthrough == "NEVER" or (integration.passthrough == "WHEN_NO_TEMPLATES" and integration.templates):
        raise UnsupportedMediaTypeError(content_type)
    return visit.arrival.body.decode("utf-8", "replace")


def chosen(integration: Integration, text: str) -> IntegrationResponse | None:
    """The first response whose pattern matches a status or an error's message, else the default one."""
    matching = [each for each in integration.responses if each.pattern and re.fullmatch(each.pattern, text)]
    return next(iter(matching or [each for each in integration.responses if not each.pattern]), None)


def response(visit: Visit, configured: IntegrationResponse, body: str) -> AwsResponse:
    """The answer that an integration response makes of a backend's body; raises as `request_body` does.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
    """
    content_type, template = _JSON, configured.templates.get(_JSON)
    if template is None and configured.templates:
        content_type, template = next(iter(configured.templates.items()))
    text = body if template is None else render(template, _input(visit, body))
    headers = {"content-type": ("Content-Type", content_type)}
    for target, source in configured.parameters.items():
        name = target.removeprefix("method.response.header.")
        headers[name.lower()] = (name, _value(visit, source, body))
    return AwsResponse(configured.status, {}, text.encode(), lines=list(headers.values()))


def _value(visit: Visit, source: str, body: str) -> str:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html"""
    if source.startswith("'"):
        return source[1:-1]
    place, _, name = source.partition(".")
    if place == "context":
        return visit.context.get(source, "")
    if place == "stageVariables":
        return visit.stage.variables.get(name, "")
    if source.startswith("integration.response.body"):
        return shown(found(body, "$" + source.removeprefix("integration.response.body")))
    raise UnsupportedTemplateError(f"the response parameter {source}")


def _input(visit: Visit, body: str) -> Input:
    return Input(
        body=body,
        path=visit.path_parameters,
        query={name: values[-1] for name, values in visit.arrival.query_values.items()},
        headers=dict(visit.arrival.headers),
        context=visit.context,
        stage_variables=visit.stage.variables,
    )
