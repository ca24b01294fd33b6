"""What calls on the instances of Auto Scaling groups refuse. The texts: public reports.

Where AWS's words were not found, a rule says so.
"""

from __future__ import annotations

from typing import cast

from awslab.cloud.autoscaling.guards.groups import group_of, invalid
from awslab.cloud.autoscaling.state import Group, Instance
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/"


@guard("autoscaling", "SetInstanceHealth", phase=Phase.IDENTIFIER, source=_API + "API_SetInstanceHealth.html")
def instance_is_in_a_group(request: AwsRequest, state: State) -> Refusal | None:
    """The instance is in a group, and its health is one of two words."""
    name = request.parameters["InstanceId"]
    if name not in state.scaling(request.region).instance_ids():
        return invalid(f"Instance Id not found - No managed instance found for instance ID: {name}")
    if request.parameters["HealthStatus"] not in ("Healthy", "Unhealthy"):
        return invalid("Valid instance health states are: [Healthy, Unhealthy].")
    return None


@guard(
    "autoscaling",
    "SetInstanceProtection",
    phase=Phase.STATE,
    source=_GUIDE + "ec2-auto-scaling-instance-protection.html",
)
def instances_are_in_the_group(request: AwsRequest, state: State) -> Refusal | None:
    """Each instance is in the group."""
    group = group_of(request, state)
    member_ids = {member.instance.id for member in group.instance_states} if group else set()
    for name in request.parameters.get("InstanceIds") or ():
        if group and name not in member_ids:
            return invalid(f"The instance {name} is not part of Auto Scaling group {group.name}.")
    return None


@guard(
    "autoscaling",
    "AttachInstances",
    phase=Phase.STATE,
    source=_GUIDE + "ec2-auto-scaling-detach-attach-instances.html",
)
def instances_can_be_attached(request: AwsRequest, state: State) -> Refusal | None:
    """Instances run, are in no group yet and in one of the group's zones, and the group has room for them.

    The words for zones and states are not AWS's.
    """
    group, names = group_of(request, state), list(request.parameters.get("InstanceIds") or ())
    if group is None:
        return None
    refusals = (_unfit_instance(name, group, request.region, state) for name in names)
    unfit = next((refusal for refusal in refusals if refusal is not None), None)
    if unfit is not None or group.desired_capacity + len(names) <= group.max_size:
        return unfit
    return invalid(
        f"AutoScalingGroup {group.name} has min-size={group.min_size}, max-size={group.max_size}, and "
        f"desired-size={group.desired_capacity}. To attach {len(names)} more instance{'s' * (len(names) != 1)}, please "
        "update the AutoScalingGroup sizes appropriately."
    )


def _unfit_instance(name: str, group: Group, region: str, state: State) -> Refusal | None:
    instance = cast("Instance | None", state.ec2(region).instance(name))
    if instance is None:
        return invalid(f"Invalid Instance ID(s): [{name}] specified")
    if name in state.scaling(region).instance_ids():
        return invalid(f"Instance {name} is already part of an Auto Scaling group.")
    if instance.state != "running":
        return invalid(f"Instance {name} is not in the running state.")
    if instance.availability_zone not in group.availability_zones:
        return invalid(f"The instance {name} is not in an Availability Zone of the Auto Scaling group.")
    return None
