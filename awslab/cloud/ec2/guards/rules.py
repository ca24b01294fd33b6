"""What AuthorizeSecurityGroupIngress and -Egress refuse.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from typing import Any

from awslab.cloud.ec2.moto_state import Ec2State
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_AUTHORIZE = ("AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")

_NAMED = frozenset({"tcp", "udp", "icmp", "icmpv6"})
_WITH_PORTS = {"tcp": "TCP", "6": "TCP", "udp": "UDP", "17": "UDP"}
_WITH_TYPES = frozenset({"icmp", "1", "icmpv6", "58"})
DESCRIPTION = r"[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{0,255}"


def permissions(request: AwsRequest) -> Iterator[Mapping[str, Any]]:
    """The rules of a request, also where a single one is told without IpPermissions."""
    yield from request.parameters.get("IpPermissions") or ()
    if "CidrIp" in request.parameters or "IpProtocol" in request.parameters:
        cidr = request.parameters.get("CidrIp")
        yield {**request.parameters, "IpRanges": [{"CidrIp": cidr}] if cidr else []}


@guard("ec2", *_AUTHORIZE, source=_API + "API_IpPermission.html")
def protocol_and_ports_are_possible(request: AwsRequest, _: State) -> Refusal | None:
    """A protocol by its name or number, with both ports of a range for TCP and UDP, or ICMP's type and code."""
    for rule in permissions(request):
        protocol = str(rule.get("IpProtocol") or "").lower()
        if not protocol:
            sentence = "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly."
            return _value(sentence)
        if protocol not in _NAMED and not _is_number(protocol):
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


@guard("ec2", *_AUTHORIZE, source=_API + "API_IpRange.html")
def ranges_are_ranges(request: AwsRequest, _: State) -> Refusal | None:
    """Addresses with a prefix length, /32 for a single one."""
    for rule in permissions(request):
        for version, ranges, member in ((4, "IpRanges", "CidrIp"), (6, "Ipv6Ranges", "CidrIpv6")):
            for each in rule.get(ranges) or ():
                if not _is_range(each.get(member), version):
                    return _value(f"CIDR block {each.get(member, '')} is malformed")
    return None


def _is_range(text: str | None, version: int) -> bool:
    try:
        return text is not None and "/" in text and ip_network(text, strict=False).version == version
    except ValueError:
        return False


@guard("ec2", *_AUTHORIZE, source=_API + "API_IpRange.html")
def descriptions_are_plain(request: AwsRequest, _: State) -> Refusal | None:
    """Up to 255 characters of a set of ASCII."""
    for rule in permissions(request):
        for kind in ("IpRanges", "Ipv6Ranges", "UserIdGroupPairs", "PrefixListIds"):
            for each in rule.get(kind) or ():
                if not re.fullmatch(DESCRIPTION, each.get("Description") or ""):
                    return _value(
                        "Invalid rule description. Valid descriptions are strings less than 256 characters from the "
                        "following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*"
                    )
    return None


@guard("ec2", *_AUTHORIZE, source=_API + "API_UserIdGroupPair.html")
def referenced_groups_are_in_reach(request: AwsRequest, state: State) -> Refusal | None:
    """A group that a rule names must exist, in the same VPC or one that is peered with it."""
    ec2 = state.ec2(request.region)
    own = ec2.group(request.parameters.get("GroupId", ""))
    for rule in permissions(request):
        for pair in rule.get("UserIdGroupPairs") or ():
            named = pair.get("GroupId")
            group = ec2.group(named) if named else None
            if named and group is None:
                return Refusal("InvalidGroup.NotFound", f"The security group '{named}' does not exist", 400)
            if own and group and own.vpc_id != group.vpc_id and not _are_peers(ec2, {own.vpc_id, group.vpc_id}):
                sentence = "You have specified two resources that belong to different networks."
                return Refusal("InvalidGroup.NotFound", sentence, 400)
    return None


def _are_peers(ec2: Ec2State, vpcs: set[str]) -> bool:
    return any({each.vpc.id, each.peer_vpc.id} == vpcs and each.status["Code"] == "active" for each in ec2.peerings())


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
