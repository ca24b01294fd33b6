"""Resources, methods, models and validators that REST APIs refuse. The texts were recorded from the real service
(aws-errors.tsv) unless a rule says otherwise."""

from __future__ import annotations

import json
from collections import Counter

from awslab.cloud.api_gateway.rest.state import api, bad, conflict, patches
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_VERBS = ("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY")
_PLACES = ("querystring", "header", "path", "multivalueheader", "multivaluequerystring")


@guard("apigateway", "CreateResource", source=_GUIDE + "api-gateway-method-settings-method-request.html")
def siblings_differ(request: AwsRequest, state: State) -> Refusal | None:
    """No two have one name, one of them at most is a variable, and nothing is below a greedy one."""
    found = api(request, state)
    parent = found.resources.get(request.parameters["parentId"]) if found else None
    if found is None or parent is None:
        return None
    if parent.path_part.endswith("+}"):
        return bad(f"Cannot create a child of a resource with a greedy path variable: {parent.path_part}")
    part = str(request.parameters["pathPart"])
    parts = [each.path_part for each in found.resources.values() if each.parent_id == parent.id]
    if part in parts:
        return conflict(f"Another resource with the same parent already has this name: {part}")
    variable = next((each for each in parts if each.startswith("{")), None)
    if variable and part.startswith("{"):
        only = "of this resource already has a variable path part -- only one is allowed"
        return bad(f"A sibling ({variable}) {only}")
    return None


@guard("apigateway", "PutMethod", source=_API + "API_PutMethod.html")
def methods_are_http_methods(request: AwsRequest, _: State) -> Refusal | None:
    """Or ANY."""
    if request.parameters["httpMethod"] in _VERBS:
        return None
    return bad(f"Invalid HttpMethod specified. Valid options are {','.join(_VERBS)}")


@guard("apigateway", "PutMethod", source=_API + "API_PutMethod.html")
def methods_are_there_once(request: AwsRequest, state: State) -> Refusal | None:
    """The text is known from public reports."""
    found = api(request, state)
    resource = found.resources.get(request.parameters["resourceId"]) if found else None
    taken = resource is not None and request.parameters["httpMethod"] in resource.resource_methods
    return conflict("Method already exists for this resource") if taken else None


@guard("apigateway", "PutMethod", source=_API + "API_PutMethod.html")
def what_methods_refer_to_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """Authorizers, request validators and models."""
    given, found = request.parameters, api(request, state)
    if found is None:
        return None
    authorized = str(given.get("authorizationType")).upper() in ("CUSTOM", "COGNITO_USER_POOLS")
    if authorized and given.get("authorizerId") not in found.authorizers:
        needs = "Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer."
        return bad(f"Invalid authorizer ID specified. {needs}")
    validator = given.get("requestValidatorId")
    if validator and validator not in found.request_validators:
        return bad("Invalid Request Validator identifier specified")
    unknown = [name for name in (given.get("requestModels") or {}).values() if name not in found.models]
    return bad(f"Invalid model identifier specified: {unknown[0]}") if unknown else None


@guard("apigateway", "PutMethod", source=_API + "API_PutMethod.html")
def parameters_of_methods_have_places(request: AwsRequest, _: State) -> Refusal | None:
    """`method.request.{place}.{name}`, with a name of its own in every place."""
    names = list(request.parameters.get("requestParameters") or {})
    for name in names:
        parts = str(name).split(".", 3)
        if len(parts) != 4 or parts[:2] != ["method", "request"] or parts[2] not in _PLACES:
            invalid = f"Invalid mapping expression specified: {name}"
            told = f"Validation Result: warnings : [], errors : [{invalid}]"
            return bad(f"Invalid mapping expression specified: {told}")
    if any(count > 1 for count in Counter(name.split(".", 3)[3] for name in names).values()):
        return bad("Parameter names must be unique across querystring, header and path")
    return None


@guard("apigateway", "CreateModel", source=_API + "API_CreateModel.html")
def models_have_a_name_and_a_schema(request: AwsRequest, state: State) -> Refusal | None:
    """And no other of the API has that name."""
    given, found = request.parameters, api(request, state)
    if not given.get("name"):
        return bad("Model name must be non-empty")
    if found is not None and given["name"] in found.models:
        return conflict("Model name already exists for this REST API")
    if not given.get("schema"):
        return bad("Model schema must have at least 1 property or array items defined")
    return _schema_is_json(str(given["schema"]), str(given.get("contentType") or ""))


def _schema_is_json(schema: str, content_type: str) -> Refusal | None:
    """The text is known from public reports."""
    if "json" not in content_type:
        return None
    try:
        json.loads(schema)
    except ValueError:
        errors = "[Invalid model schema specified]"
        return bad(f"Invalid model specified: Validation Result: warnings : [], errors : {errors}")
    return None


@guard("apigateway", "DeleteModel", source=_API + "API_DeleteModel.html")
def models_in_use_stay(request: AwsRequest, state: State) -> Refusal | None:
    """The first method that refers to it is told."""
    name, found = request.parameters["modelName"], api(request, state)
    resources = sorted(found.resources.values(), key=lambda each: str(each.get_path()), reverse=True) if found else ()
    for each in resources:
        for verb, method in each.resource_methods.items():
            if name in (method.request_models or {}).values():
                path = each.get_path()
                told = f"Cannot delete model '{name}', is referenced in method request: {path}/{verb}"
                return conflict(told)
    return None


@guard("apigateway", "UpdateRequestValidator", source=_API + "patch-operations.html")
def validators_are_replaced_member_by_member(request: AwsRequest, _: State) -> Refusal | None:
    """Its name is not blank."""
    paths = ("/name", "/validateRequestParameters", "/validateRequestBody")
    refused = _only_replaced(request, paths)
    if refused is not None:
        return refused
    blank = any(each.get("path") == "/name" and not each.get("value") for each in patches(request))
    return bad("Request Validator name cannot be blank") if blank else None


@guard("apigateway", "UpdateApiKey", source=_API + "patch-operations.html")
def keys_are_replaced_member_by_member(request: AwsRequest, _: State) -> Refusal | None:
    """Its value stays."""
    return _only_replaced(request, ("/description", "/enabled", "/name", "/customerId"))


def _only_replaced(request: AwsRequest, paths: tuple[str, ...]) -> Refusal | None:
    for patch in patches(request):
        said = f"Invalid patch path  '{patch.get('path')}' specified for op '{patch.get('op')}'."
        if patch.get("op") != "replace":
            return bad(f"{said} Please choose supported operations")
        if patch.get("path") not in paths:
            return bad(f"{said} Must be one of: [{', '.join(paths)}]")
    return None
