"""Everything of moto's ECS that compute reads, writes or replaces, so that a new moto breaks one file."""

from __future__ import annotations

import inspect
import itertools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import moto.ecs.models
from moto.backends import get_backend
from moto.ecs.exceptions import ECSException, InvalidParameterException
from moto.ecs.models import EC2ContainerServiceBackend, Task
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.moto_api import state_manager

from awslab.cloud.ecr.moto_images import missing_image
from awslab.cloud.ecs.life import strategies, tasks
from awslab.cloud.gateway.corrections import Original, correct

_FIRST_DYNAMIC_PORT = 32768
_MANAGED = ("FARGATE", "FARGATE_SPOT")
_taken: list[Callable[[], float]] = []


class Ecs:
    """One account's ECS in every region that has been asked for."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def regions(self) -> Iterator[Any]:
        """moto's backends."""
        yield from list(get_backend("ecs")[self._account_id].values())

    def tasks(self, backend: Any) -> list[Any]:
        """Every task of a region, stopped ones too."""
        return [task for cluster in list(backend.tasks.values()) for task in list(cluster.values())]

    def count(self, backend: Any) -> None:
        """Make the clusters' counts those of their tasks and services."""
        known = self.tasks(backend)
        for cluster in list(backend.clusters.values()):
            states = [task.last_status for task in known if task.cluster_arn == cluster.arn and tasks.is_alive(task)]
            cluster.running_tasks_count = states.count("RUNNING")
            cluster.pending_tasks_count = len(states) - cluster.running_tasks_count
            cluster.active_services_count = sum(
                service.cluster_arn == cluster.arn and service.status == "ACTIVE"
                for service in list(backend.services.values())
            )

    def release(self, backend: Any, task: Any) -> None:
        """A task has stopped: its network interface goes, and its share of the container instance is free again."""
        nic = get_backend("ec2")[self._account_id][backend.region_name].enis.get(tasks.interface(task) or "")
        if nic is not None:
            nic.delete()
        machines = backend.container_instances.get(task.cluster_name, {})
        machine = machines.get((task.container_instance_arn or "").split("/")[-1])
        if machine is not None:
            backend.update_container_instance_resources(machine, task.resource_requirements, removing=True)


def take_over(clock: Callable[[], float]) -> None:
    """Let moto's tasks live by this clock, in this process."""
    # moto would move a task on with every look at it
    state_manager.set_transition("ecs::task", {"progression": "manual", "times": sys.maxsize})
    # EC2 then chooses one from the subnet
    vars(moto.ecs.models)["random_private_ip"] = lambda: ""
    if not _taken:
        _replace()
    _taken[:] = [clock]


def _now() -> float:
    return _taken[0]()


def _replace() -> None:
    correct(Task, "__init__")(_begin)
    correct(EC2ContainerServiceBackend, "run_task")(_run_task)
    correct(EC2ContainerServiceResponse, "run_task")(_tell_failures)
    correct(EC2ContainerServiceBackend, "stop_task")(_stop_task)
    correct(EC2ContainerServiceBackend, "describe_tasks")(_describe_tasks)
    correct(EC2ContainerServiceResponse, "describe_tasks")(_missing_tasks)
    correct(EC2ContainerServiceResponse, "list_tasks")(_list_tasks)
    correct(EC2ContainerServiceBackend, "delete_cluster")(_delete_cluster)


