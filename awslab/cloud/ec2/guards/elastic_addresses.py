"""What EC2 refuses of Elastic IP addresses.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Instance, NetworkInterface, Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"

ADDRESSES_PER_REGION = 5


@guard("ec2", "AllocateAddress", phase=Phase.QUOTA, source=_QUOTAS)
def addresses_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """A region has up to five Elastic IP addresses."""
    if len(state.ec2(request.region).addresses()) < ADDRESSES_PER_REGION:
        return None
    return Refusal("AddressLimitExceeded", "The maximum number of addresses has been reached.", 400)


@guard("ec2", "AssociateAddress", phase=Phase.IDENTIFIER, source=_API + "API_AssociateAddress.html")
def address_can_be_associated(request: AwsRequest, state: State) -> Refusal | None:
    """The target is one interface, of an instance that is not pending, in a VPC with an internet gateway."""
    ec2, parameters = state.ec2(request.region), request.parameters
    if not parameters.get("AllocationId") and not parameters.get("PublicIp"):
        return Refusal("MissingParameter", "The request must contain the parameter allocationId", 400)
    address = ec2.address(allocation_id=parameters.get("AllocationId", ""), public_ip=parameters.get("PublicIp", ""))
    if address is None and parameters.get("AllocationId"):
        sentence = f"The allocation ID '{parameters['AllocationId']}' does not exist"
        return Refusal("InvalidAllocationID.NotFound", sentence, 400)
    if not parameters.get("InstanceId") and not parameters.get("NetworkInterfaceId"):
        sentence = "Either 'InstanceId' or 'NetworkInterfaceId' must be specified"
        return Refusal("MissingParameter", sentence, 400)
    if parameters.get("InstanceId") and parameters.get("NetworkInterfaceId"):
        sentence = "You may specify either an instance ID or a network interface ID, but not both"
        return Refusal("InvalidParameterCombination", sentence, 400)
    instance = ec2.instance(parameters["InstanceId"]) if parameters.get("InstanceId") else None
    interface = ec2.interface(parameters.get("NetworkInterfaceId") or "")
    holder = instance or (interface.instance if interface else None)
    vpc = instance.vpc_id if instance else interface.subnet.vpc_id if interface else None
    return _wrong_instance(holder, is_requested=instance is not None) or _wrong_vpc(ec2, vpc)


def _wrong_instance(instance: Instance | None, *, is_requested: bool) -> Refusal | None:
    if instance is None:
        return None
    if instance.state == "pending":
        sentence = f"The pending instance '{instance.id}' is not in a valid state for this operation."
        return Refusal("IncorrectInstanceState", sentence, 400)
    if instance.state in ("shutting-down", "terminated"):
        return Refusal("InvalidInstanceID", f"The instance '{instance.id}' is not in a valid state for this operation.")
    if is_requested and len(instance.nics) > 1:
        sentence = f"There are multiple interfaces attached to instance '{instance.id}'. Please specify an interface"
        return Refusal("InvalidInstanceID", f"{sentence} ID for the operation instead.", 400)
    return None


def _wrong_vpc(ec2: Ec2State, vpc: str | None) -> Refusal | None:
    if vpc is None or ec2.internet_gateway_of(vpc):
        return None
    return Refusal("Gateway.NotAttached", f"Network {vpc} is not attached to any internet gateway", 400)


@guard("ec2", "AssociateAddress", phase=Phase.STATE, source=_API + "API_AssociateAddress.html")
def address_may_be_reassociated(request: AwsRequest, state: State) -> Refusal | None:
    """AllowReassociation=false keeps an address where it is; that of a NAT gateway never moves."""
    ec2, parameters = state.ec2(request.region), request.parameters
    address = ec2.address(allocation_id=parameters.get("AllocationId", ""), public_ip=parameters.get("PublicIp", ""))
    if address is None or address.eni is None or _is_holder(address.eni, parameters):
        return None
    if not ec2.is_of_nat_gateway(address.eni) and parameters.get("AllowReassociation", True):
        return None
    name = address.allocation_id
    sentence = f"resource {name} is already associated with associate-id {address.association_id}"
    return Refusal("Resource.AlreadyAssociated", sentence, 400)


def _is_holder(interface: NetworkInterface, parameters: Parameters) -> bool:
    instance = interface.instance.id if interface.instance else None
    return parameters.get("NetworkInterfaceId") == interface.id or (parameters.get("InstanceId") or "") == instance


@guard("ec2", "DisassociateAddress", phase=Phase.STATE, source=_ERRORS)
def address_of_a_nat_gateway_is_not_disassociated(request: AwsRequest, state: State) -> Refusal | None:
    """A NAT gateway's address is disassociated with the gateway only."""
    ec2, name = state.ec2(request.region), request.parameters.get("AssociationId")
    addresses = (address for address in ec2.addresses() if name and address.association_id == name)
    interface = next((address.eni for address in addresses), None)
    if interface is None or not ec2.is_of_nat_gateway(interface):
        return None
    return Refusal("AuthFailure", "You do not have permission to access the specified resource.", 400)


@guard("ec2", "ReleaseAddress", phase=Phase.STATE, source=_API + "API_ReleaseAddress.html")
def address_is_not_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """An address must be disassociated before it is released."""
    ec2, parameters = state.ec2(request.region), request.parameters
    address = ec2.address(allocation_id=parameters.get("AllocationId", ""), public_ip=parameters.get("PublicIp", ""))
    if address is None and parameters.get("AllocationId"):
        sentence = f"The allocation ID '{parameters['AllocationId']}' does not exist"
        return Refusal("InvalidAllocationID.NotFound", sentence, 400)
    if address is None or address.eni is None:
        return None
    return Refusal("InvalidIPAddress.InUse", f"Address {address.public_ip} is in use.", 400)
