"""Where an instance or a network interface goes: subnet, security groups, zone must exist and fit together.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of many public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import AddressValueError, IPv4Address
from typing import Any

from awslab.cloud.ec2.guards.launch import DEFAULT_TYPE, launched
from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"

GROUPS_PER_INTERFACE = 5


@guard("ec2", "RunInstances", source=_API + "API_RunInstances.html")
def network_is_told_once(request: AwsRequest, state: State) -> Refusal | None:
    """Subnet and groups belong to the network interfaces, where these are given; names of groups to the default VPC."""
    launch = launched(request, state)
    if launch.get("NetworkInterfaces"):
        for name, told in (("SubnetId", "subnet ID"), ("SecurityGroupIds", "security groups")):
            if launch.get(name):
                sentence = f"Network interfaces and an instance-level {told} may not be specified on the same request"
                return Refusal("InvalidParameterCombination", sentence, 400)
    if launch.get("SecurityGroups") and launch.get("SubnetId"):
        sentence = "The parameter groupName cannot be used with the parameter subnet"
        return Refusal("InvalidParameterCombination", sentence, 400)
    return None


@guard("ec2", "RunInstances", source=_ERRORS)
def subnets_and_groups_of_a_launch_fit(request: AwsRequest, state: State) -> Refusal | None:
    """Each interface's groups must exist in the VPC of its subnet: the default VPC's, when none is named."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    interfaces: Sequence[Mapping[str, Any]] = launch.get("NetworkInterfaces") or [
        {"SubnetId": launch.get("SubnetId"), "Groups": launch.get("SecurityGroupIds")}
    ]
    for each in interfaces:
        if each.get("NetworkInterfaceId"):
            continue
        refusal = _fits(ec2, each.get("SubnetId"), each.get("Groups") or ())
        if refusal is not None:
            return refusal
    return None


@guard("ec2", "RunInstances", source=_ERRORS)
def named_groups_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Names are those of the default VPC's groups."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    vpc = ec2.default_vpc()
    for name in launch.get("SecurityGroups") or ():
        if vpc is None or ec2.group_named(name, vpc.id) is None:
            where = vpc.id if vpc else "null"
            sentence = f"The security group '{name}' does not exist in default VPC '{where}'"
            return Refusal("InvalidGroup.NotFound", sentence, 400)
    return None


@guard("ec2", "RunInstances", source=_API + "API_InstanceNetworkInterfaceSpecification.html")
def interfaces_are_possible_together(request: AwsRequest, state: State) -> Refusal | None:
    """As many as the type takes, in one zone, and no public address by itself for more than one."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    interfaces = launch.get("NetworkInterfaces") or ()
    if len(interfaces) < 2:
        return None
    if any("AssociatePublicIpAddress" in each for each in interfaces):
        sentence = (
            "The associatePublicIPAddress parameter cannot be specified when launching with multiple network "
            "interfaces."
        )
        return Refusal("InvalidParameterCombination", sentence, 400)
    kind = launch.get("InstanceType") or DEFAULT_TYPE
    most = (ec2.instance_type(kind) or {}).get("NetworkInfo", {}).get("MaximumNetworkInterfaces", len(interfaces))
    if len(interfaces) > most:
        sentence = f"Interface count {len(interfaces)} exceeds the limit for {kind}"
        return Refusal("AttachmentLimitExceeded", sentence, 400)
    places = [ec2.subnet(each.get("SubnetId") or "") for each in interfaces]
    if len({each.availability_zone for each in places if each}) > 1:
        sentence = "You may not attach a network interface to an instance if they are not in the same availability zone"
        return Refusal("InvalidParameterCombination", sentence, 400)
    return None


@guard("ec2", "CreateNetworkInterface", source=_ERRORS)
def subnet_and_groups_of_an_interface_fit(request: AwsRequest, state: State) -> Refusal | None:
    """The groups must exist in the VPC of the subnet."""
    return _fits(state.ec2(request.region), request.parameters.get("SubnetId"), request.parameters.get("Groups") or ())


@guard("ec2", "ModifyNetworkInterfaceAttribute", "ModifyInstanceAttribute", source=_ERRORS)
def new_groups_fit(request: AwsRequest, state: State) -> Refusal | None:
    """The groups that are put in the place of others must exist in the same VPC."""
    ec2, groups = state.ec2(request.region), request.parameters.get("Groups") or ()
    interface = ec2.interface(request.parameters.get("NetworkInterfaceId", ""))
    instance = ec2.instance(request.parameters["InstanceId"]) if groups and "InstanceId" in request.parameters else None
    subnet = interface.subnet.id if interface else getattr(instance, "subnet_id", None)
    return _fits(ec2, subnet, groups) if subnet and groups else None


def _fits(ec2: Ec2State, subnet_id: str | None, groups: Sequence[str]) -> Refusal | None:
    subnet = ec2.subnet(subnet_id) if subnet_id else None
    if subnet_id and subnet is None:
        return Refusal("InvalidSubnetID.NotFound", f"The subnet ID '{subnet_id}' does not exist", 400)
    if len(groups) > GROUPS_PER_INTERFACE:
        sentence = "The maximum number of security groups per interface has been reached."
        return Refusal("SecurityGroupsPerInterfaceLimitExceeded", sentence, 400)
    for name in groups:
        group = ec2.group(name)
        if group is None:
            return Refusal("InvalidGroup.NotFound", f"The security group '{name}' does not exist", 400)
        if subnet and group.vpc_id != subnet.vpc_id:
            sentence = f"Security group {name} and subnet {subnet_id} belong to different networks."
            return Refusal("InvalidParameter", sentence, 400)
        default = ec2.default_vpc()
        if subnet is None and (default is None or group.vpc_id != default.id):
            # where AWS takes the default subnet, the group is in another network; the words are those for a group
            # that is looked for in one VPC
            where = default.id if default else "null"
            return Refusal("InvalidGroup.NotFound", f"The security group '{name}' does not exist in VPC '{where}'", 400)
    return None


@guard("ec2", "RunInstances", source=_ERRORS)
def zone_is_the_subnets(request: AwsRequest, state: State) -> Refusal | None:
    """The zone, where it is named, must exist and be the one of the subnet. The words for the second are ours."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    zone = (launch.get("Placement") or {}).get("AvailabilityZone")
    if not zone:
        return None
    if zone not in ec2.zones():
        return Refusal("InvalidParameterValue", f"Invalid availability zone: [{zone}]", 400)
    subnet = ec2.subnet(launch.get("SubnetId") or "")
    if subnet and subnet.availability_zone != zone:
        sentence = f"The subnet '{subnet.id}' is in the Availability Zone {subnet.availability_zone}, not in {zone}."
        return Refusal("InvalidParameterValue", sentence, 400)
    return None


