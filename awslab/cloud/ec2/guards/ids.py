"""Ids that are none, which EC2 says before it looks for them, and ids of nothing.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html; the words are those of public reports, the
same for every kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"

_KINDS = {
    "Instance": ("i", "InvalidInstanceID.Malformed"),
    "Vpc": ("vpc", "InvalidVpcID.Malformed"),
    "Subnet": ("subnet", "InvalidSubnetID.Malformed"),
    "Group": ("sg", "InvalidGroupId.Malformed"),
    "SecurityGroup": ("sg", "InvalidGroupId.Malformed"),
    "RouteTable": ("rtb", "InvalidRouteTableId.Malformed"),
    "InternetGateway": ("igw", "InvalidInternetGatewayId.Malformed"),
    "NatGateway": ("nat", "NatGatewayMalformed"),
    "NetworkAcl": ("acl", "InvalidNetworkAclId.Malformed"),
    "NetworkInterface": ("eni", "InvalidNetworkInterfaceId.Malformed"),
    "Volume": ("vol", "InvalidVolumeID.Malformed"),
    "Snapshot": ("snap", "InvalidSnapshotID.Malformed"),
    "Image": ("ami", "InvalidAMIID.Malformed"),
    "VpcPeeringConnection": ("pcx", "InvalidVpcPeeringConnectionId.Malformed"),
}
"""What a member is about (`VpcId`, `VpcIds`) → how its ids begin, and the code for one that does not."""
_MEMBERS = {f"{kind}{end}": told for kind, told in _KINDS.items() for end in ("Id", "Ids")}

_OPERATIONS = (
    *("DescribeInstances", "StartInstances", "StopInstances", "TerminateInstances", "RebootInstances"),
    *("ModifyInstanceAttribute", "DescribeInstanceAttribute", "DescribeInstanceStatus", "GetConsoleOutput"),
    *("RunInstances", "CreateImage", "DescribeImages", "DeregisterImage", "AssociateAddress"),
    *("DescribeVpcs", "DeleteVpc", "ModifyVpcAttribute", "DescribeVpcAttribute", "CreateSubnet", "DescribeSubnets"),
    *("DeleteSubnet", "ModifySubnetAttribute", "CreateSecurityGroup", "DeleteSecurityGroup", "DescribeSecurityGroups"),
    *("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress"),
    *("RevokeSecurityGroupEgress", "CreateRouteTable", "DescribeRouteTables", "DeleteRouteTable", "CreateRoute"),
    *("ReplaceRoute", "DeleteRoute", "AssociateRouteTable", "AttachInternetGateway", "DetachInternetGateway"),
    *("DescribeInternetGateways", "DeleteInternetGateway", "CreateNatGateway", "DeleteNatGateway"),
    *("DescribeNatGateways", "CreateNetworkAcl", "DeleteNetworkAcl", "DescribeNetworkAcls", "CreateNetworkAclEntry"),
    *("CreateNetworkInterface", "AttachNetworkInterface", "DeleteNetworkInterface", "DescribeNetworkInterfaces"),
    *("DescribeVolumes", "AttachVolume", "DetachVolume", "DeleteVolume", "ModifyVolume", "CreateSnapshot"),
    *("DescribeSnapshots", "DeleteSnapshot", "CreateVpcEndpoint", "CreateVpcPeeringConnection"),
    *("AcceptVpcPeeringConnection", "DeleteVpcPeeringConnection", "DescribeVpcPeeringConnections"),
)


@guard("ec2", *_OPERATIONS, source=_ERRORS)
def ids_are_ids(request: AwsRequest, _: State) -> Refusal | None:
    """A prefix, a hyphen and 8 or 17 hexadecimal digits. (One with digits too few or too many does not exist.)"""
    for name, value in _told(request):
        prefix, code = _MEMBERS[name]
        if not re.fullmatch(rf"{prefix}-[0-9a-f]+", value) and not value.startswith("resolve:ssm:"):
            return Refusal(code, f'Invalid id: "{value}" (expecting "{prefix}-...")', 400)
    return None


def _told(request: AwsRequest) -> Iterator[tuple[str, str]]:
    for name in _MEMBERS.keys() & request.parameters.keys():
        value = request.parameters[name]
        yield from ((name, str(each)) for each in (value if isinstance(value, list) else [value]) if each)


_FOUND = {
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
"""What is asked for by ids → where it is looked up, and the code and words when it is not there."""


@guard("ec2", *_FOUND, source=_ERRORS)
def what_is_asked_for_exists(request: AwsRequest, state: State) -> Refusal | None:
    """Each of the ids; moto names all of them, or none."""
    member, look_up, code, words = _FOUND[request.operation]
    told = request.parameters.get(member) or ()
    ec2 = state.ec2(request.region)
    for name in [told] if isinstance(told, str) else told:
        if look_up(ec2, name) is None:
            return Refusal(code, words.format(name), 400)
    return None


@guard("ec2", "RunInstances", source=_ERRORS)
def placement_group_exists(request: AwsRequest, _: State) -> Refusal | None:
    """The sandbox has none: CreatePlacementGroup is not implemented."""
    name = (request.parameters.get("Placement") or {}).get("GroupName")
    if not name:
        return None
    return Refusal("InvalidPlacementGroup.Unknown", f"The placement group '{name}' is unknown.", 400)


@guard(
    "ec2",
    "CreateNetworkInsightsPath",
    "StartNetworkInsightsAnalysis",
    source="https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html",
)
def the_tracer_says_it(request: AwsRequest, _: State) -> Refusal | None:
    """Reachability Analyzer is not there; awslab's own packet tracer is."""
    sentence = (
        f"The sandbox does not implement ec2.{request.operation}. Real AWS does. To see whether and why a packet gets "
        "through here, use: awslab trace"
    )
    return Refusal("NotImplemented", sentence, 501)
