"""Deployments, stages and usage plans that REST APIs refuse. The texts were recorded from the real service
(aws-errors.tsv) unless a rule says otherwise; other refusals of UpdateStage are in corrections/stage_patches.py.

The service looks up what a call names before it looks at the call's values, so these guards are asked in the phase
STATE, after those of guards/identifiers.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awslab.cloud.api_gateway.rest.patches import Patch, patches
from awslab.cloud.api_gateway.rest.state import Parameters, api, bad_request, conflict, gateway, not_found
from awslab.cloud.edge.functions import API_GATEWAY
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.iam.moto_iam import Identities

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_NO_DEPLOYMENT = "Deployment id does not exist"


@guard("apigateway", "CreateDeployment", phase=Phase.STATE, source=_GUIDE + "how-to-deploy-api.html")
def deployment_has_methods_with_integrations(request: AwsRequest, state: State) -> Refusal | None:
    """A deployed API has methods, and each has an integration. The first text is moto's, which took it from AWS."""
    owner = api(request, state)
    resources = list(owner.resources.values()) if owner else []
    methods = [method for resource in resources for method in resource.resource_methods.values()]
    if owner is not None and not methods:
        return bad_request("The REST API doesn't contain any methods")
    is_incomplete = any(method.method_integration is None for method in methods)
    return bad_request("No integration defined for method") if is_incomplete else None


@guard("apigateway", "CreateDeployment", phase=Phase.STATE, source=_GUIDE + "apigateway-private-api-create.html")
def private_api_has_policy(request: AwsRequest, state: State) -> Refusal | None:
    """A private API is deployed with a resource policy; without one nobody could call it. The text is known from public
    reports."""
    owner = api(request, state)
    if owner is None or owner.policy or "PRIVATE" not in ((owner.endpoint_configuration or {}).get("types") or ()):
        return None
    return bad_request("Private REST API doesn't have a resource policy attached to it")


@guard("apigateway", "CreateDeployment", phase=Phase.STATE, source=_GUIDE + "create-canary-deployment.html")
def canary_stage_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A canary is deployed to a stage that exists."""
    parameters, owner = request.parameters, api(request, state)
    if parameters.get("canarySettings") is None or owner is None:
        return None
    name, beginning = parameters.get("stageName"), "Invalid deployment content specified."
    if not name:
        shown_name = "null" if name is None else ""
        requirement = "Non null and non empty stageName must be provided for canary deployment."
        return bad_request(f"{beginning}{requirement} Provided value is {shown_name}")
    if name in owner.stages:
        return None
    return bad_request(f"{beginning}Stage {name} must already be created before making a canary release deployment")


@guard("apigateway", "CreateStage", phase=Phase.STATE, source=_API + "API_CreateStage.html")
def stage_is_new_and_its_deployments_exist(request: AwsRequest, state: State) -> Refusal | None:
    """A new stage and its canary show deployments of the API, and no other stage has its name. The text for a stage's
    own deployment is that for a canary's."""
    parameters, owner = request.parameters, api(request, state)
    if owner is None:
        return None
    deployment = parameters["deploymentId"]
    canary_deployment = (parameters.get("canarySettings") or {}).get("deploymentId") or deployment
    if deployment not in owner.deployments or canary_deployment not in owner.deployments:
        return bad_request(_NO_DEPLOYMENT)
    return conflict("Stage already exists") if parameters["stageName"] in owner.stages else None


@guard("apigateway", "UpdateStage", phase=Phase.STATE, source=_API + "patch-operations.html")
def stage_is_moved_to_deployment_of_api(request: AwsRequest, state: State) -> Refusal | None:
    """A stage is moved to a deployment of the API."""
    owner = api(request, state)
    deployments = [
        patch.value
        for patch in _operations(request)
        if patch.path in ("/deploymentId", "/canarySettings/deploymentId") and patch.kind == "replace"
    ]
    is_unknown = owner is not None and any(deployment not in owner.deployments for deployment in deployments)
    return bad_request(_NO_DEPLOYMENT) if is_unknown else None


def _operations(request: AwsRequest) -> list[Patch]:
    return patches(request.parameters.get("patchOperations"))


