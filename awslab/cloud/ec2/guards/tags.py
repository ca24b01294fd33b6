"""What tags refuse.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_TAGS = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"

_TAGGED = {
    "RunInstances": {"instance", "volume", "network-interface", "spot-instances-request"},
    "CreateImage": {"image", "snapshot"},
    **{
        f"Create{name}": {told}
        for name, told in (
            *(("Vpc", "vpc"), ("Subnet", "subnet"), ("SecurityGroup", "security-group"), ("RouteTable", "route-table")),
            *(("InternetGateway", "internet-gateway"), ("NatGateway", "natgateway"), ("NetworkAcl", "network-acl")),
            *(("NetworkInterface", "network-interface"), ("Volume", "volume"), ("Snapshot", "snapshot")),
            *(("KeyPair", "key-pair"), ("LaunchTemplate", "launch-template"), ("VpcEndpoint", "vpc-endpoint")),
            *(("VpcPeeringConnection", "vpc-peering-connection"),),
        )
    },
    "AllocateAddress": {"elastic-ip"},
}
"""Operation → the types of what it makes."""


@guard("ec2", "CreateTags", "DeleteTags", source=_TAGS)
def tag_keys_are_ones_own(request: AwsRequest, _: State) -> Refusal | None:
    """What begins with aws: is AWS's own; keys have up to 128 characters, values 256 (the words for which are ours)."""
    for tag in request.parameters.get("Tags") or ():
        key, value = tag.get("Key") or "", tag.get("Value") or ""
        if key.lower().startswith("aws:"):
            sentence = "Tag keys starting with 'aws:' are reserved for internal use"
            return Refusal("InvalidParameterValue", sentence, 400)
        if len(key) > 128 or len(value) > 256:
            sentence = f"Tag '{key[:128]}' is too long: keys have up to 128 characters, values up to 256."
            return Refusal("InvalidParameterValue", sentence, 400)
    return None


@guard("ec2", *_TAGGED, source=_TAGS)
def tags_are_for_what_is_made(request: AwsRequest, _: State) -> Refusal | None:
    """A call tags what it makes, and nothing else. (The words: moto's authors recorded them.)"""
    for each in request.parameters.get("TagSpecifications") or ():
        kind = each.get("ResourceType")
        if kind and kind not in _TAGGED[request.operation]:
            sentence = f"'{kind}' is not a valid taggable resource type for this operation."
            return Refusal("InvalidParameterValue", sentence, 400)
    return None
