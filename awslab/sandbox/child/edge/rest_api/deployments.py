"""Keeps what each deployment took with it: moto keeps one live API, whatever was deployed when."""

from __future__ import annotations

import threading

from awslab.sandbox.child.edge.rest_api.apis import Apis, settings
from awslab.sandbox.child.edge.rest_api.deployed import Deployed, Stage
from awslab.sandbox.child.request import AwsRequest, AwsResponse

_DEPLOYING = ("apigateway", "cloudformation")


class Deployments:
    """An extension that takes the snapshots.

    https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html
    """

    def __init__(self, apis: Apis) -> None:
        self._apis = apis
        self._kept: dict[tuple[str, str, str], Deployed] = {}
        self._stages: dict[str, object] = {}
        self._lock = threading.Lock()

    def stage(self, region: str, api: str, name: str) -> Stage | None:
        """A stage with what it shows now; None when there is none."""
        found = self._apis.stage(region, api, name)
        deployed = self._kept.get((region, api, found.deployment_id)) if found else None
        if found is None or deployed is None:
            return None
        return Stage(api, region, name, found.deployment_id, dict(found.variables or {}), deployed, settings(found))

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """Nothing of its own; moto makes a stage anew that is deployed to, so the old one is noted."""
        if request.operation == "CreateDeployment" and request.service == "apigateway":
            name, api = request.parameters.get("stageName"), str(request.parameters["restApiId"])
            existing = self._apis.stage(request.region, api, str(name)) if name else None
            if existing is not None:
                self._stages[request.id] = existing
        return None

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """A deployment that is new is kept; the stage keeps its variables and settings."""
        if request.service not in _DEPLOYING:
            return
        if request.operation == "CreateAuthorizer":
            self._apis.put_expression(request.region, request.parameters)
        self._restore(request)
        with self._lock:
            for region, api, deployment in self._apis.deployments():
                if (region, api, deployment) not in self._kept:
                    self._kept[region, api, deployment] = self._apis.deployed(region, api)

    def close(self) -> None:
        """Nothing is open."""

    def _restore(self, request: AwsRequest) -> None:
        existing = self._stages.pop(request.id, None)
        if existing is None:
            return
        api = str(request.parameters["restApiId"])
        made = self._apis.stage(request.region, api, str(request.parameters["stageName"]))
        if made is None or made is existing:
            return
        existing.deployment_id = made.deployment_id  # type: ignore[attr-defined]  # moto's stage
        existing.variables = {**existing.variables, **(made.variables or {})}  # type: ignore[attr-defined]
        self._apis.put_stage(request.region, api, existing)
