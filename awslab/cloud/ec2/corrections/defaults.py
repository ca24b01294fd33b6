"""VPC: the rules that every new VPC comes with, and Elastic IP addresses that are public."""

from __future__ import annotations

import moto.ec2.models.elastic_ip_addresses
from moto.ec2.models import EC2Backend
from moto.ec2.models.network_acls import NetworkAclBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.models.vpcs import VPC, VPCBackend
from moto.ec2.utils import random_public_ip

from awslab.cloud.gateway.corrections import Original, correct

_LAST_FOR_IPV6 = 32768

# moto takes Elastic IP addresses from 127.0.0.0/8; on AWS they are public:
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html
vars(moto.ec2.models.elastic_ip_addresses)["random_ip"] = random_public_ip


@correct(VPCBackend, "create_vpc")
def default_group_admits_its_members(
    original: Original, backend: EC2Backend, *positional: object, **keywords: object
) -> VPC:
    """The default security group of a VPC allows all inbound traffic from its own members.

    https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html#default-security-group-default-rules
    """
    vpc: VPC = original(backend, *positional, **keywords)
    group = backend.get_default_security_group(vpc.id)
    assert group is not None, "every VPC has its default group"
    source = {"GroupId": group.id, "OwnerId": backend.account_id, "UserId": backend.account_id}
    group.ingress_rules.append(SecurityGroupRule(backend, "-1", group.id, None, None, None, source, is_egress=False))
    return vpc


@correct(NetworkAclBackend, "add_default_entries")
def default_ipv6_rules(original: Original, backend: EC2Backend, network_acl_id: str) -> None:
    """In a VPC with an IPv6 CIDR block, the default network ACL allows all IPv6 traffic by its rule 101.

    https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
    """
    original(backend, network_acl_id)
    vpc = backend.vpcs[backend.network_acls[network_acl_id].vpc_id]
    if vpc.get_cidr_block_association_set(ipv6=True):
        _allow_ipv6(backend, network_acl_id)


@correct(VPCBackend, "associate_vpc_cidr_block")
def default_ipv6_rules_with_the_first_block(
    original: Original, backend: EC2Backend, vpc_id: str, *positional: object, **keywords: object
) -> dict[str, object]:
    """The default network ACL gets rules for IPv6 with the first IPv6 CIDR block, unless its rules were modified.

    https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
    """
    association: dict[str, object] = original(backend, vpc_id, *positional, **keywords)
    vpc = backend.vpcs[vpc_id]
    default = next(acl for acl in backend.network_acls.values() if acl.default and acl.vpc_id == vpc_id)
    numbers = sorted(int(entry.rule_number) for entry in default.network_acl_entries)
    if vpc.get_cidr_block_association_set(ipv6=True) and numbers == [100, 100, 32767, 32767]:
        _allow_ipv6(backend, default.id)
    return association


def _allow_ipv6(backend: EC2Backend, network_acl_id: str) -> None:
    for egress in (True, False):
        for number, action in ((101, "allow"), (_LAST_FOR_IPV6, "deny")):
            backend.create_network_acl_entry(
                network_acl_id=network_acl_id,
                rule_number=number,
                protocol="-1",
                rule_action=action,
                egress=egress,
                cidr_block=None,  # type: ignore[arg-type]  # a rule for IPv6
                icmp_code=None,
                icmp_type=None,
                port_range_from=None,
                port_range_to=None,
                ipv6_cidr_block="::/0",
            )
