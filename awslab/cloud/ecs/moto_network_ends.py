"""Tasks as ends in a network, read from moto."""

from __future__ import annotations

import sys

from moto.backends import get_backend

from awslab.cloud.ecs.life.tasks import interface


def task_states(account_id: str, region: str) -> dict[str, tuple[str, str]]:
    """Return the network interface (empty without one) and the last status of each task of a region, by task id."""
    if "moto.ecs.models" not in sys.modules:
        return {}
    clusters = list(get_backend("ecs")[account_id][region].tasks.values())
    tasks = [task for cluster in clusters for task in list(cluster.values())]
    return {task.task_arn.rpartition("/")[2]: (interface(task) or "", task.last_status or "") for task in tasks}
