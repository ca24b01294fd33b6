"""What Elastic IP addresses refuse.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from typing import Any

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"

ADDRESSES_PER_REGION = 5


@guard("ec2", "AllocateAddress", source=_QUOTAS)
def addresses_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """Five in a region."""
    if len(state.ec2(request.region).addresses()) < ADDRESSES_PER_REGION:
        return None
    return Refusal("AddressLimitExceeded", "The maximum number of addresses has been reached.", 400)


@guard("ec2", "AssociateAddress", source=_API + "API_AssociateAddress.html")
def address_can_be_associated(request: AwsRequest, state: State) -> Refusal | None:
    """With one instance (of one interface) or one interface, which is not pending, behind an internet gateway."""
    ec2, asked = state.ec2(request.region), request.parameters
    if not asked.get("AllocationId") and not asked.get("PublicIp"):
        return Refusal("MissingParameter", "The request must contain the parameter allocationId", 400)
    address = ec2.address(allocation_id=asked.get("AllocationId", ""), public_ip=asked.get("PublicIp", ""))
    if address is None and asked.get("AllocationId"):
        sentence = f"The allocation ID '{asked['AllocationId']}' does not exist"
        return Refusal("InvalidAllocationID.NotFound", sentence, 400)
    if not asked.get("InstanceId") and not asked.get("NetworkInterfaceId"):
        sentence = "Either 'InstanceId' or 'NetworkInterfaceId' must be specified"
        return Refusal("MissingParameter", sentence, 400)
    if asked.get("InstanceId") and asked.get("NetworkInterfaceId"):
        sentence = "You may specify either an instance ID or a network interface ID, but not both"
        return Refusal("InvalidParameterCombination", sentence, 400)
    instance = ec2.instance(asked["InstanceId"]) if asked.get("InstanceId") else None
    interface = ec2.interface(asked.get("NetworkInterfaceId") or "")
    return _wrong_instance(instance or getattr(interface, "instance", None), named=instance is not None) or _wrong_vpc(
        ec2, instance.vpc_id if instance else interface.subnet.vpc_id if interface else None
    )


def _wrong_instance(instance: Any | None, *, named: bool) -> Refusal | None:
    if instance is None:
        return None
    if instance.state == "pending":
        sentence = f"The pending instance '{instance.id}' is not in a valid state for this operation."
        return Refusal("IncorrectInstanceState", sentence, 400)
    if instance.state in ("shutting-down", "terminated"):
        return Refusal("InvalidInstanceID", f"The instance '{instance.id}' is not in a valid state for this operation.")
    if named and len(instance.nics) > 1:
        sentence = f"There are multiple interfaces attached to instance '{instance.id}'. Please specify an interface"
        return Refusal("InvalidInstanceID", f"{sentence} ID for the operation instead.", 400)
    return None


def _wrong_vpc(ec2: Ec2State, vpc: str | None) -> Refusal | None:
    if vpc is None or ec2.internet_gateway_of(vpc):
        return None
    return Refusal("Gateway.NotAttached", f"Network {vpc} is not attached to any internet gateway", 400)


@guard("ec2", "AssociateAddress", source=_API + "API_AssociateAddress.html")
def address_is_free_when_it_must_be(request: AwsRequest, state: State) -> Refusal | None:
    """AllowReassociation=false keeps an address where it is; a NAT gateway's never moves."""
    ec2, asked = state.ec2(request.region), request.parameters
    address = ec2.address(allocation_id=asked.get("AllocationId", ""), public_ip=asked.get("PublicIp", ""))
    if address is None or address.eni is None or _is_the_same(address, asked):
        return None
    if not _is_of_nat(ec2, address) and asked.get("AllowReassociation", True):
        return None
    name = address.allocation_id
    sentence = f"resource {name} is already associated with associate-id {address.association_id}"
    return Refusal("Resource.AlreadyAssociated", sentence, 400)


def _is_the_same(address: Any, asked: Any) -> bool:
    instance = getattr(address.eni.instance, "id", None)
    return asked.get("NetworkInterfaceId") == address.eni.id or (asked.get("InstanceId") or "") == instance


@guard("ec2", "DisassociateAddress", source=_ERRORS)
def address_of_a_nat_gateway_stays(request: AwsRequest, state: State) -> Refusal | None:
    """It goes with the gateway."""
    ec2, name = state.ec2(request.region), request.parameters.get("AssociationId")
    address = next((each for each in ec2.addresses() if name and each.association_id == name), None)
    if address is None or not _is_of_nat(ec2, address):
        return None
    return Refusal("AuthFailure", "You do not have permission to access the specified resource.", 400)


@guard("ec2", "ReleaseAddress", source=_API + "API_ReleaseAddress.html")
def address_is_not_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """Disassociate it before."""
    ec2, asked = state.ec2(request.region), request.parameters
    address = ec2.address(allocation_id=asked.get("AllocationId", ""), public_ip=asked.get("PublicIp", ""))
    if address is None and asked.get("AllocationId"):
        sentence = f"The allocation ID '{asked['AllocationId']}' does not exist"
        return Refusal("InvalidAllocationID.NotFound", sentence, 400)
    if address is None or address.eni is None:
        return None
    return Refusal("InvalidIPAddress.InUse", f"Address {address.public_ip} is in use.", 400)


def _is_of_nat(ec2: Ec2State, address: Any) -> bool:
    return any(each._eni is address.eni for each in ec2.nat_gateways() if address.eni)
