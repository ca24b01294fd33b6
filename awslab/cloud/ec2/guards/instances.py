"""What instances refuse once they are there.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Refusal, State, guard
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


@guard("ec2", "ModifyInstanceAttribute", source=_API + "API_ModifyInstanceAttribute.html")
def one_attribute_at_a_time(request: AwsRequest, _: State) -> Refusal | None:
    """Neither none nor two."""
    told = request.parameters.keys() - {"InstanceId", "DryRun", "Value"}
    if not told:
        return Refusal("InvalidParameterCombination", "No attributes specified.", 400)
    if len(told) == 1:
        return None
    return Refusal("InvalidParameterCombination", "Fields for multiple attribute types specified", 400)


@guard("ec2", "ModifyInstanceAttribute", source=_API + "API_ModifyInstanceAttribute.html")
def some_attributes_change_when_stopped(request: AwsRequest, state: State) -> Refusal | None:
    """Stop the instance to change its type, its user data and the like."""
    asked = request.parameters
    if not asked.keys() & _STOPPED_ONLY.keys() and asked.get("Attribute") not in _STOPPED_ONLY.values():
        return None
    instance = state.ec2(request.region).instance(asked.get("InstanceId", ""))
    if instance is None or instance.state == "stopped":
        return None
    sentence = f"The instance '{instance.id}' is not in the 'stopped' state."
    return Refusal("IncorrectInstanceState", sentence, 400)


@guard("ec2", "ModifyInstanceAttribute", source=_ERRORS)
def new_type_exists(request: AwsRequest, state: State) -> Refusal | None:
    """And runs the image's architecture. The words for the second are ours."""
    asked, ec2 = request.parameters, state.ec2(request.region)
    name = (asked.get("InstanceType") or {}).get("Value")
    if asked.get("Attribute") == "instanceType":
        name = asked.get("Value")
    if not name:
        return None
    found, instance = ec2.instance_type(name), ec2.instance(asked.get("InstanceId", ""))
    if found is None:
        return Refusal("InvalidInstanceAttributeValue", f"Invalid value '{name}' for InstanceType.", 400)
    if instance is None or instance.architecture in found["ProcessorInfo"]["SupportedArchitectures"]:
        return None
    sentence = f"The instance type '{name}' does not support the architecture '{instance.architecture}'."
    return Refusal("InvalidInstanceAttributeValue", sentence, 400)


@guard("ec2", "AssociateIamInstanceProfile", source=_ERRORS)
def instance_has_no_profile_yet(request: AwsRequest, state: State) -> Refusal | None:
    """One at a time, on an instance that is there; ReplaceIamInstanceProfileAssociation changes it."""
    instance = state.ec2(request.region).instance(request.parameters.get("InstanceId", ""))
    if instance is None or instance.state not in ("shutting-down", "terminated"):
        return None  # moto knows of associations
    sentence = f"The instance '{instance.id}' is not in the 'running' or 'stopped' states."
    return Refusal("IncorrectInstanceState", sentence, 400)


@guard("ec2", "AttachNetworkInterface", source=_API + "API_AttachNetworkInterface.html")
def interface_is_free_and_fits(request: AwsRequest, state: State) -> Refusal | None:
    """A free interface of the instance's zone and VPC, at an index that is free, within the type's number."""
    ec2, asked = state.ec2(request.region), request.parameters
    interface = ec2.interface(asked.get("NetworkInterfaceId", ""))
    instance = ec2.instance(asked.get("InstanceId", ""))
    if interface is None or instance is None:
        return None
    if interface.instance is not None:
        sentence = f"Interface: [{interface.id}] in use."
        return Refusal("InvalidNetworkInterface.InUse", sentence, 400)
    if interface.subnet.availability_zone != instance.availability_zone:
        sentence = "You may not attach a network interface to an instance if they are not in the same availability zone"
        return Refusal("InvalidParameterCombination", sentence, 400)
    if asked.get("DeviceIndex") in instance.nics:
        sentence = f"Instance '{instance.id}' already has an interface attached at device index "
        return Refusal("InvalidParameterValue", f"{sentence}'{asked['DeviceIndex']}'.", 400)
    found = ec2.instance_type(instance.instance_type) or {}
    most = found.get("NetworkInfo", {}).get("MaximumNetworkInterfaces", 15)
    if len(instance.nics) < most:
        return None
    sentence = f"Interface count {len(instance.nics) + 1} exceeds the limit for {instance.instance_type}"
    return Refusal("AttachmentLimitExceeded", sentence, 400)


@guard("ec2", "DeleteNetworkInterface", source=_ERRORS)
def interface_is_not_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """Detach it before. (The words name an interface that is in use by a NAT gateway or the like the same way.)"""
    ec2 = state.ec2(request.region)
    interface = ec2.interface(request.parameters.get("NetworkInterfaceId", ""))
    if interface is None:
        return None
    if interface.instance is None and not any(each._eni is interface for each in ec2.nat_gateways()):
        return None
    sentence = f"Network interface '{interface.id}' is currently in use."
    return Refusal("InvalidParameterValue", sentence, 400)
