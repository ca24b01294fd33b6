"""Update calls of methods, integrations and their responses, which moto does not have, or has in part.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html

The words were recorded from the real service (aws-errors.tsv).
"""

from __future__ import annotations

import copy

from awslab.cloud.api_gateway.rest.answers.refusals import refuses
from awslab.cloud.api_gateway.rest.answers.updates import NO_PARAMETER, NO_TYPE, api_of, operations_of, updated
from awslab.cloud.api_gateway.rest.patches import (
    FlagMembers,
    Patch,
    PatchError,
    TextMembers,
    change,
    require_replacement,
)
from awslab.cloud.api_gateway.rest.state import StoredApi, StoredIntegration, StoredMethod
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_NO_AUTHORIZER = (
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid "
    "authorizer."
)
_METHOD_MEMBERS = {
    "/authorizationType": "authorization_type",
    "/authorizerId": "authorizer_id",
    "/operationName": "operation_name",
    "/requestValidatorId": "request_validator_id",
}
"""Paths of UpdateMethod → attributes of moto's method."""
_INTEGRATION_MEMBERS = {
    "/uri": "uri",
    "/httpMethod": "http_method",
    "/credentials": "credentials",
    "/passthroughBehavior": "passthrough_behaviour",
    "/contentHandling": "content_handling",
    "/cacheNamespace": "cache_namespace",
    "/connectionType": "connection_type",
    "/connectionId": "connection_id",
}
"""Paths of UpdateIntegration → attributes of moto's integration."""
_RESPONSE_MEMBERS = {"/selectionPattern": "selection_pattern", "/contentHandling": "content_handling"}
"""Paths of UpdateIntegrationResponse → attributes of moto's integration response."""


@answers("apigateway", "UpdateMethod", source=_API + "API_UpdateMethod.html")
@refuses
def update_method(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Change a method; nothing changes when one operation is refused."""
    api, verb = api_of(request, context), request.parameters["httpMethod"]
    methods = api.resources[request.parameters["resourceId"]].resource_methods
    draft = copy.deepcopy(methods[verb])
    draft.request_parameters = dict(draft.request_parameters or {})
    draft.request_models = dict(draft.request_models or {})
    maps: dict[str, TextMembers | FlagMembers] = {
        "requestParameters": FlagMembers(draft.request_parameters, NO_PARAMETER),
        "requestModels": TextMembers(draft.request_models, NO_TYPE),
    }
    for patch in operations_of(request):
        if patch.path in _METHOD_MEMBERS:
            require_replacement(patch)
            setattr(draft, _METHOD_MEMBERS[patch.path], patch.value)
        elif patch.path == "/apiKeyRequired":
            require_replacement(patch)
            draft.api_key_required = patch.is_true
        else:
            change(patch, maps)
    _check_references(api, draft)
    methods[verb] = draft
    return updated(request, draft.to_json())


def _check_references(api: StoredApi, method: StoredMethod) -> None:
    """Refuse a method that refers to what is not there. Raises PatchError."""
    has_authorizer = method.authorization_type in ("CUSTOM", "COGNITO_USER_POOLS")
    if has_authorizer and method.authorizer_id not in api.authorizers:
        raise PatchError(_NO_AUTHORIZER)
    if not has_authorizer:
        method.authorizer_id = None
    if method.request_validator_id and method.request_validator_id not in api.request_validators:
        raise PatchError("Invalid Request Validator identifier specified")
    unknown = next((name for name in (method.request_models or {}).values() if name not in api.models), None)
    if unknown is not None:
        raise PatchError(f"Invalid model identifier specified: {unknown}")


@answers("apigateway", "UpdateMethodResponse", source=_API + "API_UpdateMethodResponse.html")
@refuses
def update_method_response(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Change a method response; nothing changes when one operation is refused."""
    responses, status = _method(request, context).method_responses, request.parameters["statusCode"]
    draft = copy.deepcopy(responses[status])
    draft.response_parameters = dict(draft.response_parameters or {})
    draft.response_models = dict(draft.response_models or {})
    maps: dict[str, TextMembers | FlagMembers] = {
        "responseParameters": FlagMembers(draft.response_parameters, NO_PARAMETER),
        "responseModels": TextMembers(draft.response_models, NO_TYPE),
    }
    for patch in operations_of(request):
        change(patch, maps)
    responses[status] = draft
    return updated(request, draft.to_json())


@answers("apigateway", "UpdateIntegration", source=_API + "API_UpdateIntegration.html")
@refuses
def update_integration(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Change an integration; nothing changes when one operation is refused."""
    method = _method(request, context)
    draft = copy.deepcopy(_integration(method))
    draft.request_parameters = dict(draft.request_parameters or {})
    templates = draft.request_templates = dict(draft.request_templates or {})
    parameters = {"requestParameters": TextMembers(draft.request_parameters, NO_PARAMETER)}
    for patch in operations_of(request):
        if patch.path in _INTEGRATION_MEMBERS:
            setattr(draft, _INTEGRATION_MEMBERS[patch.path], patch.value)
        elif patch.path == "/timeoutInMillis":
            draft.timeout_in_millis = int(patch.value or 0)
        elif patch.owner == "cacheKeyParameters":
            kept_keys = [name for name in draft.cache_key_parameters if name != patch.name]
            draft.cache_key_parameters = kept_keys if patch.kind == "remove" else [*kept_keys, patch.name]
        elif patch.owner == "requestTemplates" and patch.name:
            _change_template(templates, patch)
        else:
            change(patch, parameters)
    method.method_integration = draft
    return updated(request, draft.to_json())


@answers("apigateway", "UpdateIntegrationResponse", source=_API + "API_UpdateIntegrationResponse.html")
@refuses
def update_integration_response(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Change an integration response; nothing changes when one operation is refused."""
    integration, status = _integration(_method(request, context)), request.parameters["statusCode"]
    responses = integration.integration_responses or {}
    draft = copy.deepcopy(responses[status])
    draft.response_parameters = dict(draft.response_parameters or {})
    templates = draft.response_templates = dict(draft.response_templates or {})
    parameters = {"responseParameters": TextMembers(draft.response_parameters, NO_PARAMETER)}
    for patch in operations_of(request):
        if patch.path in _RESPONSE_MEMBERS:
            setattr(draft, _RESPONSE_MEMBERS[patch.path], patch.value)
        elif patch.owner == "responseTemplates" and patch.name:
            _change_template(templates, patch)
        else:
            change(patch, parameters)
    responses[status] = draft
    return updated(request, draft.to_json())


def _change_template(templates: dict[str, str | None], patch: Patch) -> None:
    """Add, replace or remove a mapping template; one without text stands for the payload as it is."""
    if patch.kind == "remove":
        templates.pop(patch.name, None)
    else:
        templates[patch.name] = patch.value or None


def _method(request: AwsRequest, context: GatewayContext) -> StoredMethod:
    resource = api_of(request, context).resources[request.parameters["resourceId"]]
    return resource.resource_methods[request.parameters["httpMethod"]]


def _integration(method: StoredMethod) -> StoredIntegration:
    """Return a method's integration. Raises PatchError when there is none, which guards have refused before."""
    if method.method_integration is None:
        raise PatchError("Invalid Integration identifier specified", "NotFoundException", 404)
    return method.method_integration
