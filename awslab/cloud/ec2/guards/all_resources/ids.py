"""The form of resource ids, which EC2 checks before it looks for the resources.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html; the words are those of public reports, the
same for every kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
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
_MEMBERS = {f"{kind}{end}": form for kind, form in _KINDS.items() for end in ("Id", "Ids")}

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


@guard("ec2", *_OPERATIONS, phase=Phase.SHAPE, source=_ERRORS)
def id_is_well_formed(request: AwsRequest, _: State) -> Refusal | None:
    """An id is a prefix, a hyphen and hexadecimal digits; one with too few or too many digits does not exist."""
    for name, value in _resource_ids(request):
        prefix, code = _MEMBERS[name]
        if not re.fullmatch(rf"{prefix}-[0-9a-f]+", value) and not value.startswith("resolve:ssm:"):
            return Refusal(code, f'Invalid id: "{value}" (expecting "{prefix}-...")', 400)
    return None


def _resource_ids(request: AwsRequest) -> Iterator[tuple[str, str]]:
    """Yield the name of each member that holds ids, with each id."""
    for name in _MEMBERS.keys() & request.parameters.keys():
        value = request.parameters[name]
        yield from ((name, str(one_id)) for one_id in (value if isinstance(value, list) else [value]) if one_id)


@guard("ec2", "RunInstances", phase=Phase.SHAPE, source=_ERRORS)
def placement_group_exists(request: AwsRequest, _: State) -> Refusal | None:
    """No placement group exists in the sandbox: CreatePlacementGroup is not implemented."""
    name = (request.parameters.get("Placement") or {}).get("GroupName")
    if not name:
        return None
    return Refusal("InvalidPlacementGroup.Unknown", f"The placement group '{name}' is unknown.", 400)