@guard("ec2", "RunInstances", source=_API + "API_DescribeInstanceTypeOfferings.html")
def zone_has_the_type(request: AwsRequest, state: State) -> Refusal | None:
    """Not every zone has every instance type: us-east-1e has no t3."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    interfaces = launch.get("NetworkInterfaces") or [{}]
    subnet = ec2.subnet(launch.get("SubnetId") or interfaces[0].get("SubnetId") or "")
    zone = subnet.availability_zone if subnet else (launch.get("Placement") or {}).get("AvailabilityZone")
    kind = launch.get("InstanceType") or DEFAULT_TYPE
    offering = ec2.zones_offering(kind) if zone else set()
    if not offering or zone in offering:
        return None
    sentence = (
        f"Your requested instance type ({kind}) is not supported in your requested Availability Zone ({zone}). Please "
        f"retry your request by not specifying an Availability Zone or choosing {', '.join(sorted(offering))}."
    )
    return Refusal("Unsupported", sentence, 400)


@guard("ec2", "RunInstances", "CreateNetworkInterface", source=_API + "API_CreateNetworkInterface.html")
def private_address_is_free(request: AwsRequest, state: State) -> Refusal | None:
    """An address that is asked for must be in the subnet's range and nobody's; five of a subnet are AWS's own."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    asked, subnet = launch.get("PrivateIpAddress"), ec2.subnet(launch.get("SubnetId") or "")
    if not asked or subnet is None:
        return None
    try:
        address = IPv4Address(asked)
    except AddressValueError:
        return Refusal("InvalidParameterValue", f"invalid value for parameter privateIpAddress: {asked}", 400)
    if address not in subnet.cidr:
        return Refusal("InvalidParameterValue", "Address does not fall within the subnet's address range", 400)
    if int(address) - int(subnet.cidr[0]) < 4 or address == subnet.cidr[-1]:
        return Refusal("InvalidParameterValue", "Address is in subnet's reserved address range", 400)
    if any(each.private_ip_address == asked and each.subnet.id == subnet.id for each in ec2.interfaces()):
        return Refusal("InvalidIPAddress.InUse", f"Address {asked} is in use.", 400)
    return None


@guard("ec2", "RunInstances", source=_ERRORS)
def subnet_has_addresses(request: AwsRequest, state: State) -> Refusal | None:
    """Each instance takes an address of the subnet. The words are of public reports."""
    launch, ec2 = launched(request, state), state.ec2(request.region)
    subnet, least = ec2.subnet(launch.get("SubnetId") or ""), request.parameters.get("MinCount", 1)
    if subnet is None or subnet.available_ip_address_count >= least:
        return None
    sentence = f"There are not enough free addresses in subnet '{subnet.id}' to satisfy the requested number of"
    return Refusal("InsufficientFreeAddressesInSubnet", f"{sentence} instances.", 400)
