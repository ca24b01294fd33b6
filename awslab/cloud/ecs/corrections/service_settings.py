"""Settings of ECS services that moto forgets: deployments, strategies, placement, grace periods."""

from __future__ import annotations

from collections.abc import Iterable

from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from awslab.cloud.ecs.corrections.responses import Response, Result
from awslab.cloud.ecs.entities import MANAGED, EcsBackend, Fields, Parameters, Service
from awslab.cloud.gateway.corrections import Original, correct

_MEMBERS = {
    "enableECSManagedTags": "enable_ecs_managed_tags",
    "enableExecuteCommand": "enable_execute_command",
    "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    "placementConstraints": "placement_constraints",
    "placementStrategy": "placement_strategy",
}
"""What moto forgets of a service, with the attribute under which it is shown."""


@correct(EC2ContainerServiceResponse, "create_service")
def settings_of_new_services(original: Original, response: Response) -> Result:
    """Remember the settings of a new service; without a launch type and a strategy it has the cluster's default one.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
    """
    result: Result = original(response)
    service, parameters = result.result["service"], response._get_params()
    service.deployment_configuration = _deployment_configuration(service, parameters.get("deploymentConfiguration"))
    _remember(service, parameters)
    cluster = response.ecs_backend._get_cluster(parameters.get("cluster", "default"))
    strategy = parameters.get("capacityProviderStrategy") or cluster.default_capacity_provider_strategy
    if strategy and not parameters.get("launchType"):
        _use(service, strategy)
    return result


@correct(EC2ContainerServiceBackend, "update_service")
def services_name_one_revision(original: Original, backend: EcsBackend, changes: Fields) -> Service:
    """Resolve a family without a revision to its newest; another task definition is another deployment.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
    """
    name = changes.get("task_definition")
    definition = backend.describe_task_definition(name).arn if name else None
    strategy = changes.pop("capacity_provider_strategy", None)
    deployment = changes.pop("deployment_configuration", None)
    is_deployment = bool(changes.get("force_new_deployment") or definition)
    service: Service = original(
        backend, {**changes, "task_definition": definition, "force_new_deployment": is_deployment}
    )
    if deployment:
        service.deployment_configuration = _deployment_configuration(service, deployment)
    if strategy:
        _use(service, strategy)
    if definition and service.deployments:
        service.deployments[0]["taskDefinition"] = definition
    return service


@correct(EC2ContainerServiceResponse, "update_service")
def settings_of_changed_services(original: Original, response: Response) -> Result:
    """Remember the settings that a call changes.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
    """
    result: Result = original(response)
    _remember(result.result["service"], response._get_params())
    return result


def _remember(service: Service, parameters: Parameters) -> None:
    """Set what DescribeServices shows: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html"""
    for member, attribute in _MEMBERS.items():
        if parameters.get(member) is not None:
            setattr(service, attribute, parameters[member])


def _use(service: Service, strategy: Iterable[Parameters]) -> None:
    """Give a service a strategy instead of a launch type.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html: weight and base
    are 0 by default.
    """
    items = [{"weight": 0, "base": 0, **item} for item in strategy]
    service.capacity_provider_strategy = items
    service.launch_type = None
    for deployment in service.deployments:
        deployment.pop("launchType", None)
        deployment["capacityProviderStrategy"] = items
        if items[0]["capacityProvider"] in MANAGED:
            deployment["platformFamily"] = "Linux"


def _deployment_configuration(service: Service, requested: Parameters | None) -> Fields:
    """Return the requested values over those that there are, over the defaults of
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html"""
    is_daemon = service.scheduling_strategy == "DAEMON"
    defaults: Fields = {
        "deploymentCircuitBreaker": {"enable": False, "rollback": False},
        "maximumPercent": 100 if is_daemon else 200,
        "minimumHealthyPercent": 0 if is_daemon else 100,
    }
    return defaults | getattr(service, "deployment_configuration", {}) | dict(requested or {})
