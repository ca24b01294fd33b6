"""What launch configurations refuse. The texts: public reports."""

from __future__ import annotations

from awslab.cloud.autoscaling.guards.groups import invalid
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"


@guard(
    "autoscaling",
    "CreateLaunchConfiguration",
    phase=Phase.STATE,
    source=_API + "API_CreateLaunchConfiguration.html",
)
def launch_configuration_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """No other launch configuration has the name."""
    name = request.parameters["LaunchConfigurationName"]
    if not state.scaling(request.region).has_launch_configuration(name):
        return None
    sentence = f"A launch configuration already exists with the name {name}"
    return Refusal("AlreadyExists", f"Launch Configuration by this name already exists - {sentence}")


@guard(
    "autoscaling",
    "DeleteLaunchConfiguration",
    phase=Phase.IDENTIFIER,
    source=_API + "API_DeleteLaunchConfiguration.html",
)
def launch_configuration_is_unused(request: AwsRequest, state: State) -> Refusal | None:
    """The launch configuration is there, and no group uses it."""
    name, scaling = request.parameters["LaunchConfigurationName"], state.scaling(request.region)
    if not scaling.has_launch_configuration(name):
        return invalid(f"Launch configuration name not found - Launch configuration {name} not found")
    for group in scaling.groups():
        if getattr(group, "launch_configuration_name", None) == name:
            sentence = (
                f"Cannot delete launch configuration {name} because it is attached to AutoScalingGroup {group.name}"
            )
            return Refusal("ResourceInUse", sentence)
    return None
