"""What calls to EC2 need (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-policy-structure.html and, for tags given at creation,
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awslab.cloud.iam.actions_arns import Where, filled
from awslab.cloud.iam.actions_catalogue import template

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest

_KINDS = {
    "acl": "network-acl",
    "ami": "image",
    "dopt": "dhcp-options",
    "eigw": "egress-only-internet-gateway",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "fl": "vpc-flow-log",
    "i": "instance",
    "igw": "internet-gateway",
    "key": "key-pair",
    "lt": "launch-template",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "pl": "prefix-list",
    "rtb": "route-table",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "snap": "snapshot",
    "subnet": "subnet",
    "tgw": "transit-gateway",
    "vgw": "vpn-gateway",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
}
"""How ids begin → the reference's name of the resource type."""


def steps(request: AwsRequest, where: Where) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The operation's own action, and CreateTags for what it makes with tags."""
    given = request.parameters
    if request.operation in ("CreateTags", "DeleteTags"):
        yield request.operation, {"ResourceArns": [_arn(each, where) for each in given.get("Resources") or ()]}
        return
    yield request.operation, _launched(given, where) if request.operation == "RunInstances" else given
    for specification in given.get("TagSpecifications") or ():
        kind = str(specification.get("ResourceType", ""))
        if specification.get("Tags") and kind:
            yield "CreateTags", {"ResourceArn": _any(kind, where)}


def _launched(given: Mapping[str, Any], where: Where) -> Mapping[str, Any]:
    """RunInstances says subnets and groups in two places, and makes a volume for each instance."""
    interfaces = given.get("NetworkInterfaces") or ()
    subnets = [each["SubnetId"] for each in interfaces if each.get("SubnetId")]
    groups = [group for each in interfaces for group in each.get("Groups") or ()]
    launch_template = (given.get("LaunchTemplate") or {}).get("LaunchTemplateId")
    snapshots = [(each.get("Ebs") or {}).get("SnapshotId") for each in given.get("BlockDeviceMappings") or ()]
    return {
        **{name: given[name] for name in ("ImageId", "KeyName") if given.get(name)},
        "SubnetId": [given["SubnetId"]] if given.get("SubnetId") else subnets,
        "SecurityGroupIds": [*(given.get("SecurityGroupIds") or ()), *groups],
        "LaunchTemplateId": launch_template,
        "SnapshotId": [each for each in snapshots if each],
        "VolumeId": "*",
    }


def _arn(identity: str, where: Where) -> str:
    kind = _KINDS.get(identity.rpartition("-")[0])
    return _any(kind, where).removesuffix("*") + identity if kind else f"arn:aws:ec2:{where.region}::{identity}"


def _any(kind: str, where: Where) -> str:
    try:
        return filled(template("ec2", kind), {}, where)
    except KeyError:
        return f"arn:aws:ec2:{where.region}:{where.account_id}:{kind}/*"
