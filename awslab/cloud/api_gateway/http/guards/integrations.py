"""What API Gateway refuses of the integrations of HTTP APIs.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from awslab.cloud.api_gateway.http.edge.actions import ACTIONS
from awslab.cloud.api_gateway.http.state import api, bad_request, conflict, http_api
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
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


@guard("apigatewayv2", "CreateIntegration", "UpdateIntegration", phase=Phase.SHAPE, source=_API)
def integration_type_is_proxy(request: AwsRequest, state: State) -> Refusal | None:
    """AWS, HTTP and MOCK are for WebSocket APIs. The words are those of public reports of the error."""
    kind = request.parameters.get("IntegrationType")
    if kind in (None, "AWS_PROXY", "HTTP_PROXY") or http_api(request, state) is None:
        return None
    return bad_request(
        "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations "
        "(AWS_PROXY, HTTP_PROXY)"
    )


@guard(
    "apigatewayv2",
    "CreateIntegration",
    phase=Phase.COMBINATION,
    source=_GUIDE + "http-api-develop-integrations-lambda.html",
)
def payload_format_is_valid(request: AwsRequest, state: State) -> Refusal | None:
    """The payload format is 1.0, or for a function 2.0; only the console chooses one by itself."""
    if http_api(request, state) is None:
        return None
    version = request.parameters.get("PayloadFormatVersion")
    if not version:
        return bad_request("PayloadFormatVersion is a required parameter for integration")
    is_function = request.parameters.get("IntegrationType") == "AWS_PROXY" and not _subtype(request)
    if version in (("1.0", "2.0") if is_function else ("1.0",)):
        return None
    return bad_request(f"Unsupported PayloadFormatVersion {version}")  # the words are ours


@guard("apigatewayv2", "CreateIntegration", phase=Phase.COMBINATION, source=_API)
def integration_backend_is_complete(request: AwsRequest, state: State) -> Refusal | None:
    """An integration has a URI, and for a server the HTTP method; or a service's action with a role. The words are
    ours."""
    parameters = request.parameters
    if http_api(request, state) is None:
        return None
    if parameters.get("IntegrationType") == "HTTP_PROXY" and not parameters.get("IntegrationMethod"):
        return bad_request("IntegrationMethod is a required parameter for HTTP_PROXY integrations")
    if not parameters.get("IntegrationUri") and not _subtype(request):
        return bad_request("IntegrationUri is a required parameter for integration")
    if _subtype(request) and not parameters.get("CredentialsArn"):
        return bad_request("CredentialsArn is a required parameter for integrations with an AWS service")
    return None


@guard(
    "apigatewayv2",
    "CreateIntegration",
    phase=Phase.COMBINATION,
    source=_GUIDE + "http-api-develop-integrations-aws-services-reference.html",
)
def action_parameters_are_complete(request: AwsRequest, state: State) -> Refusal | None:
    """An action exists, has all parameters that it requires, and none that it does not know. The words are ours."""
    subtype = _subtype(request)
    if not subtype or http_api(request, state) is None:
        return None
    action = ACTIONS.get(subtype)
    if action is None:
        return bad_request(f"Integration subtype {subtype} is not supported")
    names = set(request.parameters.get("RequestParameters") or {})
    missing = [name for name in action.required if name not in names]
    if missing:
        return bad_request(f"Required parameters of {subtype} are missing: {', '.join(missing)}")
    unknown = sorted(names - {*action.required, *action.optional})
    return bad_request(f"Unsupported parameters of {subtype}: {', '.join(unknown)}") if unknown else None


@guard(
    "apigatewayv2",
    "CreateIntegration",
    "UpdateIntegration",
    phase=Phase.COMBINATION,
    source=_GUIDE + "http-api-parameter-mapping.html",
)
def mapping_keys_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """Keys of parameter mappings have a valid form and name no reserved header. The words are ours."""
    if http_api(request, state) is None:
        return None
    keys = [] if _is_action(request, state) else list(request.parameters.get("RequestParameters") or {})
    answers: dict[str, dict[str, str]] = request.parameters.get("ResponseParameters") or {}
    status = next((status for status in answers if not re.fullmatch("[2-5][0-9][0-9]", status)), None)
    if status is not None:
        return bad_request(f"Invalid response parameter key {status}: status codes are from 200 to 599")
    response_keys = (key for mappings in answers.values() for key in mappings)
    return _invalid_key(keys, _REQUEST) or _invalid_key(response_keys, _RESPONSE)


def _invalid_key(keys: Iterable[str], form: re.Pattern[str]) -> Refusal | None:
    for key in keys:
        if not form.fullmatch(key):
            return bad_request(f"Invalid mapping expression specified: {key}")
        place, _, name = key.partition(":")[2].partition(".")
        if place == "header" and _RESERVED.fullmatch(name.lower()):
            return bad_request(f"Operations on header {name} are restricted")
    return None


@guard("apigatewayv2", "DeleteIntegration", phase=Phase.STATE, source=_API)
def integration_is_unused(request: AwsRequest, state: State) -> Refusal | None:
    """An integration that a route calls cannot be deleted. The words are those of public reports of the error."""
    owner = api(request, state)
    target = f"integrations/{request.parameters.get('IntegrationId')}"
    routes = list(owner.routes.items()) if owner is not None else []
    users = [name for name, route in routes if route.target == target]
    if not users:
        return None
    sentence = "Cannot delete Integration because it is referenced by the following Routes with Ids:"
    return conflict(f"{sentence} [{', '.join(users)}]")


def _subtype(request: AwsRequest) -> str:
    return str(request.parameters.get("IntegrationSubtype") or "")


def _is_action(request: AwsRequest, state: State) -> bool:
    """Say whether the parameters are those of a service's action."""
    owner = api(request, state)
    integration = owner.integrations.get(str(request.parameters.get("IntegrationId"))) if owner is not None else None
    return bool(_subtype(request) or (integration is not None and integration.integration_subtype))
