"""Task definitions that ECS refuses. The texts: ECS developer guide, task-cpu-memory-error, and public reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"

_SIZES: Mapping[int, range | tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16384 + 1, 1024),
    4096: range(8192, 30720 + 1, 1024),
    8192: range(16384, 61440 + 1, 4096),
    16384: range(32768, 122880 + 1, 8192),
    32768: (61440, 122880, 249856),
}
"""CPU units of a Fargate task → MiB of memory that go with them."""


@guard("ecs", "RegisterTaskDefinition", source=_GUIDE + "task-cpu-memory-error.html")
def fargate_task_is_possible(request: AwsRequest, _: State) -> Refusal | None:
    """On Fargate: awsvpc networking, CPU and memory at the task, and in one of the combinations that exist."""
    if "FARGATE" not in (request.parameters.get("requiresCompatibilities") or ()):
        return None
    if request.parameters.get("networkMode") != "awsvpc":
        return _client("Fargate only supports network mode ‘awsvpc’.")  # noqa: RUF001 - the quotes are AWS's own
    for name in ("cpu", "memory"):
        if not request.parameters.get(name):
            return _client(f"Fargate requires that '{name}' be defined at the task level.")
    cpu = _units(str(request.parameters["cpu"]), r"vcpu")
    memory = _units(str(request.parameters["memory"]), r"gb")
    if cpu not in _SIZES or memory not in _SIZES[cpu]:
        return _client("No Fargate configuration exists for given values.")
    return None


@guard("ecs", "RegisterTaskDefinition", source=_GUIDE + "task_execution_IAM_role.html")
def fargate_task_may_be_prepared(request: AwsRequest, _: State) -> Refusal | None:
    """On Fargate, logs, secrets and private images of ECR need an execution role."""
    asked = request.parameters
    if "FARGATE" not in (asked.get("requiresCompatibilities") or ()) or asked.get("executionRoleArn"):
        return None
    needs = "Fargate requires task definition to have execution role ARN to support"
    for container in _containers(request):
        if (container.get("logConfiguration") or {}).get("logDriver") == "awslogs":
            return _client(f"{needs} log driver awslogs.")
        if ".dkr.ecr." in str(container.get("image", "")):
            return _client(f"{needs} ECR images.")
        if container.get("secrets"):
            return _client(
                "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
            )
    return None


@guard("ecs", "RegisterTaskDefinition", source=_API + "API_ContainerDefinition.html")
def containers_are_whole(request: AwsRequest, _: State) -> Refusal | None:
    """There are some, each with a name of its own and an image; one of them is essential."""
    containers = _containers(request)
    if not containers:
        return _client("Container list cannot be empty.")
    for container in containers:
        for name in ("name", "image"):
            if not container.get(name):
                return _client(f"Container.{name} should not be null or empty.")
    twice = [name for name, number in Counter(str(each["name"]) for each in containers).items() if number > 1]
    if twice:
        return _client("Container.name should be unique within a task definition.")  # not AWS's words
    if all(each.get("essential") is False for each in containers):
        return _client("The task definition doesn't have any essential container.")
    return None


@guard("ecs", "RegisterTaskDefinition", source=_API + "API_PortMapping.html")
def host_ports_are_the_containers_own(request: AwsRequest, _: State) -> Refusal | None:
    """With a network interface of its own a task has no other host ports."""
    if request.parameters.get("networkMode") not in ("awsvpc", "host"):
        return None
    for container in _containers(request):
        for mapping in container.get("portMappings") or ():
            if mapping.get("hostPort") not in (None, 0, mapping.get("containerPort")):
                mode = request.parameters["networkMode"]
                return _client(
                    f"When networkMode={mode}, the host ports and container ports in port mappings must match."
                )
    return None


@guard("ecs", "RegisterTaskDefinition", source=_API + "API_ContainerDefinition.html")
def containers_fit_into_the_task(request: AwsRequest, _: State) -> Refusal | None:
    """Their CPU units together are within the task's; without memory of the task's each has its own."""
    asked = request.parameters
    units = sum(int(each.get("cpu") or 0) for each in _containers(request))
    if asked.get("cpu") and units > _units(str(asked["cpu"]), r"vcpu"):
        return _client("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.")
    for container in () if asked.get("memory") else _containers(request):
        if not container.get("memory") and not container.get("memoryReservation"):
            return _client(
                f"Invalid setting for container '{container['name']}'. At least one of 'memory' or "
                "'memoryReservation' must be specified."
            )
    return None


@guard("ecs", "RegisterTaskDefinition", source=_GUIDE + "using_awslogs.html")
def logs_have_a_place(request: AwsRequest, _: State) -> Refusal | None:
    """The driver awslogs is told the group and the region; on Fargate a prefix, too."""
    for container in _containers(request):
        configured = container.get("logConfiguration") or {}
        options = configured.get("options") or {}
        missing = [name for name in ("awslogs-region", "awslogs-group") if name not in options]
        if configured.get("logDriver") == "awslogs" and missing:
            return _client(f"Log driver awslogs requires options: {', '.join(missing)}")
    return None


@guard("ecs", "RegisterTaskDefinition", source=_API + "API_ContainerDependency.html")
def dependencies_can_be_met(request: AwsRequest, _: State) -> Refusal | None:
    """A container that others wait for to end is not essential."""
    essential = {str(each["name"]) for each in _containers(request) if each.get("essential") is not False}
    for container in _containers(request):
        for dependency in container.get("dependsOn") or ():
            ends = dependency.get("condition") in ("SUCCESS", "COMPLETE")
            if ends and dependency.get("containerName") in essential:
                return _client(
                    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
                )
    return None


def _containers(request: AwsRequest) -> list[Mapping[str, Any]]:
    return list(request.parameters.get("containerDefinitions") or ())


def _units(value: str, unit: str) -> int:
    """`"256"` as it is, `"0.25 vCPU"` and `"1 GB"` times 1024; 0 for anything else."""
    if value.strip().isdigit():
        return int(value)
    found = re.fullmatch(rf"\s*(\d*\.?\d+)\s*{unit}\s*", value, re.IGNORECASE)
    return round(float(found[1]) * 1024) if found else 0


def _client(message: str) -> Refusal:
    return Refusal("ClientException", message, 400)
