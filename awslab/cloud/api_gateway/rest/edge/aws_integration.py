"""AWS integrations with other services than Lambda: a call of API Gateway's own, signed as the integration's role.

    arn:aws:apigateway:{region}:{service}:path/{path}        arn:aws:apigateway:us-east-1:s3:path/{bucket}/{key}
    arn:aws:apigateway:{region}:{service}:action/{action}    arn:aws:apigateway:us-east-1:dynamodb:action/PutItem

https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-uri
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from awslab.cloud.api_gateway.backends import BackendRequest, Backends, RoleError
from awslab.cloud.api_gateway.moto_models import CallForm, call_form
from awslab.cloud.api_gateway.rest.edge.http_integration import exchange
from awslab.cloud.api_gateway.rest.edge.integration_request import mapped_request
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.payload_mapping import response
from awslab.cloud.api_gateway.rest.edge.query_json import as_json
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration
from awslab.cloud.edge.unsupported import unsupported
from awslab.cloud.gateway.recognise import services_signed_as
from awslab.cloud.gateway.request import AwsResponse

_URI = re.compile(
    r"arn:aws[a-z-]*:apigateway:(?P<region>[a-z0-9-]+):(?P<service>[a-z0-9.-]+):(?P<form>path|action)/(?P<rest>.*)"
)

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class _Target:
    region: str
    service: str
    """The service's name in signatures."""
    form: str
    """`path` or `action`."""
    rest: str


def ask(visit: Visit, integration: Integration, backends: Backends) -> AwsResponse:
    """Map the request, call the service, map its answer.

    Raises what `payload_mapping.request_body` raises, and ConversionError.
    """
    target = _target(with_variables(integration.uri, visit))
    if target is None:
        return visit.configuration_error("Invalid endpoint address")
    services = services_signed_as(target.service)
    if not services:
        return unsupported(f"AWS integrations with {target.service}")
    form = call_form(services[0])
    request = _request(visit, integration, target, services[0], form)
    role = integration.credentials or ""
    if role.endswith(":user/*"):
        return unsupported("AWS integrations with the caller's own credentials")
    try:
        answer = exchange(
            visit,
            request,
            lambda: backends.ask_aws(
                request, service=target.service, region=target.region, role=role, seconds=integration.timeout
            ),
        )
    except RoleError:
        return visit.configuration_error("API Gateway does not have permission to assume the provided role")
    if isinstance(answer, AwsResponse):
        return answer
    if "query" in form.protocols and "json" in _header(request, "accept"):
        answer = as_json(answer)
    return response(visit, integration, answer, str(answer.status))


def _request(visit: Visit, integration: Integration, target: _Target, service: str, form: CallForm) -> BackendRequest:
    """Return the call: at its path, or in the service's own protocol for an action."""
    if target.form == "path":
        request = mapped_request(visit, integration, f"/{target.rest.lstrip('/')}")
        return _for_queue(request) if service == "sqs" else request
    action, _, parameters = target.rest.partition("&")
    request = mapped_request(visit, integration, f"/?{parameters}" if parameters else "/")
    if "query" in form.protocols:
        return _as_form(request, {"Action": action, "Version": form.version})
    request = _with_header(request, "Content-Type", f"application/x-amz-json-{form.json_version}")
    return replace(_with_header(request, "X-Amz-Target", f"{form.target_prefix}.{action}"), verb="POST")


def _as_form(request: BackendRequest, parameters: Mapping[str, str]) -> BackendRequest:
    """Return the request with its query and these parameters in the body, where query services read them; a body that
    is no form is dropped."""
    query = request.url.partition("?")[2]
    body = request.body.decode("utf-8", "replace") if _header(request, "content-type").startswith(_FORM) else ""
    form = "&".join(part for part in (query, body) if part)
    missing_parameters = urlencode({name: value for name, value in parameters.items() if f"{name}=" not in form})
    whole_form = "&".join(part for part in (form, missing_parameters) if part)
    return replace(_with_header(request, "Content-Type", _FORM), verb="POST", url="/", body=whole_form.encode())


def _for_queue(request: BackendRequest) -> BackendRequest:
    """Return the request with its path as QueueUrl: a queue's own path names it.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
    """
    path = request.url.partition("?")[0]
    speaks_json = bool(_header(request, "x-amz-target"))
    if speaks_json or path == "/":
        return request
    return _as_form(request, {"QueueUrl": f"https://queue.amazonaws.com{path}"})


def _with_header(request: BackendRequest, name: str, value: str) -> BackendRequest:
    headers = {header: text for header, text in request.headers.items() if header.lower() != name.lower()}
    return replace(request, headers={**headers, name: value})


def _target(uri: str) -> _Target | None:
    parts = _URI.fullmatch(uri)
    if parts is None:
        return None
    service = parts["service"].rpartition(".")[2]  # a subdomain may stand before it
    return _Target(parts["region"], service, parts["form"], parts["rest"])


def _header(request: BackendRequest, name: str) -> str:
    return next((value for header, value in request.headers.items() if header.lower() == name), "")
