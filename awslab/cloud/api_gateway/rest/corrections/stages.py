"""Stages, deployments and canaries."""

from __future__ import annotations

import copy
import json

from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.models import RestAPI, Stage
from moto.apigateway.responses import APIGatewayResponse
from moto.core.common_types import TYPE_RESPONSE

from awslab.cloud.api_gateway.rest.corrections.moto_requests import api_of
from awslab.cloud.api_gateway.rest.corrections.stage_patches import patch_stage
from awslab.cloud.api_gateway.rest.patches import PatchError, patches
from awslab.cloud.api_gateway.rest.state import Canary, JsonObject, Parameters, StoredApi, StoredDeployment, StoredStage
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.clock import CLOCK


@correct(Stage, "__init__")
def stage_has_times_and_settings(
    original: Original, stage: StoredStage, *positional: object, **keywords: object
) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html"""
    original(stage, *positional, **keywords)
    stage.canary_settings = None
    stage.documentation_version = None
    stage.client_certificate_id = None
    stage.cache_cluster_status = "AVAILABLE" if stage.cache_cluster_enabled else "NOT_AVAILABLE"
    stage.tracing_enabled = bool(stage.tracing_enabled)
    stage.created = stage.updated = int(CLOCK.time())


@correct(Stage, "to_json")
def stage_shows_its_canary(original: Original, stage: StoredStage) -> JsonObject:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html"""
    members: JsonObject = original(stage)
    shown_members = {name: value for name, value in members.items() if value not in (None, "") or name == "stageName"}
    if not stage.variables:
        shown_members.pop("variables", None)
    settings = {
        "canarySettings": stage.canary_settings,
        "documentationVersion": stage.documentation_version,
        "clientCertificateId": stage.client_certificate_id,
        "createdDate": stage.created,
        "lastUpdatedDate": stage.updated,
    }
    return shown_members | {name: value for name, value in settings.items() if value is not None}


@correct(Stage, "apply_operations")
def stage_is_patched_as_a_whole(_: Original, stage: StoredStage, operations: list[Parameters]) -> StoredStage:
    """https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateStage-Patch"""
    draft = copy.deepcopy(stage)
    try:
        patch_stage(draft, patches(operations))
    except PatchError as error:
        raise BadRequestException(str(error)) from error
    vars(stage).update(vars(draft))
    stage.updated = int(CLOCK.time())
    return stage


@correct(RestAPI, "create_deployment")
def existing_stage_stays(
    original: Original, api: StoredApi, name: str, description: str, stage_variables: dict[str, str] | None = None
) -> StoredDeployment:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html: a stage that exists keeps its
    settings and variables, and gets the new variables beside them.

    A stage with a canary shows the new deployment there:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/create-canary-deployment.html
    """
    stage = api.stages.get(name) if name else None
    deployment: StoredDeployment = original(api, name, description, stage_variables)
    deployment.stage_name = None  # AWS's deployments do not name a stage; the stages know what they show
    if stage is not None:
        api.stages[name] = stage
        if stage.canary_settings is None:
            stage.deployment_id = deployment.id
            stage.variables = {**stage.variables, **(stage_variables or {})}
        else:
            stage.canary_settings["deploymentId"] = deployment.id
        stage.updated = int(CLOCK.time())
    return deployment


@correct(APIGatewayResponse, "create_deployment")
def canary_is_deployed(original: Original, response: APIGatewayResponse) -> TYPE_RESPONSE:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/create-canary-deployment.html"""
    canary, name = response._get_param("canarySettings"), str(response._get_param("stageName") or "")
    api = api_of(response)
    stage = api.stages.get(name) if api and name else None
    if stage is not None and canary is not None:
        stage.canary_settings = _canary(canary, stage.deployment_id)
    answer: TYPE_RESPONSE = original(response)
    if stage is None and api is not None and name in api.stages:
        _describe(api.stages[name], response)
    return answer


@correct(APIGatewayResponse, "create_stage")
def stage_begins_with_its_canary(original: Original, response: APIGatewayResponse) -> TYPE_RESPONSE:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html"""
    answer: TYPE_RESPONSE = original(response)
    api, canary = api_of(response), response._get_param("canarySettings")
    if api is None:
        return answer
    stage = api.stages[response._get_param("stageName")]
    if canary is not None:
        stage.canary_settings = _canary(canary, stage.deployment_id)
    stage.documentation_version = response._get_param("documentationVersion")
    return 201, {"status": 201}, json.dumps(stage.to_json())


def _canary(settings: Parameters, deployment: str) -> Canary:
    """Return a canary as it begins; it has no member for overrides without entries."""
    canary: Canary = {
        "deploymentId": settings.get("deploymentId") or deployment,
        "percentTraffic": float(settings.get("percentTraffic") or 0),
        "useStageCache": bool(settings.get("useStageCache")),
    }
    overrides = settings.get("stageVariableOverrides")
    if overrides:
        canary["stageVariableOverrides"] = dict(overrides)
    return canary


def _describe(stage: StoredStage, response: APIGatewayResponse) -> None:
    """Write what CreateDeployment states of the stage that it makes."""
    stage.description = response._get_param("stageDescription") or ""
    stage.tracing_enabled = bool(response._get_param("tracingEnabled"))
    stage.cache_cluster_enabled = bool(response._get_param("cacheClusterEnabled"))
    if stage.cache_cluster_enabled:
        stage.cache_cluster_status = "AVAILABLE"
        stage.cache_cluster_size = response._get_param("cacheClusterSize") or "0.5"
