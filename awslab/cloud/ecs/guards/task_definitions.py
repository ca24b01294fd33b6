"""Task definitions that ECS refuses. The sentences are from the guide (task-cpu-memory-error) and public reports."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from awslab.cloud.ecs.entities import Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
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


@guard("ecs", "RegisterTaskDefinition", phase=Phase.COMBINATION, source=_GUIDE + "task-cpu-memory-error.html")
def fargate_sizes_and_network_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse Fargate tasks without awsvpc networking, or with a combination of CPU and memory that does not exist."""
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


@guard("ecs", "RegisterTaskDefinition", phase=Phase.COMBINATION, source=_GUIDE + "task_execution_IAM_role.html")
def fargate_needs_an_execution_role(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse Fargate tasks with logs, secrets or private images of ECR and without an execution role."""
    parameters = request.parameters
    if "FARGATE" not in (parameters.get("requiresCompatibilities") or ()) or parameters.get("executionRoleArn"):
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


@guard("ecs", "RegisterTaskDefinition", phase=Phase.COMBINATION, source=_API + "API_ContainerDefinition.html")
def containers_have_names_and_images(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse a task without containers or without an essential one, and containers without an own name or an image."""
    containers = _containers(request)
    if not containers:
        return _client("Container list cannot be empty.")
    for container in containers:
        for name in ("name", "image"):
            if not container.get(name):
                return _client(f"Container.{name} should not be null or empty.")
    if any(number > 1 for number in Counter(str(container["name"]) for container in containers).values()):
        return _client("Container.name should be unique within a task definition.")  # not AWS's words
    if all(container.get("essential") is False for container in containers):
        return _client("The task definition doesn't have any essential container.")
    return None


@guard("ecs", "RegisterTaskDefinition", phase=Phase.COMBINATION, source=_API + "API_PortMapping.html")
def host_ports_equal_container_ports(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse other host ports than the containers' own for tasks with a network interface of their own."""
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


@guard("ecs", "RegisterTaskDefinition", phase=Phase.COMBINATION, source=_API + "API_ContainerDefinition.html")
def containers_fit_into_the_task(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse containers with more CPU units than the task, or without memory where the task has none."""
    parameters = request.parameters
    units = sum(int(container.get("cpu") or 0) for container in _containers(request))
    if parameters.get("cpu") and units > _units(str(parameters["cpu"]), r"vcpu"):
        return _client("The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.")
    for container in () if parameters.get("memory") else _containers(request):
        if not container.get("memory") and not container.get("memoryReservation"):
            return _client(
                f"Invalid setting for container '{container['name']}'. At least one of 'memory' or "
                "'memoryReservation' must be specified."
            )
    return None


@guard("ecs", "RegisterTaskDefinition", phase=Phase.COMBINATION, source=_GUIDE + "using_awslogs.html")
def awslogs_options_are_required(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse the log driver awslogs without its group and region."""
    for container in _containers(request):
        configuration = container.get("logConfiguration") or {}
        options = configuration.get("options") or {}
        missing = [name for name in ("awslogs-region", "awslogs-group") if name not in options]
        if configuration.get("logDriver") == "awslogs" and missing:
            return _client(f"Log driver awslogs requires options: {', '.join(missing)}")
    return None


@guard("ecs", "RegisterTaskDefinition", phase=Phase.COMBINATION, source=_API + "API_ContainerDependency.html")
def dependencies_are_not_essential(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse an essential container that another one waits for to end."""
    essential = {
        str(container["name"]) for container in _containers(request) if container.get("essential") is not False
    }
    for container in _containers(request):
        for dependency in container.get("dependsOn") or ():
            ends = dependency.get("condition") in ("SUCCESS", "COMPLETE")
            if ends and dependency.get("containerName") in essential:
                return _client(
                    "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"
                )
    return None


def _containers(request: AwsRequest) -> list[Parameters]:
    return list(request.parameters.get("containerDefinitions") or ())


def _units(value: str, unit: str) -> int:
    """Return `"256"` as it is, `"0.25 vCPU"` and `"1 GB"` times 1024; 0 for anything else."""
    if value.strip().isdigit():
        return int(value)
    number = re.fullmatch(rf"\s*(\d*\.?\d+)\s*{unit}\s*", value, re.IGNORECASE)
    return round(float(number[1]) * 1024) if number else 0


def _client(message: str) -> Refusal:
    return Refusal("ClientException", message, 400)
