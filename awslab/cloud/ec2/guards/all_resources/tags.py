"""What EC2 refuses of tags.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_TAGS = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html"

_TAGGED = {
    "RunInstances": {"instance", "volume", "network-interface", "spot-instances-request"},
    "CreateImage": {"image", "snapshot"},
    **{
        f"Create{name}": {kind}
        for name, kind in (
            *(("Vpc", "vpc"), ("Subnet", "subnet"), ("SecurityGroup", "security-group"), ("RouteTable", "route-table")),
            *(("InternetGateway", "internet-gateway"), ("NatGateway", "natgateway"), ("NetworkAcl", "network-acl")),
            *(("NetworkInterface", "network-interface"), ("Volume", "volume"), ("Snapshot", "snapshot")),
            *(("KeyPair", "key-pair"), ("LaunchTemplate", "launch-template"), ("VpcEndpoint", "vpc-endpoint")),
            *(("VpcPeeringConnection", "vpc-peering-connection"),),
        )
    },
    "AllocateAddress": {"elastic-ip"},
}
"""Operation → the types of the resources that it creates."""


@guard("ec2", "CreateTags", "DeleteTags", phase=Phase.SHAPE, source=_TAGS)
def tags_are_within_the_rules(request: AwsRequest, _: State) -> Refusal | None:
    """Keys that begin with aws: are reserved; keys have up to 128 characters, values up to 256 (our words)."""
    for tag in request.parameters.get("Tags") or ():
        key, value = tag.get("Key") or "", tag.get("Value") or ""
        if key.lower().startswith("aws:"):
            sentence = "Tag keys starting with 'aws:' are reserved for internal use"
            return Refusal("InvalidParameterValue", sentence, 400)
        if len(key) > 128 or len(value) > 256:
            sentence = f"Tag '{key[:128]}' is too long: keys have up to 128 characters, values up to 256."
            return Refusal("InvalidParameterValue", sentence, 400)
    return None


@guard("ec2", *_TAGGED, phase=Phase.SHAPE, source=_TAGS)
def tag_specification_is_for_a_created_type(request: AwsRequest, _: State) -> Refusal | None:
    """A call tags what it creates, and nothing else. (moto's authors recorded the words.)"""
    for specification in request.parameters.get("TagSpecifications") or ():
        kind = specification.get("ResourceType")
        if kind and kind not in _TAGGED[request.operation]:
            sentence = f"'{kind}' is not a valid taggable resource type for this operation."
            return Refusal("InvalidParameterValue", sentence, 400)
    return None