def _begin(original: Original, task: Any, *positional: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html

    The network interface: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
    """
    original(task, *positional, **named)
    definition = named["task_definition"] if "task_definition" in named else positional[1]
    nic = get_backend("ec2")[task._account_id][task.region_name].enis.get(tasks.interface(task) or "")
    if nic is not None:
        attachment = task.attachments[0]
        attachment["details"] = [each for each in attachment["details"] if each["value"] is not None]
        nic.description = f"arn:aws:ecs:{task.region_name}:{task._account_id}:attachment/{attachment['id']}"
        nic.requester_managed = True
        if task.network_configuration["awsvpcConfiguration"].get("assignPublicIp") == "ENABLED":
            nic.public_ip_auto_assign = True
            nic.start()
    failure = missing_image(task._account_id, definition.container_definitions)
    zone = nic.availability_zone if nic else None
    tasks.begin(task, definition, zone, _now(), failure)
    task.bindings = _bindings(task, definition)


def _bindings(task: Any, definition: Any) -> dict[str, list[dict[str, Any]]]:
    """The ports of the container instance that lead to the containers, by their names.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
    """
    if not task.container_instance_arn or definition.network_mode == "awsvpc":
        return {}
    free = (port for port in itertools.count(_FIRST_DYNAMIC_PORT) if port not in _used(task))
    bindings: dict[str, list[dict[str, Any]]] = {}
    for container in definition.container_definitions:
        bindings[container["name"]] = [
            {
                "bindIP": "0.0.0.0",
                "containerPort": each["containerPort"],
                "hostPort": each["containerPort"]
                if definition.network_mode == "host"
                else each.get("hostPort") or next(free),
                "protocol": each.get("protocol", "tcp"),
            }
            for each in container.get("portMappings", [])
        ]
    return bindings


def _used(task: Any) -> set[int]:
    """The ports that other tasks have on the same container instance."""
    neighbours = [
        each
        for each in list(task._backend.tasks.get(task.cluster_name, {}).values())
        if each.container_instance_arn == task.container_instance_arn and each.last_status != "STOPPED"
    ]
    return {int(bound["hostPort"]) for each in neighbours for ports in each.bindings.values() for bound in ports}


def _run_task(original: Original, backend: Any, *positional: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html: tasks on container instances need
    one in the cluster."""
    given = inspect.signature(original).bind(backend, *positional, **named).arguments
    cluster = backend._get_cluster(given["cluster_str"])
    strategy = given.get("capacity_provider_strategy")
    if not given.get("launch_type"):
        strategy = strategy or cluster.default_capacity_provider_strategy
    if strategy and len(strategy) > 1 and given["count"] > 1:
        return _spread(original, backend, given, strategy)
    managed = given.get("launch_type") == "FARGATE" or (strategy and strategy[0]["capacityProvider"] in _MANAGED)
    if not managed and not backend.container_instances.get(cluster.name):
        raise InvalidParameterException("No Container Instances were found in your cluster.")
    return original(backend, *positional, **named)


def _tell_failures(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html: RESOURCE:CPU and so on,
    for each container instance that has no room."""
    answer = original(response)
    backend, asked = response.ecs_backend, response._get_params()
    for task in answer.result["tasks"]:
        task.enable_execute_command = bool(asked.get("enableExecuteCommand"))
    if len(answer.result["tasks"]) < int(asked.get("count") or 1):
        needed = backend._calculate_task_resource_requirements(
            backend.describe_task_definition(asked["taskDefinition"])
        )
        cluster = backend._get_cluster(asked.get("cluster", "default"))
        answer.result["failures"] = [
            {"arn": machine.container_instance_arn, "reason": f"RESOURCE:{_lacking(machine, needed)}"}
            for machine in list(backend.container_instances.get(cluster.name, {}).values())
        ]
    return answer


def _lacking(machine: Any, needed: dict[str, Any]) -> str:
    left = {each["name"]: each for each in machine.remaining_resources}
    for name in ("CPU", "MEMORY"):
        if needed[name] > left[name]["integerValue"]:
            return name
    return "PORTS"


def _spread(original: Original, backend: Any, given: dict[str, Any], strategy: list[Any]) -> list[Any]:
    """One task after the other, each on the provider whose turn it is."""
    started: list[Any] = []
    named = {name: value for name, value in given.items() if name != "self"}
    for _ in range(given["count"]):
        turn = strategies.ordered(strategy, (each.capacity_provider_name for each in started))
        started += original(backend, **{**named, "count": 1, "capacity_provider_strategy": turn})
    return started


def _stop_task(_: Original, backend: Any, cluster_str: str, task_str: str, reason: str | None) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html"""
    found = _named(backend, cluster_str, task_str)
    if found is None:
        raise InvalidParameterException("The referenced task was not found.")
    tasks.stop(found, tasks.USER, reason or "Task stopped by user", _now())
    return found


def _describe_tasks(_: Original, backend: Any, cluster_str: str, asked: list[str]) -> list[Any]:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html: of one cluster."""
    backend._get_cluster(cluster_str)
    if not asked:
        raise InvalidParameterException("Tasks cannot be empty.")
    found = (_named(backend, cluster_str, name) for name in asked)
    return [task for task in found if task is not None]


def _missing_tasks(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html: MISSING."""
    answer = original(response)
    backend, asked = response.ecs_backend, response._get_params()
    cluster = asked.get("cluster", "default")
    answer.result["failures"] = [
        {"arn": _arn(backend, cluster, name), "reason": "MISSING"}
        for name in asked.get("tasks", [])
        if _named(backend, cluster, name) is None
    ]
    return answer


def _list_tasks(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html:
    by default those that shall run."""
    asked = response._get_params()
    backend = response.ecs_backend
    wanted = asked.get("desiredStatus", "RUNNING")
    service = str(asked.get("serviceName", "")).split("/")[-1]
    if service:
        backend._get_service(asked.get("cluster", "default"), service)
    answer = original(response)
    by_arn = {task.task_arn: task for cluster in list(backend.tasks.values()) for task in list(cluster.values())}
    answer.result["taskArns"] = [
        arn
        for arn in answer.result["taskArns"]
        if by_arn[arn].desired_status == wanted
        and (not service or by_arn[arn].group == f"service:{service}")
        and asked.get("launchType") in (None, by_arn[arn].launch_type)
    ]
    return answer


def _delete_cluster(original: Original, backend: Any, cluster_str: str) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html (Errors).

    The sentences are in many public reports.
    """
    cluster = backend._get_cluster(cluster_str)
    if any(
        service.cluster_arn == cluster.arn and service.status != "INACTIVE" for service in backend.services.values()
    ):
        raise ECSException(
            "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."
        )
    if any(task.last_status != "STOPPED" for task in list(backend.tasks.get(cluster.name, {}).values())):
        raise ECSException("ClusterContainsTasksException", "The Cluster cannot be deleted while Tasks are active.")
    if backend.container_instances.get(cluster.name):
        raise ECSException(
            "ClusterContainsContainerInstancesException",
            "The Cluster cannot be deleted while Container Instances are active or draining.",
        )
    return original(backend, cluster_str)


def _named(backend: Any, cluster: str, name: str) -> Any:
    """The task with an id or ARN; None when the cluster has none."""
    found = backend.tasks.get(backend._get_cluster(cluster).name, {})
    return next((task for task in list(found.values()) if name in (task.id, task.task_arn)), None)


def _arn(backend: Any, cluster: str, name: str) -> str:
    named = f"arn:aws:ecs:{backend.region_name}:{backend.account_id}:task/{cluster.split('/')[-1]}/{name}"
    return name if name.startswith("arn:") else named
