"""What EC2 refuses of the place of an instance or a network interface: subnet, security groups, zone, address.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of many public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import AddressValueError, IPv4Address

from awslab.cloud.ec2.guards.launch import DEFAULT_TYPE, launch_parameters
from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"

GROUPS_PER_INTERFACE = 5


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_API + "API_RunInstances.html")
def network_is_specified_in_one_place(request: AwsRequest, state: State) -> Refusal | None:
    """Where a launch specifies network interfaces, these name subnet and groups; group names need no subnet."""
    launch = launch_parameters(request, state)
    if launch.get("NetworkInterfaces"):
        for name, words in (("SubnetId", "subnet ID"), ("SecurityGroupIds", "security groups")):
            if launch.get(name):
                sentence = f"Network interfaces and an instance-level {words} may not be specified on the same request"
                return Refusal("InvalidParameterCombination", sentence, 400)
    if launch.get("SecurityGroups") and launch.get("SubnetId"):
        sentence = "The parameter groupName cannot be used with the parameter subnet"
        return Refusal("InvalidParameterCombination", sentence, 400)
    return None


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_ERRORS)
def subnets_and_groups_of_a_launch_match(request: AwsRequest, state: State) -> Refusal | None:
    """The groups of each interface must exist in the VPC of its subnet, without one in the default VPC."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
    interfaces: Sequence[Parameters] = launch.get("NetworkInterfaces") or [
        {"SubnetId": launch.get("SubnetId"), "Groups": launch.get("SecurityGroupIds")}
    ]
    for interface in interfaces:
        if interface.get("NetworkInterfaceId"):
            continue
        refusal = _mismatch(ec2, interface.get("SubnetId"), interface.get("Groups") or ())
        if refusal is not None:
            return refusal
    return None


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_ERRORS)
def group_names_exist_in_the_default_vpc(request: AwsRequest, state: State) -> Refusal | None:
    """A launch can name security groups of the default VPC only."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
    vpc = ec2.default_vpc()
    for name in launch.get("SecurityGroups") or ():
        if vpc is None or ec2.group_named(name, vpc.id) is None:
            vpc_id = vpc.id if vpc else "null"
            sentence = f"The security group '{name}' does not exist in default VPC '{vpc_id}'"
            return Refusal("InvalidGroup.NotFound", sentence, 400)
    return None


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_API + "API_InstanceNetworkInterfaceSpecification.html")
def interfaces_of_a_launch_go_together(request: AwsRequest, state: State) -> Refusal | None:
    """The type allows as many interfaces, all are in one zone, and several get no automatic public address."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
    interfaces = launch.get("NetworkInterfaces") or ()
    if len(interfaces) < 2:
        return None
    if any("AssociatePublicIpAddress" in interface for interface in interfaces):
        sentence = (
            "The associatePublicIPAddress parameter cannot be specified when launching with multiple network "
            "interfaces."
        )
        return Refusal("InvalidParameterCombination", sentence, 400)
    kind = launch.get("InstanceType") or DEFAULT_TYPE
    limit = (ec2.instance_type(kind) or {}).get("NetworkInfo", {}).get("MaximumNetworkInterfaces", len(interfaces))
    if len(interfaces) > limit:
        sentence = f"Interface count {len(interfaces)} exceeds the limit for {kind}"
        return Refusal("AttachmentLimitExceeded", sentence, 400)
    subnets = [ec2.subnet(interface.get("SubnetId") or "") for interface in interfaces]
    if len({subnet.availability_zone for subnet in subnets if subnet}) > 1:
        sentence = "You may not attach a network interface to an instance if they are not in the same availability zone"
        return Refusal("InvalidParameterCombination", sentence, 400)
    return None


@guard("ec2", "CreateNetworkInterface", phase=Phase.IDENTIFIER, source=_ERRORS)
def subnet_and_groups_of_an_interface_match(request: AwsRequest, state: State) -> Refusal | None:
    """The groups of a new interface must exist in the VPC of its subnet."""
    return _mismatch(
        state.ec2(request.region), request.parameters.get("SubnetId"), request.parameters.get("Groups") or ()
    )


