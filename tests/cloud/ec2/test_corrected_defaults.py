"""The rules that every new VPC comes with, and Elastic IP addresses that are public."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

import pytest

from tests.conftest import Client


@pytest.fixture
def ec2(client: Client) -> Any:
    """A client."""
    return client("ec2")


def default_group(ec2: Any, vpc: str) -> dict[str, Any]:
    filters = [{"Name": "vpc-id", "Values": [vpc]}, {"Name": "group-name", "Values": ["default"]}]
    group: dict[str, Any] = ec2.describe_security_groups(Filters=filters)["SecurityGroups"][0]
    return group


def default_acl(ec2: Any, vpc: str) -> list[tuple[int, bool, str, str]]:
    """Number, way, verdict and block of each rule."""
    acl = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"][0]
    return sorted(
        (each["RuleNumber"], each["Egress"], each["RuleAction"], each.get("CidrBlock") or each.get("Ipv6CidrBlock", ""))
        for each in acl["Entries"]
    )


FOUR = [(100, way, "allow", "0.0.0.0/0") for way in (False, True)]
SIX = [(101, way, "allow", "::/0") for way in (False, True)]
LAST = [(32767, way, "deny", "0.0.0.0/0") for way in (False, True)]
LAST_SIX = [(32768, way, "deny", "::/0") for way in (False, True)]


def test_the_default_group_lets_its_own_members_in(ec2: Any) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html#default-security-group-default-rules"""
    group = default_group(ec2, ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"])
    (rule,) = group["IpPermissions"]
    assert (rule["IpProtocol"], rule["IpRanges"]) == ("-1", [])
    assert [each["GroupId"] for each in rule["UserIdGroupPairs"]] == [group["GroupId"]]
    assert "FromPort" not in rule
    ec2.revoke_security_group_ingress(
        GroupId=group["GroupId"],
        IpPermissions=[{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group["GroupId"]}]}],
    )
    assert default_group(ec2, group["VpcId"])["IpPermissions"] == []


def test_so_does_that_of_the_default_vpc(ec2: Any) -> None:
    """default-security-group.html: "Your default VPCs and any VPCs that you create"."""
    vpc = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
    assert len(default_group(ec2, vpc)["IpPermissions"]) == 1


def test_the_default_acl_has_rules_for_ipv6_when_the_vpc_has_it(ec2: Any) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html"""
    without = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    assert default_acl(ec2, without) == FOUR + LAST
    having = ec2.create_vpc(CidrBlock="10.1.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    assert default_acl(ec2, having) == FOUR + SIX + LAST + LAST_SIX
    ec2.associate_vpc_cidr_block(VpcId=without, AmazonProvidedIpv6CidrBlock=True)
    assert default_acl(ec2, without) == FOUR + SIX + LAST + LAST_SIX


def test_an_acl_that_was_changed_gets_no_rules_for_ipv6(ec2: Any) -> None:
    """default-network-acl.html: "if you've modified the inbound rules ..., we do not add the rule"."""
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    acl = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"][0]["NetworkAclId"]
    ec2.delete_network_acl_entry(NetworkAclId=acl, RuleNumber=100, Egress=False)
    ec2.associate_vpc_cidr_block(VpcId=vpc, AmazonProvidedIpv6CidrBlock=True)
    assert default_acl(ec2, vpc) == [(100, True, "allow", "0.0.0.0/0"), *LAST]


def test_elastic_ip_addresses_are_public(ec2: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html: from the internet."""
    assert ip_address(ec2.allocate_address()["PublicIp"]).is_global
