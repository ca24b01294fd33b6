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

from moto.core.utils import get_service_model

from awslab.cloud.api_gateway.rest.edge.asked import Asked, asked
from awslab.cloud.api_gateway.rest.edge.backends import Backends, RoleError
from awslab.cloud.api_gateway.rest.edge.deployed import Integration
from awslab.cloud.api_gateway.rest.edge.http_integration import spoken
from awslab.cloud.api_gateway.rest.edge.lambda_proxy import with_variables
from awslab.cloud.api_gateway.rest.edge.query_json import as_json
from awslab.cloud.api_gateway.rest.edge.shaping import response
from awslab.cloud.api_gateway.rest.edge.visit import Visit
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
    """As requests are signed for it."""
    form: str
    """`path` or `action`."""
    rest: str


def ask(visit: Visit, integration: Integration, backends: Backends) -> AwsResponse:
    """Map the request, call the service, map its answer. Raises as `shaping.request_body` does, and ConversionError."""
    target = _target(with_variables(integration.uri, visit))
    if target is None:
        return visit.failed("Invalid endpoint address")
    services = services_signed_as(target.service)
    if not services:
        return unsupported(f"AWS integrations with {target.service}")
    protocols = set(get_service_model(services[0]).metadata.get("protocols", ()))
    protocols.add(str(get_service_model(services[0]).protocol))
    request = _request(visit, integration, target, services[0], protocols)
    role = integration.credentials or ""
    if role.endswith(":user/*"):
        return unsupported("AWS integrations with the caller's own credentials")
    try:
        answer = spoken(
            visit,
            request,
            lambda: backends.ask_aws(
                request, service=target.service, region=target.region, role=role, seconds=integration.timeout
            ),
        )
    except RoleError:
        return visit.failed("API Gateway does not have permission to assume the provided role")
    if isinstance(answer, AwsResponse):
        return answer
    if "query" in protocols and "json" in _header(request, "accept"):
        answer = as_json(answer)
    return response(visit, integration, answer, str(answer.status))


def _request(visit: Visit, integration: Integration, target: _Target, service: str, protocols: set[str]) -> Asked:
    """The call: at its path, or in the service's own protocol for an action."""
    if target.form == "path":
        made = asked(visit, integration, f"/{target.rest.lstrip('/')}")
        return _of_queue(made) if service == "sqs" else made
    action, _, parameters = target.rest.partition("&")
    made = asked(visit, integration, f"/?{parameters}" if parameters else "/")
    model = get_service_model(service)
    if "query" in protocols:
        return _as_form(made, {"Action": action, "Version": str(model.api_version)})
    target_header = f"{model.metadata.get('targetPrefix', '')}.{action}"
    content_type = f"application/x-amz-json-{model.metadata.get('jsonVersion', '1.0')}"
    return replace(_with(_with(made, "Content-Type", content_type), "X-Amz-Target", target_header), verb="POST")


def _as_form(made: Asked, more: Mapping[str, str]) -> Asked:
    """Everything in the body, where query services read it; a body that is no form is none of their business."""
    query = made.url.partition("?")[2]
    body = made.body.decode("utf-8", "replace") if _header(made, "content-type").startswith(_FORM) else ""
    given = "&".join(part for part in (query, body) if part)
    added = urlencode({name: value for name, value in more.items() if f"{name}=" not in given})
    whole = "&".join(part for part in (given, added) if part)
    return replace(_with(made, "Content-Type", _FORM), verb="POST", url="/", body=whole.encode())


def _of_queue(made: Asked) -> Asked:
    """A queue's own path names it, as QueueUrl does.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
    """
    path = made.url.partition("?")[0]
    speaks_json = bool(_header(made, "x-amz-target"))
    return made if speaks_json or path == "/" else _as_form(made, {"QueueUrl": f"https://queue.amazonaws.com{path}"})


def _with(made: Asked, name: str, value: str) -> Asked:
    kept = {each: old for each, old in made.headers.items() if each.lower() != name.lower()}
    return replace(made, headers={**kept, name: value})


def _target(uri: str) -> _Target | None:
    found = _URI.fullmatch(uri)
    if found is None:
        return None
    service = found["service"].rpartition(".")[2]  # a subdomain may stand before it
    return _Target(found["region"], service, found["form"], found["rest"])


def _header(request: Asked, name: str) -> str:
    return next((value for each, value in request.headers.items() if each.lower() == name), "")
