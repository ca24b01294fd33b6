"""The service scheduler: it holds the number of tasks, replaces those of older deployments, and writes events.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from awslab.cloud.ecs.entities import Service, Task, deployment_configuration
from awslab.cloud.ecs.life import failures, tasks
from awslab.cloud.ecs.life.events import tell
from awslab.cloud.ecs.life.scheduling import Count, Plan, Target, plan
from awslab.cloud.ecs.moto_services import Services
from awslab.cloud.ports.clock import moment

LOOK = 0.5
"""Seconds between two looks at the load balancers' health checks."""
_UNPLACED = "was unable to place a task because no container instance met all of its requirements."
_STUCK = (
    "was unable to stop or start tasks during a deployment because of the service deployment configuration. "
    "Update the minimumHealthyPercent or maximumPercent value and try again."
)


def hold(services: Services, service: Service, now: float) -> None:
    """Do what a service needs now; its counts, deployments and events follow."""
    if service.status == "INACTIVE" or not service.deployments:
        return
    _follow_targets(services, service, now)
    failures.stop_unhealthy(services, service, now)
    failures.count(services, service, now)
    groups = _by_deployment(services, service)
    new, old = groups[0], [task for group in groups[1:] for task in group]
    target = _target(services, service)
    if service.deployments[0]["rolloutState"] != "FAILED":
        _act(services, service, plan(target, _count(new), _count(old)), now)
    _follow_targets(services, service, now)
    _report(services, service, target.desired, now)


def due(services: Services, service: Service, now: float) -> Iterator[float]:
    """Yield the times at which to look at a service again, as far as they do not follow from its tasks."""
    if service.status == "INACTIVE":
        return
    if service.retry > now:
        yield service.retry
    if any(task.is_target for task in services.tasks(service)):
        yield now + LOOK


def _act(services: Services, service: Service, todo: Plan, now: float) -> None:
    groups = _by_deployment(services, service)
    new, old = groups[0], [task for group in groups[1:] for task in group]
    leaving = [*_first_to_go(old, todo.stop_old), *_first_to_go(new, todo.stop_new)]
    for task in leaving:
        reason = f"Scaling activity initiated by (deployment {service.deployments[0]['id']})"
        tasks.stop(task, tasks.SCHEDULER, reason, now)
    if leaving:
        tell(service, f"has stopped {len(leaving)} running tasks: {_in_parentheses(leaving)}.", now)
    if todo.start and now >= service.retry:
        new_tasks = [candidate for _ in range(todo.start) if (candidate := services.start(service)) is not None]
        for task in new_tasks:  # those that come together run together
            task.course = replace(task.course, began=now)
        if new_tasks:
            tell(service, f"has started {len(new_tasks)} tasks: {_in_parentheses(new_tasks)}.", now)
        if len(new_tasks) < todo.start:
            tell(service, _UNPLACED + services.obstacle(service), now)
    if todo.is_stuck:
        tell(service, _STUCK, now)


def _follow_targets(services: Services, service: Service, now: float) -> None:
    """Register running tasks as targets, and deregister those that stop.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
    """
    service_tasks = services.tasks(service)
    coming = [task for task in service_tasks if tasks.is_running(task) and not task.is_target]
    going = [task for task in service_tasks if not tasks.is_alive(task) and task.is_target]
    for task in (*coming, *going):
        task.is_target = not task.is_target
        task.target_since = now
    for balancer in services.target_groups(service):
        group = balancer["targetGroupArn"]
        new_targets = [target for task in coming if (target := services.target(task, balancer)) is not None]
        old_targets = [target for task in going if (target := services.target(task, balancer)) is not None]
        if new_targets:
            services.register(group, new_targets)
            tell(service, f"registered {len(new_targets)} targets in (target-group {group})", now)
        if old_targets:
            services.deregister(group, old_targets)
            tell(service, f"deregistered {len(old_targets)} targets in (target-group {group})", now)


def _report(services: Services, service: Service, desired: int, now: float) -> None:
    groups = _by_deployment(services, service)
    for deployment, group in zip(service.deployments, groups, strict=True):
        count = _count(group)
        counts = {"runningCount": count.running, "pendingCount": count.coming}
        counts["desiredCount"] = desired if deployment is service.deployments[0] else 0
        if any(deployment[name] != number for name, number in counts.items()):
            deployment |= counts | {"updatedAt": moment(now)}
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


def _target(services: Services, service: Service) -> Target:
    """Return how many tasks a service should have.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
    """
    configuration = deployment_configuration(service)
    if service.scheduling_strategy == "DAEMON":
        desired = 0 if service.status == "DRAINING" else services.machines(service)
        return Target(desired, int(configuration.get("minimumHealthyPercent", 0)), 100)
    return Target(
        int(service.desired_count),
        int(configuration.get("minimumHealthyPercent", 100)),
        int(configuration.get("maximumPercent", 200)),
    )


def _by_deployment(services: Services, service: Service) -> list[list[Task]]:
    alive = [task for task in services.tasks(service) if tasks.is_alive(task)]
    return [[task for task in alive if task.started_by == deployment["id"]] for deployment in service.deployments]


def _count(group: Sequence[Task]) -> Count:
    running = sum(tasks.is_running(task) for task in group)
    return Count(running, len(group) - running)


def _first_to_go(group: Sequence[Task], number: int) -> list[Task]:
    """Return the tasks to stop: those that do not run yet, then from the zone with the most tasks, there the oldest.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
    """
    staying = sorted(group, key=lambda task: task.course.began)
    leaving: list[Task] = []
    for _ in range(number):
        zones = Counter(task.availability_zone for task in staying)
        leaving.append(max(staying, key=lambda task: (not tasks.is_running(task), zones[task.availability_zone])))
        staying.remove(leaving[-1])
    return leaving


def _in_parentheses(group: Sequence[Task]) -> str:
    return " ".join(f"(task {task.id})" for task in group)
