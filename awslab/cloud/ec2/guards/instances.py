"""What EC2 refuses of instances that exist, and of network interfaces.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"

_STOPPED_ONLY = {
    "InstanceType": "instanceType",
    "UserData": "userData",
    "Kernel": "kernel",
    "Ramdisk": "ramdisk",
    "EbsOptimized": "ebsOptimized",
    "EnaSupport": "enaSupport",
    "SriovNetSupport": "sriovNetSupport",
}
"""ModifyInstanceAttribute's members → the names of the attributes that change in a stopped instance only."""


# after the guards of the values, whose refusals come first
@guard("ec2", "ModifyInstanceAttribute", phase=Phase.STATE, source=_API + "API_ModifyInstanceAttribute.html")
def one_attribute_is_modified(request: AwsRequest, _: State) -> Refusal | None:
    """A call modifies exactly one attribute."""
    attributes = request.parameters.keys() - {"InstanceId", "DryRun", "Value"}
    if not attributes:
        return Refusal("InvalidParameterCombination", "No attributes specified.", 400)
    if len(attributes) == 1:
        return None
    return Refusal("InvalidParameterCombination", "Fields for multiple attribute types specified", 400)


@guard("ec2", "ModifyInstanceAttribute", phase=Phase.STATE, source=_API + "API_ModifyInstanceAttribute.html")
def instance_is_stopped_for_the_attribute(request: AwsRequest, state: State) -> Refusal | None:
    """An instance's type, user data and the like can be changed while it is stopped only."""
    parameters = request.parameters
    if not parameters.keys() & _STOPPED_ONLY.keys() and parameters.get("Attribute") not in _STOPPED_ONLY.values():
        return None
    instance = state.ec2(request.region).instance(parameters.get("InstanceId", ""))
    if instance is None or instance.state == "stopped":
        return None
    sentence = f"The instance '{instance.id}' is not in the 'stopped' state."
    return Refusal("IncorrectInstanceState", sentence, 400)


@guard("ec2", "ModifyInstanceAttribute", phase=Phase.STATE, source=_ERRORS)
def new_instance_type_exists_and_fits(request: AwsRequest, state: State) -> Refusal | None:
    """The new instance type must exist and support the image's architecture (our words)."""
    parameters, ec2 = request.parameters, state.ec2(request.region)
    name = (parameters.get("InstanceType") or {}).get("Value")
    if parameters.get("Attribute") == "instanceType":
        name = parameters.get("Value")
    if not name:
        return None
    description, instance = ec2.instance_type(name), ec2.instance(parameters.get("InstanceId", ""))
    if description is None:
        return Refusal("InvalidInstanceAttributeValue", f"Invalid value '{name}' for InstanceType.", 400)
    if instance is None or instance.architecture in description["ProcessorInfo"]["SupportedArchitectures"]:
        return None
    sentence = f"The instance type '{name}' does not support the architecture '{instance.architecture}'."
    return Refusal("InvalidInstanceAttributeValue", sentence, 400)


@guard("ec2", "AssociateIamInstanceProfile", phase=Phase.STATE, source=_ERRORS)
def instance_can_take_a_profile(request: AwsRequest, state: State) -> Refusal | None:
    """An instance that is being terminated takes no instance profile."""
    instance = state.ec2(request.region).instance(request.parameters.get("InstanceId", ""))
    if instance is None or instance.state not in ("shutting-down", "terminated"):
        return None  # moto itself refuses a second profile
    sentence = f"The instance '{instance.id}' is not in the 'running' or 'stopped' states."
    return Refusal("IncorrectInstanceState", sentence, 400)


@guard("ec2", "AttachNetworkInterface", phase=Phase.STATE, source=_API + "API_AttachNetworkInterface.html")
def interface_can_be_attached(request: AwsRequest, state: State) -> Refusal | None:
    """The interface is free and in the instance's zone, its index is free, and the type allows one more."""
    ec2, parameters = state.ec2(request.region), request.parameters
    interface = ec2.interface(parameters.get("NetworkInterfaceId", ""))
    instance = ec2.instance(parameters.get("InstanceId", ""))
    if interface is None or instance is None:
        return None
    if interface.instance is not None:
        sentence = f"Interface: [{interface.id}] in use."
        return Refusal("InvalidNetworkInterface.InUse", sentence, 400)
    if interface.subnet.availability_zone != instance.availability_zone:
        sentence = "You may not attach a network interface to an instance if they are not in the same availability zone"
        return Refusal("InvalidParameterCombination", sentence, 400)
    if parameters.get("DeviceIndex") in instance.nics:
        sentence = f"Instance '{instance.id}' already has an interface attached at device index "
        return Refusal("InvalidParameterValue", f"{sentence}'{parameters['DeviceIndex']}'.", 400)
    description = ec2.instance_type(instance.instance_type) or {}
    limit = description.get("NetworkInfo", {}).get("MaximumNetworkInterfaces", 15)
    if len(instance.nics) < limit:
        return None
    sentence = f"Interface count {len(instance.nics) + 1} exceeds the limit for {instance.instance_type}"
    return Refusal("AttachmentLimitExceeded", sentence, 400)


@guard("ec2", "DeleteNetworkInterface", phase=Phase.STATE, source=_ERRORS)
def interface_is_not_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """An interface must be detached before it is deleted; that of a NAT gateway is in use as well."""
    ec2 = state.ec2(request.region)
    interface = ec2.interface(request.parameters.get("NetworkInterfaceId", ""))
    if interface is None:
        return None
    if interface.instance is None and not ec2.is_of_nat_gateway(interface):
        return None
    sentence = f"Network interface '{interface.id}' is currently in use."
    return Refusal("InvalidParameterValue", sentence, 400)
