"""Auto Scaling groups that cannot be, or that are not there. The texts: public reports."""

from __future__ import annotations

from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/"
_OF_A_GROUP = (
    *("AttachInstances", "AttachLoadBalancerTargetGroups", "AttachLoadBalancers", "BatchDeleteScheduledAction"),
    *("BatchPutScheduledUpdateGroupAction", "DeleteLifecycleHook", "DeleteScheduledAction", "DescribeLifecycleHooks"),
    *("DescribeLoadBalancerTargetGroups", "DescribeLoadBalancers", "DetachLoadBalancerTargetGroups"),
    *("DetachLoadBalancers", "EnableMetricsCollection", "PutScheduledUpdateGroupAction", "ResumeProcesses"),
    *("SetDesiredCapacity", "SetInstanceProtection", "SuspendProcesses", "UpdateAutoScalingGroup"),
)


@guard("autoscaling", *_OF_A_GROUP, source=_API + "API_SetDesiredCapacity.html")
def group_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The group that a call names is there."""
    name = str(request.parameters.get("AutoScalingGroupName", ""))
    if find(request, state) is None:
        return invalid(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return None


@guard("autoscaling", "CreateAutoScalingGroup", source=_API + "API_CreateAutoScalingGroup.html")
def group_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """A name is taken once."""
    if find(request, state) is None:
        return None
    name = request.parameters["AutoScalingGroupName"]
    return Refusal(
        "AlreadyExists",
        f"AutoScalingGroup by this name already exists - A group with the name {name} already exists",
    )


@guard("autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup", source=_GUIDE + "asg-capacity-limits.html")
def sizes_fit_together(request: AwsRequest, state: State) -> Refusal | None:
    """Minimum, desired capacity and maximum are in order."""
    group = find(request, state)
    asked = request.parameters
    least = int(_or(asked.get("MinSize"), getattr(group, "min_size", 0)))
    most = int(_or(asked.get("MaxSize"), getattr(group, "max_size", 0)))
    if least > most:
        return invalid(f"Max bound, {most}, must be greater than or equal to min bound, {least}")
    wanted = asked.get("DesiredCapacity")
    if wanted is not None and not least <= int(wanted) <= most:
        return invalid(f"Desired capacity:{wanted} must be between the specified min size:{least} and max size:{most}")
    return None


@guard("autoscaling", "SetDesiredCapacity", source=_GUIDE + "ec2-auto-scaling-scaling-manually.html")
def capacity_is_within_the_sizes(request: AwsRequest, state: State) -> Refusal | None:
    """The desired capacity lies between minimum and maximum."""
    group, wanted = find(request, state), int(request.parameters["DesiredCapacity"])
    value = f"New SetDesiredCapacity value {wanted} is"
    if wanted > group.max_size:
        return invalid(f"{value} above max value {group.max_size} for the AutoScalingGroup.")
    if wanted < group.min_size:
        return invalid(f"{value} below min value {group.min_size} for the AutoScalingGroup.")
    return None


@guard("autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup", source=_GUIDE + "asg-in-vpc.html")
def subnets_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Each subnet that VPCZoneIdentifier lists is there."""
    listed = str(request.parameters.get("VPCZoneIdentifier") or "").replace(" ", "").split(",")
    missing = next((each for each in listed if each and state.subnet(each, request.region) is None), None)
    return invalid(f"The subnet ID '{missing}' does not exist") if missing else None


@guard(
    "autoscaling",
    "CreateAutoScalingGroup",
    "AttachLoadBalancerTargetGroups",
    source=_GUIDE + "attach-load-balancer-asg.html",
)
def target_groups_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Each target group is there, and takes instances."""
    known = state.backend("elbv2", request.region).target_groups
    for arn in request.parameters.get("TargetGroupARNs") or ():
        if arn not in known or known[arn].target_type != "instance":
            return invalid("Provided Target Groups may not be valid. Please ensure they exist and try again.")
    return None


@guard(
    "autoscaling",
    "CreateAutoScalingGroup",
    "UpdateAutoScalingGroup",
    source=_API + "API_LaunchTemplateSpecification.html",
)
def launch_template_can_launch(request: AwsRequest, state: State) -> Refusal | None:
    """The launch template, its version and its image are there."""
    asked = request.parameters.get("LaunchTemplate") or {}
    if not asked:
        return None
    ec2 = state.backend("ec2", request.region)
    name, identity = asked.get("LaunchTemplateName"), asked.get("LaunchTemplateId")
    template = ec2.launch_templates.get(identity or ec2.launch_template_name_to_ids.get(name))
    if template is None:
        named = f"name {name}" if name else f"ID {identity}"
        return _template(f"The specified launch template, with template {named}, does not exist.")
    version = str(asked.get("Version") or "$Default")
    if version.isdigit() and not 1 <= int(version) <= len(template.versions):
        return _template(f"The specified version {version} of the launch template {template.id} does not exist.")
    image = template.get_version(version).image_id
    if image and not image.startswith("resolve:") and image not in ec2.amis:
        return _template(f"The image id '[{image}]' does not exist")
    return None


@guard(
    "autoscaling", "CreateAutoScalingGroup", "UpdateAutoScalingGroup", source=_API + "API_CreateAutoScalingGroup.html"
)
def launch_configuration_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A launch configuration that is named is there."""
    name = request.parameters.get("LaunchConfigurationName")
    if not name or name in state.backend("autoscaling", request.region).launch_configurations:
        return None
    sentence = f"A launch configuration with the name: {name} does not exist"
    return invalid(f"Launch configuration name not found - {sentence}")


def find(request: AwsRequest, state: State) -> Any:
    """The group that a call names, by its name or ARN; None when there is none."""
    name = str(request.parameters.get("AutoScalingGroupName", "")).split("autoScalingGroupName/")[-1]
    return state.backend("autoscaling", request.region).autoscaling_groups.get(name)


def invalid(message: str) -> Refusal:
    """What Auto Scaling says to most that cannot be."""
    return Refusal("ValidationError", message, 400)


def _template(sentence: str) -> Refusal:
    return invalid(f"You must use a valid fully-formed launch template. {sentence}")


def _or(value: Any, other: Any) -> Any:
    return other if value is None else value
