"""What EC2 refuses of new security group rules: AuthorizeSecurityGroupIngress and -Egress.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_network

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_AUTHORIZE = ("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")

_PROTOCOL_NAMES = frozenset({"tcp", "udp", "icmp", "icmpv6"})
_WITH_PORTS = {"tcp": "TCP", "6": "TCP", "udp": "UDP", "17": "UDP"}
_WITH_TYPES = frozenset({"icmp", "1", "icmpv6", "58"})
DESCRIPTION = r"[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{0,255}"


def permissions(request: AwsRequest) -> Iterator[Parameters]:
    """Yield the rules of a request, also the single one of a request without IpPermissions."""
    yield from request.parameters.get("IpPermissions") or ()
    if "CidrIp" in request.parameters or "IpProtocol" in request.parameters:
        cidr = request.parameters.get("CidrIp")
        yield {**request.parameters, "IpRanges": [{"CidrIp": cidr}] if cidr else []}


@guard("ec2", *_AUTHORIZE, phase=Phase.SHAPE, source=_API + "API_IpPermission.html")
def protocol_and_ports_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A rule has a protocol by name or number, with both ports for TCP and UDP, or a type and code for ICMP."""
    for rule in permissions(request):
        protocol = str(rule.get("IpProtocol") or "").lower()
        if not protocol:
            sentence = "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."
            return _value(sentence)
        if protocol not in _PROTOCOL_NAMES and not _is_number(protocol):
            return _value(f"Invalid value '{protocol}' for IP protocol. Unknown protocol.")
        wrong = _wrong_ports(protocol, rule.get("FromPort"), rule.get("ToPort"))
        if wrong is not None:
            return wrong
    return None


def _is_number(protocol: str) -> bool:
    return protocol == "-1" or (protocol.isdecimal() and int(protocol) <= 255)


def _wrong_ports(protocol: str, first: int | None, last: int | None) -> Refusal | None:
    if protocol in _WITH_PORTS:
        if first is None or last is None:
            return _value("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
        for end, port in (("from", first), ("to", last)):
            if not 0 <= port <= 65_535:
                return _value(f"TCP/UDP ({end}) port ({port}) out of range")
        if first > last:
            return _value(f"Invalid {_WITH_PORTS[protocol]} port range")
    if protocol in _WITH_TYPES:
        for name, number in (("type", first), ("code", last)):
            if number is not None and not -1 <= number <= 255:
                return _value(f"ICMP {name} ({number}) out of range")
    return None


@guard("ec2", *_AUTHORIZE, phase=Phase.SHAPE, source=_API + "API_IpRange.html")
def cidr_blocks_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A CIDR block is an address with a prefix length, /32 for a single one."""
    for rule in permissions(request):
        for version, ranges, member in ((4, "IpRanges", "CidrIp"), (6, "Ipv6Ranges", "CidrIpv6")):
            for block in rule.get(ranges) or ():
                if not _is_range(block.get(member), version):
                    return _value(f"CIDR block {block.get(member, '')} is malformed")
    return None


def _is_range(text: str | None, version: int) -> bool:
    try:
        return text is not None and "/" in text and ip_network(text, strict=False).version == version
    except ValueError:
        return False


@guard("ec2", *_AUTHORIZE, phase=Phase.SHAPE, source=_API + "API_IpRange.html")
def rule_descriptions_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A description has up to 255 characters of a set of ASCII."""
    for rule in permissions(request):
        for kind in ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds"):
            for peer in rule.get(kind) or ():
                if not re.fullmatch(DESCRIPTION, peer.get("Description") or ""):
                    return _value(
                        "Invalid rule description. Valid descriptions are strings less than 256 characters from the "
                        "following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
                    )
    return None


@guard("ec2", *_AUTHORIZE, phase=Phase.IDENTIFIER, source=_API + "API_UserIdGroupPair.html")
def referenced_groups_are_in_the_network(request: AwsRequest, state: State) -> Refusal | None:
    """A group that a rule names must exist, in the same VPC or one that is peered with it."""
    ec2 = state.ec2(request.region)
    changed_group = ec2.group(request.parameters.get("GroupId", ""))
    for rule in permissions(request):
        for pair in rule.get("UserIdGroupPairs") or ():
            group_id = pair.get("GroupId")
            group = ec2.group(group_id) if group_id else None
            if group_id and group is None:
                return Refusal("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist", 400)
            if changed_group and group and not _are_connected(ec2, changed_group.vpc_id, group.vpc_id):
                sentence = "You have specified two resources that belong to different networks."
                return Refusal("InvalidGroup.NotFound", sentence, 400)
    return None


def _are_connected(ec2: Ec2State, vpc: str | None, other_vpc: str | None) -> bool:
    active = (peering for peering in ec2.peerings() if peering.status["Code"] == "active")
    return vpc == other_vpc or any({peering.vpc.id, peering.peer_vpc.id} == {vpc, other_vpc} for peering in active)


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
