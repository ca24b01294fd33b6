"""Services that ECS refuses, and what the sandbox's services do not have. The texts: public reports.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html
"""

from __future__ import annotations

from collections.abc import Iterator

from awslab.cloud.ecs.guards.tasks import invalid
from awslab.cloud.ecs.state import cluster, definition, service, task
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
_NOT_ENABLED = (
    "The execute command failed because execute command was not enabled when the task was run or the execute command "
    "agent isn’t running. Wait and try again or run a new task with execute command enabled and try again."  # noqa: RUF001 - AWS's quotes
)


@guard("ecs", "CreateService", "UpdateService", source=_GUIDE + "service_definition_parameters.html")
def nothing_that_would_have_no_effect(request: AwsRequest, _: State) -> Refusal | None:
    """What services of the sandbox do not have is refused by name, rather than kept without an effect."""
    missing = next(_missing(request), None)
    if missing is None:
        return None
    return Refusal("NotImplemented", f"The sandbox does not implement {missing} of ECS services. Real AWS does.", 501)


@guard("ecs", "CreateService", source=_GUIDE + "ecs_services.html")
def strategy_is_possible(request: AwsRequest, _: State) -> Refusal | None:
    """A daemon is for container instances, and has as many tasks as there are. The words are not AWS's."""
    asked = request.parameters
    if asked.get("schedulingStrategy") != "DAEMON":
        if asked.get("desiredCount") is None:
            return invalid("desiredCount is required for services of the strategy REPLICA.")
        return None
    if asked.get("launchType") == "FARGATE":
        return invalid("Tasks using the Fargate launch type do not support the DAEMON scheduling strategy.")
    return (
        invalid("desiredCount cannot be set for services of the strategy DAEMON.")
        if asked.get("desiredCount")
        else None
    )


@guard("ecs", "CreateService", "UpdateService", source=_API + "API_CreateService.html")
def grace_needs_a_load_balancer(request: AwsRequest, state: State) -> Refusal | None:
    """A grace period for health checks without load balancer is refused."""
    found = service(request, state) if request.operation == "UpdateService" else None
    if request.parameters.get("healthCheckGracePeriodSeconds") is None:
        return None
    if request.parameters.get("loadBalancers") or (found is not None and found.load_balancers):
        return None
    return invalid("Health check grace period is only valid for services configured to use load balancers")


@guard("ecs", "CreateService", "UpdateService", source=_GUIDE + "ecs-exec.html")
def commands_need_a_role(request: AwsRequest, state: State) -> Refusal | None:
    """ECS Exec needs a task role."""
    found = definition(request, state)
    if not request.parameters.get("enableExecuteCommand") or found is None or getattr(found, "task_role_arn", None):
        return None
    done = "created" if request.operation == "CreateService" else "updated"
    return invalid(
        f"The service couldn't be {done} because a valid taskRoleArn is not being used. Specify a valid task role in "
        "your task definition and try again."
    )


@guard("ecs", "ExecuteCommand", source=_GUIDE + "ecs-exec.html")
def commands_cannot_be_executed(request: AwsRequest, state: State) -> Refusal | None:
    """AWS's answer where the task does not allow it; where it does, that containers do not run here."""
    found = task(request, state)
    if cluster(request, state) is None:
        return Refusal("ClusterNotFoundException", "Cluster not found.", 400)
    if found is None:
        return invalid("The referenced task was not found.")
    if not getattr(found, "enable_execute_command", False):
        return invalid(_NOT_ENABLED)
    sentence = "The sandbox does not run containers, so there is nothing to execute a command in. Real AWS does."
    return Refusal("NotImplemented", sentence, 501)


@guard("ecs", "DeregisterContainerInstance", source=_API + "API_DeregisterContainerInstance.html")
def instance_is_idle(request: AwsRequest, state: State) -> Refusal | None:
    """With tasks on it a container instance goes by force only."""
    found, name = cluster(request, state), str(request.parameters.get("containerInstance", "")).split("/")[-1]
    if found is None or request.parameters.get("force"):
        return None
    tasks = list(state.backend("ecs", request.region).tasks.get(found.name, {}).values())
    on_it = (each for each in tasks if (each.container_instance_arn or "").endswith(f"/{name}"))
    if any(each.last_status != "STOPPED" for each in on_it):
        return invalid("Found running tasks on the instance.")
    return None


def _missing(request: AwsRequest) -> Iterator[str]:
    asked = request.parameters
    controller = (asked.get("deploymentController") or {}).get("type", "ECS")
    configured = asked.get("deploymentConfiguration") or {}
    if controller != "ECS":
        yield f"the deployment controller {controller}"
    if configured.get("strategy", "ROLLING") != "ROLLING":
        yield f"the deployment strategy {configured['strategy']}"
    if (configured.get("alarms") or {}).get("enable"):
        yield "deployment alarms"
    if configured.get("lifecycleHooks"):
        yield "deployment lifecycle hooks"
    if (asked.get("serviceConnectConfiguration") or {}).get("enabled"):
        yield "Service Connect"
    for name, what in _OTHERS.items():
        if asked.get(name):
            yield what


_OTHERS = {
    "serviceRegistries": "service discovery",
    "volumeConfigurations": "volumes that are configured at deployment",
    "vpcLatticeConfigurations": "VPC Lattice",
}
"""Members of the calls → what is missing."""
