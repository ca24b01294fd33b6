"""Everything of moto's ECS services, and of the target groups they fill, that compute reads, writes or replaces."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from typing import Any

from moto.backends import get_backend
from moto.ecs.exceptions import ECSException, InvalidParameterException, ServiceNotFoundException
from moto.ecs.models import EC2ContainerServiceBackend
from moto.ecs.responses import EC2ContainerServiceResponse

from awslab.cloud.ecs.life import strategies, tasks
from awslab.cloud.gateway.corrections import Original, correct
from awslab.cloud.ports.target_groups import TargetGroups

_DEPLOYS = ("network_configuration", "platform_version", "load_balancers", "service_registries", "propagate_tags")
"""Changes that need new tasks, besides those of the task definition and of the capacity."""
_ROLE = "arn:aws:iam::{}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
_taken: list[tuple[Callable[[], float], AbstractContextManager[Any]]] = []


class Services:
    """The services of one region."""

    def __init__(self, backend: Any, watched: TargetGroups) -> None:
        self._backend = backend
        self._watched = watched

    def all(self) -> list[Any]:
        """Every service, deleted ones too."""
        return list(self._backend.services.values())

    def tasks(self, service: Any) -> list[Any]:
        """The tasks that a service started and that are not over, or are still targets."""
        known = list(self._backend.tasks.get(service.cluster_name, {}).values())
        return [
            task
            for task in known
            if task.group == f"service:{service.name}" and (task.last_status != "STOPPED" or task.is_target)
        ]

    def failed(self, service: Any) -> list[Any]:
        """The tasks that did not start, or failed their checks, and that nobody has counted yet."""
        known = list(self._backend.tasks.get(service.cluster_name, {}).values())
        return [
            task
            for task in known
            if task.group == f"service:{service.name}"
            and not task.is_counted
            and not tasks.is_alive(task)
            and (task.failure or task.failed_check)
        ]

    def machines(self, service: Any) -> int:
        """How many container instances the service's cluster has."""
        machines = self._backend.container_instances.get(service.cluster_name, {}).values()
        return sum(machine.status == "ACTIVE" for machine in list(machines))

    def start(self, service: Any) -> Any:
        """Start a task of the newest deployment; None when no container instance takes it."""
        definition = self._backend.describe_task_definition(service.task_definition)
        tags = {"SERVICE": service.tags, "TASK_DEFINITION": definition.tags}.get(service.propagate_tags)
        if self.why_not(service):
            return None
        started = self._backend.run_task(
            service.cluster_name,
            service.task_definition,
            1,
            None,
            service.deployments[0]["id"],
            deepcopy(tags),
            service.launch_type,
            self._spread(service),
            f"service:{service.name}",
            service.platform_version,
            self._turn(service),
        )
        task = next(iter(started), None)
        if task is not None:
            task.enable_execute_command = bool(getattr(service, "enable_execute_command", False))
        return task

    def why_not(self, service: Any) -> str:
        """Why no task can be placed, as far as that is known."""
        strategy = getattr(service, "capacity_provider_strategy", None)
        managed = strategy[0]["capacityProvider"] in ("FARGATE", "FARGATE_SPOT") if strategy else False
        if managed or service.launch_type == "FARGATE" or self._backend.container_instances.get(service.cluster_name):
            return ""
        return (
            " Reason: No Container Instances were found in your cluster. For more information, see the "
            "Troubleshooting section of the Amazon ECS Developer Guide."
        )

    def target_groups(self, service: Any) -> Iterator[Mapping[str, Any]]:
        """The load balancers' target groups that the service fills, as it names them."""
        for each in service.load_balancers:
            if _target_group(self._backend, each.get("targetGroupArn")) is not None:
                yield each

    def target(self, task: Any, balancer: Mapping[str, Any]) -> tuple[str, int] | None:
        """What a task is as a target: its address with the container's port, or its machine with the port there."""
        if _target_group(self._backend, balancer["targetGroupArn"]).target_type == "ip":
            return tasks.address(task) or "", int(balancer["containerPort"])
        machine = self._machine(task)
        for bound in task.bindings.get(balancer["containerName"], []):
            if machine is not None and bound["containerPort"] == int(balancer["containerPort"]):
                return str(machine.ec2_instance_id), int(bound["hostPort"])
        return None

    def register(self, group_arn: str, targets: Sequence[tuple[str, int]]) -> None:
        """Add targets to a group."""
        _target_group(self._backend, group_arn).register([{"Id": name, "Port": port} for name, port in targets])
        self._watched.came(group_arn, [name for name, _ in targets])

    def deregister(self, group_arn: str, targets: Sequence[tuple[str, int]]) -> None:
        """Take targets out of a group, as far as they are there."""
        group = _target_group(self._backend, group_arn)
        there = [name for name, _ in targets if name in group.targets]
        self._watched.went(group_arn, there)
        group.deregister([{"Id": name} for name in there])

    def health(self, group_arn: str, target: tuple[str, int]) -> str:
        """A target's health, as DescribeTargetHealth names it."""
        return self._watched.state(group_arn, target[0])

    def _machine(self, task: Any) -> Any:
        machines = self._backend.container_instances.get(task.cluster_name, {})
        return machines.get((task.container_instance_arn or "").split("/")[-1])

    def _turn(self, service: Any) -> Any:
        """The capacity provider strategy, with the one first whose turn it is; None without a strategy."""
        strategy = getattr(service, "capacity_provider_strategy", None)
        alive = (task.capacity_provider_name for task in self.tasks(service) if tasks.is_alive(task))
        return strategies.ordered(strategy, alive) if strategy else None

    def _spread(self, service: Any) -> Any:
        """The network configuration, with the subnet that has the fewest tasks first: moto takes that one.

        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
        """
        if not service.network_configuration:
            return None
        given = service.network_configuration["awsvpcConfiguration"]
        used = [tasks.subnet(task) for task in self.tasks(service) if tasks.is_alive(task)]
        return {"awsvpcConfiguration": {**given, "subnets": sorted(given["subnets"], key=used.count)}}


