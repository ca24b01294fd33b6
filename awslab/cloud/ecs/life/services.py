"""The service scheduler: holds the number of tasks, replaces those of older deployments, and writes events.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from awslab.cloud.ecs.life import failures, tasks
from awslab.cloud.ecs.life.events import tell
from awslab.cloud.ecs.life.scheduling import Count, Plan, Wanted, plan
from awslab.cloud.ecs.moto_services import Services

LOOK = 0.5
"""Seconds between two looks at the load balancers' health checks."""
_UNPLACED = "was unable to place a task because no container instance met all of its requirements."
_STUCK = (
    "was unable to stop or start tasks during a deployment because of the service deployment configuration. "
    "Update the minimumHealthyPercent or maximumPercent value and try again."
)


def hold(services: Services, service: Any, now: float) -> None:
    """Do for a service what is to be done now; its counts, deployments and events follow."""
    if service.status == "INACTIVE" or not service.deployments:
        return
    _follow_targets(services, service, now)
    failures.stop_unhealthy(services, service, now)
    failures.count(services, service, now)
    groups = _by_deployment(services, service)
    new, old = groups[0], [task for group in groups[1:] for task in group]
    wanted = _wanted(services, service)
    if service.deployments[0]["rolloutState"] != "FAILED":
        _act(services, service, plan(wanted, _count(new), _count(old)), now)
    _follow_targets(services, service, now)
    _report(services, service, wanted.desired, now)


def due(services: Services, service: Any, now: float) -> Iterator[float]:
    """When a service is to be looked at again, as far as that does not follow from its tasks."""
    if service.status == "INACTIVE":
        return
    if service.retry > now:
        yield service.retry
    if any(task.is_target for task in services.tasks(service)):
        yield now + LOOK


def _act(services: Services, service: Any, todo: Plan, now: float) -> None:
    groups = _by_deployment(services, service)
    new, old = groups[0], [task for group in groups[1:] for task in group]
    leaving = [*_first_to_go(old, todo.stop_old), *_first_to_go(new, todo.stop_new)]
    for task in leaving:
        reason = f"Scaling activity initiated by (deployment {service.deployments[0]['id']})"
        tasks.stop(task, tasks.SCHEDULER, reason, now)
    if leaving:
        tell(service, f"has stopped {len(leaving)} running tasks: {_named(leaving)}.", now)
    if todo.start and now >= service.retry:
        started = [made for _ in range(todo.start) if (made := services.start(service)) is not None]
        for task in started:  # those that come together run together
            task.course = replace(task.course, began=now)
        if started:
            tell(service, f"has started {len(started)} tasks: {_named(started)}.", now)
        if len(started) < todo.start:
            tell(service, _UNPLACED + services.why_not(service), now)
    if todo.is_stuck:
        tell(service, _STUCK, now)


def _follow_targets(services: Services, service: Any, now: float) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html: running tasks are
    registered as targets, those that stop are deregistered."""
    everyone = services.tasks(service)
    coming = [task for task in everyone if tasks.is_running(task) and not task.is_target]
    going = [task for task in everyone if not tasks.is_alive(task) and task.is_target]
    for task in (*coming, *going):
        task.is_target = not task.is_target
        task.target_since = now
    for balancer in services.target_groups(service):
        group = balancer["targetGroupArn"]
        come = [found for task in coming if (found := services.target(task, balancer)) is not None]
        go = [found for task in going if (found := services.target(task, balancer)) is not None]
        if come:
            services.register(group, come)
            tell(service, f"registered {len(come)} targets in (target-group {group})", now)
        if go:
            services.deregister(group, go)
            tell(service, f"deregistered {len(go)} targets in (target-group {group})", now)


def _report(services: Services, service: Any, desired: int, now: float) -> None:
    groups = _by_deployment(services, service)
    for deployment, group in zip(service.deployments, groups, strict=True):
        count = _count(group)
        shown = {"runningCount": count.running, "pendingCount": count.coming}
        shown["desiredCount"] = desired if deployment is service.deployments[0] else 0
        if any(deployment[name] != number for name, number in shown.items()):
            deployment |= shown | {"updatedAt": tasks.moment(now)}
    service.deployments = [
        deployment
        for deployment, group in zip(service.deployments, groups, strict=True)
        if group or deployment is service.deployments[0]
    ]
    whole = _count([task for group in groups for task in group])
    service.running_count, service.pending_count = whole.running, whole.coming
    current = service.deployments[0]
    is_steady = len(service.deployments) == 1 and whole == Count(running=desired)
    if service.status == "DRAINING":
        if whole.all == 0:
            service.status, service.deployments = "INACTIVE", []
    elif not is_steady:
        service.is_steady = False
    elif not service.is_steady:
        service.is_steady = True
        if current["rolloutState"] != "COMPLETED":
            current["rolloutState"] = "COMPLETED"
            current["rolloutStateReason"] = f"ECS deployment {current['id']} completed."
            tell(service, f"(deployment {current['id']}) deployment completed.", now)
        tell(service, "has reached a steady state.", now)


def _wanted(services: Services, service: Any) -> Wanted:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html"""
    configured = getattr(service, "deployment_configuration", None) or {}
    if service.scheduling_strategy == "DAEMON":
        desired = 0 if service.status == "DRAINING" else services.machines(service)
        return Wanted(desired, int(configured.get("minimumHealthyPercent", 0)), 100)
    return Wanted(
        int(service.desired_count),
        int(configured.get("minimumHealthyPercent", 100)),
        int(configured.get("maximumPercent", 200)),
    )


def _by_deployment(services: Services, service: Any) -> list[list[Any]]:
    alive = [task for task in services.tasks(service) if tasks.is_alive(task)]
    return [[task for task in alive if task.started_by == each["id"]] for each in service.deployments]


def _count(group: Sequence[Any]) -> Count:
    running = sum(tasks.is_running(task) for task in group)
    return Count(running, len(group) - running)


def _first_to_go(group: Sequence[Any], number: int) -> list[Any]:
    """Those that do not run yet, then from the zone with the most tasks, there the oldest.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
    """
    staying = sorted(group, key=lambda task: task.course.began)
    leaving = []
    for _ in range(number):
        zones = Counter(task.availability_zone for task in staying)
        leaving.append(max(staying, key=lambda task: (not tasks.is_running(task), zones[task.availability_zone])))
        staying.remove(leaving[-1])
    return leaving


def _named(group: Sequence[Any]) -> str:
    return " ".join(f"(task {task.id})" for task in group)
