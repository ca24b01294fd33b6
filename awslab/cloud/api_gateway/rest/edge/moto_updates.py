"""Update calls that moto does not have: resources, methods, integrations, their responses, models, and more.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html

The words were recorded from the real service (aws-errors.tsv). What is not there is refused before, by
`guards/api_gateway_parts.py`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from moto.apigateway.models import GatewayResponse

from awslab.cloud.api_gateway.rest.edge.apis import Apis
from awslab.cloud.api_gateway.rest.edge.patches import (
    Members,
    Patch,
    PatchError,
    change,
    no_path,
    only_replaced,
    patches,
    replace_only,
)
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

_NO_PARAMETER = "Invalid parameter name specified"
_NO_TYPE = "Content-Type specified was not found"
_NO_AUTHORIZER = (
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid "
    "authorizer."
)
_EMPTY_SCHEMA = "Model schema must have at least 1 property or array items defined"
_INTEGRATION: Mapping[str, str] = {
    "/uri": "uri",
    "/httpMethod": "http_method",
    "/credentials": "credentials",
    "/passthroughBehavior": "passthrough_behaviour",
    "/contentHandling": "content_handling",
    "/cacheNamespace": "cache_namespace",
    "/connectionType": "connection_type",
    "/connectionId": "connection_id",
}

Update = Callable[[Any, Mapping[str, Any], Sequence[Patch]], Any]
"""`(api, parameters, patches)` → the resource as JSON. Raises PatchError, and changes nothing then."""


class Updates:
    """An extension that answers them."""

    def __init__(self, apis: Apis) -> None:
        self._apis = apis

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The resource as it is then."""
        update = _UPDATES.get(request.operation) if request.service == "apigateway" else None
        if update is None:
            return None
        api = self._apis.backend(request.region).apis[str(request.parameters["restApiId"])]
        try:
            made = update(api, request.parameters, patches(request.parameters.get("patchOperations")))
        except PatchError as error:
            return refusal(request, error.code, str(error), error.status)
        return answer(request, {name: value for name, value in made.items() if value is not None})

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""


