"""Tasks and services that cannot be placed as they are asked for. The texts: public reports.

Where AWS's words were not found, a rule says so.
"""

from __future__ import annotations

from awslab.cloud.ecs.state import MANAGED, cluster, definition, network, providers
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
_PLACES = ("RunTask", "CreateService", "UpdateService")
_PLATFORMS = ("LATEST", "1.4.0", "1.3.0")
_MOST = 10


@guard("ecs", "RunTask", source=_API + "API_RunTask.html")
def few_enough(request: AwsRequest, _: State) -> Refusal | None:
    """One to ten tasks in a call. The words are not AWS's."""
    number = int(request.parameters.get("count") or 1)
    return None if 1 <= number <= _MOST else invalid(f"count must be between 1 and {_MOST}.")


@guard("ecs", "RunTask", "CreateService", source=_API + "API_RunTask.html")
def one_way_to_capacity(request: AwsRequest, _: State) -> Refusal | None:
    """A launch type or a capacity provider strategy."""
    if not (request.parameters.get("launchType") and providers(request)):
        return None
    return invalid(
        "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again."
    )


@guard("ecs", "RunTask", "StartTask", "CreateService", "UpdateService", source=_API + "API_RunTask.html")
def task_definition_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The task definition is there, and active."""
    if not request.parameters.get("taskDefinition") or cluster(request, state) is None:
        return None
    found = definition(request, state)
    if found is None:
        return invalid("TaskDefinition not found.") if request.operation == "RunTask" else _no_definition()
    return invalid("TaskDefinition is inactive") if found.status != "ACTIVE" else None


@guard("ecs", *_PLACES, source=_API + "API_RunTask.html")
def task_definition_suits(request: AwsRequest, state: State) -> Refusal | None:
    """A task definition for EC2 does not run on Fargate."""
    found = definition(request, state)
    is_managed = request.parameters.get("launchType") == "FARGATE"
    if found is None or not is_managed or "FARGATE" in found.compatibilities:
        return None
    return invalid("Task definition does not support launch_type FARGATE.")


@guard("ecs", *_PLACES, source=_GUIDE + "task-networking.html")
def network_suits(request: AwsRequest, state: State) -> Refusal | None:
    """Tasks of the mode awsvpc, and no others, are told their network; on EC2 they get no public address."""
    found = definition(request, state)
    if found is None:
        return None
    if found.network_mode != "awsvpc" and network(request):
        return invalid("Network Configuration is not valid for the given networkMode of this task definition.")
    if found.network_mode == "awsvpc" and not network(request) and request.operation == "RunTask":
        return invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    is_ec2 = request.parameters.get("launchType") == "EC2"
    if is_ec2 and network(request).get("assignPublicIp") == "ENABLED":
        return invalid("Assign public IP is not supported for this launch type.")
    return None


@guard("ecs", *_PLACES, source=_API + "API_AwsVpcConfiguration.html")
def network_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The subnets and security groups are there, in one VPC."""
    asked = network(request)
    if not asked:
        return None
    if not asked.get("subnets"):
        return invalid("subnets can not be empty.")
    vpcs = set()
    for name in asked["subnets"]:
        subnet = state.subnet(name, request.region)
        if subnet is None:
            sentence = f"The subnet ID '{name}' does not exist (ErrorCode: InvalidSubnetID.NotFound)"
            return invalid(f"Error retrieving subnet information for [{name}]: {sentence}")
        vpcs.add(subnet.vpc_id)
    for name in asked.get("securityGroups") or ():
        group = state.backend("ec2", request.region).get_security_group_from_id(name)
        if group is None:
            sentence = f"The security group '{name}' does not exist (ErrorCode: InvalidGroup.NotFound)"
            return invalid(f"Error retrieving security group information for [{name}]: {sentence}")
        if {group.vpc_id} != vpcs:
            return invalid(f"Security group {name} does not appear to belong to the same VPC as the input subnets.")
    return None


@guard("ecs", *_PLACES, source=_API + "API_CapacityProviderStrategyItem.html")
def capacity_providers_belong_to_the_cluster(request: AwsRequest, state: State) -> Refusal | None:
    """Each is there, and is one of the cluster's."""
    found = cluster(request, state)
    known = [each.name for each in state.backend("ecs", request.region).capacity_providers.values()]
    for name in providers(request):
        if name not in MANAGED and name not in known:
            return invalid(
                f"The specified capacity provider '{name}' was not found. Specify a valid name or ARN and try again."
            )
        if found is not None and name not in (found.capacity_providers or ()):
            return invalid(
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated "
                "with the cluster. Associate the capacity provider with the cluster and try again."
            )
    return None


@guard("ecs", *_PLACES, source=_GUIDE + "platform-fargate.html")
def platform_exists(request: AwsRequest, _: State) -> Refusal | None:
    """A platform version of Fargate. The words are not AWS's."""
    if request.parameters.get("platformVersion") in (None, "", *_PLATFORMS):
        return None
    return Refusal("PlatformUnknownException", "The specified platform version does not exist.", 400)


@guard("ecs", "RunTask", source=_API + "API_ContainerOverride.html")
def overrides_name_containers(request: AwsRequest, state: State) -> Refusal | None:
    """Each override is for a container of the task definition."""
    found = definition(request, state)
    names = {each["name"] for each in found.container_definitions} if found else set()
    for override in (request.parameters.get("overrides") or {}).get("containerOverrides") or ():
        if found and override.get("name") not in names:
            return invalid(
                f"Override for container named {override.get('name')} is not a container in the TaskDefinition."
            )
    return None


def invalid(message: str) -> Refusal:
    """What ECS says to most that cannot be."""
    return Refusal("InvalidParameterException", message, 400)


def _no_definition() -> Refusal:
    return Refusal("ClientException", "Unable to describe task definition.", 400)
