"""Compute that lives: ECS tasks and services get on by themselves, on a clock of their own.

Nothing moves because somebody looks. A state is worked out from the time since something began, when it is asked for;
only what must happen unasked (a service that replaces a task) is done by a thread, which sleeps until then.

ports/alarm.py   the thread
first_use.py     none of this costs a sandbox anything before its first call to the service
waiters.py       boto3's waiters look more often, since everything is quicker here
containers.py    ECS, brought up to date before and after each call
  tasks.py       its tasks; pace.py says how long each state lasts (pure)
  services.py    its services; scheduling.py decides how many tasks to start and stop (pure); events.py, what they tell
  failing.py     tasks that fail, and deployments with them; breaker.py counts (pure)
  strategies.py  which capacity provider is next (pure)
  moto_ecs.py    everything of moto's ECS that is read, written or replaced; moto_services.py, that of its services;
                 moto_images.py, that of ECR
"""

from __future__ import annotations

from collections.abc import Sequence

from awslab.cloud.gateway.extension import Extension
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.first_use import OnFirstUse


def extensions(context: GatewayContext) -> Sequence[Extension]:
    """The gateway's extensions for compute; called once, in the gateway's process."""

    def containers() -> Extension:
        from awslab.cloud.ecs.life.containers import containers

        return containers(context)

    return [
        OnFirstUse(("ecs",), containers),
    ]
