"""ECS services that live: what is refused when they are made, and how they change and end."""

from __future__ import annotations

import inspect

from moto.ecs.exceptions import ECSException, InvalidParameterException, ServiceNotFoundException
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from awslab.cloud.ecs.corrections.responses import Response, Result
from awslab.cloud.ecs.entities import EcsBackend, Fields, Parameters, Service, TaskDefinition, container_named
from awslab.cloud.ecs.moto_ecs import CHANGES, target_group
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.clock import CLOCK, moment

_DEPLOYS = ("network_configuration", "platform_version", "load_balancers", "service_registries", "propagate_tags")
"""Changes that need new tasks, besides those of the task definition and of the capacity."""
_ROLE = "arn:aws:iam::{}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"


@correct(EC2ContainerServiceResponse, "create_service")
def creation_is_undisturbed(original: Original, response: Response) -> Result:
    """Keep the scheduler away until the new service is complete.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
    """
    with CHANGES:
        result: Result = original(response)
        return result


@correct(EC2ContainerServiceResponse, "update_service")
def change_is_undisturbed(original: Original, response: Response) -> Result:
    """Keep the scheduler away until the change is complete.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
    """
    with CHANGES:
        result: Result = original(response)
        return result


@correct(EC2ContainerServiceBackend, "create_service")
def new_services_begin_a_deployment(
    original: Original, backend: EcsBackend, *arguments: object, **keywords: object
) -> Service:
    """Refuse what AWS refuses of a new service, and begin its first deployment.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
    """
    parameters = inspect.signature(original).bind(backend, *arguments, **keywords).arguments
    _check_name(backend, parameters)
    if parameters.get("task_definition_str"):
        _check(backend, backend.describe_task_definition(parameters["task_definition_str"]), parameters)
    service: Service = original(backend, *arguments, **keywords)
    service.created_at = moment(CLOCK.time())
    service.created_by = f"arn:aws:iam::{backend.account_id}:root"
    service.role_arn = service.role_arn or _ROLE.format(backend.account_id)
    service.is_steady = False
    service.retry = 0.0
    if service.launch_type == "FARGATE":
        service.platform_version = service.platform_version or "LATEST"
        service.platform_family = "Linux"
    for deployment in service.deployments:
        deployment["rolloutState"] = "IN_PROGRESS"
        deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} in progress."
        deployment["platformVersion"] = "1.4.0" if service.launch_type == "FARGATE" else None
    return service


def _check_name(backend: EcsBackend, parameters: Parameters) -> None:
    cluster = backend._get_cluster(parameters["cluster_str"])
    namesake = backend.services.get(f"{cluster.name}:{parameters['service_name']}")
    if namesake is not None and namesake.status == "ACTIVE":
        raise InvalidParameterException("Creation of service was not idempotent.")
    if namesake is not None and namesake.status == "DRAINING":
        raise InvalidParameterException("Unable to Start a service that is still Draining.")


def _check(backend: EcsBackend, definition: TaskDefinition, parameters: Parameters) -> None:
    """Refuse a service whose network or load balancers do not go with its task definition.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html; the sentences are in many
    public reports.
    """
    if definition.network_mode == "awsvpc" and not parameters.get("network_configuration"):
        raise InvalidParameterException(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        )
    for balancer in parameters.get("load_balancers") or ():
        name, port = balancer.get("containerName"), balancer.get("containerPort")
        container = container_named(definition.container_definitions, name)
        if container is None:
            raise InvalidParameterException(f"The container {name} does not exist in the task definition.")
        if all(mapping.get("containerPort") != port for mapping in container["portMappings"]):
            raise InvalidParameterException(f"The container {name} did not have a container port {port} defined.")
        if balancer.get("targetGroupArn"):
            _check_target_group(backend, definition, balancer["targetGroupArn"])


def _check_target_group(backend: EcsBackend, definition: TaskDefinition, arn: str) -> None:
    group = target_group(backend, arn)
    if group is None:
        raise InvalidParameterException(
            "Unable to Assume Role and validate the specified targetGroupArn. Please verify that the ECS service role "
            "being passed has the proper permissions."
        )
    if definition.network_mode == "awsvpc" and group.target_type != "ip":
        raise InvalidParameterException(
            f"The provided target group {arn} has target type {group.target_type}, which is incompatible with the "
            "awsvpc network mode specified in the task definition."
        )
    if not group.load_balancer_arns:
        raise InvalidParameterException(
            f"The target group with targetGroupArn {arn} does not have an associated load balancer."
        )


@correct(EC2ContainerServiceBackend, "update_service")
def changes_begin_a_deployment(original: Original, backend: EcsBackend, changes: Fields) -> Service:
    """Begin another deployment; the tasks of the one before go on until those of the new one run.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
    """
    service = _service(backend, changes.get("cluster", "default"), str(changes["service"]))
    if service.status != "ACTIVE":
        raise ECSException("ServiceNotActiveException", "Service was not ACTIVE.")
    earlier_deployments = [dict(deployment) for deployment in service.deployments]
    if any(changes.get(name) is not None for name in (*_DEPLOYS, "capacity_provider_strategy")):
        changes = {**changes, "force_new_deployment": True}
    original(backend, changes)
    service.is_steady, service.retry = False, 0.0
    if earlier_deployments and service.deployments[0]["id"] != earlier_deployments[0]["id"]:
        _begin_deployment(service, earlier_deployments)
    return service


def _begin_deployment(service: Service, earlier_deployments: list[Fields]) -> None:
    current = service.deployments[0]
    current |= {
        "runningCount": 0,
        "pendingCount": 0,
        "failedTasks": 0,
        "rolloutState": "IN_PROGRESS",
        "rolloutStateReason": f"ECS deployment {current['id']} in progress.",
        "status": "PRIMARY",
        "networkConfiguration": service.network_configuration or None,
    }
    for deployment in earlier_deployments:
        deployment["status"] = "ACTIVE"
    service.deployments = [current, *earlier_deployments]


@correct(EC2ContainerServiceBackend, "delete_service")
def deleted_services_drain(
    _: Original, backend: EcsBackend, cluster_name: str, service_name: str, force: bool
) -> Service:
    """Let a deleted service be DRAINING while its tasks stop; then it is INACTIVE.

    https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html
    """
    service = _service(backend, cluster_name, service_name)
    if service.status == "INACTIVE":
        raise ECSException("ServiceNotActiveException", "Service was not ACTIVE.")
    if service.desired_count > 0 and not force:
        raise InvalidParameterException("The service cannot be stopped while it is scaled above 0.")
    service.status = "DRAINING"
    service.desired_count = 0
    return service


@correct(EC2ContainerServiceBackend, "list_services")
def deleted_services_are_not_listed(
    original: Original, backend: EcsBackend, cluster_str: str, *arguments: object, **keywords: object
) -> list[str]:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html: a service that is deleted is
    not listed."""
    active = {service.arn for service in backend.services.values() if service.status == "ACTIVE"}
    return [arn for arn in original(backend, cluster_str, *arguments, **keywords) if arn in active]


def _service(backend: EcsBackend, cluster_name: str, name: str) -> Service:
    """Return the service of a cluster by its name or ARN. Raises moto's ServiceNotFoundException."""
    cluster = backend._get_cluster(cluster_name)
    service = backend.services.get(f"{cluster.name}:{name.split('/')[-1]}")
    if service is None:
        raise ServiceNotFoundException
    return service
