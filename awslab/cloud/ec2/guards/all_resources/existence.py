"""Ids of resources that do not exist, in calls that describe or delete by id.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html; the words are those of public reports.
"""

from __future__ import annotations

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"

_LOOKUPS = {
    "DescribeVpcs": ("VpcIds", Ec2State.vpc, "InvalidVpcID.NotFound", "The vpc ID '{}' does not exist"),
    "DescribeSubnets": (
        "SubnetIds",
        Ec2State.subnet,
        "InvalidSubnetID.NotFound",
        "The subnet ID '{}' does not exist",
    ),
    "DescribeSecurityGroups": (
        "GroupIds",
        Ec2State.group,
        "InvalidGroup.NotFound",
        "The security group '{}' does not exist",
    ),
    "DescribeNetworkAcls": (
        "NetworkAclIds",
        Ec2State.network_acl,
        "InvalidNetworkAclID.NotFound",
        "The networkAcl ID '{}' does not exist",
    ),
    "DescribeNetworkInterfaces": (
        "NetworkInterfaceIds",
        Ec2State.interface,
        "InvalidNetworkInterfaceID.NotFound",
        "The networkInterface ID '{}' does not exist",
    ),
    "DescribeVpcPeeringConnections": (
        "VpcPeeringConnectionIds",
        Ec2State.peering,
        "InvalidVpcPeeringConnectionID.NotFound",
        "The vpcPeeringConnection ID '{}' does not exist",
    ),
    "DescribeNatGateways": (
        "NatGatewayIds",
        Ec2State.nat_gateway_ever,
        "NatGatewayNotFound",
        "NatGateway {} was not found",
    ),
    "DescribeVolumes": ("VolumeIds", Ec2State.volume, "InvalidVolume.NotFound", "The volume '{}' does not exist."),
    "DescribeSnapshots": (
        "SnapshotIds",
        Ec2State.snapshot,
        "InvalidSnapshot.NotFound",
        "The snapshot '{}' does not exist.",
    ),
    "DeleteSnapshot": (
        "SnapshotId",
        Ec2State.snapshot,
        "InvalidSnapshot.NotFound",
        "The snapshot '{}' does not exist.",
    ),
}
"""Operation → the member with ids, where they are looked up, and the code and words when one is not there."""


@guard("ec2", *_LOOKUPS, phase=Phase.IDENTIFIER, source=_ERRORS)
def resources_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Each of the ids must exist; moto's own error names all of them, or none."""
    member, look_up, code, words = _LOOKUPS[request.operation]
    requested_ids = request.parameters.get(member) or ()
    ec2 = state.ec2(request.region)
    for name in [requested_ids] if isinstance(requested_ids, str) else requested_ids:
        if look_up(ec2, name) is None:
            return Refusal(code, words.format(name), 400)
    return None