@guard("ec2", "ModifyNetworkInterfaceAttribute", "ModifyInstanceAttribute", phase=Phase.IDENTIFIER, source=_ERRORS)
def replacing_groups_match(request: AwsRequest, state: State) -> Refusal | None:
    """The groups that replace others must exist in the same VPC."""
    ec2, groups = state.ec2(request.region), request.parameters.get("Groups") or ()
    interface = ec2.interface(request.parameters.get("NetworkInterfaceId", ""))
    instance = ec2.instance(request.parameters["InstanceId"]) if groups and "InstanceId" in request.parameters else None
    subnet = interface.subnet.id if interface else getattr(instance, "subnet_id", None)
    return _mismatch(ec2, subnet, groups) if subnet and groups else None


def _mismatch(ec2: Ec2State, subnet_id: str | None, groups: Sequence[str]) -> Refusal | None:
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
            vpc_id = default.id if default else "null"
            sentence = f"The security group '{name}' does not exist in VPC '{vpc_id}'"
            return Refusal("InvalidGroup.NotFound", sentence, 400)
    return None


@guard("ec2", "RunInstances", phase=Phase.IDENTIFIER, source=_ERRORS)
def zone_exists_and_is_that_of_the_subnet(request: AwsRequest, state: State) -> Refusal | None:
    """A zone that is named must exist and be the subnet's. The words for the second are ours."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
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


@guard("ec2", "RunInstances", phase=Phase.STATE, source=_API + "API_DescribeInstanceTypeOfferings.html")
def zone_offers_the_instance_type(request: AwsRequest, state: State) -> Refusal | None:
    """Not every zone has every instance type: us-east-1e has no t3."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
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


@guard(
    "ec2", "RunInstances", "CreateNetworkInterface", phase=Phase.STATE, source=_API + "API_CreateNetworkInterface.html"
)
def private_address_is_free(request: AwsRequest, state: State) -> Refusal | None:
    """A requested address is in the subnet's block, free, and none of the five that AWS reserves there."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
    requested_address, subnet = launch.get("PrivateIpAddress"), ec2.subnet(launch.get("SubnetId") or "")
    if not requested_address or subnet is None:
        return None
    try:
        address = IPv4Address(requested_address)
    except AddressValueError:
        sentence = f"invalid value for parameter privateIpAddress: {requested_address}"
        return Refusal("InvalidParameterValue", sentence, 400)
    if address not in subnet.cidr:
        return Refusal("InvalidParameterValue", "Address does not fall within the subnet's address range", 400)
    if int(address) - int(subnet.cidr[0]) < 4 or address == subnet.cidr[-1]:
        return Refusal("InvalidParameterValue", "Address is in subnet's reserved address range", 400)
    interfaces = (interface for interface in ec2.interfaces() if interface.subnet.id == subnet.id)
    if any(interface.private_ip_address == requested_address for interface in interfaces):
        return Refusal("InvalidIPAddress.InUse", f"Address {requested_address} is in use.", 400)
    return None


@guard("ec2", "RunInstances", phase=Phase.STATE, source=_ERRORS)
def subnet_has_enough_addresses(request: AwsRequest, state: State) -> Refusal | None:
    """Each instance takes an address of the subnet. The words are of public reports."""
    launch, ec2 = launch_parameters(request, state), state.ec2(request.region)
    subnet, minimum = ec2.subnet(launch.get("SubnetId") or ""), request.parameters.get("MinCount", 1)
    if subnet is None or subnet.available_ip_address_count >= minimum:
        return None
    sentence = f"There are not enough free addresses in subnet '{subnet.id}' to satisfy the requested number of"
    return Refusal("InsufficientFreeAddressesInSubnet", f"{sentence} instances.", 400)
