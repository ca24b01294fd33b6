"""moto's ECS services and the target groups they fill: what the scheduler reads, starts and registers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy

from awslab.cloud.ecs.entities import (
    EcsBackend,
    Fields,
    Service,
    Strategy,
    Task,
    capacity_provider_strategy,
    is_on_managed_capacity,
)
from awslab.cloud.ecs.life import strategies, tasks
from awslab.cloud.ecs.moto_ecs import container_instance, target_group
from awslab.cloud.ports.target_groups import TargetGroups


class Services:
    """The services of one region."""

    def __init__(self, backend: EcsBackend, target_watch: TargetGroups) -> None:
        self._backend = backend
        self._target_watch = target_watch

    def all(self) -> list[Service]:
        """Return every service, deleted ones too."""
        return list(self._backend.services.values())

    def tasks(self, service: Service) -> list[Task]:
        """Return the tasks that a service started and that are not over, or are still targets."""
        return [task for task in self._every_task(service) if task.last_status != "STOPPED" or task.is_target]

    def uncounted_failures(self, service: Service) -> list[Task]:
        """Return the tasks that did not start, or failed their checks, and that nobody has counted yet."""
        return [
            task
            for task in self._every_task(service)
            if not task.is_counted and not tasks.is_alive(task) and (task.failure or task.failed_check)
        ]

    def machines(self, service: Service) -> int:
        """Return how many active container instances the service's cluster has."""
        machines = self._backend.container_instances.get(service.cluster_name, {}).values()
        return sum(machine.status == "ACTIVE" for machine in list(machines))

    def start(self, service: Service) -> Task | None:
        """Start a task of the newest deployment; None when no container instance takes it."""
        definition = self._backend.describe_task_definition(service.task_definition)
        tags = {"SERVICE": service.tags, "TASK_DEFINITION": definition.tags}.get(service.propagate_tags)
        if self.obstacle(service):
            return None
        new_tasks = self._backend.run_task(
            service.cluster_name,
            service.task_definition,
            1,
            None,
            service.deployments[0]["id"],
            deepcopy(tags),
            service.launch_type,
            self._network_with_emptiest_subnet_first(service),
            f"service:{service.name}",
            service.platform_version,
            self._strategy_with_next_provider_first(service),
        )
        task = next(iter(new_tasks), None)
        if task is not None:
            task.enable_execute_command = bool(getattr(service, "enable_execute_command", False))
        return task

    def obstacle(self, service: Service) -> str:
        """Return why no task can be placed, as far as that is known; empty for nothing."""
        is_managed = is_on_managed_capacity(service.launch_type, capacity_provider_strategy(service))
        if is_managed or self._backend.container_instances.get(service.cluster_name):
            return ""
        return (
            " Reason: No Container Instances were found in your cluster. For more information, see the "
            "Troubleshooting section of the Amazon ECS Developer Guide."
        )

    def target_groups(self, service: Service) -> Iterator[Fields]:
        """Yield the load balancers' target groups that the service fills, as it names them."""
        for balancer in service.load_balancers:
            if target_group(self._backend, balancer.get("targetGroupArn")) is not None:
                yield balancer

    def target(self, task: Task, balancer: Fields) -> tuple[str, int] | None:
        """Return what a task is as a target: its address with the container's port, or its machine with the port
        there."""
        group = target_group(self._backend, balancer["targetGroupArn"])
        if group is not None and group.target_type == "ip":
            return tasks.address(task) or "", int(balancer["containerPort"])
        machine = container_instance(self._backend, task)
        for binding in task.bindings.get(balancer["containerName"], []):
            if machine is not None and binding["containerPort"] == int(balancer["containerPort"]):
                return str(machine.ec2_instance_id), int(binding["hostPort"])
        return None

    def register(self, group_arn: str, targets: Sequence[tuple[str, int]]) -> None:
        """Add targets to a group."""
        group = target_group(self._backend, group_arn)
        if group is not None:
            group.register([{"Id": name, "Port": port} for name, port in targets])
            self._target_watch.came(group_arn, [name for name, _ in targets])

    def deregister(self, group_arn: str, targets: Sequence[tuple[str, int]]) -> None:
        """Take targets out of a group, as far as they are in it."""
        group = target_group(self._backend, group_arn)
        if group is not None:
            names = [name for name, _ in targets if name in group.targets]
            self._target_watch.went(group_arn, names)
            group.deregister([{"Id": name} for name in names])

    def health(self, group_arn: str, target: tuple[str, int]) -> str:
        """Return a target's health, as DescribeTargetHealth names it."""
        return self._target_watch.state(group_arn, target[0])

    def _every_task(self, service: Service) -> list[Task]:
        cluster = self._backend.tasks.get(service.cluster_name, {})
        return [task for task in list(cluster.values()) if task.group == f"service:{service.name}"]

    def _strategy_with_next_provider_first(self, service: Service) -> Strategy | None:
        strategy = capacity_provider_strategy(service)
        providers = (task.capacity_provider_name for task in self.tasks(service) if tasks.is_alive(task))
        return strategies.ordered(strategy, providers) if strategy else None

    def _network_with_emptiest_subnet_first(self, service: Service) -> Fields | None:
        """Return the network configuration with the subnet of the fewest tasks first: moto takes that one.

        https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
        """
        if not service.network_configuration:
            return None
        network = service.network_configuration["awsvpcConfiguration"]
        subnets = [tasks.subnet(task) for task in self.tasks(service) if tasks.is_alive(task)]
        return {"awsvpcConfiguration": {**network, "subnets": sorted(network["subnets"], key=subnets.count)}}
