"""What EC2 refuses of network ACLs.

Codes: https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html. That page has no words; these are the ones
of public reports, except where a rule says otherwise.
"""

from __future__ import annotations

from ipaddress import ip_network

from awslab.cloud.ec2.state import NetworkAclEntry, Parameters
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
_WRITE = ("CreateNetworkAclEntry", "ReplaceNetworkAclEntry")

LAST_RULE = 32_766
RULES_PER_DIRECTION = 20
_WITH_PORTS = ("6", "17", "tcp", "udp")
_PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1, "icmpv6": 58}


@guard("ec2", *_WRITE, phase=Phase.SHAPE, source=_API + "API_CreateNetworkAclEntry.html")
def rule_number_is_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A rule's number is 1 to 32766; higher ones are AWS's own."""
    number = request.parameters.get("RuleNumber", 0)
    if 1 <= number <= LAST_RULE:
        return None
    sentence = f"Value ({number}) for parameter ruleNumber is invalid. Rule number must be between 1 and {LAST_RULE}."
    return _value(sentence)


@guard("ec2", *_WRITE, phase=Phase.SHAPE, source=_API + "API_CreateNetworkAclEntry.html")
def protocol_and_ports_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A rule has a protocol number, with both ports for TCP and UDP, and a type and code for ICMP.

    Names of protocols are accepted too. The words for ICMP are ours.
    """
    parameters, protocol = request.parameters, str(request.parameters.get("Protocol", "")).lower()
    if protocol != "-1" and not (protocol.isdecimal() and int(protocol) <= 255) and protocol not in _PROTOCOLS:
        return _value(f"Invalid value '{protocol}' for IP protocol. Unknown protocol.")
    if protocol in _WITH_PORTS:
        return _wrong_ports(parameters.get("PortRange") or {})
    if protocol in ("1", "icmp") and not {"Type", "Code"} <= (parameters.get("IcmpTypeCode") or {}).keys():
        return Refusal("MissingParameter", "The request must contain the parameter icmpTypeCode", 400)
    return None


def _wrong_ports(ports: Parameters) -> Refusal | None:
    first, last = ports.get("From"), ports.get("To")
    if first is None or last is None:
        return Refusal("MissingParameter", "The request must contain the parameter portRange", 400)
    if not 0 <= first <= last <= 65_535:
        return _value(f"Invalid value '{first}-{last}' for portRange. Expecting ports from 0 to 65535 in their order.")
    return None


@guard("ec2", *_WRITE, phase=Phase.SHAPE, source=_API + "API_CreateNetworkAclEntry.html")
def cidr_block_is_required_and_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A rule has an IPv4 or an IPv6 CIDR block."""
    blocks = {name: request.parameters.get(name) for name in ("CidrBlock", "Ipv6CidrBlock")}
    if not any(blocks.values()):
        sentence = "The request must contain the parameter cidrBlock or ipv6CidrBlock"
        return Refusal("MissingParameter", sentence, 400)
    for (name, text), version in zip(blocks.items(), (4, 6), strict=True):
        if text and not _is_range(text, version):
            member = name[0].lower() + name[1:]
            return _value(f"Value ({text}) for parameter {member} is invalid. This is not a valid CIDR block.")
    return None


def _is_range(text: str, version: int) -> bool:
    try:
        return "/" in text and ip_network(text, strict=False).version == version
    except ValueError:
        return False


@guard("ec2", "CreateNetworkAclEntry", phase=Phase.QUOTA, source=_QUOTAS)
def rules_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """An ACL has up to 20 rules for each direction, not counting the last one, which is AWS's own."""
    acl = state.ec2(request.region).network_acl(request.parameters.get("NetworkAclId", ""))
    if acl is None:
        return None
    egress = request.parameters.get("Egress", False)
    entries = [entry for entry in acl.network_acl_entries if _is_egress(entry) == egress]
    if sum(entry.rule_number <= LAST_RULE for entry in entries) < RULES_PER_DIRECTION:
        return None
    sentence = "The maximum number of network acl entries has been reached."
    return Refusal("NetworkAclEntryLimitExceeded", sentence, 400)


@guard("ec2", "ReplaceNetworkAclEntry", "DeleteNetworkAclEntry", phase=Phase.IDENTIFIER, source=_ERRORS)
def entry_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The entry must exist; moto fails on one that does not."""
    parameters, ec2 = request.parameters, state.ec2(request.region)
    acl = ec2.network_acl(parameters.get("NetworkAclId", ""))
    rule = (parameters.get("Egress", False), parameters.get("RuleNumber", 0))
    if acl is None or rule in {(_is_egress(entry), entry.rule_number) for entry in acl.network_acl_entries}:
        return None
    sentence = f"The network acl entry identified by {parameters.get('RuleNumber')} does not exist."
    return Refusal("InvalidNetworkAclEntry.NotFound", sentence, 400)


def _is_egress(entry: NetworkAclEntry) -> bool:
    return entry.egress in (True, "true")


@guard("ec2", "DeleteNetworkAcl", phase=Phase.STATE, source=_ERRORS)
def acl_is_neither_default_nor_in_use(request: AwsRequest, state: State) -> Refusal | None:
    """The default ACL cannot be deleted, nor one that a subnet uses. The words for the first are ours."""
    ec2 = state.ec2(request.region)
    acl = ec2.network_acl(request.parameters.get("NetworkAclId", ""))
    if acl is None or not (acl.default or ec2.associations_of_acl(acl)):
        return None
    if acl.default:
        return Refusal("InvalidParameterValue", f"cannot delete default network ACL {acl.id}", 400)
    sentence = f"The networkAcl '{acl.id}' has dependencies and cannot be deleted."
    return Refusal("DependencyViolation", sentence, 400)


@guard("ec2", "ReplaceNetworkAclAssociation", phase=Phase.IDENTIFIER, source=_ERRORS)
def acl_is_of_the_vpc_of_the_subnet(request: AwsRequest, state: State) -> Refusal | None:
    """The association must exist, and the new ACL be of the subnet's VPC."""
    ec2, name = state.ec2(request.region), request.parameters.get("AssociationId", "")
    acl = ec2.network_acl(request.parameters.get("NetworkAclId", ""))
    all_acls = (candidate for vpc in ec2.vpcs() for candidate in ec2.network_acls(vpc.id))
    old = next((candidate for candidate in all_acls if name in ec2.associations_of_acl(candidate)), None)
    if old is None:
        return Refusal("InvalidAssociationID.NotFound", f"The association ID '{name}' does not exist", 400)
    if acl is None or acl.vpc_id == old.vpc_id:
        return None
    subnet = ec2.associations_of_acl(old)[name]
    return _value(f"network acl {acl.id} and subnet {subnet} belong to different networks")


def _value(message: str) -> Refusal:
    return Refusal("InvalidParameterValue", message, 400)
