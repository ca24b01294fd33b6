"""Keeps what each deployment took with it: moto keeps one live API, whatever was deployed when."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from awslab.cloud.api_gateway.rest.edge.apis import Apis, settings
from awslab.cloud.api_gateway.rest.edge.deployed import Deployed, Stage
from awslab.cloud.gateway.request import AwsRequest, AwsResponse

_DEPLOYING = ("apigateway", "cloudformation")


class Deployments:
    """An extension that takes the snapshots.

    https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html
    """

    def __init__(self, apis: Apis, draw: Callable[[], float] = random.random) -> None:
        self._apis = apis
        self._draw = draw
        self._kept: dict[tuple[str, str, str], Deployed] = {}
        self._lock = threading.Lock()

    def stage(self, region: str, api: str, name: str) -> Stage | None:
        """A stage with what it shows now; None when there is none. A canary gets its share of the requests.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
        """
        found = self._apis.stage(region, api, name)
        if found is None:
            return None
        told, variables, deployment = settings(found), dict(found.variables or {}), found.deployment_id
        is_canary = told.canary_percent is not None and self._draw() * 100 < told.canary_percent
        if is_canary:
            deployment = found.canary_settings["deploymentId"]
            variables |= found.canary_settings.get("stageVariableOverrides") or {}
        deployed = self._kept.get((region, api, deployment))
        if deployed is None:
            return None
        return Stage(api, region, name, deployment, variables, deployed, told, is_canary)

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Nothing of its own."""
        return None

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """A deployment that is new is kept."""
        if request.service not in _DEPLOYING:
            return
        if request.operation == "CreateAuthorizer":
            self._apis.put_expression(request.region, request.parameters)
        with self._lock:
            for region, api, deployment in self._apis.deployments():
                if (region, api, deployment) not in self._kept:
                    self._kept[region, api, deployment] = self._apis.deployed(region, api)

    def close(self) -> None:
        """Nothing is open."""
