"""API Gateway: REST APIs, their stages and integrations."""

from __future__ import annotations

import copy
import json
import time
from typing import Any

from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.models import APIGatewayBackend, Integration, RestAPI, Stage, UsagePlan
from moto.apigateway.responses import APIGatewayResponse

from awslab.cloud.api_gateway.rest.corrections import imports as api_gateway_imports
from awslab.cloud.api_gateway.rest.corrections.stages import PatchError, patched
from awslab.cloud.gateway.corrections import Original, correct

__all__ = ["api_gateway_imports"]

_DRAFT_4 = "http://json-schema.org/draft-04/schema#"
_MODELS: dict[str, dict[str, Any]] = {"Empty": {}, "Error": {"properties": {"message": {"type": "string"}}}}
_TIMEOUT = 29000
"""https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-timeoutInMillis"""


@correct(Stage, "__init__")
def stages_have_times_and_settings(original: Original, stage: Any, *positional: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html"""
    original(stage, *positional, **named)
    stage.canary_settings = None
    stage.documentation_version = None
    stage.client_certificate_id = None
    stage.cache_cluster_status = "AVAILABLE" if stage.cache_cluster_enabled else "NOT_AVAILABLE"
    stage.tracing_enabled = bool(stage.tracing_enabled)
    stage.created = stage.updated = int(time.time())


@correct(Stage, "to_json")
def stages_tell_their_canary(original: Original, stage: Any) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html"""
    told = {name: value for name, value in original(stage).items() if value not in (None, "") or name == "stageName"}
    if not stage.variables:
        told.pop("variables", None)
    more = {
        "canarySettings": stage.canary_settings,
        "documentationVersion": stage.documentation_version,
        "clientCertificateId": stage.client_certificate_id,
        "createdDate": stage.created,
        "lastUpdatedDate": stage.updated,
    }
    return told | {name: value for name, value in more.items() if value is not None}


@correct(Stage, "apply_operations")
def stages_are_patched_as_a_whole(original: Original, stage: Any, operations: list[dict[str, Any]]) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch"""
    draft = copy.deepcopy(stage)
    try:
        patched(draft, operations)
    except PatchError as error:
        raise BadRequestException(str(error)) from error
    vars(stage).update(vars(draft))
    stage.updated = int(time.time())
    return stage


@correct(RestAPI, "__init__")
def apis_have_two_models(original: Original, api: Any, *positional: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html: Empty and Error.

    Their texts were recorded from the real service (the snapshots that aws-errors.tsv comes from).
    """
    original(api, *positional, **named)
    for name, members in _MODELS.items():
        schema = {"$schema": _DRAFT_4, "title": f"{name} Schema", "type": "object", **members}
        api.add_model(name, f"This is a default {name.lower()} schema model", json.dumps(schema), "application/json")


@correct(RestAPI, "apply_patch_operations")
def apis_are_patched(original: Original, api: Any, operations: list[dict[str, Any]]) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRestApi-Patch

    Binary media types are named in the path: `/binaryMediaTypes/image~1png`.
    """
    types = list(api.binaryMediaTypes)
    for operation in operations:
        path, value = str(operation["path"]), operation.get("value")
        owner, _, name = path.removeprefix("/").partition("/")
        match owner:
            case "binaryMediaTypes":
                named = name.replace("~1", "/")
                kept = value if operation["op"] == "replace" else named
                types = [each for each in types if each != named] + ([] if operation["op"] == "remove" else [kept])
            case "endpointConfiguration":
                _set_endpoint(api, name, str(value))
            case "minimumCompressionSize":
                api.minimum_compression_size = int(value) if value else None
            case "disableExecuteApiEndpoint":
                api.disableExecuteApiEndpoint = str(value).lower() == "true"
            case _:
                original(api, [operation])
    api.binaryMediaTypes = types


def _set_endpoint(api: Any, name: str, value: str) -> None:
    """Private APIs have dual-stack addresses, others IPv4 ones unless they were asked for."""
    if name == "ipAddressType":
        api.endpoint_configuration["ipAddressType"] = value
    else:
        api.endpoint_configuration["types"] = [value]
        if value == "PRIVATE":
            api.endpoint_configuration["ipAddressType"] = "dualstack"


@correct(RestAPI, "create_deployment")
def stages_that_are_deployed_to_stay(
    original: Original, api: Any, name: str, description: str, stage_variables: Any = None
) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html: a stage that is there keeps its
    settings and variables, and gets the new ones beside them.

    A stage with a canary shows the new deployment there:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/create-canary-deployment.html
    """
    existing = api.stages.get(name) if name else None
    deployment = original(api, name, description, stage_variables)
    deployment.stage_name = None  # AWS's deployments do not name a stage; what uses them is asked of the stages
    if existing is not None:
        api.stages[name] = existing
        if existing.canary_settings is None:
            existing.deployment_id = deployment.id
            existing.variables = {**existing.variables, **(stage_variables or {})}
        else:
            existing.canary_settings["deploymentId"] = deployment.id
        existing.updated = int(time.time())
    return deployment


@correct(APIGatewayResponse, "create_deployment")
def canaries_are_deployed(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/create-canary-deployment.html"""
    canary, name = response._get_param("canarySettings"), response._get_param("stageName")
    api = response.backend.apis.get(response.path.split("/")[2])
    stage = api.stages.get(name) if api and name else None
    if stage is not None and canary is not None:
        stage.canary_settings = _canary(canary, stage.deployment_id)
    made = original(response)
    if stage is None and api is not None and name in api.stages:
        _describe(api.stages[name], response)
    return made


@correct(APIGatewayResponse, "create_rest_api")
def new_apis_have_binary_types(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html"""
    made = original(response)
    status, headers, body = made
    told = json.loads(body)
    api = response.backend.apis.get(told.get("id"))
    if api is None:
        return made
    api.binaryMediaTypes = list(response._get_param("binaryMediaTypes") or ())
    api.version = response._get_param("version")
    return status, headers, json.dumps({name: value for name, value in api.to_dict().items() if value is not None})


@correct(APIGatewayResponse, "create_stage")
def stages_are_made_with_their_canary(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html"""
    original(response)
    stage = response.backend.apis[response.path.split("/")[2]].stages[response._get_param("stageName")]
    canary = response._get_param("canarySettings")
    if canary is not None:
        stage.canary_settings = _canary(canary, stage.deployment_id)
    stage.documentation_version = response._get_param("documentationVersion")
    return 201, {"status": 201}, json.dumps(stage.to_json())


@correct(APIGatewayResponse, "put_integration")
def integrations_have_their_defaults(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html"""
    parts = response.path.split("/")
    original(response)
    made = response.backend.apis[parts[2]].resources[parts[4]].resource_methods[parts[6]].method_integration
    made.cache_key_parameters = list(response._get_param("cacheKeyParameters") or ())
    made.cache_namespace = made.cache_namespace or parts[4]
    made.timeout_in_millis = made.timeout_in_millis or _TIMEOUT
    made.passthrough_behaviour = made.passthrough_behaviour or "WHEN_NO_MATCH"
    if made.integration_type in ("HTTP", "HTTP_PROXY"):
        made.connection_type = made.connection_type or "INTERNET"
    made.connection_id = response._get_param("connectionId")
    return 201, {"status": 201}, json.dumps(made.to_json())


@correct(UsagePlan, "apply_patch_operations")
def plans_throttle_methods(original: Original, plan: Any, operations: list[dict[str, Any]]) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateUsagePlan-Patch

    `/apiStages/{api}:{stage}/throttle/{resource's path}/{method}/rateLimit`; rates may have fractions.
    """
    for operation in operations:
        parts, value = str(operation["path"]).split("/")[1:], str(operation.get("value") or 0)
        if parts[0] == "apiStages" and len(parts) >= 5:
            _throttle(plan, parts, operation["op"], value)
        elif parts[0] == "throttle" and len(parts) == 2 and operation["op"] != "remove":
            plan.throttle[parts[1]] = int(value) if parts[1] == "burstLimit" else float(value)
        else:
            original(plan, [operation])


def _throttle(plan: Any, parts: list[str], kind: str, value: Any) -> None:
    api, _, stage = parts[1].partition(":")
    found = next((each for each in plan.api_stages if (each["apiId"], each["stage"]) == (api, stage)), None)
    if found is None:
        raise BadRequestException("Invalid API Stage specified")
    methods = found.setdefault("throttle", {})
    method = f"{parts[3].replace('~1', '/')}/{parts[4]}"
    if kind == "remove":
        methods.pop(method, None)
    elif len(parts) == 6:
        limits = methods.setdefault(method, {"rateLimit": 0.0, "burstLimit": 0})
        limits[parts[5]] = int(value) if parts[5] == "burstLimit" else float(value)


@correct(Integration, "to_json")
def integrations_leave_out_what_is_not_set(original: Original, integration: Any) -> Any:
    """As recorded from the real service: test_put_integration_validation."""
    told = {name: value for name, value in original(integration).items() if value is not None}
    connection = getattr(integration, "connection_id", None)
    return told | ({"connectionId": connection} if connection else {})


def _canary(given: dict[str, Any], deployment: str) -> dict[str, Any]:
    """What a canary begins with; overrides of none are left out."""
    made = {
        "deploymentId": given.get("deploymentId") or deployment,
        "percentTraffic": float(given.get("percentTraffic") or 0),
        "useStageCache": bool(given.get("useStageCache")),
    }
    overrides = given.get("stageVariableOverrides")
    return made | ({"stageVariableOverrides": dict(overrides)} if overrides else {})


def _describe(stage: Any, response: Any) -> None:
    """What CreateDeployment says of the stage that it makes."""
    stage.description = response._get_param("stageDescription") or ""
    stage.tracing_enabled = bool(response._get_param("tracingEnabled"))
    stage.cache_cluster_enabled = bool(response._get_param("cacheClusterEnabled"))
    if stage.cache_cluster_enabled:
        stage.cache_cluster_status = "AVAILABLE"
        stage.cache_cluster_size = response._get_param("cacheClusterSize") or "0.5"


@correct(APIGatewayBackend, "get_base_path_mappings")
def domain_names_begin_without_mappings(original: Original, backend: Any, domain_name: str) -> Any:
    """moto fails until there is one. https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html"""
    if domain_name in backend.domain_names:
        backend.base_path_mappings.setdefault(domain_name, {})
    return original(backend, domain_name)
