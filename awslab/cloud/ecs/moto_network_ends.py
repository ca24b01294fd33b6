"""Tasks as ends in a network, read from moto."""

from __future__ import annotations

import sys

from awslab.cloud.ecs.life.tasks import interface
from awslab.cloud.ecs.moto_ecs import Ecs


def task_states(account_id: str, region: str) -> dict[str, tuple[str, str]]:
    """Return the network interface (empty without one) and the last status of each task of a region, by task id."""
    if "moto.ecs.models" not in sys.modules:
        return {}
    ecs = Ecs(account_id)
    tasks = ecs.tasks(ecs.region(region))
    return {task.task_arn.rpartition("/")[2]: (interface(task) or "", task.last_status or "") for task in tasks}
