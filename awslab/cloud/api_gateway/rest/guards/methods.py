"""Resources, methods, models and validators that REST APIs refuse. The texts were recorded from the real service
(aws-errors.tsv) unless a rule says otherwise.

The service looks up what a call names before it looks at the call's values, so these guards are asked in the phase
STATE, after those of guards/identifiers.py.
"""

from __future__ import annotations

import json
from collections import Counter

from awslab.cloud.api_gateway.rest.patches import PatchError, allow_replacements, patches
from awslab.cloud.api_gateway.rest.state import api, bad_request, conflict, resource
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_VERBS = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY")
_PLACES = ("querystring", "header", "path", "multivalueheader", "multivaluequerystring")


@guard(
    "apigateway", "CreateResource", phase=Phase.STATE, source=_GUIDE + "api-gateway-method-settings-method-request.html"
)
def resource_siblings_differ(request: AwsRequest, state: State) -> Refusal | None:
    """Siblings have different names, one of them at most is a variable, and a greedy variable has no children."""
    owner = api(request, state)
    parent = owner.resources.get(request.parameters["parentId"]) if owner else None
    if owner is None or parent is None:
        return None
    if parent.path_part.endswith("+}"):
        return bad_request(f"Cannot create a child of a resource with a greedy path variable: {parent.path_part}")
    part = str(request.parameters["pathPart"])
    parts = [child.path_part for child in owner.resources.values() if child.parent_id == parent.id]
    if part in parts:
        return conflict(f"Another resource with the same parent already has this name: {part}")
    variable = next((sibling for sibling in parts if sibling.startswith("{")), None)
    if variable and part.startswith("{"):
        problem = "of this resource already has a variable path part -- only one is allowed"
        return bad_request(f"A sibling ({variable}) {problem}")
    return None


@guard("apigateway", "PutMethod", phase=Phase.STATE, source=_API + "API_PutMethod.html")
def http_method_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A method is an HTTP method, or ANY."""
    if request.parameters["httpMethod"] in _VERBS:
        return None
    return bad_request(f"Invalid HttpMethod specified. Valid options are {','.join(_VERBS)}")


@guard("apigateway", "PutMethod", phase=Phase.STATE, source=_API + "API_PutMethod.html")
def method_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """The resource has no such method yet. The text is known from public reports."""
    owner = resource(request, state)
    exists = owner is not None and request.parameters["httpMethod"] in owner.resource_methods
    return conflict("Method already exists for this resource") if exists else None


@guard("apigateway", "PutMethod", phase=Phase.STATE, source=_API + "API_PutMethod.html")
def method_references_exist(request: AwsRequest, state: State) -> Refusal | None:
    """The authorizer, the request validator and the models of a method exist."""
    parameters, owner = request.parameters, api(request, state)
    if owner is None:
        return None
    has_authorizer = str(parameters.get("authorizationType")).upper() in ("CUSTOM", "COGNITO_USER_POOLS")
    if has_authorizer and parameters.get("authorizerId") not in owner.authorizers:
        requirement = "Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer."
        return bad_request(f"Invalid authorizer ID specified. {requirement}")
    validator = parameters.get("requestValidatorId")
    if validator and validator not in owner.request_validators:
        return bad_request("Invalid Request Validator identifier specified")
    unknown = [name for name in (parameters.get("requestModels") or {}).values() if name not in owner.models]
    return bad_request(f"Invalid model identifier specified: {unknown[0]}") if unknown else None


@guard("apigateway", "PutMethod", phase=Phase.STATE, source=_API + "API_PutMethod.html")
def method_parameters_have_places(request: AwsRequest, _: State) -> Refusal | None:
    """A parameter is `method.request.{place}.{name}`, and its name is unique among all places."""
    names = list(request.parameters.get("requestParameters") or {})
    for name in names:
        parts = str(name).split(".", 3)
        if len(parts) != 4 or parts[:2] != ["method", "request"] or parts[2] not in _PLACES:
            invalid = f"Invalid mapping expression specified: {name}"
            result = f"Validation Result: warnings : [], errors : [{invalid}]"
            return bad_request(f"Invalid mapping expression specified: {result}")
    if any(count > 1 for count in Counter(name.split(".", 3)[3] for name in names).values()):
        return bad_request("Parameter names must be unique across querystring, header and path")
    return None


@guard("apigateway", "CreateModel", phase=Phase.STATE, source=_API + "API_CreateModel.html")
def model_name_and_schema_are_valid(request: AwsRequest, state: State) -> Refusal | None:
    """A model has a new name and a schema."""
    parameters, owner = request.parameters, api(request, state)
    if not parameters.get("name"):
        return bad_request("Model name must be non-empty")
    if owner is not None and parameters["name"] in owner.models:
        return conflict("Model name already exists for this REST API")
    if not parameters.get("schema"):
        return bad_request("Model schema must have at least 1 property or array items defined")
    return _not_json(str(parameters["schema"]), str(parameters.get("contentType") or ""))


def _not_json(schema: str, content_type: str) -> Refusal | None:
    """Return the refusal of a JSON schema that is no JSON. The text is known from public reports."""
    if "json" not in content_type:
        return None
    try:
        json.loads(schema)
    except ValueError:
        errors = "[Invalid model schema specified]"
        return bad_request(f"Invalid model specified: Validation Result: warnings : [], errors : {errors}")
    return None


@guard("apigateway", "DeleteModel", phase=Phase.STATE, source=_API + "API_DeleteModel.html")
def model_is_unused(request: AwsRequest, state: State) -> Refusal | None:
    """A model that methods refer to cannot be deleted; the refusal names the first method."""
    name, owner = request.parameters["modelName"], api(request, state)
    resources = list(owner.resources.values()) if owner else []
    for user in sorted(resources, key=lambda user: str(user.get_path()), reverse=True):
        for verb, method in user.resource_methods.items():
            if name in (method.request_models or {}).values():
                place = f"{user.get_path()}/{verb}"
                return conflict(f"Cannot delete model '{name}', is referenced in method request: {place}")
    return None


@guard("apigateway", "UpdateRequestValidator", phase=Phase.STATE, source=_API + "patch-operations.html")
def validator_patches_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """Members of a request validator are replaced one by one, and its name is not blank."""
    paths = ("/name", "/validateRequestParameters", "/validateRequestBody")
    refusal = _other_than_replacement(request, paths)
    if refusal is not None:
        return refusal
    operations = patches(request.parameters.get("patchOperations"))
    is_blank = any(patch.path == "/name" and not patch.value for patch in operations)
    return bad_request("Request Validator name cannot be blank") if is_blank else None


@guard("apigateway", "UpdateApiKey", phase=Phase.SHAPE, source=_API + "patch-operations.html")
def key_patches_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """Members of an API key are replaced one by one, but for its value."""
    return _other_than_replacement(request, ("/description", "/enabled", "/name", "/customerId"))


def _other_than_replacement(request: AwsRequest, paths: tuple[str, ...]) -> Refusal | None:
    try:
        allow_replacements(patches(request.parameters.get("patchOperations")), paths)
    except PatchError as error:
        return bad_request(str(error))
    return None
