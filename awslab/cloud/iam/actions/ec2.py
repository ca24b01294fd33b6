"""What calls to EC2 need (pure).

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-policy-structure.html and, for tags given at creation,
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.arns import filled
from awslab.cloud.iam.actions.catalogue import template
from awslab.cloud.iam.actions.steps import CallScope, Parameters, Steps

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


def steps(request: AwsRequest, scope: CallScope) -> Steps:
    """Yield the operation's own action, and CreateTags for what it makes with tags."""
    parameters = request.parameters
    if request.operation in ("CreateTags", "DeleteTags"):
        yield (
            request.operation,
            {"ResourceArns": [_arn(identity, scope) for identity in parameters.get("Resources") or ()]},
        )
        return
    yield request.operation, _launched(parameters, scope) if request.operation == "RunInstances" else parameters
    for specification in parameters.get("TagSpecifications") or ():
        kind = str(specification.get("ResourceType", ""))
        if specification.get("Tags") and kind:
            yield "CreateTags", {"ResourceArn": _any(kind, scope)}


def _launched(parameters: Parameters, scope: CallScope) -> Parameters:
    """Return the resources of RunInstances, which names subnets and groups in two places and makes a volume for each
    instance."""
    interfaces = parameters.get("NetworkInterfaces") or ()
    subnets = [interface["SubnetId"] for interface in interfaces if interface.get("SubnetId")]
    groups = [group for interface in interfaces for group in interface.get("Groups") or ()]
    launch_template = (parameters.get("LaunchTemplate") or {}).get("LaunchTemplateId")
    snapshots = [(device.get("Ebs") or {}).get("SnapshotId") for device in parameters.get("BlockDeviceMappings") or ()]
    return {
        **{name: parameters[name] for name in ("ImageId", "KeyName") if parameters.get(name)},
        "SubnetId": [parameters["SubnetId"]] if parameters.get("SubnetId") else subnets,
        "SecurityGroupIds": [*(parameters.get("SecurityGroupIds") or ()), *groups],
        "LaunchTemplateId": launch_template,
        "SnapshotId": [snapshot for snapshot in snapshots if snapshot],
        "VolumeId": "*",
    }


def _arn(identity: str, scope: CallScope) -> str:
    kind = _KINDS.get(identity.rpartition("-")[0])
    return _any(kind, scope).removesuffix("*") + identity if kind else f"arn:aws:ec2:{scope.region}::{identity}"


def _any(kind: str, scope: CallScope) -> str:
    try:
        return filled(template("ec2", kind), {}, scope)
    except KeyError:
        return f"arn:aws:ec2:{scope.region}:{scope.account_id}:{kind}/*"
