"""Tasks of ECS services that fail: they are counted, and a deployment may fail with them.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
"""

from __future__ import annotations

from awslab.cloud.ecs.entities import Fields, Parameters, Service, Task, deployment_configuration
from awslab.cloud.ecs.life import breaker, tasks
from awslab.cloud.ecs.life.events import tell
from awslab.cloud.ecs.moto_services import Services
from awslab.cloud.ports.clock import FASTER, moment


def stop_unhealthy(services: Services, service: Service, now: float) -> None:
    """Stop the tasks that a load balancer finds unhealthy once the grace period is over, 60 times sooner than on AWS.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshoot-service-load-balancers.html
    """
    for task in services.tasks(service):
        if not (task.is_target and tasks.is_running(task)) or now - task.target_since < _grace_period(service):
            continue
        for balancer in services.target_groups(service):
            group, target = balancer["targetGroupArn"], services.target(task, balancer)
            if target is not None and services.health(group, target) == "unhealthy":
                reason = f"Task failed ELB health checks in (target-group {group})"
                task.failed_check = reason
                verdict = f"(port {target[1]}) is unhealthy in (target-group {group})"
                tell(service, f"{verdict} due to (reason Health checks failed)", now)
                tasks.stop(task, tasks.SCHEDULER, reason, now)
                break


def count(services: Services, service: Service, now: float) -> None:
    """Count failures, for the circuit breaker or, without one, for the pause until the next attempt."""
    current = service.deployments[0]
    if _has_healthy_task(services, service, current) and _breaker(service).get("resetOnHealthyTask", True):
        current["failedTasks"], service.retry = 0, 0.0
    failures = services.uncounted_failures(service)
    for task in failures:
        task.is_counted = True
        current["failedTasks"] += task.started_by == current["id"]
    if not failures or current["rolloutState"] == "FAILED":
        return
    number = int(current["failedTasks"])
    if _breaker(service).get("enable") and current["rolloutState"] == "IN_PROGRESS":
        if number >= breaker.threshold(_breaker(service), int(service.desired_count)):
            _give_up(service, current, now)
    elif number >= breaker.PATIENCE:
        service.retry = now + breaker.pause(number)
        tell(service, "is unable to consistently start tasks successfully.", now)


def _give_up(service: Service, current: Fields, now: float) -> None:
    """Let the deployment fail; with rollback, the last one that was completed takes its place."""
    current |= {"rolloutState": "FAILED", "rolloutStateReason": breaker.FAILURE, "updatedAt": moment(now)}
    tell(service, f"(deployment {current['id']}) deployment failed: tasks failed to start.", now)
    earlier_deployments = service.deployments[1:]
    successor = next((item for item in earlier_deployments if item["rolloutState"] == "COMPLETED"), None)
    if successor is None or not _breaker(service).get("rollback"):
        return
    current["status"] = "ACTIVE"
    successor |= {"status": "PRIMARY", "rolloutState": "IN_PROGRESS", "failedTasks": 0}
    successor["rolloutStateReason"] = breaker.rollback_reason(successor["id"])
    tell(service, f"rolling back to deployment {successor['id']}.", now)
    service.task_definition = successor["taskDefinition"]
    if successor.get("networkConfiguration"):
        service.network_configuration = successor["networkConfiguration"]
    service.deployments = [successor, *(item for item in service.deployments if item is not successor)]


def _has_healthy_task(services: Services, service: Service, deployment: Parameters) -> bool:
    """Whether a task of the deployment runs, and no load balancer says otherwise."""
    for task in services.tasks(service):
        if task.started_by != deployment["id"] or not tasks.is_running(task):
            continue
        balancers = list(services.target_groups(service))
        if all(_is_healthy(services, task, balancer) for balancer in balancers):
            return True
    return False


def _is_healthy(services: Services, task: Task, balancer: Fields) -> bool:
    target = services.target(task, balancer)
    return target is None or services.health(balancer["targetGroupArn"], target) not in ("initial", "unhealthy")


def _grace_period(service: Service) -> float:
    return float(getattr(service, "health_check_grace_period_seconds", None) or 0) / FASTER


def _breaker(service: Service) -> Parameters:
    return deployment_configuration(service).get("deploymentCircuitBreaker") or {}
