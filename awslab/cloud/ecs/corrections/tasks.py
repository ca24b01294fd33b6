"""ECS tasks that live: how they begin and stop, and what is told of those that cannot start."""

from __future__ import annotations

import inspect
import itertools
import sys

import moto.ecs.models
from moto.ecs.exceptions import InvalidParameterException
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.models import Task as MotoTask
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.moto_api import state_manager

from awslab.cloud.ecr.moto_images import missing_image
from awslab.cloud.ecs.corrections.responses import Response, Result
from awslab.cloud.ecs.entities import (
    ContainerInstance,
    EcsBackend,
    Fields,
    Parameters,
    Strategy,
    Task,
    TaskDefinition,
    is_on_managed_capacity,
)
from awslab.cloud.ecs.life import strategies, tasks
from awslab.cloud.ecs.moto_ecs import Ecs, network_interface, task_named
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.clock import CLOCK

_FIRST_DYNAMIC_PORT = 32768

# moto would move a task on with every look at it
state_manager.set_transition("ecs::task", {"progression": "manual", "times": sys.maxsize})
# EC2 then chooses one from the subnet
vars(moto.ecs.models)["random_private_ip"] = lambda: ""


@correct(MotoTask, "__init__")
def new_tasks_begin_to_live(original: Original, task: Task, *arguments: object, **keywords: object) -> None:
    """Give a new task its network interface, its ports and its course through the states.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html

    The network interface: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html
    """
    original(task, *arguments, **keywords)
    parameters = inspect.signature(original).bind(task, *arguments, **keywords).arguments
    definition: TaskDefinition = parameters["task_definition"]
    backend: EcsBackend = parameters["backend"]
    zone = _take_interface(backend, task)
    failure = missing_image(backend.account_id, definition.container_definitions)
    tasks.begin(task, definition, zone, CLOCK.time(), failure)
    task.bindings = _bindings(backend, task, definition)


def _take_interface(backend: EcsBackend, task: Task) -> str | None:
    """Make the new network interface one of the task, and return its zone; None without one."""
    interface = network_interface(backend, task)
    if interface is None:
        return None
    attachment = task.attachments[0]
    attachment["details"] = [detail for detail in attachment["details"] if detail["value"] is not None]
    start = f"arn:aws:ecs:{backend.region_name}:{backend.account_id}"
    interface.description = f"{start}:attachment/{attachment['id']}"
    interface.requester_managed = True
    if task.network_configuration["awsvpcConfiguration"].get("assignPublicIp") == "ENABLED":
        interface.public_ip_auto_assign = True
        interface.start()
    return interface.availability_zone


def _bindings(backend: EcsBackend, task: Task, definition: TaskDefinition) -> dict[str, list[Fields]]:
    """Return the ports of the container instance that lead to the containers, by their names.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
    """
    if not task.container_instance_arn or definition.network_mode == "awsvpc":
        return {}
    free_ports = (port for port in itertools.count(_FIRST_DYNAMIC_PORT) if port not in _ports_in_use(backend, task))
    bindings: dict[str, list[Fields]] = {}
    for container in definition.container_definitions:
        bindings[container["name"]] = [
            {
                "bindIP": "0.0.0.0",
                "containerPort": mapping["containerPort"],
                "hostPort": mapping["containerPort"]
                if definition.network_mode == "host"
                else mapping.get("hostPort") or next(free_ports),
                "protocol": mapping.get("protocol", "tcp"),
            }
            for mapping in container.get("portMappings", [])
        ]
    return bindings


def _ports_in_use(backend: EcsBackend, task: Task) -> set[int]:
    """Return the ports that other tasks have on the same container instance."""
    neighbours = [
        neighbour
        for neighbour in list(backend.tasks.get(task.cluster_name, {}).values())
        if neighbour.container_instance_arn == task.container_instance_arn and neighbour.last_status != "STOPPED"
    ]
    return {
        int(binding["hostPort"])
        for neighbour in neighbours
        for bindings in neighbour.bindings.values()
        for binding in bindings
    }


@correct(EC2ContainerServiceBackend, "run_task")
def tasks_need_capacity(original: Original, backend: EcsBackend, *arguments: object, **keywords: object) -> list[Task]:
    """Refuse tasks on container instances in a cluster without any, and spread tasks over capacity providers.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
    """
    parameters = inspect.signature(original).bind(backend, *arguments, **keywords).arguments
    cluster = backend._get_cluster(parameters["cluster_str"])
    strategy: Strategy | None = parameters.get("capacity_provider_strategy")
    if not parameters.get("launch_type"):
        strategy = strategy or cluster.default_capacity_provider_strategy
    if strategy and len(strategy) > 1 and parameters["count"] > 1:
        return _spread(original, backend, parameters, strategy)
    is_managed = is_on_managed_capacity(parameters.get("launch_type"), strategy)
    if not is_managed and not backend.container_instances.get(cluster.name):
        raise InvalidParameterException("No Container Instances were found in your cluster.")
    new_tasks: list[Task] = original(backend, *arguments, **keywords)
    return new_tasks


