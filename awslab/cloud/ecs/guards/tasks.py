"""Tasks and services that ECS cannot place as a call describes them.

The sentences are from public reports; where AWS's words were not found, a rule says so.
"""

from __future__ import annotations

from awslab.cloud.ecs.entities import MANAGED
from awslab.cloud.ecs.state import cluster, network, providers, region, task_definition
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
_PLACES = ("RunTask", "CreateService", "UpdateService")
_PLATFORMS = ("LATEST", "1.4.0", "1.3.0")
_LIMIT = 10


@guard("ecs", "RunTask", phase=Phase.SHAPE, source=_API + "API_RunTask.html")
def count_is_at_most_ten(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse more than ten tasks in a call. The words are not AWS's."""
    number = int(request.parameters.get("count") or 1)
    return None if 1 <= number <= _LIMIT else invalid(f"count must be between 1 and {_LIMIT}.")


@guard("ecs", "RunTask", "CreateService", phase=Phase.COMBINATION, source=_API + "API_RunTask.html")
def launch_type_excludes_strategy(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse a launch type beside a capacity provider strategy."""
    if not (request.parameters.get("launchType") and providers(request)):
        return None
    return invalid(
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again."
    )


@guard("ecs", "StartTask", *_PLACES, phase=Phase.IDENTIFIER, source=_API + "API_RunTask.html")
def task_definition_exists(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse a task definition that is not there or not active."""
    if not request.parameters.get("taskDefinition") or cluster(request, state) is None:
        return None
    definition = task_definition(request, state)
    if definition is None:
        return invalid("TaskDefinition not found.") if request.operation == "RunTask" else _no_definition()
    return invalid("TaskDefinition is inactive") if definition.status != "ACTIVE" else None


@guard("ecs", *_PLACES, phase=Phase.IDENTIFIER, source=_API + "API_RunTask.html")
def task_definition_supports_fargate(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse a task definition for EC2 on Fargate."""
    definition = task_definition(request, state)
    is_managed = request.parameters.get("launchType") == "FARGATE"
    if definition is None or not is_managed or "FARGATE" in definition.compatibilities:
        return None
    return invalid("Task definition does not support launch_type FARGATE.")


@guard("ecs", *_PLACES, phase=Phase.IDENTIFIER, source=_GUIDE + "task-networking.html")
def network_matches_network_mode(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse a network configuration for other modes than awsvpc, a task without one, and public addresses on EC2."""
    definition = task_definition(request, state)
    if definition is None:
        return None
    if definition.network_mode != "awsvpc" and network(request):
        return invalid("Network Configuration is not valid for the given networkMode of this task definition.")
    if definition.network_mode == "awsvpc" and not network(request) and request.operation == "RunTask":
        return invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    is_ec2 = request.parameters.get("launchType") == "EC2"
    if is_ec2 and network(request).get("assignPublicIp") == "ENABLED":
        return invalid("Assign public IP is not supported for this launch type.")
    return None


@guard("ecs", *_PLACES, phase=Phase.IDENTIFIER, source=_API + "API_AwsVpcConfiguration.html")
def subnets_and_groups_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse subnets and security groups that are not there, or not in one VPC."""
    configuration = network(request)
    if not configuration:
        return None
    if not configuration.get("subnets"):
        return invalid("subnets can not be empty.")
    vpcs = set()
    for name in configuration["subnets"]:
        subnet = state.subnet(name, request.region)
        if subnet is None:
            sentence = f"The subnet ID '{name}' does not exist (ErrorCode: InvalidSubnetID.NotFound)"
            return invalid(f"Error retrieving subnet information for [{name}]: {sentence}")
        vpcs.add(subnet.vpc_id)
    for name in configuration.get("securityGroups") or ():
        group = state.ec2(request.region).group(name)
        if group is None:
            sentence = f"The security group '{name}' does not exist (ErrorCode: InvalidGroup.NotFound)"
            return invalid(f"Error retrieving security group information for [{name}]: {sentence}")
        if {group.vpc_id} != vpcs:
            return invalid(f"Security group {name} does not appear to belong to the same VPC as the input subnets.")
    return None


@guard("ecs", *_PLACES, phase=Phase.IDENTIFIER, source=_API + "API_CapacityProviderStrategyItem.html")
def capacity_providers_belong_to_the_cluster(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse capacity providers that are not there, or not the cluster's."""
    call_cluster = cluster(request, state)
    own_providers = [provider.name for provider in region(request, state).capacity_providers.values()]
    for name in providers(request):
        if name not in MANAGED and name not in own_providers:
            return invalid(
                f"The specified capacity provider '{name}' was not found. Specify a valid name or ARN and try again."
            )
        if call_cluster is not None and name not in (call_cluster.capacity_providers or ()):
            return invalid(
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated "
                "with the cluster. Associate the capacity provider with the cluster and try again."
            )
    return None


@guard("ecs", *_PLACES, phase=Phase.IDENTIFIER, source=_GUIDE + "platform-fargate.html")
def platform_version_exists(request: AwsRequest, _: State) -> Refusal | None:
    """Refuse a platform version that Fargate does not have. The words are not AWS's."""
    if request.parameters.get("platformVersion") in (None, "", *_PLATFORMS):
        return None
    return Refusal("PlatformUnknownException", "The specified platform version does not exist.", 400)


@guard("ecs", "RunTask", phase=Phase.IDENTIFIER, source=_API + "API_ContainerOverride.html")
def overrides_are_for_containers(request: AwsRequest, state: State) -> Refusal | None:
    """Refuse an override for a container that the task definition does not have."""
    definition = task_definition(request, state)
    names = {container["name"] for container in definition.container_definitions} if definition else set()
    for override in (request.parameters.get("overrides") or {}).get("containerOverrides") or ():
        if definition and override.get("name") not in names:
            return invalid(
                f"Override for container named {override.get('name')} is not a container in the TaskDefinition."
            )
    return None


def invalid(message: str) -> Refusal:
    """Return the refusal that ECS has for most invalid parameters."""
    return Refusal("InvalidParameterException", message, 400)


def _no_definition() -> Refusal:
    return Refusal("ClientException", "Unable to describe task definition.", 400)
