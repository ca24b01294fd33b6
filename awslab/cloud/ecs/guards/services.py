"""Services that ECS refuses, and what the sandbox's services do not have. The sentences are from public reports.

What a service has in common with a task is asked before, in tasks.py.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html
"""

from __future__ import annotations

from collections.abc import Iterator

from awslab.cloud.ecs.guards.tasks import invalid
from awslab.cloud.ecs.state import cluster, service, task, task_definition, tasks_on
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
_NOT_ENABLED = (
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    "agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."  # noqa: RUF001 - AWS's quotes
)


@guard("ecs", "CreateService", "UpdateService", phase=Phase.STATE, source=_GUIDE + "service_definition_parameters.html")
def unsupported_settings_are_refused(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse by name what services of the sandbox do not have, rather than save it without an effect."""
    setting = next(_unsupported_settings(request), None)
    if setting is None:
        return None
    return Refusal("NotImplemented", f"The sandbox does not implement {setting} of ECS services. Real AWS does.", 501)


@guard("ecs", "CreateService", phase=Phase.STATE, source=_GUIDE + "ecs_services.html")
def daemon_has_no_count(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse a count for a daemon, a daemon on Fargate, and other services without a count. The words are ours."""
    parameters = request.parameters
    if parameters.get("schedulingStrategy") != "DAEMON":
        if parameters.get("desiredCount") is None:
            return invalid("desiredCount is required for services of the strategy REPLICA.")
        return None
    if parameters.get("launchType") == "FARGATE":
        return invalid("Tasks using the Fargate launch type do not support the DAEMON scheduling strategy.")
    return (
        invalid("desiredCount cannot be set for services of the strategy DAEMON.")
        if parameters.get("desiredCount")
        else None
    )


@guard("ecs", "CreateService", "UpdateService", phase=Phase.STATE, source=_API + "API_CreateService.html")
def grace_period_needs_a_load_balancer(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse a grace period for health checks without a load balancer."""
    changed_service = service(request, state) if request.operation == "UpdateService" else None
    if request.parameters.get("healthCheckGracePeriodSeconds") is None:
        return None
    if request.parameters.get("loadBalancers") or (changed_service is not None and changed_service.load_balancers):
        return None
    return invalid("Health check grace period is only valid for services configured to use load balancers")


@guard("ecs", "CreateService", "UpdateService", phase=Phase.STATE, source=_GUIDE + "ecs-exec.html")
def execute_command_needs_a_task_role(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse ECS Exec for a service whose tasks have no role."""
    definition = task_definition(request, state)
    has_role = definition is None or bool(getattr(definition, "task_role_arn", None))
    if not request.parameters.get("enableExecuteCommand") or has_role:
        return None
    verb = "created" if request.operation == "CreateService" else "updated"
    return invalid(
        f"The service couldn't be {verb} because a valid taskRoleArn is not being used. Specify a valid task role in "
        "your task definition and try again."
    )


@guard("ecs", "ExecuteCommand", phase=Phase.STATE, source=_GUIDE + "ecs-exec.html")
def commands_are_not_executed(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse as AWS does where the task does not allow it; where it does, say that containers do not run here."""
    running_task = task(request, state)
    if cluster(request, state) is None:
        return Refusal("ClusterNotFoundException", "Cluster not found.", 400)
    if running_task is None:
        return invalid("The referenced task was not found.")
    if not getattr(running_task, "enable_execute_command", False):
        return invalid(_NOT_ENABLED)
    sentence = "The sandbox does not run containers, so there is nothing to execute a command in. Real AWS does."
    return Refusal("NotImplemented", sentence, 501)


@guard("ecs", "DeregisterContainerInstance", phase=Phase.STATE, source=_API + "API_DeregisterContainerInstance.html")
def container_instance_has_no_tasks(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse to deregister a container instance with tasks, unless by force."""
    name = str(request.parameters.get("containerInstance", "")).split("/")[-1]
    if request.parameters.get("force") or not tasks_on(request, state, name):
        return None
    return invalid("Found running tasks on the instance.")


def _unsupported_settings(request: AwsRequest) -> Iterator[str]:
    parameters = request.parameters
    controller = (parameters.get("deploymentController") or {}).get("type", "ECS")
    configuration = parameters.get("deploymentConfiguration") or {}
    if controller != "ECS":
        yield f"the deployment controller {controller}"
    if configuration.get("strategy", "ROLLING") != "ROLLING":
        yield f"the deployment strategy {configuration['strategy']}"
    if (configuration.get("alarms") or {}).get("enable"):
        yield "deployment alarms"
    if configuration.get("lifecycleHooks"):
        yield "deployment lifecycle hooks"
    if (parameters.get("serviceConnectConfiguration") or {}).get("enabled"):
        yield "Service Connect"
    for name, feature in _FEATURES.items():
        if parameters.get(name):
            yield feature


_FEATURES = {
    "serviceRegistries": "service discovery",
    "volumeConfigurations": "volumes that are configured at deployment",
    "vpcLatticeConfigurations": "VPC Lattice",
}
"""Members of the calls → the feature that the sandbox does not have."""
