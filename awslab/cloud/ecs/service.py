"""Amazon ECS: clusters, task definitions, tasks and services, which live by the sandbox's clock. No container runs.

    guards/               what it refuses: task_definitions.py; tasks.py, for all calls that place tasks; services.py
    corrections/          what moto gets wrong: clusters.py, tasks.py and services.py (how they begin, change and end),
                          networks.py, service_settings.py (what moto forgets of a service)
    life/                 what happens by the clock; containers.py brings everything up to date before and after calls
      tasks.py            a task's states; pace.py says how long each lasts (pure)
      services.py         the service scheduler; scheduling.py plans how many tasks to start and stop (pure)
      failures.py         tasks that fail, and deployments with them; breaker.py counts (pure)
      strategies.py       the capacity provider of the next task (pure)
      events.py           what services tell
    entities.py           the form of moto's objects, with the attributes that the sandbox adds to them
    moto_ecs.py           moto's ECS of an account; moto_services.py, its services and the target groups they fill
    state.py              what guards ask: what a call names

CreateService: guards/tasks.py and guards/services.py refuse, corrections/services.py and service_settings.py complete
what moto makes, life/services.py starts its tasks. Target groups are told through the port `target_groups`.
"""

from __future__ import annotations

from awslab.cloud.gateway.manifest import Service

SERVICE = Service(
    name="ecs",
    title="Amazon ECS",
    moto="ecs",
    woken_by=("cloudformation",),
    model_code="InvalidParameterException",
    missing_code="InvalidParameterException",
)