def _spread(original: Original, backend: EcsBackend, parameters: Parameters, strategy: Strategy) -> list[Task]:
    """Start one task after the other, each on the provider whose turn it is."""
    new_tasks: list[Task] = []
    keywords = {name: value for name, value in parameters.items() if name != "self"}
    for _ in range(parameters["count"]):
        turn = strategies.ordered(strategy, (task.capacity_provider_name for task in new_tasks))
        new_tasks += original(backend, **{**keywords, "count": 1, "capacity_provider_strategy": turn})
    return new_tasks


@correct(EC2ContainerServiceResponse, "run_task")
def failures_are_reported(original: Original, response: Response) -> Result:
    """Report RESOURCE:CPU and so on for each container instance that has no room.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html
    """
    result: Result = original(response)
    backend, parameters = response.ecs_backend, response._get_params()
    for task in result.result["tasks"]:
        task.enable_execute_command = bool(parameters.get("enableExecuteCommand"))
    if len(result.result["tasks"]) < int(parameters.get("count") or 1):
        requirements = backend._calculate_task_resource_requirements(
            backend.describe_task_definition(parameters["taskDefinition"])
        )
        cluster = backend._get_cluster(parameters.get("cluster", "default"))
        result.result["failures"] = [
            {"arn": machine.container_instance_arn, "reason": f"RESOURCE:{_scarcity(machine, requirements)}"}
            for machine in list(backend.container_instances.get(cluster.name, {}).values())
        ]
    return result


def _scarcity(machine: ContainerInstance, requirements: Fields) -> str:
    resources = {resource["name"]: resource for resource in machine.remaining_resources}
    for name in ("CPU", "MEMORY"):
        if requirements[name] > resources[name]["integerValue"]:
            return name
    return "PORTS"


@correct(EC2ContainerServiceBackend, "stop_task")
def stopped_tasks_take_their_time(
    _: Original, backend: EcsBackend, cluster_str: str, task_str: str, reason: str | None
) -> Task:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html"""
    task = task_named(backend, backend._get_cluster(cluster_str).name, task_str)
    if task is None:
        raise InvalidParameterException("The referenced task was not found.")
    tasks.stop(task, tasks.USER, reason or "Task stopped by user", CLOCK.time())
    return task


@correct(EC2ContainerServiceBackend, "describe_tasks")
def tasks_of_one_cluster_are_described(
    _: Original, backend: EcsBackend, cluster_str: str, names: list[str]
) -> list[Task]:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html: of one cluster."""
    cluster = backend._get_cluster(cluster_str)
    if not names:
        raise InvalidParameterException("Tasks cannot be empty.")
    matches = (task_named(backend, cluster.name, name) for name in names)
    return [task for task in matches if task is not None]


@correct(EC2ContainerServiceResponse, "describe_tasks")
def missing_tasks_are_reported(original: Original, response: Response) -> Result:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html: MISSING."""
    result: Result = original(response)
    backend, parameters = response.ecs_backend, response._get_params()
    cluster = str(parameters.get("cluster", "default"))
    result.result["failures"] = [
        {"arn": _arn(backend, cluster, name), "reason": "MISSING"}
        for name in parameters.get("tasks", [])
        if task_named(backend, backend._get_cluster(cluster).name, name) is None
    ]
    return result


@correct(EC2ContainerServiceResponse, "list_tasks")
def running_tasks_are_listed(original: Original, response: Response) -> Result:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html: by default those whose desired
    status is RUNNING."""
    parameters, backend = response._get_params(), response.ecs_backend
    status = parameters.get("desiredStatus", "RUNNING")
    service = str(parameters.get("serviceName", "")).split("/")[-1]
    if service:
        backend._get_service(parameters.get("cluster", "default"), service)
    result: Result = original(response)
    by_arn = {task.task_arn: task for task in Ecs(backend.account_id).tasks(backend)}
    result.result["taskArns"] = [
        arn
        for arn in result.result["taskArns"]
        if by_arn[arn].desired_status == status
        and (not service or by_arn[arn].group == f"service:{service}")
        and parameters.get("launchType") in (None, by_arn[arn].launch_type)
    ]
    return result


def _arn(backend: EcsBackend, cluster: str, name: str) -> str:
    start = f"arn:aws:ecs:{backend.region_name}:{backend.account_id}"
    return name if name.startswith("arn:") else f"{start}:task/{cluster.split('/')[-1]}/{name}"
