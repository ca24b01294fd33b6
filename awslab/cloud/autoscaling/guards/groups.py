"""Auto Scaling groups that cannot be, or that are not there. The texts: public reports.

Guards of a group's settings are asked in the order of this file, so all state the phase of the first ones.
"""

from __future__ import annotations

from typing import cast

from awslab.cloud.autoscaling.state import Group, LaunchTemplate
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/"
_OPERATIONS_ON_A_GROUP = (
    *("AttachInstances", "AttachLoadBalancerTargetGroups", "AttachLoadBalancers", "BatchDeleteScheduledAction"),
    *("BatchPutScheduledUpdateGroupAction", "DeleteLifecycleHook", "DeleteScheduledAction", "DescribeLifecycleHooks"),
    *("DescribeLoadBalancerTargetGroups", "DescribeLoadBalancers", "DetachLoadBalancerTargetGroups"),
    *("DetachLoadBalancers", "EnableMetricsCollection", "PutScheduledUpdateGroupAction", "ResumeProcesses"),
    *("SetDesiredCapacity", "SetInstanceProtection", "SuspendProcesses", "UpdateAutoScalingGroup"),
)


@guard("autoscaling", *_OPERATIONS_ON_A_GROUP, phase=Phase.IDENTIFIER, source=_API + "API_SetDesiredCapacity.html")
def group_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The group that a call names is there."""
    name = str(request.parameters.get("AutoScalingGroupName", ""))
    if group_of(request, state) is None:
        return invalid(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return None


@guard("autoscaling", "CreateAutoScalingGroup", phase=Phase.IDENTIFIER, source=_API + "API_CreateAutoScalingGroup.html")
def group_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """No other group has the name."""
    if group_of(request, state) is None:
        return None
    name = request.parameters["AutoScalingGroupName"]
    return Refusal(
        "AlreadyExists",
        f"AutoScalingGroup by this name already exists - A group with the name {name} already exists",
    )


@guard(
    "autoscaling",
    "CreateAutoScalingGroup",
    "UpdateAutoScalingGroup",
    phase=Phase.IDENTIFIER,
    source=_GUIDE + "asg-capacity-limits.html",
)
def sizes_fit_together(request: AwsRequest, state: State) -> Refusal | None:
    """Minimum, desired capacity and maximum are in order."""
    group, parameters = group_of(request, state), request.parameters
    minimum = _size(parameters.get("MinSize"), group.min_size if group else 0)
    maximum = _size(parameters.get("MaxSize"), group.max_size if group else 0)
    if minimum > maximum:
        return invalid(f"Max bound, {maximum}, must be greater than or equal to min bound, {minimum}")
    capacity = parameters.get("DesiredCapacity")
    if capacity is not None and not minimum <= int(capacity) <= maximum:
        limits = f"the specified min size:{minimum} and max size:{maximum}"
        return invalid(f"Desired capacity:{capacity} must be between {limits}")
    return None


@guard(
    "autoscaling",
    "SetDesiredCapacity",
    phase=Phase.STATE,
    source=_GUIDE + "ec2-auto-scaling-scaling-manually.html",
)
def capacity_is_within_the_sizes(request: AwsRequest, state: State) -> Refusal | None:
    """The desired capacity lies between minimum and maximum."""
    group, capacity = group_of(request, state), int(request.parameters["DesiredCapacity"])
    beginning = f"New SetDesiredCapacity value {capacity} is"
    if group is not None and capacity > group.max_size:
        return invalid(f"{beginning} above max value {group.max_size} for the AutoScalingGroup.")
    if group is not None and capacity < group.min_size:
        return invalid(f"{beginning} below min value {group.min_size} for the AutoScalingGroup.")
    return None


@guard(
    "autoscaling",
    "CreateAutoScalingGroup",
    "UpdateAutoScalingGroup",
    phase=Phase.IDENTIFIER,
    source=_GUIDE + "asg-in-vpc.html",
)
def subnets_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Each subnet that VPCZoneIdentifier lists is there."""
    subnet_ids = str(request.parameters.get("VPCZoneIdentifier") or "").replace(" ", "").split(",")
    missing = next((name for name in subnet_ids if name and state.subnet(name, request.region) is None), None)
    return invalid(f"The subnet ID '{missing}' does not exist") if missing else None


@guard(
    "autoscaling",
    "CreateAutoScalingGroup",
    "AttachLoadBalancerTargetGroups",
    phase=Phase.IDENTIFIER,
    source=_GUIDE + "attach-load-balancer-asg.html",
)
def target_groups_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Each target group is there, and takes instances."""
    elb = state.elb(request.region)
    for arn in request.parameters.get("TargetGroupARNs") or ():
        target_group = elb.target_group(arn)
        if target_group is None or target_group.target_type != "instance":
            return invalid("Provided Target Groups may not be valid. Please ensure they exist and try again.")
    return None


@guard(
    "autoscaling",
    "CreateAutoScalingGroup",
    "UpdateAutoScalingGroup",
    phase=Phase.IDENTIFIER,
    source=_API + "API_LaunchTemplateSpecification.html",
)
def launch_template_can_launch(request: AwsRequest, state: State) -> Refusal | None:
    """The launch template, its version and its image are there."""
    specification = request.parameters.get("LaunchTemplate") or {}
    if not specification:
        return None
    ec2 = state.ec2(request.region)
    template = cast("LaunchTemplate | None", ec2.launch_template(specification))
    if template is None:
        name = specification.get("LaunchTemplateName")
        identity = f"name {name}" if name else f"ID {specification.get('LaunchTemplateId')}"
        return _invalid_template(f"The specified launch template, with template {identity}, does not exist.")
    version = str(specification.get("Version") or "$Default")
    if version.isdigit() and not 1 <= int(version) <= len(template.versions):
        return _invalid_template(
            f"The specified version {version} of the launch template {template.id} does not exist."
        )
    image = template.get_version(version).image_id
    if image and not image.startswith("resolve:") and ec2.image(image) is None:
        return _invalid_template(f"The image id '[{image}]' does not exist")
    return None


@guard(
    "autoscaling",
    "CreateAutoScalingGroup",
    "UpdateAutoScalingGroup",
    phase=Phase.IDENTIFIER,
    source=_API + "API_CreateAutoScalingGroup.html",
)
def launch_configuration_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A launch configuration that is named is there."""
    name = request.parameters.get("LaunchConfigurationName")
    if not name or state.scaling(request.region).has_launch_configuration(name):
        return None
    sentence = f"A launch configuration with the name: {name} does not exist"
    return invalid(f"Launch configuration name not found - {sentence}")


def group_of(request: AwsRequest, state: State) -> Group | None:
    """Return the group that a call names, by its name or ARN; None when there is none."""
    return state.scaling(request.region).group(str(request.parameters.get("AutoScalingGroupName", "")))


def invalid(message: str) -> Refusal:
    """Return what Auto Scaling says to most that cannot be."""
    return Refusal("ValidationError", message, 400)


def _invalid_template(sentence: str) -> Refusal:
    return invalid(f"You must use a valid fully-formed launch template. {sentence}")


def _size(parameter: int | None, default: int) -> int:
    return int(default if parameter is None else parameter)
