"""What each deployment took with it: moto keeps one live API, whatever was deployed when."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

from awslab.cloud.api_gateway.rest.moto_apis import Apis, settings
from awslab.cloud.api_gateway.rest.snapshot import Snapshot, Stage
from awslab.cloud.ports.context import GatewayContext


def deployments(context: GatewayContext) -> Deployments:
    """Make the part that keeps the snapshots of one sandbox."""
    return Deployments(Apis(context.account_id))


class Deployments:
    """Snapshots of REST APIs by deployment, for many threads.

    https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDeployment.html
    """

    def __init__(self, apis: Apis, draw: Callable[[], float] = random.random) -> None:
        """`draw` returns a number in [0, 1), which decides whether a request goes to a canary."""
        self._apis = apis
        self._draw = draw
        self._snapshots: dict[tuple[str, str, str], Snapshot] = {}
        self._lock = threading.Lock()

    def take(self, region: str, api: str, deployment: str) -> None:
        """Take the snapshot of a deployment, unless there is one already."""
        with self._lock:
            if (region, api, deployment) not in self._snapshots:
                self._snapshots[region, api, deployment] = self._apis.snapshot(region, api)

    def take_all(self) -> None:
        """Take the snapshots of all deployments that have none yet."""
        for region, api, deployment in self._apis.deployments():
            self.take(region, api, deployment)

    def stage(self, region: str, api: str, name: str) -> Stage | None:
        """Return a stage with what it shows now; None when there is none. A canary gets its share of the requests.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
        """
        stored_stage = self._apis.stage(region, api, name)
        if stored_stage is None:
            return None
        stage_settings, variables = settings(stored_stage), dict(stored_stage.variables or {})
        deployment, canary = stored_stage.deployment_id, stored_stage.canary_settings
        percent = stage_settings.canary_percent
        is_canary = percent is not None and self._draw() * 100 < percent
        if is_canary and canary is not None:
            deployment = canary["deploymentId"]
            variables |= canary.get("stageVariableOverrides") or {}
        snapshot = self._snapshots.get((region, api, deployment))
        if snapshot is None:
            return None
        return Stage(api, region, name, deployment, variables, snapshot, stage_settings, is_canary)
