"""The state of an ECS task while time passes: its states, times, containers and network interface.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from awslab.cloud.ecs.life.pace import PENDING, PROVISIONING, Course
from awslab.cloud.ports.clock import moment

if TYPE_CHECKING:
    from awslab.cloud.ecs.entities import Fields, Parameters, Task, TaskDefinition

USER = "UserInitiated"
SCHEDULER = "ServiceSchedulerInitiated"
NOT_STARTED = "TaskFailedToStart"


def begin(task: Task, definition: TaskDefinition, zone: str | None, now: float, failure: str = "") -> None:
    """Fill in what moto leaves out of a new task. `failure` is why its image cannot be pulled."""
    task.failure = failure
    task.failed_check = ""
    task.is_counted = False
    task.bindings = {}
    task.course = Course(now, has_interface=bool(task.attachments))
    task.created_at = moment(now)
    task.version = 1
    task.is_target = False
    task.availability_zone = zone
    task.cpu = definition.cpu or str(
        sum(int(container.get("cpu") or 0) for container in definition.container_definitions)
    )
    task.memory = definition.memory or str(sum(_memory(container) for container in definition.container_definitions))
    task.enable_execute_command = False
    task.health_status = "UNKNOWN"
    task.stopped_reason = None
    task.started_by = task.started_by or None
    _place_on_capacity(task)
    task.overrides = {"containerOverrides": [], "inferenceAcceleratorOverrides": [], **task.overrides}
    overrides: list[Fields] = task.overrides["containerOverrides"]
    names_with_override = {str(override.get("name")) for override in overrides}
    names = (container["name"] for container in definition.container_definitions)
    task.overrides["containerOverrides"] = [
        *overrides,
        *({"name": name} for name in names if name not in names_with_override),
    ]
    task.containers = [_container(task, container) for container in definition.container_definitions]
    for attachment in task.attachments:
        attachment["status"] = "PRECREATED"
    advance(task, now)


def stop(task: Task, code: str, reason: str, now: float) -> None:
    """Ask a task to stop; this does nothing when it was asked before."""
    if task.course.stop is not None:
        return
    task.course = Course(task.course.began, task.course.has_interface, now)
    task.desired_status = "STOPPED"
    task.stop_code = code
    task.stopped_reason = reason
    task.stopping_at = moment(now)
    task.version += 1


def advance(task: Task, now: float) -> bool:
    """Bring a task to where it is at this time, and return whether it has stopped just now."""
    if task.last_status == "STOPPED":
        return False
    _fail(task, now)
    course = task.course
    task.last_status = course.status(now)
    if course.placed <= now and (course.stop is None or course.placed <= course.stop):
        task.connectivity = "CONNECTED"
        task.connectivity_at = task.pull_started_at = moment(course.placed)
        _attach(task)
    if course.ran and course.running <= now:
        task.pull_stopped_at = moment(course.running - PROVISIONING / 2)
        task.started_at = moment(course.running)
        _show(task.containers, "RUNNING")
        for container in task.containers:
            container["networkBindings"] = task.bindings.get(container["name"], [])
            container.setdefault("runtimeId", f"{task.id.replace('-', '')}-{_digest(container['containerArn'])[:10]}")
    if course.ended is not None and course.ended <= now:
        task.execution_stopped_at = moment(course.ended)
        _show(task.containers, "STOPPED")
        if course.ran:
            for container in task.containers:
                container.setdefault("exitCode", 0)
    if course.stopped is None or now < course.stopped:
        return False
    task.stopped_at = moment(course.stopped)
    for attachment in task.attachments:
        attachment["status"] = "DELETED"
    return True


def _fail(task: Task, now: float) -> None:
    """Stop a task whose image cannot be pulled.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/failed-to-start-error.html
    """
    time_of_failure = task.course.placed + PENDING / 2
    if task.failure and task.course.stop is None and now >= time_of_failure:
        stop(task, NOT_STARTED, task.failure, time_of_failure)
        for container in task.containers:
            container["reason"] = task.failure


def is_alive(task: Task) -> bool:
    """Whether a task is meant to run."""
    return bool(task.desired_status == "RUNNING")


def is_running(task: Task) -> bool:
    """Whether a task is meant to run and does."""
    return is_alive(task) and task.last_status == "RUNNING"


def address(task: Task) -> str | None:
    """Return the private address of a task's own network interface; None without one."""
    return _detail(task, "privateIPv4Address")


def interface(task: Task) -> str | None:
    """Return the id of a task's own network interface; None without one."""
    return _detail(task, "networkInterfaceId")


def subnet(task: Task) -> str | None:
    """Return the subnet of a task's own network interface; None without one."""
    return _detail(task, "subnetId")


def _place_on_capacity(task: Task) -> None:
    """Fill in where a task runs.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html: LATEST is 1.4.0.
    """
    if task.launch_type == "FARGATE" or task.capacity_provider_name in ("FARGATE", "FARGATE_SPOT"):
        task.launch_type = "FARGATE"
        task.platform_version = "1.4.0" if task.platform_version in (None, "LATEST") else task.platform_version
        task.platform_family = "Linux"
        task.ephemeral_storage = {"sizeInGiB": 20}
    else:
        task.launch_type = task.launch_type or "EC2"


def _container(task: Task, definition: Parameters) -> Fields:
    arn = task.task_arn.replace(":task/", ":container/")
    identifier = _digest(f"{task.id}/{definition['name']}")
    image = str(definition.get("image", ""))
    container = {
        "containerArn": f"{arn}/{identifier[:8]}-{identifier[8:12]}-{identifier[12:16]}-{identifier[16:20]}-"
        f"{identifier[20:32]}",
        "taskArn": task.task_arn,
        "name": definition["name"],
        "image": image,
        "imageDigest": f"sha256:{hashlib.sha256(image.encode()).hexdigest()}",
        "lastStatus": "PENDING",
        "networkBindings": [],
        "networkInterfaces": [],
        "healthStatus": "UNKNOWN",
        "cpu": str(definition.get("cpu") or 0),
    }
    for size in ("memory", "memoryReservation"):
        if definition.get(size):
            container[size] = str(definition[size])
    return container


def _attach(task: Task) -> None:
    for attachment in task.attachments:
        if attachment["status"] == "PRECREATED":
            attachment["status"] = "ATTACHED"
            interface = {"attachmentId": attachment["id"], "privateIpv4Address": address(task)}
            for container in task.containers:
                container["networkInterfaces"] = [interface]


def _show(containers: Iterable[Fields], status: str) -> None:
    for container in containers:
        container["lastStatus"] = status


def _detail(task: Task, name: str) -> str | None:
    details = (detail for attachment in task.attachments for detail in attachment["details"])
    return next((str(detail["value"]) for detail in details if detail["name"] == name), None)


def _memory(definition: Parameters) -> int:
    return int(definition.get("memory") or definition.get("memoryReservation") or 0)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
