"""Deployments of HTTP and WebSocket APIs, which moto lacks: what a stage shows is a copy, made when it was deployed.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
"""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Mapping

from awslab.cloud.api_gateway.http.answers.named_apis import with_api
from awslab.cloud.api_gateway.http.deployment import Deployment
from awslab.cloud.api_gateway.http.moto_apis import Apis, configuration, put_deployment
from awslab.cloud.api_gateway.http.state import StoredApi, StoredStage
from awslab.cloud.gateway.behaviour import Order, answers, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_LETTERS = string.ascii_lowercase + string.digits
_PARTS = (
    *("Authorizer", "Deployment", "Integration", "IntegrationResponse", "Model", "Route"),
    *("RouteResponse", "Stage"),
)
_CHANGING = (
    *("UpdateApi", "ReimportApi", "DeleteCorsConfiguration", "DeleteRouteRequestParameter"),
    *("DeleteAccessLogSettings", "DeleteRouteSettings", "ResetAuthorizersCache"),
    *(f"{verb}{part}" for part in _PARTS for verb in ("Create", "Update", "Delete")),
)
"""Operations on an API that exists, and that change it."""
NO_ROUTES = "Unable to deploy API because no routes exist in this API"
"""The service's words, from public reports of the error."""


@answers("apigatewayv2", "CreateDeployment", source=_API + "apis-apiid-deployments.html")
@with_api
def create_deployment(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Deploy the API as it is now, to a stage when the call names one."""
    if not api.routes:
        return refusal(request, "BadRequestException", NO_ROUTES, 400)
    deployment = _new_deployment(api, is_automatic=False)
    deployment.description = str(request.parameters.get("Description") or "")
    stage = request.parameters.get("StageName")
    if stage:
        put_deployment(api.stages[stage], deployment.id)
    return answer(request, deployment.members)


@answers("apigatewayv2", "GetDeployments", source=_API + "apis-apiid-deployments.html")
@with_api
def get_deployments(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Show the deployments of an API."""
    return answer(request, {"Items": [deployment.members for deployment in list(api.deployments.values())]})


@answers("apigatewayv2", "GetDeployment", source=_API + "apis-apiid-deployments-deploymentid.html")
@with_api
def get_deployment(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Show a deployment."""
    deployment = _named_deployment(request, api)
    return _no_deployment(request) if deployment is None else answer(request, deployment.members)


@answers("apigatewayv2", "UpdateDeployment", source=_API + "apis-apiid-deployments-deploymentid.html")
@with_api
def update_deployment(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Replace a deployment's description."""
    deployment = _named_deployment(request, api)
    if deployment is None:
        return _no_deployment(request)
    deployment.description = str(request.parameters.get("Description") or deployment.description)
    return answer(request, deployment.members)


@answers("apigatewayv2", "DeleteDeployment", source=_API + "apis-apiid-deployments-deploymentid.html")
@with_api
def delete_deployment(request: AwsRequest, _: GatewayContext, api: StoredApi) -> AwsResponse:
    """Delete a deployment that no stage shows."""
    deployment = _named_deployment(request, api)
    if deployment is None:
        return _no_deployment(request)
    if any(stage.config.get("deploymentId") == deployment.id for stage in list(api.stages.values())):
        sentence = "Active stages pointing to this deployment must be moved or deleted"
        return refusal(request, "BadRequestException", sentence, 400)
    del api.deployments[deployment.id]
    return answer(request, {})


@follows("apigatewayv2", *_CHANGING, order=Order.STATE + 1, source=_GUIDE + "http-api-stages.html")
def deploy_changes(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Let the stages that deploy automatically show a change."""
    _deploy_automatically(request, context, str(request.parameters["ApiId"]))


@follows("apigatewayv2", "CreateApi", "ImportApi", order=Order.STATE + 1, source=_GUIDE + "http-api-stages.html")
def deploy_new_api(request: AwsRequest, response: AwsResponse, context: GatewayContext) -> None:
    """Let the automatic stage of a new API, which CreateApi makes for a target, show the API."""
    members: Mapping[str, object] = json.loads(response.body)
    _deploy_automatically(request, context, str(members.get("apiId")))


def _deploy_automatically(request: AwsRequest, context: GatewayContext, api_id: str) -> None:
    """Deploy an API to its automatic stages, unless they show it as it is.

    What AWS shows when all routes are deleted is not documented; here nothing is shown then.
    """
    api = Apis(context.account_id).api(request.region, api_id)
    stages = [stage for stage in list(api.stages.values()) if stage.auto_deploy] if api is not None else []
    if api is None or not stages:
        return
    if not api.routes and not any(stage.config.get("deploymentId") for stage in stages):
        for stage in stages:
            stage.config["lastDeploymentStatusMessage"] = NO_ROUTES
        return
    if all(_shows_automatically(stage, api) for stage in stages):
        return
    deployment = _new_deployment(api, is_automatic=True)
    for stage in stages:
        put_deployment(stage, deployment.id)
    _forget_unused(api)


def _shows_automatically(stage: StoredStage, api: StoredApi) -> bool:
    """Say whether a stage shows the API as it is now, by an automatic deployment."""
    deployment = api.deployments.get(str(stage.config.get("deploymentId")))
    return deployment is not None and deployment.is_automatic and deployment.configuration == configuration(api)


def _new_deployment(api: StoredApi, *, is_automatic: bool) -> Deployment:
    identity = "".join(secrets.choice(_LETTERS) for _ in range(6))
    deployment = Deployment(configuration(api), is_automatic, identity, CLOCK.now())
    api.deployments[identity] = deployment
    return deployment


def _forget_unused(api: StoredApi) -> None:
    """Delete automatic deployments that no stage shows any more; how long AWS keeps them is not documented."""
    shown_ids = {stage.config.get("deploymentId") for stage in list(api.stages.values())}
    for deployment in list(api.deployments.values()):
        if deployment.is_automatic and deployment.id not in shown_ids:
            del api.deployments[deployment.id]


def _named_deployment(request: AwsRequest, api: StoredApi) -> Deployment | None:
    return api.deployments.get(str(request.parameters["DeploymentId"]))


def _no_deployment(request: AwsRequest) -> AwsResponse:
    return refusal(request, "NotFoundException", "Invalid deployment identifier specified", 404)
