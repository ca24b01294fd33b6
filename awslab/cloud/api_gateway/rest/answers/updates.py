"""Update calls that moto does not have: resources, models, gateway responses, deployments.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html

The words were recorded from the real service (aws-errors.tsv). Calls for what is not there are refused before, by
guards/identifiers.py.
"""

from __future__ import annotations

import copy
import json

from awslab.cloud.api_gateway.rest.answers.refusals import refuses
from awslab.cloud.api_gateway.rest.edge.gateway_responses import DEFAULT_TEMPLATE
from awslab.cloud.api_gateway.rest.moto_apis import Apis, new_gateway_response
from awslab.cloud.api_gateway.rest.patches import (
    Patch,
    PatchError,
    TextMembers,
    allow_replacements,
    change,
    invalid_path,
    patches,
)
from awslab.cloud.api_gateway.rest.state import JsonObject, StoredApi, StoredResource
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext

NO_PARAMETER = "Invalid parameter name specified"
NO_TYPE = "Content-Type specified was not found"
_EMPTY_SCHEMA = "Model schema must have at least 1 property or array items defined"
_API = "https://docs.aws.amazon.com/apigateway/latest/api/"


def api_of(request: AwsRequest, context: GatewayContext) -> StoredApi:
    """Return the API that a call names; guards made sure that it is there."""
    return Apis(context.account_id).api(request.region, str(request.parameters["restApiId"]))


def operations_of(request: AwsRequest) -> list[Patch]:
    """Return the patch operations of a call."""
    return patches(request.parameters.get("patchOperations"))


def updated(request: AwsRequest, members: JsonObject) -> AwsResponse:
    """Return the answer of an Update call: the resource as it is now, without its empty members."""
    return answer(request, {name: value for name, value in members.items() if value is not None})


@answers("apigateway", "UpdateResource", source=_API + "API_UpdateResource.html")
@refuses
def update_resource(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Rename a resource, or move it below another one."""
    api, operations = api_of(request, context), operations_of(request)
    resource = api.resources[request.parameters["resourceId"]]
    allow_replacements(operations, ("/parentId", "/pathPart"))
    for patch in operations:
        _move(api, resource, patch)
    return updated(request, resource.to_dict())


def _move(api: StoredApi, resource: StoredResource, patch: Patch) -> None:
    if resource.parent_id is None:
        raise PatchError(f"Root resource cannot update its {patch.path[1:]}.")
    if patch.path == "/parentId":
        parent, path_part = patch.text, resource.path_part
    else:
        parent, path_part = resource.parent_id, patch.text
    if parent not in api.resources:
        raise PatchError("Invalid Resource identifier specified", "NotFoundException", 404)
    if _is_below(api, parent, resource.id):
        raise PatchError("Resources cannot be cyclical.")
    children = (child for child in api.resources.values() if child.parent_id == parent)
    if any(child.path_part == path_part for child in children if child is not resource):
        message = f"Another resource with the same parent already has this name: {path_part}"
        raise PatchError(message, "ConflictException", 409)
    resource.parent_id, resource.path_part = parent, path_part


def _is_below(api: StoredApi, resource: str | None, ancestor: str) -> bool:
    while resource is not None and resource != ancestor:
        resource = api.resources[resource].parent_id if resource in api.resources else None
    return resource == ancestor


@answers("apigateway", "UpdateModel", source=_API + "API_UpdateModel.html")
@refuses
def update_model(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Replace a model's description or schema."""
    model = api_of(request, context).models[request.parameters["modelName"]]
    operations = operations_of(request)
    allow_replacements(operations, ("/description", "/schema"))
    if any(patch.path == "/schema" and not patch.value for patch in operations):
        raise PatchError(_EMPTY_SCHEMA)
    for patch in operations:
        if patch.path == "/schema":
            model.schema = patch.value
        else:
            model.description = patch.value
    members = {
        "id": model.id,
        "name": model.name,
        "description": model.description,
        "schema": model.schema,
        "contentType": model.content_type,
    }
    return updated(request, members)


@answers("apigateway", "UpdateGatewayResponse", source=_API + "API_UpdateGatewayResponse.html")
@refuses
def update_gateway_response(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Change a type of gateway response; one that nobody changed before is changed from its default."""
    api, kind = api_of(request, context), str(request.parameters["responseType"])
    draft = copy.deepcopy(api.gateway_responses.get(kind) or new_gateway_response(kind, DEFAULT_TEMPLATE))
    draft.response_parameters = dict(draft.response_parameters or {})
    draft.response_templates = dict(draft.response_templates or {})
    maps = {
        "responseParameters": TextMembers(draft.response_parameters, NO_PARAMETER),
        "responseTemplates": TextMembers(draft.response_templates, NO_TYPE),
    }
    for patch in operations_of(request):
        if patch.path != "/statusCode":
            change(patch, maps)
        elif patch.kind != "replace":
            raise invalid_path(patch)
        else:
            draft.status_code = patch.value
    api.gateway_responses[kind] = draft
    return updated(request, {**draft.to_json(), "defaultResponse": False})


@answers("apigateway", "UpdateDeployment", source=_API + "API_UpdateDeployment.html")
@refuses
def update_deployment(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Replace a deployment's description."""
    deployment = api_of(request, context).deployments[request.parameters["deploymentId"]]
    operations = operations_of(request)
    allow_replacements(operations, ("/description",))
    for patch in operations:
        deployment.description = patch.value
    members: JsonObject = json.loads(json.dumps(deployment.to_json()))
    members.pop("stageName", None)
    return updated(request, members)
