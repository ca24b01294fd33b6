"""What guards look at in ECS: what a call names in its region, and what it says of capacity and network."""

from __future__ import annotations

from awslab.cloud.ecs import moto_ecs
from awslab.cloud.ecs.entities import Cluster, EcsBackend, Parameters, Service, Task, TaskDefinition
from awslab.cloud.gateway.moto_state import State
from awslab.cloud.gateway.request import AwsRequest


def region(request: AwsRequest, state: State) -> EcsBackend:
    """Return the ECS of the region that a call is made to."""
    return moto_ecs.Ecs(state.account_id).region(request.region)


def task_definition(request: AwsRequest, state: State) -> TaskDefinition | None:
    """Return the task definition that a call names, the newest active revision of a family; None when there is none."""
    return moto_ecs.task_definition(region(request, state), str(request.parameters.get("taskDefinition") or ""))


def cluster(request: AwsRequest, state: State) -> Cluster | None:
    """Return the cluster that a call names, else `default`; None when there is none."""
    name = str(request.parameters.get("cluster") or "default").split("/")[-1]
    return region(request, state).clusters.get(name)


def service(request: AwsRequest, state: State) -> Service | None:
    """Return the service that a call names; None when there is none."""
    its_cluster, name = cluster(request, state), str(request.parameters.get("service") or "").split("/")[-1]
    return region(request, state).services.get(f"{its_cluster.name}:{name}") if its_cluster is not None else None


def task(request: AwsRequest, state: State) -> Task | None:
    """Return the task that a call names by id or ARN; None when there is none."""
    its_cluster, name = cluster(request, state), str(request.parameters.get("task") or "")
    return moto_ecs.task_named(region(request, state), its_cluster.name, name) if its_cluster is not None else None


def tasks_on(request: AwsRequest, state: State, container_instance: str) -> list[Task]:
    """Return the tasks that are on a container instance (its id) of the call's cluster and have not stopped."""
    its_cluster = cluster(request, state)
    tasks = region(request, state).tasks.get(its_cluster.name, {}) if its_cluster is not None else {}
    return [
        task
        for task in list(tasks.values())
        if (task.container_instance_arn or "").endswith(f"/{container_instance}") and task.last_status != "STOPPED"
    ]


def providers(request: AwsRequest) -> list[str]:
    """Return the capacity providers that a call names."""
    return [str(item.get("capacityProvider")) for item in request.parameters.get("capacityProviderStrategy") or ()]


def network(request: AwsRequest) -> Parameters:
    """Return what a call says of the tasks' network; empty when it says nothing."""
    configuration: Parameters = request.parameters.get("networkConfiguration") or {}
    return configuration.get("awsvpcConfiguration") or {}
