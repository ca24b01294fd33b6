"""Amazon ECS."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from moto.ecs.models import EC2ContainerServiceBackend, Service, Task
from moto.ecs.responses import EC2ContainerServiceResponse

from awslab.cloud.gateway.corrections import Original, correct

_KEPT = {
    "enableECSManagedTags": "enable_ecs_managed_tags",
    "enableExecuteCommand": "enable_execute_command",
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    "placementConstraints": "placement_constraints",
    "placementStrategy": "placement_strategy",
}
"""What moto forgets of a service, with the name under which it is shown."""
_MANAGED = ("FARGATE", "FARGATE_SPOT")


@correct(Service, "_validate_network")
def groups_may_be_left_out_of_a_service(original: Original, service: Any, network: dict[str, Any]) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html: securityGroups is
    optional; the tasks then have the VPC's default group."""
    return original(service, _with_groups(network))


@correct(Task, "__init__")
def groups_may_be_left_out_of_a_task(original: Original, task: Any, *positional: Any, **named: Any) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html: as in a service."""
    network = named.get("networking_configuration")
    if network:
        named["networking_configuration"] = _with_groups(network)
    original(task, *positional, **named)


def _with_groups(network: Mapping[str, Any]) -> dict[str, Any]:
    """An empty list is what moto takes for the default group."""
    return {**network, "awsvpcConfiguration": {"securityGroups": [], **network["awsvpcConfiguration"]}}


@correct(EC2ContainerServiceBackend, "_calculate_task_resource_requirements")
def containers_may_share_the_memory_of_the_task(original: Original, definition: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html: memory and
    memoryReservation are optional when the task has a memory value."""
    containers = [
        {"memoryReservation": 0, **container, "portMappings": [_fixed(each) for each in container["portMappings"]]}
        for container in definition.container_definitions
    ]
    return original(SimpleNamespace(container_definitions=containers))


def _fixed(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html: host port 0 is any that is free;
    moto would give it once."""
    return {name: value for name, value in mapping.items() if name != "hostPort" or value}


@correct(EC2ContainerServiceResponse, "create_service")
def strategies_and_deployment_settings_are_kept(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html

    Without a launch type and a strategy, the cluster's default strategy is used.
    """
    answer = original(response)
    service, asked = answer.result["service"], response._get_params()
    service.deployment_configuration = _deployment(service, asked.get("deploymentConfiguration"))
    _keep(service, asked)
    cluster = response.ecs_backend._get_cluster(asked.get("cluster", "default"))
    strategy = asked.get("capacityProviderStrategy") or cluster.default_capacity_provider_strategy
    if strategy and not asked.get("launchType"):
        _use(service, strategy)
    return answer


@correct(EC2ContainerServiceBackend, "update_service")
def services_name_one_revision(original: Original, backend: Any, changes: dict[str, Any]) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html: a family without a revision
    means its newest; another task definition is another deployment."""
    asked = changes.get("task_definition")
    definition = backend.describe_task_definition(asked).arn if asked else None
    strategy = changes.pop("capacity_provider_strategy", None)
    deployment = changes.pop("deployment_configuration", None)
    service = original(
        backend,
        {
            **changes,
            "task_definition": definition,
            "force_new_deployment": bool(changes.get("force_new_deployment") or definition),
        },
    )
    if deployment:
        service.deployment_configuration = _deployment(service, deployment)
    if strategy:
        _use(service, strategy)
    if definition and service.deployments:
        service.deployments[0]["taskDefinition"] = definition
    return service


@correct(EC2ContainerServiceResponse, "update_service")
def changes_that_moto_forgets(original: Original, response: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html"""
    answer = original(response)
    _keep(answer.result["service"], response._get_params())
    return answer


def _keep(service: Any, asked: Mapping[str, Any]) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html"""
    for theirs, ours in _KEPT.items():
        if asked.get(theirs) is not None:
            setattr(service, ours, asked[theirs])


def _use(service: Any, strategy: Iterable[Mapping[str, Any]]) -> None:
    """A service with a strategy has no launch type.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html: weight and base
    are 0 by default.
    """
    listed = [{"weight": 0, "base": 0, **item} for item in strategy]
    service.capacity_provider_strategy = listed
    service.launch_type = None
    for deployment in service.deployments:
        deployment.pop("launchType", None)
        deployment["capacityProviderStrategy"] = listed
        if listed[0]["capacityProvider"] in _MANAGED:
            deployment["platformFamily"] = "Linux"


def _deployment(service: Any, asked: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is asked for over what there is, over the defaults of
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html"""
    daemon = service.scheduling_strategy == "DAEMON"
    defaults = {
        "deploymentCircuitBreaker": {"enable": False, "rollback": False},
        "maximumPercent": 100 if daemon else 200,
        "minimumHealthyPercent": 0 if daemon else 100,
    }
    return defaults | getattr(service, "deployment_configuration", {}) | dict(asked or {})
