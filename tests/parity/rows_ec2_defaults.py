"""VPC: what every new VPC comes with."""

from __future__ import annotations

from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_GUIDE = "https://docs.aws.amazon.com/vpc/latest/userguide/"


@row(
    "vpc-ok-default-group",
    "RevokeSecurityGroupIngress of the rule by which the default group lets its own members in",
    WORKS,
    source=_GUIDE + "default-security-group.html",
)
def rule_of_the_default_group(aws: Aws) -> Call:
    filters = [{"Name": "vpc-id", "Values": [ec2.vpc(aws)]}, {"Name": "group-name", "Values": ["default"]}]
    group = aws.ec2.describe_security_groups(Filters=filters)["SecurityGroups"][0]["GroupId"]
    own: dict[str, Any] = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}
    return lambda: aws.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[own])


@row(
    "vpc-ok-default-acl-ipv6",
    "DeleteNetworkAclEntry of rule 101, by which the default network ACL of a VPC with IPv6 lets that in",
    WORKS,
    source=_GUIDE + "default-network-acl.html",
)
def rule_for_ipv6(aws: Aws) -> Call:
    vpc = aws.ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    acl = aws.ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"][0]
    return lambda: aws.ec2.delete_network_acl_entry(NetworkAclId=acl["NetworkAclId"], RuleNumber=101, Egress=False)


@row(
    "ec2-ok-private-address",
    "DescribeInstances of a launched instance, whose private address is of its subnet's range",
    WORKS,
    source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
)
def an_address_of_the_subnet(aws: Aws) -> Call:
    subnet = ec2.subnet(aws, ec2.vpc(aws))
    instance: dict[str, Any] = aws.ec2.run_instances(ImageId=ec2.image(aws), MinCount=1, MaxCount=1, SubnetId=subnet)[
        "Instances"
    ][0]
    assert instance["PrivateIpAddress"].startswith("10.0.1.")
    return lambda: aws.ec2.describe_instances(InstanceIds=[instance["InstanceId"]])
