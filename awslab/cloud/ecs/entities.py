"""What the sandbox reads and writes of moto's ECS: clusters, task definitions, tasks, services, container instances.

Attributes below a line that says so are the sandbox's own; `life/tasks.py` and the corrections give them to moto's
objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from awslab.cloud.ecs.life.pace import Course

Fields: TypeAlias = dict[str, Any]
"""A structure of the API with its members, as moto keeps it: a deployment, a container, an attachment."""
Parameters: TypeAlias = Mapping[str, Any]
"""A structure of a request."""
Strategy: TypeAlias = Sequence[Parameters]
"""A capacity provider strategy."""

MANAGED = ("FARGATE", "FARGATE_SPOT")
"""The capacity providers that AWS runs."""


class Cluster(Protocol):
    """A cluster."""

    arn: str
    name: str
    capacity_providers: Sequence[str] | None
    default_capacity_provider_strategy: Strategy | None
    running_tasks_count: int
    pending_tasks_count: int
    active_services_count: int


class TaskDefinition(Protocol):
    """A revision of a task definition."""

    arn: str
    status: str
    compatibilities: Sequence[str]
    network_mode: str | None
    container_definitions: Sequence[Fields]
    cpu: str | None
    memory: str | None
    tags: Sequence[Mapping[str, str]]


class Task(Protocol):
    """A task."""

    id: str
    region_name: str
    cluster_name: str
    cluster_arn: str
    container_instance_arn: str | None
    group: str
    """`service:<name>` for a task of a service."""
    desired_status: str
    last_status: str
    started_by: str | None
    """The id of the deployment, for a task of a service."""
    launch_type: str | None
    capacity_provider_name: str | None
    platform_version: str | None
    overrides: Fields
    containers: Sequence[Fields]
    attachments: Sequence[Fields]
    network_configuration: Fields
    resource_requirements: Fields | None

    @property
    def task_arn(self) -> str: ...

    # the sandbox's own
    course: Course
    failure: str
    """Why the image cannot be pulled; empty when it can."""
    failed_check: str
    """Why the task was stopped as unhealthy; empty when it was not."""
    is_counted: bool
    """Whether its failure was counted for the deployment."""
    is_target: bool
    target_since: float
    bindings: Mapping[str, Sequence[Fields]]
    """By container: the ports of the container instance that lead to it."""
    version: int
    availability_zone: str | None
    cpu: str
    memory: str
    platform_family: str
    ephemeral_storage: Mapping[str, int]
    connectivity: str
    health_status: str
    stop_code: str
    stopped_reason: str | None
    enable_execute_command: bool
    created_at: datetime
    connectivity_at: datetime
    pull_started_at: datetime
    pull_stopped_at: datetime
    started_at: datetime
    stopping_at: datetime
    execution_stopped_at: datetime
    stopped_at: datetime


class Service(Protocol):
    """A service."""

    name: str
    status: str
    cluster_name: str
    cluster_arn: str
    desired_count: int
    running_count: int
    pending_count: int
    task_definition: str
    scheduling_strategy: str
    launch_type: str | None
    platform_version: str | None
    role_arn: str | None
    load_balancers: Sequence[Fields]
    network_configuration: Fields
    propagate_tags: str
    tags: Sequence[Mapping[str, str]]
    deployments: list[Fields]
    """The newest first."""
    events: list[Fields]
    """The newest first."""

    @property
    def arn(self) -> str: ...

    # the sandbox's own
    is_steady: bool
    retry: float
    """Until then no task is started, in seconds since 1970."""
    created_at: datetime
    created_by: str
    platform_family: str
    deployment_configuration: Fields
    """Absent from services that CloudFormation made; `deployment_configuration` below reads it."""
    capacity_provider_strategy: Strategy
    """Absent from services without one; `capacity_provider_strategy` below reads it."""


class ContainerInstance(Protocol):
    """An EC2 instance that is registered with a cluster."""

    ec2_instance_id: str
    status: str
    remaining_resources: Sequence[Fields]

    @property
    def container_instance_arn(self) -> str: ...


class CapacityProvider(Protocol):
    """A capacity provider of the account's own."""

    name: str


class TargetGroup(Protocol):
    """A target group of Elastic Load Balancing."""

    target_type: str
    load_balancer_arns: Sequence[str]
    targets: Mapping[str, object]

    def register(self, targets: list[Fields]) -> None: ...

    def deregister(self, targets: list[Fields]) -> None: ...


class NetworkInterface(Protocol):
    """A network interface of EC2."""

    availability_zone: str
    description: str
    requester_managed: bool
    public_ip_auto_assign: bool

    def start(self) -> None: ...

    def delete(self) -> None: ...


class EcsBackend(Protocol):
    """moto's ECS of one region."""

    account_id: str
    region_name: str
    clusters: Mapping[str, Cluster]
    tasks: Mapping[str, Mapping[str, Task]]
    """By cluster and ARN."""
    services: Mapping[str, Service]
    """By `<cluster>:<name>`."""
    task_definitions: Mapping[str, Mapping[int, TaskDefinition]]
    """By family and revision."""
    container_instances: Mapping[str, Mapping[str, ContainerInstance]]
    """By cluster and id."""
    capacity_providers: Mapping[str, CapacityProvider]

    def _get_cluster(self, name: str) -> Cluster: ...

    def _get_service(self, cluster_str: str, service_str: str) -> Service: ...

    def _calculate_task_resource_requirements(self, task_definition: TaskDefinition) -> Fields: ...

    def describe_task_definition(self, task_definition_str: str) -> TaskDefinition: ...

    def run_task(
        self,
        cluster_str: str,
        task_definition_str: str,
        count: int,
        overrides: Fields | None,
        started_by: str,
        tags: Sequence[Mapping[str, str]] | None,
        launch_type: str | None,
        networking_configuration: Fields | None = None,
        group: str | None = None,
        platform_version: str | None = None,
        capacity_provider_strategy: Strategy | None = None,
    ) -> list[Task]: ...

    def update_container_instance_resources(
        self, container_instance: ContainerInstance, task_resources: Fields | None, removing: bool = False
    ) -> None: ...


def deployment_configuration(service: Service) -> Parameters:
    """Return the deployment configuration of a service; empty for one without."""
    return getattr(service, "deployment_configuration", None) or {}


def capacity_provider_strategy(service: Service) -> Strategy:
    """Return the capacity provider strategy of a service; empty for one with a launch type."""
    return getattr(service, "capacity_provider_strategy", None) or ()


def is_on_managed_capacity(launch_type: str | None, strategy: Strategy | None) -> bool:
    """Whether tasks with this launch type or strategy run on Fargate."""
    return launch_type == "FARGATE" or bool(strategy and strategy[0]["capacityProvider"] in MANAGED)


def container_named(definitions: Iterable[Fields], name: str) -> Fields | None:
    """Return the container of a name; None when there is none."""
    return next((container for container in definitions if container["name"] == name), None)
