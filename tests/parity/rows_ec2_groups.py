"""EC2: security groups. Codes: the errors page; words: public reports."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/"
_ERRORS = "https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html"
_QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"
refused = partial(row, source=_ERRORS, status=400)


def _allow(aws: Aws, group: str | None = None, **rule: Any) -> Call:
    web = group or ec2.group(aws)
    asked = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80} | rule
    if not {"IpRanges", "Ipv6Ranges", "UserIdGroupPairs"} & asked.keys():
        asked["IpRanges"] = [{"CidrIp": "0.0.0.0/0"}]
    given = {name: value for name, value in asked.items() if value is not None}
    return lambda: aws.ec2.authorize_security_group_ingress(GroupId=web, IpPermissions=[given])


@refused(
    "ec2-sg-ports",
    "AuthorizeSecurityGroupIngress FromPort=90 ToPort=80",
    "InvalidParameterValue",
    message="Invalid TCP port range",
)
def ports_the_wrong_way_round(aws: Aws) -> Call:
    return _allow(aws, FromPort=90)


@refused(
    "ec2-sg-proto",
    "AuthorizeSecurityGroupIngress IpProtocol=http",
    "InvalidParameterValue",
    message="Invalid value 'http' for IP protocol. Unknown protocol.",
)
def unknown_protocol(aws: Aws) -> Call:
    return _allow(aws, IpProtocol="http")


@refused(
    "ec2-sg-port-high",
    "AuthorizeSecurityGroupIngress of port 99999",
    "InvalidParameterValue",
    message=r"TCP/UDP \(from\) port \(99999\) out of range",
)
def port_out_of_range(aws: Aws) -> Call:
    return _allow(aws, FromPort=99999, ToPort=99999)


@refused(
    "ec2-sg-port-missing",
    "AuthorizeSecurityGroupIngress of TCP without ports",
    "InvalidParameterValue",
    message="Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
)
def tcp_without_ports(aws: Aws) -> Call:
    return _allow(aws, FromPort=None, ToPort=None)


@refused("ec2-sg-noproto", "AuthorizeSecurityGroupIngress without a protocol", "InvalidParameterValue")
def without_a_protocol(aws: Aws) -> Call:
    return _allow(aws, IpProtocol=None)


@refused(
    "ec2-sg-cidr",
    "AuthorizeSecurityGroupIngress from an address without a prefix length",
    "InvalidParameterValue",
    message="CIDR block 203.0.113.5 is malformed",
)
def address_without_prefix(aws: Aws) -> Call:
    return _allow(aws, IpRanges=[{"CidrIp": "203.0.113.5"}])


@refused("ec2-sg-cidr-six", "AuthorizeSecurityGroupIngress from an IPv6 range in CidrIp", "InvalidParameterValue")
def ipv6_for_ipv4(aws: Aws) -> Call:
    return _allow(aws, IpRanges=[{"CidrIp": "::/0"}])


@row(
    "ec2-ok-sg-host-bits",
    "AuthorizeSecurityGroupIngress from 10.0.0.5/24, which is made 10.0.0.0/24",
    WORKS,
    source=_API + "API_IpRange.html",
)
def range_with_host_bits(aws: Aws) -> Call:
    group = ec2.group(aws)
    _allow(aws, group, IpRanges=[{"CidrIp": "10.0.0.5/24"}])()
    shown = aws.ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    assert [each["CidrIp"] for each in shown[0]["IpRanges"]] == ["10.0.0.0/24"]
    rule = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "10.0.0.9/24"}]}
    return lambda: aws.ec2.revoke_security_group_ingress(GroupId=group, IpPermissions=[rule])


@refused("ec2-sg-rule-description", "A rule's description beyond ASCII", "InvalidParameterValue")
def rule_with_an_accent(aws: Aws) -> Call:
    return _allow(aws, IpRanges=[{"CidrIp": "10.0.0.0/8", "Description": "café"}])


@refused("ec2-sg-ref-missing", "A rule that names a group that does not exist", "InvalidGroup.NotFound")
def rule_of_no_group(aws: Aws) -> Call:
    return _allow(aws, UserIdGroupPairs=[{"GroupId": "sg-0123456789abcdef0"}])


@refused(
    "ec2-sg-ref-vpc",
    "A rule that names a group of a VPC that is no peer",
    "InvalidGroup.NotFound",
    message="You have specified two resources that belong to different networks.",
)
def rule_of_another_vpc(aws: Aws) -> Call:
    return _allow(aws, UserIdGroupPairs=[{"GroupId": ec2.group(aws, ec2.vpc(aws))}])


@row(
    "ec2-ok-sg-ref-peer",
    "A rule that names a group of a peer VPC",
    WORKS,
    source="https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html",
)
def rule_of_a_peer(aws: Aws) -> Call:
    here, there = ec2.default_vpc(aws), ec2.vpc(aws)
    made = aws.ec2.create_vpc_peering_connection(VpcId=here, PeerVpcId=there)["VpcPeeringConnection"]
    aws.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=made["VpcPeeringConnectionId"])
    return _allow(aws, UserIdGroupPairs=[{"GroupId": ec2.group(aws, there)}])


@refused("ec2-sg-rule-dup", "AuthorizeSecurityGroupIngress twice", "InvalidPermission.Duplicate")
def rule_twice(aws: Aws) -> Call:
    call = _allow(aws, ec2.group(aws))
    call()
    return call


@row(
    "ec2-sg-rules-61",
    "A 61st rule for IPv4",
    "RulesPerSecurityGroupLimitExceeded",
    message="The maximum number of rules per security group has been reached.",
    source=_QUOTAS,
)
def one_rule_too_many(aws: Aws) -> Call:
    group = ec2.group(aws)
    _allow(aws, group, IpRanges=[{"CidrIp": f"10.0.{number}.0/24"} for number in range(60)])()
    return _allow(aws, group)


@row("ec2-ok-sg-rules-both", "60 rules for IPv4 and one for IPv6", WORKS, source=_QUOTAS)
def rules_of_both_versions(aws: Aws) -> Call:
    group = ec2.group(aws)
    _allow(aws, group, IpRanges=[{"CidrIp": f"10.0.{number}.0/24"} for number in range(60)])()
    return _allow(aws, group, Ipv6Ranges=[{"CidrIpv6": "::/0"}])


@refused(
    "ec2-sg-name",
    "CreateSecurityGroup with a name that begins with sg-",
    "InvalidParameterValue",
    message=r"Value \(sg-web\) for parameter GroupName is invalid. Group names may not be in the format sg-\*",
)
def name_like_an_id(aws: Aws) -> Call:
    return lambda: aws.ec2.create_security_group(GroupName="sg-web", Description="web")


@refused(
    "ec2-sg-description",
    "CreateSecurityGroup with a description beyond ASCII",
    "InvalidParameterValue",
    message=r"Value \(café\) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.",
)
def description_with_an_accent(aws: Aws) -> Call:
    return lambda: aws.ec2.create_security_group(GroupName="web", Description="café")


@refused("ec2-sg-description-long", "CreateSecurityGroup with 256 characters of description", "InvalidParameterValue")
def description_too_long(aws: Aws) -> Call:
    return lambda: aws.ec2.create_security_group(GroupName="web", Description="x" * 256)


@refused("ec2-sg-default-name", "CreateSecurityGroup named default", "InvalidGroup.Reserved")
def named_default(aws: Aws) -> Call:
    return lambda: aws.ec2.create_security_group(GroupName="default", Description="mine")


@refused(
    "ec2-sg-dup",
    "CreateSecurityGroup twice in a VPC",
    "InvalidGroup.Duplicate",
    message="The security group 'web' already exists for VPC 'vpc-.+'$",
)
def group_twice(aws: Aws) -> Call:
    ec2.group(aws)
    return lambda: aws.ec2.create_security_group(GroupName="web", Description="web")


@refused("ec2-sg-novpc", "CreateSecurityGroup in a VPC that does not exist", "InvalidVpcID.NotFound")
def group_of_no_vpc(aws: Aws) -> Call:
    asked = {"GroupName": "web", "Description": "web", "VpcId": "vpc-0123456789abcdef0"}
    return lambda: aws.ec2.create_security_group(**asked)


@refused(
    "ec2-sg-del-ref",
    "DeleteSecurityGroup referenced by another group's rule",
    "DependencyViolation",
    message="resource sg-.+ has a dependent object",
)
def group_that_a_rule_names(aws: Aws) -> Call:
    group = ec2.group(aws)
    _allow(aws, ec2.group(aws, name="app"), UserIdGroupPairs=[{"GroupId": group}])()
    return lambda: aws.ec2.delete_security_group(GroupId=group)


@refused("ec2-sg-del-used", "DeleteSecurityGroup used by an instance", "DependencyViolation")
def group_of_an_instance(aws: Aws) -> Call:
    group = ec2.group(aws)
    ec2.launch(aws, SecurityGroupIds=[group])
    return lambda: aws.ec2.delete_security_group(GroupId=group)


@refused("ec2-sg-del-alb", "DeleteSecurityGroup used by a load balancer", "DependencyViolation")
def group_of_a_load_balancer(aws: Aws) -> Call:
    group = ec2.group(aws)
    aws.elbv2.create_load_balancer(Name="web", Subnets=ec2.default_subnets(aws)[:2], SecurityGroups=[group])
    return lambda: aws.ec2.delete_security_group(GroupId=group)


@row(
    "ec2-ok-sg-del-self",
    "DeleteSecurityGroup with a rule that names itself, after its instance is gone",
    WORKS,
    source=_API + "API_DeleteSecurityGroup.html",
)
def group_that_names_itself(aws: Aws) -> Call:
    group = ec2.group(aws)
    _allow(aws, group, UserIdGroupPairs=[{"GroupId": group}])()
    instance = ec2.running(aws, SecurityGroupIds=[group])
    aws.ec2.terminate_instances(InstanceIds=[instance])
    waiter = aws.ec2.get_waiter("instance_terminated")
    waiter.wait(InstanceIds=[instance], WaiterConfig={"Delay": 0.1, "MaxAttempts": 600})
    return lambda: aws.ec2.delete_security_group(GroupId=group)


@refused("ec2-sg-del-default", "DeleteSecurityGroup of the default group", "CannotDelete")
def default_group(aws: Aws) -> Call:
    found = aws.ec2.describe_security_groups(Filters=[{"Name": "group-name", "Values": ["default"]}])
    group = found["SecurityGroups"][0]["GroupId"]
    return lambda: aws.ec2.delete_security_group(GroupId=group)