def take_over(clock: Callable[[], float], lock: AbstractContextManager[Any]) -> None:
    """Keep what moto forgets of services, in this process; what changes them holds the lock."""
    if not _taken:
        correct(EC2ContainerServiceResponse, "create_service")(_undisturbed)
        correct(EC2ContainerServiceResponse, "update_service")(_undisturbed)
        correct(EC2ContainerServiceBackend, "create_service")(_create_service)
        correct(EC2ContainerServiceBackend, "update_service")(_update_service)
        correct(EC2ContainerServiceBackend, "delete_service")(_delete_service)
        correct(EC2ContainerServiceBackend, "list_services")(_list_services)
    _taken[:] = [(clock, lock)]


def _undisturbed(original: Original, response: Any) -> Any:
    """The scheduler looks at a service when it is complete."""
    with _taken[0][1]:
        return original(response)


def _create_service(original: Original, backend: Any, *positional: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html"""
    given = inspect.signature(original).bind(backend, *positional, **named).arguments
    cluster = backend._get_cluster(given["cluster_str"])
    existing = backend.services.get(f"{cluster.name}:{given['service_name']}")
    if existing is not None and existing.status == "ACTIVE":
        raise InvalidParameterException("Creation of service was not idempotent.")
    if existing is not None and existing.status == "DRAINING":
        raise InvalidParameterException("Unable to Start a service that is still Draining.")
    if given.get("task_definition_str"):
        definition = backend.describe_task_definition(given["task_definition_str"])
        _check(backend, definition, given)
    service = original(backend, *positional, **named)
    service.created_at = tasks.moment(_taken[0][0]())
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


def _check(backend: Any, definition: Any, given: dict[str, Any]) -> None:
    """What AWS refuses when a service is made; the sentences are in many public reports.

    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html
    """
    if definition.network_mode == "awsvpc" and not given.get("network_configuration"):
        raise InvalidParameterException(
            "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        )
    for each in given.get("load_balancers") or ():
        name, port = each.get("containerName"), each.get("containerPort")
        container = next((found for found in definition.container_definitions if found["name"] == name), None)
        if container is None:
            raise InvalidParameterException(f"The container {name} does not exist in the task definition.")
        if all(mapping.get("containerPort") != port for mapping in container["portMappings"]):
            raise InvalidParameterException(f"The container {name} did not have a container port {port} defined.")
        if each.get("targetGroupArn"):
            _check_target_group(backend, definition, each["targetGroupArn"])


def _check_target_group(backend: Any, definition: Any, arn: str) -> None:
    group = _target_group(backend, arn)
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


def _update_service(original: Original, backend: Any, changes: dict[str, Any]) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html: the tasks of the deployment
    before go on until those of the new one run."""
    cluster = backend._get_cluster(changes.get("cluster", "default"))
    service = backend.services.get(f"{cluster.name}:{str(changes['service']).split('/')[-1]}")
    if service is None:
        raise ServiceNotFoundException
    if service.status != "ACTIVE":
        raise ECSException("ServiceNotActiveException", "Service was not ACTIVE.")
    before = [dict(deployment) for deployment in service.deployments]
    if any(changes.get(name) is not None for name in (*_DEPLOYS, "capacity_provider_strategy")):
        changes = {**changes, "force_new_deployment": True}
    original(backend, changes)
    service.is_steady, service.retry = False, 0.0
    if before and service.deployments[0]["id"] != before[0]["id"]:
        current = service.deployments[0]
        current |= {
            "runningCount": 0,
            "pendingCount": 0,
            "failedTasks": 0,
            "rolloutState": "IN_PROGRESS",
            "status": "PRIMARY",
        }
        current |= {"rolloutStateReason": f"ECS deployment {current['id']} in progress."}
        current["networkConfiguration"] = service.network_configuration or None
        for old in before:
            old["status"] = "ACTIVE"
        service.deployments = [current, *before]
    return service


def _delete_service(_: Original, backend: Any, cluster_name: str, service_name: str, force: bool) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html: DRAINING while tasks stop,
    then INACTIVE."""
    cluster = backend._get_cluster(cluster_name)
    service = backend.services.get(f"{cluster.name}:{service_name.split('/')[-1]}")
    if service is None:
        raise ServiceNotFoundException
    if service.status == "INACTIVE":
        raise ECSException("ServiceNotActiveException", "Service was not ACTIVE.")
    if service.desired_count > 0 and not force:
        raise InvalidParameterException("The service cannot be stopped while it is scaled above 0.")
    service.status = "DRAINING"
    service.desired_count = 0
    return service


def _list_services(original: Original, backend: Any, cluster_str: str, *more: Any, **named: Any) -> Any:
    """https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteService.html: a service that is deleted is
    not listed."""
    active = {service.arn for service in backend.services.values() if service.status == "ACTIVE"}
    return [arn for arn in original(backend, cluster_str, *more, **named) if arn in active]


def _target_group(backend: Any, arn: str | None) -> Any:
    return get_backend("elbv2")[backend.account_id][backend.region_name].target_groups.get(arn or "")
