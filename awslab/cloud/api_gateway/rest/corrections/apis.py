"""REST APIs, base path mappings and usage plans."""

from __future__ import annotations

import json

from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.models import APIGatewayBackend, RestAPI, UsagePlan
from moto.apigateway.responses import APIGatewayResponse
from moto.core.common_types import TYPE_RESPONSE

from awslab.cloud.api_gateway.rest.patches import Patch, patches
from awslab.cloud.api_gateway.rest.state import JsonObject, Parameters, StoredApi, StoredUsagePlan
from awslab.cloud.gateway.corrections import Original, correct

_DRAFT_4 = "http://json-schema.org/draft-04/schema#"
_MODELS: dict[str, JsonObject] = {"Empty": {}, "Error": {"properties": {"message": {"type": "string"}}}}


@correct(RestAPI, "__init__")
def new_api_has_two_models(original: Original, api: RestAPI, *positional: object, **keywords: object) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html: Empty and Error.

    Their texts were recorded from the real service (the snapshots that aws-errors.tsv comes from).
    """
    original(api, *positional, **keywords)
    for name, members in _MODELS.items():
        schema = {"$schema": _DRAFT_4, "title": f"{name} Schema", "type": "object", **members}
        api.add_model(name, f"This is a default {name.lower()} schema model", json.dumps(schema), "application/json")


@correct(APIGatewayResponse, "create_rest_api")
def new_api_has_binary_types(original: Original, response: APIGatewayResponse) -> TYPE_RESPONSE:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html"""
    answer: TYPE_RESPONSE = original(response)
    status, headers, body = answer
    api = response.backend.apis.get(json.loads(body).get("id"))
    if api is None:
        return answer
    api.binaryMediaTypes = list(response._get_param("binaryMediaTypes") or ())
    api.version = response._get_param("version")
    return status, headers, json.dumps({name: value for name, value in api.to_dict().items() if value is not None})


@correct(RestAPI, "apply_patch_operations")
def api_is_patched(original: Original, api: StoredApi, operations: list[Parameters]) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRestApi-Patch

    Binary media types are named in the path: `/binaryMediaTypes/image~1png`.
    """
    types = list(api.binaryMediaTypes or ())
    for operation, patch in zip(operations, patches(operations), strict=True):
        match patch.owner:
            case "binaryMediaTypes":
                types = _patched_types(types, patch)
            case "endpointConfiguration":
                _set_endpoint(api, patch)
            case "minimumCompressionSize":
                api.minimum_compression_size = int(patch.value) if patch.value else None
            case "disableExecuteApiEndpoint":
                api.disableExecuteApiEndpoint = patch.is_true
            case _:
                original(api, [operation])
    api.binaryMediaTypes = types


def _patched_types(types: list[str], patch: Patch) -> list[str]:
    """Return the binary media types after a patch operation on one of them."""
    name = patch.path.removeprefix("/").partition("/")[2].replace("~1", "/")
    other_types = [media_type for media_type in types if media_type != name]
    if patch.kind == "remove":
        return other_types
    return [*other_types, patch.text if patch.kind == "replace" else name]


def _set_endpoint(api: StoredApi, patch: Patch) -> None:
    """Write the endpoint's type or address type. Private APIs have dual-stack addresses, others IPv4 ones unless the
    API's owner chose the others."""
    configuration = api.endpoint_configuration = api.endpoint_configuration or {}
    if patch.path == "/endpointConfiguration/ipAddressType":
        configuration["ipAddressType"] = patch.text
    else:
        configuration["types"] = [patch.text]
        if patch.value == "PRIVATE":
            configuration["ipAddressType"] = "dualstack"


@correct(APIGatewayBackend, "get_base_path_mappings")
def new_domain_name_has_no_mappings(original: Original, backend: APIGatewayBackend, domain_name: str) -> object:
    """moto fails until there is one. https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html"""
    if domain_name in backend.domain_names:
        backend.base_path_mappings.setdefault(domain_name, {})
    return original(backend, domain_name)


@correct(UsagePlan, "apply_patch_operations")
def usage_plan_throttles_methods(original: Original, plan: StoredUsagePlan, operations: list[Parameters]) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch

    `/apiStages/{api}:{stage}/throttle/{resource's path}/{method}/rateLimit`; rates may have fractions.
    """
    for operation in operations:
        parts, value = str(operation["path"]).split("/")[1:], str(operation.get("value") or 0)
        if parts[0] == "apiStages" and len(parts) >= 5:
            _throttle(plan, parts, operation["op"], value)
        elif parts[0] == "throttle" and len(parts) == 2 and operation["op"] != "remove":
            plan.throttle[parts[1]] = _limit(parts[1], value)
        else:
            original(plan, [operation])


def _throttle(plan: StoredUsagePlan, parts: list[str], kind: str, value: str) -> None:
    api, _, stage = parts[1].partition(":")
    entry = next((entry for entry in plan.api_stages if (entry["apiId"], entry["stage"]) == (api, stage)), None)
    if entry is None:
        raise BadRequestException("Invalid API Stage specified")
    methods = entry.setdefault("throttle", {})
    method = f"{parts[3].replace('~1', '/')}/{parts[4]}"
    if kind == "remove":
        methods.pop(method, None)
    elif len(parts) == 6:
        limits = methods.setdefault(method, {"rateLimit": 0.0, "burstLimit": 0})
        limits[parts[5]] = _limit(parts[5], value)


def _limit(name: str, value: str) -> float:
    return int(value) if name == "burstLimit" else float(value)