@guard(
    "apigateway", "CreateStage", "CreateDeployment", phase=Phase.STATE, source=_GUIDE + "api-gateway-known-issues.html"
)
def stage_name_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A name consists of letters, digits, hyphens and underscores. The text is known from public reports."""
    name = request.parameters.get("stageName")
    if not name or re.fullmatch(r"[\w-]{1,128}", str(name), re.ASCII):
        return None
    return bad_request("Stage name only allows a-zA-Z0-9_-")


@guard("apigateway", "UpdateStage", phase=Phase.STATE, source=_GUIDE + "set-up-logging.html")
def logging_role_is_set(request: AwsRequest, state: State) -> Refusal | None:
    """A stage can log only when the account has a role for CloudWatch Logs. The text is known from public reports."""
    if not any(_turns_logs_on(patch) for patch in _operations(request)):
        return None
    if gateway(request, state).account.cloudwatch_role_arn:
        return None
    return bad_request("CloudWatch Logs role ARN must be set in account settings to enable logging")


def _turns_logs_on(patch: Patch) -> bool:
    if patch.path.endswith("/logging/loglevel"):
        return patch.value in ("ERROR", "INFO")
    return patch.path == "/accessLogSettings/destinationArn" and patch.kind != "remove" and bool(patch.value)


@guard("apigateway", "UpdateStage", phase=Phase.STATE, source=_API + "API_UpdateStage.html")
def updated_stage_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The stage exists. This comes after the guards of the patch operations, as the service was seen to do it."""
    owner = api(request, state)
    is_known = owner is not None and str(request.parameters["stageName"]) in owner.stages
    return None if is_known else not_found("Invalid stage identifier specified")


@guard("apigateway", "UpdateAccount", phase=Phase.STATE, source=_GUIDE + "set-up-logging.html")
def logging_role_trusts_api_gateway(request: AwsRequest, state: State) -> Refusal | None:
    """The account's role for CloudWatch Logs trusts API Gateway. The text is known from public reports."""
    roles = [patch.value for patch in _operations(request) if patch.path == "/cloudwatchRoleArn"]
    identities = Identities(state.account_id)
    if all(not role or identities.role_trusts(role, API_GATEWAY) for role in roles):
        return None
    problem = "The role ARN does not have required permissions configured."
    return bad_request(f"{problem} Please grant trust permission for API Gateway and add the required role policy.")


@guard("apigateway", "DeleteDeployment", phase=Phase.STATE, source=_API + "API_DeleteDeployment.html")
def deployment_is_unused(request: AwsRequest, state: State) -> Refusal | None:
    """A deployment that a stage or its canary shows cannot be deleted."""
    owner, name = api(request, state), request.parameters["deploymentId"]
    stages = list(owner.stages.values()) if owner else []
    canaries = [stage.canary_settings.get("deploymentId") for stage in stages if stage.canary_settings]
    if name not in (*(stage.deployment_id for stage in stages), *canaries):
        return None
    return bad_request("Active stages pointing to this deployment must be moved or deleted")


@guard("apigateway", "UpdateUsagePlan", "CreateUsagePlan", phase=Phase.STATE, source=_API + "API_UpdateUsagePlan.html")
def usage_plan_stages_exist(request: AwsRequest, state: State) -> Refusal | None:
    """A stage of a usage plan is `{api}:{stage}` of an API and a stage that exist."""
    plan = str(request.parameters.get("usagePlanId", ""))
    for patch in _operations(request):
        if patch.path != "/apiStages":
            continue
        identity, colon, stage = patch.text.partition(":")
        if not colon or not stage:
            return bad_request("Invalid API Stage specified")
        refusal = None if patch.kind == "remove" else _no_stage(request, state, identity, stage, plan)
        if refusal is not None:
            return refusal
    return next(_unknown_stages(request, state), None)


def _unknown_stages(request: AwsRequest, state: State) -> Iterator[Refusal]:
    """Yield the refusals of CreateUsagePlan's stages."""
    entry: Parameters
    for entry in request.parameters.get("apiStages") or ():
        refusal = _no_stage(request, state, str(entry.get("apiId")), str(entry.get("stage")), "null")
        if refusal is not None:
            yield refusal


def _no_stage(request: AwsRequest, state: State, identity: str, stage: str, plan: str) -> Refusal | None:
    owner = gateway(request, state).apis.get(identity)
    if owner is not None and stage in owner.stages:
        return None
    return not_found(f"Invalid API Stage {{api: {identity}, stage: {stage}}} specified for usageplan {plan}")