def _resource(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    resource = api.resources[given["resourceId"]]
    only_replaced(listed, ("/parentId", "/pathPart"))
    for patch in listed:
        value = patch.value or ""
        if resource.parent_id is None:
            raise PatchError(f"Root resource cannot update its {patch.path[1:]}.")
        parent, part = (value, resource.path_part) if patch.path == "/parentId" else (resource.parent_id, value)
        if parent not in api.resources:
            raise PatchError("Invalid Resource identifier specified", "NotFoundException", 404)
        if _is_below(api, parent, resource.id):
            raise PatchError("Resources cannot be cyclical.")
        siblings = (each for each in api.resources.values() if each.parent_id == parent and each is not resource)
        if any(each.path_part == part for each in siblings):
            message = f"Another resource with the same parent already has this name: {part}"
            raise PatchError(message, "ConflictException", 409)
        resource.parent_id, resource.path_part = parent, part
    return resource.to_dict()


def _is_below(api: Any, resource: str | None, ancestor: str) -> bool:
    while resource is not None and resource != ancestor:
        resource = api.resources[resource].parent_id if resource in api.resources else None
    return resource == ancestor


def _method(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    methods = api.resources[given["resourceId"]].resource_methods
    draft = copy.deepcopy(methods[given["httpMethod"]])
    draft.request_parameters = dict(draft.request_parameters or {})
    draft.request_models = dict(draft.request_models or {})
    maps = {
        "requestParameters": Members(draft.request_parameters, lambda patch: patch.is_true, _NO_PARAMETER),
        "requestModels": Members(draft.request_models, missing=_NO_TYPE),
    }
    named = {
        "/authorizationType": "authorization_type",
        "/authorizerId": "authorizer_id",
        "/operationName": "operation_name",
        "/requestValidatorId": "request_validator_id",
    }
    for patch in listed:
        if patch.path in named:
            replace_only(patch)
            setattr(draft, named[patch.path], patch.value)
        elif patch.path == "/apiKeyRequired":
            replace_only(patch)
            draft.api_key_required = patch.is_true
        else:
            change(patch, maps)
    _check(api, draft)
    methods[given["httpMethod"]] = draft
    return draft.to_json()


def _check(api: Any, method: Any) -> None:
    """What a method refers to has to be there."""
    authorized = method.authorization_type in ("CUSTOM", "COGNITO_USER_POOLS")
    if authorized and method.authorizer_id not in api.authorizers:
        raise PatchError(_NO_AUTHORIZER)
    if not authorized:
        method.authorizer_id = None
    if method.request_validator_id and method.request_validator_id not in api.request_validators:
        raise PatchError("Invalid Request Validator identifier specified")
    unknown = next((name for name in method.request_models.values() if name not in api.models), None)
    if unknown is not None:
        raise PatchError(f"Invalid model identifier specified: {unknown}")


def _method_response(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    responses = api.resources[given["resourceId"]].resource_methods[given["httpMethod"]].method_responses
    draft = copy.deepcopy(responses[given["statusCode"]])
    draft.response_parameters = dict(draft.response_parameters or {})
    draft.response_models = dict(draft.response_models or {})
    maps = {
        "responseParameters": Members(draft.response_parameters, lambda patch: patch.is_true, _NO_PARAMETER),
        "responseModels": Members(draft.response_models, missing=_NO_TYPE),
    }
    for patch in listed:
        change(patch, maps)
    responses[given["statusCode"]] = draft
    return draft.to_json()


def _integration(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    method = api.resources[given["resourceId"]].resource_methods[given["httpMethod"]]
    draft = copy.deepcopy(method.method_integration)
    draft.request_parameters = dict(draft.request_parameters or {})
    draft.request_templates = dict(draft.request_templates or {})
    keys = dict.fromkeys(draft.cache_key_parameters)
    maps = {
        "requestParameters": Members(draft.request_parameters, missing=_NO_PARAMETER),
        "requestTemplates": Members(draft.request_templates),
    }
    for patch in listed:
        if patch.path in _INTEGRATION:
            setattr(draft, _INTEGRATION[patch.path], patch.value)
        elif patch.path == "/timeoutInMillis":
            draft.timeout_in_millis = int(patch.value or 0)
        elif patch.owner == "cacheKeyParameters":
            keys = {name: None for name in keys if name != patch.name}
            keys |= {} if patch.kind == "remove" else {patch.name: None}
        elif patch.owner == "requestTemplates" and patch.kind != "remove" and not patch.value:
            draft.request_templates[patch.name] = None
        else:
            change(patch, maps)
    draft.cache_key_parameters = list(keys)
    method.method_integration = draft
    return draft.to_json()


def _integration_response(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    method = api.resources[given["resourceId"]].resource_methods[given["httpMethod"]]
    responses = method.method_integration.integration_responses
    draft = copy.deepcopy(responses[given["statusCode"]])
    draft.response_parameters = dict(draft.response_parameters or {})
    draft.response_templates = dict(draft.response_templates or {})
    maps = {
        "responseParameters": Members(draft.response_parameters, missing=_NO_PARAMETER),
        "responseTemplates": Members(draft.response_templates),
    }
    named = {"/selectionPattern": "selection_pattern", "/contentHandling": "content_handling"}
    for patch in listed:
        if patch.path in named:
            setattr(draft, named[patch.path], patch.value)
        elif patch.owner == "responseTemplates" and patch.kind != "remove" and not patch.value:
            draft.response_templates[patch.name] = None
        else:
            change(patch, maps)
    responses[given["statusCode"]] = draft
    return draft.to_json()


def _model(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    model = api.models[given["modelName"]]
    only_replaced(listed, ("/description", "/schema"))
    for patch in listed:
        if patch.path == "/schema" and not patch.value:
            raise PatchError(_EMPTY_SCHEMA)
    for patch in listed:
        setattr(model, patch.path[1:], patch.value)
    return {
        "id": model.id,
        "name": model.name,
        "description": model.description,
        "schema": model.schema,
        "contentType": model.content_type,
    }


def _gateway_response(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    """A type that nobody changed before is changed from its default."""
    kind = given["responseType"]
    default = GatewayResponse(kind, 0, {}, {"application/json": '{"message":$context.error.messageString}'})
    draft = copy.deepcopy(api.gateway_responses.get(kind, default))
    draft.status_code = draft.status_code or None  # a type without a status of its own keeps the default one
    draft.response_parameters = dict(draft.response_parameters or {})
    draft.response_templates = dict(draft.response_templates or {})
    maps = {
        "responseParameters": Members(draft.response_parameters, missing=_NO_PARAMETER),
        "responseTemplates": Members(draft.response_templates, missing=_NO_TYPE),
    }
    for patch in listed:
        if patch.path != "/statusCode":
            change(patch, maps)
        elif patch.kind != "replace":
            raise no_path(patch)
        else:
            draft.status_code = patch.value
    api.gateway_responses[kind] = draft
    return {**draft.to_json(), "defaultResponse": False}


def _deployment(api: Any, given: Mapping[str, Any], listed: Sequence[Patch]) -> Any:
    deployment = api.deployments[given["deploymentId"]]
    only_replaced(listed, ("/description",))
    for patch in listed:
        deployment.description = patch.value
    told: dict[str, Any] = json.loads(json.dumps(deployment.to_json()))
    told.pop("stageName", None)
    return told


_UPDATES: Mapping[str, Update] = {
    "UpdateResource": _resource,
    "UpdateMethod": _method,
    "UpdateMethodResponse": _method_response,
    "UpdateIntegration": _integration,
    "UpdateIntegrationResponse": _integration_response,
    "UpdateModel": _model,
    "UpdateGatewayResponse": _gateway_response,
    "UpdateDeployment": _deployment,
}
