"""moto's ECS, in every region of one account: the room's one way to its objects."""

from __future__ import annotations

import threading
from typing import cast

from moto.backends import get_backend

from awslab.cloud.ecs.entities import (
    ContainerInstance,
    EcsBackend,
    NetworkInterface,
    TargetGroup,
    Task,
    TaskDefinition,
)
from awslab.cloud.ecs.life import tasks
from awslab.cloud.gateway.moto_state import State

CHANGES = threading.RLock()
"""Held while a service is made or changed, and while the scheduler looks at services, so that it sees whole ones."""


class Ecs:
    """One account's ECS in every region that a call was made to."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def region(self, name: str) -> EcsBackend:
        """Return the ECS of one region."""
        return cast(EcsBackend, get_backend("ecs")[self._account_id][name])

    def regions(self) -> list[EcsBackend]:
        """Return the ECS of every region."""
        return [cast(EcsBackend, backend) for backend in list(get_backend("ecs")[self._account_id].values())]

    def tasks(self, backend: EcsBackend) -> list[Task]:
        """Return every task of a region, stopped ones too."""
        return [task for cluster in list(backend.tasks.values()) for task in list(cluster.values())]

    def count(self, backend: EcsBackend) -> None:
        """Set the clusters' counts to the numbers of their tasks and services."""
        everything = self.tasks(backend)
        for cluster in list(backend.clusters.values()):
            states = [
                task.last_status for task in everything if task.cluster_arn == cluster.arn and tasks.is_alive(task)
            ]
            cluster.running_tasks_count = states.count("RUNNING")
            cluster.pending_tasks_count = len(states) - cluster.running_tasks_count
            cluster.active_services_count = sum(
                service.cluster_arn == cluster.arn and service.status == "ACTIVE"
                for service in list(backend.services.values())
            )

    def release(self, backend: EcsBackend, task: Task) -> None:
        """Delete the network interface of a stopped task, and free its share of the container instance."""
        interface = network_interface(backend, task)
        if interface is not None:
            interface.delete()
        machine = container_instance(backend, task)
        if machine is not None:
            backend.update_container_instance_resources(machine, task.resource_requirements, removing=True)


def task_definition(backend: EcsBackend, name: str) -> TaskDefinition | None:
    """Return the task definition of an ARN or name, of a family its newest active revision; None for none."""
    family, _, revision = name.split("/")[-1].partition(":")
    revisions = backend.task_definitions.get(family, {})
    if revision:
        return revisions.get(int(revision)) if revision.isdigit() else None
    active = [definition for definition in revisions.values() if definition.status == "ACTIVE"]
    return active[-1] if active else None


def task_named(backend: EcsBackend, cluster_name: str, name: str) -> Task | None:
    """Return the task of a cluster with an id or ARN; None when the cluster has none."""
    cluster = backend.tasks.get(cluster_name, {})
    return next((task for task in list(cluster.values()) if name in (task.id, task.task_arn)), None)


def container_instance(backend: EcsBackend, task: Task) -> ContainerInstance | None:
    """Return the container instance that a task runs on; None on Fargate."""
    machines = backend.container_instances.get(task.cluster_name, {})
    return machines.get((task.container_instance_arn or "").split("/")[-1])


def network_interface(backend: EcsBackend, task: Task) -> NetworkInterface | None:
    """Return a task's own network interface; None without one."""
    ec2 = State(backend.account_id).ec2(backend.region_name)
    return cast("NetworkInterface | None", ec2.interface(tasks.interface(task) or ""))


def target_group(backend: EcsBackend, arn: str | None) -> TargetGroup | None:
    """Return a target group of Elastic Load Balancing in the region; None when there is none."""
    return cast("TargetGroup | None", State(backend.account_id).elb(backend.region_name).target_group(arn or ""))
