"""Mock integrations: the request's template says which status, the integration response of that status says the rest.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
"""

from __future__ import annotations

import json
import re

from awslab.sandbox.child.edge.rest_api.deployed import Integration, IntegrationResponse
from awslab.sandbox.child.edge.rest_api.templates import Input, UnsupportedTemplateError, render
from awslab.sandbox.child.edge.rest_api.visit import Visit
from awslab.sandbox.child.edge.unsupported import unsupported
from awslab.sandbox.child.request import AwsResponse

_STATUS = re.compile(r"""["']?statusCode["']?\s*:\s*["']?(\d{3})""")
_JSON = "application/json"


def ask(visit: Visit, integration: Integration) -> AwsResponse:
    """The configured answer."""
    content_type = (visit.arrival.header("content-type") or _JSON).partition(";")[0].strip().lower()
    template = integration.templates.get(content_type)
    if template is None and passes_no_body(integration):
        return visit.refused("UNSUPPORTED_MEDIA_TYPE")
    try:
        status = _STATUS.search(render(template or "", _input(visit)))
        response = _chosen(integration, status[1]) if status else None
        if response is None:
            return visit.refused("API_CONFIGURATION_ERROR")
        return _shaped(visit, response)
    except UnsupportedTemplateError as error:
        return unsupported(str(error))
    except json.JSONDecodeError:
        return visit.refused("BAD_REQUEST_BODY", "Could not parse request body into json")


def passes_no_body(integration: Integration) -> bool:
    """Whether a content type without a template of its own is refused.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
    """
    return integration.passthrough == "NEVER" or (
        integration.passthrough == "WHEN_NO_TEMPLATES" and bool(integration.templates)
    )


def _chosen(integration: Integration, status: str) -> IntegrationResponse | None:
    """The first response whose pattern matches, else the default one."""
    matching = [each for each in integration.responses if each.pattern and re.fullmatch(each.pattern, status)]
    return next(iter(matching or [each for each in integration.responses if not each.pattern]), None)


def _shaped(visit: Visit, response: IntegrationResponse) -> AwsResponse:
    content_type, template = _JSON, response.templates.get(_JSON)
    if template is None and response.templates:
        content_type, template = next(iter(response.templates.items()))
    body = render(template or "", _input(visit, body="{}"))
    lines = [("Content-Type", content_type)]
    for target, source in response.parameters.items():
        name = target.removeprefix("method.response.header.")
        if not source.startswith("'"):
            return unsupported(f"the response parameter {source} of mock integrations")
        lines = [(known, value) for known, value in lines if known.lower() != name.lower()]
        lines.append((name, source[1:-1]))
    return AwsResponse(response.status, {}, body.encode(), lines=lines)


def _input(visit: Visit, body: str | None = None) -> Input:
    arrival = visit.arrival
    return Input(
        body=arrival.body.decode("utf-8", "replace") if body is None else body,
        path=visit.path_parameters,
        query={name: values[-1] for name, values in arrival.query_values.items()},
        headers=dict(arrival.headers),
        context=visit.context,
        stage_variables=visit.stage.variables,
    )
