"""Tasks of ECS services that fail: they are counted, and a deployment may fail with them.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.cloud.ecs.life import breaker, tasks
from awslab.cloud.ecs.life.events import tell
from awslab.cloud.ecs.moto_services import Services
from awslab.cloud.ports.clock import FASTER


def stop_unhealthy(services: Services, service: Any, now: float) -> None:
    """Stop the tasks that a load balancer finds unhealthy once the grace period is over, 60 times sooner than on AWS.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html
    """
    for task in services.tasks(service):
        if not (task.is_target and tasks.is_running(task)) or now - task.target_since < _grace(service):
            continue
        for balancer in services.target_groups(service):
            group, target = balancer["targetGroupArn"], services.target(task, balancer)
            if target is not None and services.health(group, target) == "unhealthy":
                reason = f"Task failed ELB health checks in (target-group {group})"
                task.failed_check = reason
                where = f"(port {target[1]}) is unhealthy in (target-group {group})"
                tell(service, f"{where} due to (reason Health checks failed)", now)
                tasks.stop(task, tasks.SCHEDULER, reason, now)
                break


def count(services: Services, service: Any, now: float) -> None:
    """Count what has failed, for the circuit breaker or, without one, for the pause until the next attempt."""
    current = service.deployments[0]
    if _is_well(services, service, current) and _breaker(service).get("resetOnHealthyTask", True):
        current["failedTasks"], service.retry = 0, 0.0
    failed = services.failed(service)
    for task in failed:
        task.is_counted = True
        current["failedTasks"] += task.started_by == current["id"]
    if not failed or current["rolloutState"] == "FAILED":
        return
    number = int(current["failedTasks"])
    if _breaker(service).get("enable") and current["rolloutState"] == "IN_PROGRESS":
        if number >= breaker.threshold(_breaker(service), int(service.desired_count)):
            _give_up(service, current, now)
    elif number >= breaker.PATIENCE:
        service.retry = now + breaker.pause(number)
        tell(service, "is unable to consistently start tasks successfully.", now)


def _give_up(service: Any, current: dict[str, Any], now: float) -> None:
    """The deployment has failed; the last one that was completed takes its place, when that is asked for."""
    current |= {"rolloutState": "FAILED", "rolloutStateReason": breaker.FAILED, "updatedAt": tasks.moment(now)}
    tell(service, f"(deployment {current['id']}) deployment failed: tasks failed to start.", now)
    completed = next((each for each in service.deployments[1:] if each["rolloutState"] == "COMPLETED"), None)
    if completed is None or not _breaker(service).get("rollback"):
        return
    current["status"] = "ACTIVE"
    completed |= {"status": "PRIMARY", "rolloutState": "IN_PROGRESS", "failedTasks": 0}
    completed["rolloutStateReason"] = breaker.rolls_back(completed["id"])
    tell(service, f"rolling back to deployment {completed['id']}.", now)
    service.task_definition = completed["taskDefinition"]
    if completed.get("networkConfiguration"):
        service.network_configuration = completed["networkConfiguration"]
    service.deployments = [completed, *(each for each in service.deployments if each is not completed)]


def _is_well(services: Services, service: Any, deployment: Mapping[str, Any]) -> bool:
    """Whether a task of the deployment runs, and no load balancer says otherwise."""
    for task in services.tasks(service):
        if task.started_by != deployment["id"] or not tasks.is_running(task):
            continue
        balancers = list(services.target_groups(service))
        if all(_is_healthy(services, task, balancer) for balancer in balancers):
            return True
    return False


def _is_healthy(services: Services, task: Any, balancer: Mapping[str, Any]) -> bool:
    target = services.target(task, balancer)
    return target is None or services.health(balancer["targetGroupArn"], target) not in ("initial", "unhealthy")


def _grace(service: Any) -> float:
    return float(getattr(service, "health_check_grace_period_seconds", None) or 0) / FASTER


def _breaker(service: Any) -> Mapping[str, Any]:
    configured: Mapping[str, Any] = getattr(service, "deployment_configuration", None) or {}
    return configured.get("deploymentCircuitBreaker") or {}
