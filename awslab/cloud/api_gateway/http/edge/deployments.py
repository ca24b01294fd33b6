"""Deployments of HTTP and WebSocket APIs, which moto lacks: what a stage shows is a copy, made when it was deployed.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
"""

from __future__ import annotations

import json
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from awslab.cloud.api_gateway.http.edge.deployed import Deployed, HttpApi, Stage
from awslab.cloud.api_gateway.http.edge.moto_apis import Apis, routes_of
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

_LETTERS = string.ascii_lowercase + string.digits
NO_ROUTES = "Unable to deploy API because no routes exist in this API"
"""The service's words, from public reports of the error."""


@dataclass(slots=True)
class Deployment:
    """A copy of an API's configuration."""

    shown: Deployed
    is_automatic: bool
    description: str = ""
    id: str = field(default_factory=lambda: "".join(secrets.choice(_LETTERS) for _ in range(6)))
    made: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def told(self) -> dict[str, Any]:
        """As the API tells it."""
        about = {"Description": self.description} if self.description else {}
        told = {"AutoDeployed": self.is_automatic, "CreatedDate": self.made, "DeploymentId": self.id}
        return {**told, "DeploymentStatus": "DEPLOYED", **about}


class Deployments:
    """An extension that answers for deployments, and deploys to the stages that want it by themselves."""

    def __init__(self, apis: Apis) -> None:
        self._apis = apis

    def shown(self, api: HttpApi, stage: Stage) -> Deployed | None:
        """What a stage shows; None before the first deployment."""
        found: Any = self._apis.api(api.region, api.id)
        deployment = found.deployments.get(stage.deployment_id) if found is not None else None
        return deployment.shown if deployment is not None else None

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The operations on deployments."""
        if request.service != "apigatewayv2" or "Deployment" not in request.operation:
            return None
        api_id = str(request.parameters["ApiId"])
        api = self._apis.api(request.region, api_id)
        if api is None:
            return refusal(request, "NotFoundException", f"Invalid API identifier specified {api_id}", 404)
        match request.operation:
            case "CreateDeployment":
                return self._created(request, api)
            case "GetDeployments":
                return answer(request, {"Items": [each.told for each in list(api.deployments.values())]})
            case _:
                return _of_one(request, api)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Stages that deploy by themselves show every change."""
        if request.service != "apigatewayv2" or request.operation.startswith(("Get", "Export", "Tag", "Untag")):
            return
        api_id = request.parameters.get("ApiId") or _made(request, response)
        api = self._apis.api(request.region, str(api_id)) if api_id else None
        if api is not None:
            self._deploy(request.region, api)

    def close(self) -> None:
        """Nothing is open."""

    def _created(self, request: AwsRequest, api: Any) -> AwsResponse:
        name = request.parameters.get("StageName")
        if name and name not in api.stages:
            return refusal(request, "NotFoundException", "Invalid stage identifier specified", 404)
        if not api.routes:
            return refusal(request, "BadRequestException", NO_ROUTES, 400)
        made = Deployment(
            shown=self._apis.deployed(request.region, str(api.api_id)),
            is_automatic=False,
            description=str(request.parameters.get("Description") or ""),
        )
        api.deployments[made.id] = made
        if name:
            put_deployment(api.stages[name], made.id)
        return answer(request, made.told)

    def _deploy(self, region: str, api: Any) -> None:
        """What AWS shows when all routes are deleted is not documented; here nothing is shown then."""
        stages = [stage for stage in list(api.stages.values()) if stage.auto_deploy]
        if not stages:
            return
        now = self._apis.deployed(region, str(api.api_id))
        if not routes_of(api) and not any(stage.config.get("deploymentId") for stage in stages):
            for stage in stages:
                stage.config["lastDeploymentStatusMessage"] = NO_ROUTES
            return
        existing = [api.deployments.get(stage.config.get("deploymentId")) for stage in stages]
        if all(each is not None and each.is_automatic and each.shown == now for each in existing):
            return
        made = Deployment(now, is_automatic=True)
        api.deployments[made.id] = made
        for stage in stages:
            put_deployment(stage, made.id)
        _forget_unused(api)


def put_deployment(stage: Any, deployment_id: str) -> None:
    """moto's stage shows this deployment from now on."""
    stage.config["deploymentId"] = deployment_id
    message = f"Successfully deployed stage with deployment ID '{deployment_id}'"
    stage.config["lastDeploymentStatusMessage"] = message
    stage.updated = datetime.now()  # noqa: DTZ005  # naive, as moto keeps the others


def _forget_unused(api: Any) -> None:
    """Automatic deployments that no stage shows any more; how long AWS keeps them is not documented."""
    used = {stage.config.get("deploymentId") for stage in list(api.stages.values())}
    for each in [each for each in api.deployments.values() if each.is_automatic and each.id not in used]:
        del api.deployments[each.id]


def _of_one(request: AwsRequest, api: Any) -> AwsResponse:
    """GetDeployment, UpdateDeployment and DeleteDeployment."""
    found = api.deployments.get(str(request.parameters["DeploymentId"]))
    if found is None:
        return refusal(request, "NotFoundException", "Invalid deployment identifier specified", 404)
    if request.operation == "DeleteDeployment":
        return _deleted(request, api, found)
    if request.operation == "UpdateDeployment":
        found.description = str(request.parameters.get("Description") or found.description)
    return answer(request, found.told)


def _deleted(request: AwsRequest, api: Any, found: Deployment) -> AwsResponse:
    if any(stage.config.get("deploymentId") == found.id for stage in list(api.stages.values())):
        sentence = "Active stages pointing to this deployment must be moved or deleted"
        return refusal(request, "BadRequestException", sentence, 400)
    del api.deployments[found.id]
    return answer(request, {})


def _made(request: AwsRequest, response: AwsResponse) -> Any:
    """The id of an API that was just made."""
    told: Mapping[str, Any] = json.loads(response.body) if request.operation in ("CreateApi", "ImportApi") else {}
    return told.get("apiId")
