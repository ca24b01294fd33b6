"""What API Gateway refuses of the integrations of HTTP APIs.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from awslab.cloud.api_gateway.http.edge.actions import ACTIONS
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_REQUEST = re.compile(r"(append|overwrite|remove):(header|querystring)\.\S+|overwrite:path")
_RESPONSE = re.compile(r"(append|overwrite|remove):header\.\S+|overwrite:statuscode")
_RESERVED = re.compile(
    r"access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded"
    r"|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*"
    r"|x-amzn-.*|x-forwarded-for|x-forwarded-host|x-forwarded-proto|via"
)


@guard("apigatewayv2", "CreateIntegration", "UpdateIntegration", source=_API)
def integrations_are_proxies(request: AwsRequest, state: State) -> Refusal | None:
    """AWS, HTTP and MOCK are for WebSocket APIs. The words are those of public reports of the error."""
    kind = request.parameters.get("IntegrationType")
    if kind in (None, "AWS_PROXY", "HTTP_PROXY") or not _is_http(request, state):
        return None
    return _bad(
        "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations "
        "(AWS_PROXY, HTTP_PROXY)"
    )


@guard("apigatewayv2", "CreateIntegration", source=_GUIDE + "http-api-develop-integrations-lambda.html")
def payload_formats_are_chosen(request: AwsRequest, state: State) -> Refusal | None:
    """1.0, or for a function 2.0; without the console "you must specify" one."""
    if not _is_http(request, state):
        return None
    version = request.parameters.get("PayloadFormatVersion")
    if not version:
        return _bad("PayloadFormatVersion is a required parameter for integration")
    is_function = request.parameters.get("IntegrationType") == "AWS_PROXY" and not _subtype(request)
    if version in (("1.0", "2.0") if is_function else ("1.0",)):
        return None
    return _bad(f"Unsupported PayloadFormatVersion {version}")  # the words are ours


@guard("apigatewayv2", "CreateIntegration", source=_API)
def integrations_say_what_they_call(request: AwsRequest, state: State) -> Refusal | None:
    """A URI, and for a server the verb; or a service's action with a role. The words are ours."""
    given = request.parameters
    if not _is_http(request, state):
        return None
    if given.get("IntegrationType") == "HTTP_PROXY" and not given.get("IntegrationMethod"):
        return _bad("IntegrationMethod is a required parameter for HTTP_PROXY integrations")
    if not given.get("IntegrationUri") and not _subtype(request):
        return _bad("IntegrationUri is a required parameter for integration")
    if _subtype(request) and not given.get("CredentialsArn"):
        return _bad("CredentialsArn is a required parameter for integrations with an AWS service")
    return None


@guard("apigatewayv2", "CreateIntegration", source=_GUIDE + "http-api-develop-integrations-aws-services-reference.html")
def actions_get_their_parameters(request: AwsRequest, state: State) -> Refusal | None:
    """An action that there is, all that it requires, nothing that it does not know. The words are ours."""
    named = _subtype(request)
    if not named or not _is_http(request, state):
        return None
    action = ACTIONS.get(named)
    if action is None:
        return _bad(f"Integration subtype {named} is not supported")
    given = set(request.parameters.get("RequestParameters") or {})
    missing = [name for name in action.required if name not in given]
    if missing:
        return _bad(f"Required parameters of {named} are missing: {', '.join(missing)}")
    unknown = sorted(given - {*action.required, *action.optional})
    return _bad(f"Unsupported parameters of {named}: {', '.join(unknown)}") if unknown else None


@guard("apigatewayv2", "CreateIntegration", "UpdateIntegration", source=_GUIDE + "http-api-parameter-mapping.html")
def mappings_can_be_made(request: AwsRequest, state: State) -> Refusal | None:
    """Keys of the form that there is, and no reserved header. The words are ours."""
    if not _is_http(request, state):
        return None
    keys = [] if _is_action(request, state) else list(request.parameters.get("RequestParameters") or {})
    answers: dict[str, dict[str, str]] = request.parameters.get("ResponseParameters") or {}
    statuses = next((each for each in answers if not re.fullmatch("[2-5][0-9][0-9]", each)), None)
    if statuses is not None:
        return _bad(f"Invalid response parameter key {statuses}: status codes are from 200 to 599")
    return _wrong(keys, _REQUEST) or _wrong((key for mapped in answers.values() for key in mapped), _RESPONSE)


def _wrong(keys: Iterable[str], form: re.Pattern[str]) -> Refusal | None:
    for key in keys:
        if not form.fullmatch(key):
            return _bad(f"Invalid mapping expression specified: {key}")
        place, _, name = key.partition(":")[2].partition(".")
        if place == "header" and _RESERVED.fullmatch(name.lower()):
            return _bad(f"Operations on header {name} are restricted")
    return None


@guard("apigatewayv2", "DeleteIntegration", source=_API)
def used_integrations_stay(request: AwsRequest, state: State) -> Refusal | None:
    """A route that calls it must go first. The words are those of public reports of the error."""
    api = _found(request, state)
    target = f"integrations/{request.parameters.get('IntegrationId')}"
    used = [name for name, route in list(api.routes.items()) if route.target == target] if api is not None else []
    if not used:
        return None
    sentence = "Cannot delete Integration because it is referenced by the following Routes with Ids:"
    return Refusal("ConflictException", f"{sentence} [{', '.join(used)}]", 409)


def _found(request: AwsRequest, state: State) -> Any | None:
    return state.backend("apigatewayv2", request.region).apis.get(request.parameters.get("ApiId"))


def _is_http(request: AwsRequest, state: State) -> bool:
    api = _found(request, state)
    return api is not None and api.protocol_type == "HTTP"


def _subtype(request: AwsRequest) -> str:
    return str(request.parameters.get("IntegrationSubtype") or "")


def _is_action(request: AwsRequest, state: State) -> bool:
    """Whether the parameters are those of a service's action."""
    api = _found(request, state)
    existing = api.integrations.get(request.parameters.get("IntegrationId")) if api is not None else None
    return bool(_subtype(request) or (existing is not None and existing.integration_subtype))


def _bad(message: str) -> Refusal:
    return Refusal("BadRequestException", message, 400)
