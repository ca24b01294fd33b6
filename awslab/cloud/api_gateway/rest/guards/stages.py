"""Deployments, stages and usage plans that REST APIs refuse. The texts were recorded from the real service
(aws-errors.tsv) unless a rule says otherwise; those of UpdateStage are in corrections/api_gateway_stages.py."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from awslab.cloud.api_gateway.rest.state import api, bad, conflict, missing, patches
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.policies.service_permissions import trusts

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_NO_DEPLOYMENT = "Deployment id does not exist"


@guard("apigateway", "CreateDeployment", source=_GUIDE + "how-to-deploy-api.html")
def deployments_have_methods_with_integrations(request: AwsRequest, state: State) -> Refusal | None:
    """Every method has one. The first text is moto's, which took it from AWS."""
    found = api(request, state)
    methods = [each for part in found.resources.values() for each in part.resource_methods.values()] if found else []
    if found is not None and not methods:
        return bad("The REST API doesn't contain any methods")
    lacking = any(each.method_integration is None for each in methods)
    return bad("No integration defined for method") if lacking else None


@guard("apigateway", "CreateDeployment", source=_GUIDE + "apigateway-private-api-create.html")
def private_apis_have_a_policy(request: AwsRequest, state: State) -> Refusal | None:
    """Without one nobody could call it. The text is known from public reports."""
    found = api(request, state)
    if found is None or found.policy or "PRIVATE" not in ((found.endpoint_configuration or {}).get("types") or ()):
        return None
    return bad("Private REST API doesn't have a resource policy attached to it")


@guard("apigateway", "CreateDeployment", source=_GUIDE + "create-canary-deployment.html")
def canaries_need_a_stage(request: AwsRequest, state: State) -> Refusal | None:
    """One that is there already."""
    given, found = request.parameters, api(request, state)
    if given.get("canarySettings") is None or found is None:
        return None
    name, begins = given.get("stageName"), "Invalid deployment content specified."
    if not name:
        told = "null" if name is None else ""
        needs = "Non null and non empty stageName must be provided for canary deployment."
        return bad(f"{begins}{needs} Provided value is {told}")
    if name in found.stages:
        return None
    return bad(f"{begins}Stage {name} must already be created before making a canary release deployment")


@guard("apigateway", "CreateStage", source=_API + "API_CreateStage.html")
def stages_show_a_deployment(request: AwsRequest, state: State) -> Refusal | None:
    """And their canaries too; no two stages have one name. The text for a stage's own is that for a canary's."""
    given, found = request.parameters, api(request, state)
    if found is None:
        return None
    canary = (given.get("canarySettings") or {}).get("deploymentId") or given["deploymentId"]
    if given["deploymentId"] not in found.deployments or canary not in found.deployments:
        return bad(_NO_DEPLOYMENT)
    return conflict("Stage already exists") if given["stageName"] in found.stages else None


@guard("apigateway", "UpdateStage", source=_API + "patch-operations.html")
def stages_are_moved_to_a_deployment(request: AwsRequest, state: State) -> Refusal | None:
    """One of the API's."""
    found = api(request, state)
    named = [
        each.get("value")
        for each in patches(request)
        if each.get("path") in ("/deploymentId", "/canarySettings/deploymentId") and each.get("op") == "replace"
    ]
    unknown = found is not None and any(name not in found.deployments for name in named)
    return bad(_NO_DEPLOYMENT) if unknown else None


@guard("apigateway", "CreateStage", "CreateDeployment", source=_GUIDE + "api-gateway-known-issues.html")
def stage_names_are_plain(request: AwsRequest, _: State) -> Refusal | None:
    """Letters, digits, hyphens, underscores. The text is known from public reports."""
    name = request.parameters.get("stageName")
    if not name or re.fullmatch(r"[\w-]{1,128}", str(name), re.ASCII):
        return None
    return bad("Stage name only allows a-zA-Z0-9_-")


@guard("apigateway", "UpdateStage", source=_GUIDE + "set-up-logging.html")
def stages_log_with_the_accounts_role(request: AwsRequest, state: State) -> Refusal | None:
    """The account has to have one. The text is known from public reports."""
    if (
        not any(_asks_for_logs(each) for each in patches(request))
        or state.backend("apigateway", request.region).account.cloudwatch_role_arn
    ):
        return None
    return bad("CloudWatch Logs role ARN must be set in account settings to enable logging")


def _asks_for_logs(patch: Mapping[str, Any]) -> bool:
    path, value = str(patch.get("path")), patch.get("value")
    if path.endswith("/logging/loglevel"):
        return value in ("ERROR", "INFO")
    return path == "/accessLogSettings/destinationArn" and patch.get("op") != "remove" and bool(value)


@guard("apigateway", "UpdateAccount", source=_GUIDE + "set-up-logging.html")
def the_logging_role_trusts_the_gateway(request: AwsRequest, state: State) -> Refusal | None:
    """The text is known from public reports."""
    roles = [each.get("value") for each in patches(request) if each.get("path") == "/cloudwatchRoleArn"]
    if all(not arn or _trusted(state.role(str(arn))) for arn in roles):
        return None
    lacks = "The role ARN does not have required permissions configured."
    return bad(f"{lacks} Please grant trust permission for API Gateway and add the required role policy.")


def _trusted(role: Any) -> bool:
    document = role.assume_role_policy_document if role is not None else None
    if isinstance(document, str):
        document = json.loads(document)
    return document is not None and trusts(document, "apigateway.amazonaws.com")


@guard("apigateway", "DeleteDeployment", source=_API + "API_DeleteDeployment.html")
def deployments_that_are_shown_stay(request: AwsRequest, state: State) -> Refusal | None:
    """By a stage, or its canary."""
    found, name = api(request, state), request.parameters["deploymentId"]
    shown = [
        deployment
        for stage in (found.stages.values() if found else ())
        for deployment in (stage.deployment_id, (stage.canary_settings or {}).get("deploymentId"))
    ]
    return bad("Active stages pointing to this deployment must be moved or deleted") if name in shown else None


@guard("apigateway", "UpdateUsagePlan", "CreateUsagePlan", source=_API + "API_UpdateUsagePlan.html")
def usage_plans_name_stages(request: AwsRequest, state: State) -> Refusal | None:
    """`{api}:{stage}` of an API and a stage that are there."""
    plan = str(request.parameters.get("usagePlanId", ""))
    for each in patches(request):
        if each.get("path") != "/apiStages":
            continue
        identity, colon, stage = str(each.get("value") or "").partition(":")
        if not colon or not stage:
            return bad("Invalid API Stage specified")
        refused = None if each.get("op") == "remove" else _no_stage(state, request.region, identity, stage, plan)
        if refused is not None:
            return refused
    return next(_unknown_stages(request, state), None)


def _unknown_stages(request: AwsRequest, state: State) -> Any:
    given: Mapping[str, Any]
    for given in request.parameters.get("apiStages") or ():
        refused = _no_stage(state, request.region, str(given.get("apiId")), str(given.get("stage")), "null")
        if refused is not None:
            yield refused


def _no_stage(state: State, region: str, identity: str, stage: str, plan: str) -> Refusal | None:
    found = state.backend("apigateway", region).apis.get(identity)
    if found is not None and stage in found.stages:
        return None
    return missing(f"Invalid API Stage {{api: {identity}, stage: {stage}}} specified for usageplan {plan}")
