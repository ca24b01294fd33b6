"""AWS integrations with other services than Lambda: a call of API Gateway's own, signed as the integration's role.

    arn:aws:apigateway:{region}:{service}:path/{path}        arn:aws:apigateway:us-east-1:s3:path/{bucket}/{key}
    arn:aws:apigateway:{region}:{service}:action/{action}    arn:aws:apigateway:us-east-1:dynamodb:action/PutItem

https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-uri
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from moto.core.utils import get_service_model

from awslab.sandbox.child.edge.rest_api.asked import Asked, asked
from awslab.sandbox.child.edge.rest_api.backends import Backends, RoleError
from awslab.sandbox.child.edge.rest_api.deployed import Integration
from awslab.sandbox.child.edge.rest_api.http_integration import spoken
from awslab.sandbox.child.edge.rest_api.lambda_proxy import with_variables
from awslab.sandbox.child.edge.rest_api.query_json import as_json
from awslab.sandbox.child.edge.rest_api.shaping import response
from awslab.sandbox.child.edge.rest_api.sources import with_query
from awslab.sandbox.child.edge.rest_api.visit import Visit
from awslab.sandbox.child.edge.unsupported import unsupported
from awslab.sandbox.child.recognise import services_signed_as
from awslab.sandbox.child.request import AwsResponse

_URI = re.compile(
    r"arn:aws[a-z-]*:apigateway:(?P<region>[a-z0-9-]+):(?P<service>[a-z0-9.-]+):(?P<form>path|action)/(?P<rest>.*)"
)


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
    if "query" in protocols and "json" in _accepted(request):
        answer = as_json(answer)
    return response(visit, integration, answer, str(answer.status))


def _request(visit: Visit, integration: Integration, target: _Target, service: str, protocols: set[str]) -> Asked:
    """The call: at its path, or in the service's own protocol for an action."""
    if target.form == "path":
        return asked(visit, integration, f"/{target.rest.lstrip('/')}")
    action, _, parameters = target.rest.partition("&")
    made = asked(visit, integration, f"/?{parameters}" if parameters else "/")
    model = get_service_model(service)
    if "query" in protocols:
        named = {"Action": [action], "Version": [model.api_version]}
        return replace(made, url=with_query(made.url, {k: v for k, v in named.items() if f"{k}=" not in made.url}))
    headers = {name: value for name, value in made.headers.items() if name.lower() != "content-type"}
    version = model.metadata.get("jsonVersion", "1.0")
    return replace(
        made,
        verb="POST",
        headers={
            **headers,
            "Content-Type": f"application/x-amz-json-{version}",
            "X-Amz-Target": f"{model.metadata.get('targetPrefix', '')}.{action}",
        },
    )


def _target(uri: str) -> _Target | None:
    found = _URI.fullmatch(uri)
    if found is None:
        return None
    service = found["service"].rpartition(".")[2]  # a subdomain may stand before it
    return _Target(found["region"], service, found["form"], found["rest"])


def _accepted(request: Asked) -> str:
    return next((value for name, value in request.headers.items() if name.lower() == "accept"), "")
