"""Networks of ECS tasks and services, and the sizes of containers."""

from __future__ import annotations

from types import SimpleNamespace

from moto.ecs.models import EC2ContainerServiceBackend, Service, Task

from awslab.cloud.ecs.entities import Fields, Parameters, TaskDefinition
from awslab.cloud.gateway.corrections import Original, correct


@correct(Service, "_validate_network")
def groups_may_be_left_out_of_a_service(original: Original, service: Service, network: Parameters) -> object:
    """Take a service without security groups, whose tasks then have the VPC's default group.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html: securityGroups is optional.
    """
    return original(service, _with_groups(network))


@correct(Task, "__init__")
def groups_may_be_left_out_of_a_task(
    original: Original,
    task: Task,
    *arguments: object,
    networking_configuration: Parameters | None = None,
    **more: object,
) -> None:
    """Take a task without security groups, as a service.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html
    """
    network = _with_groups(networking_configuration) if networking_configuration else None
    original(task, *arguments, networking_configuration=network, **more)


def _with_groups(network: Parameters) -> Fields:
    """Return the network with an empty list of groups for none: moto takes that for the default group."""
    return {**network, "awsvpcConfiguration": {"securityGroups": [], **network["awsvpcConfiguration"]}}


@correct(EC2ContainerServiceBackend, "_calculate_task_resource_requirements")
def containers_may_share_the_memory_of_the_task(original: Original, definition: TaskDefinition) -> object:
    """Take containers without memory values of their own.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html: memory and
    memoryReservation are optional when the task has a memory value.
    """
    containers = [
        {
            "memoryReservation": 0,
            **container,
            "portMappings": [_without_free_port(mapping) for mapping in container["portMappings"]],
        }
        for container in definition.container_definitions
    ]
    return original(SimpleNamespace(container_definitions=containers))


def _without_free_port(mapping: Parameters) -> Fields:
    """Return a port mapping without host port 0, which stands for any that is free; moto would give it once.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
    """
    return {name: value for name, value in mapping.items() if name != "hostPort" or value}
