"""Elastic Load Balancing: load balancers, listeners, rules. Words: public reports of each."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
balancing = partial(row, source=_API + "API_CreateLoadBalancer.html", status=400)
listening = partial(row, source=_API + "API_CreateListener.html", status=400)
FIXED = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}


def _create(aws: Aws, **given: Any) -> Call:
    asked = {"Name": "web", "Subnets": ec2.default_subnets(aws)[:2]} | given
    return lambda: aws.elbv2.create_load_balancer(**asked)


def balancer(aws: Aws, **given: Any) -> str:
    return str(_create(aws, **given)()["LoadBalancers"][0]["LoadBalancerArn"])


def target_group(aws: Aws, name: str = "servers", **given: Any) -> str:
    asked = {"Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": ec2.default_vpc(aws)} | given
    asked = {key: value for key, value in asked.items() if value is not None}
    return str(aws.elbv2.create_target_group(**asked)["TargetGroups"][0]["TargetGroupArn"])


@balancing(
    "alb-one-subnet",
    "CreateLoadBalancer (application) with one subnet",
    "ValidationError",
    message="At least two subnets in two different Availability Zones must be specified",
)
def one_subnet(aws: Aws) -> Call:
    return _create(aws, Subnets=ec2.default_subnets(aws)[:1])


@balancing(
    "alb-same-az",
    "CreateLoadBalancer with two subnets in one AZ",
    "InvalidConfigurationRequest",
    message="A load balancer cannot be attached to multiple subnets in the same Availability Zone",
)
def two_subnets_of_a_zone(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    return _create(aws, Subnets=[ec2.subnet(aws, vpc, f"10.0.{number}.0/24") for number in (1, 2)])


@balancing("alb-subnet-missing", "CreateLoadBalancer with a subnet that does not exist", "SubnetNotFound")
def no_such_subnet(aws: Aws) -> Call:
    return _create(aws, Subnets=["subnet-0123456789abcdef0", ec2.default_subnets(aws)[0]])


@balancing("alb-two-vpcs", "CreateLoadBalancer with subnets of two VPCs", "InvalidConfigurationRequest")
def subnets_of_two_vpcs(aws: Aws) -> Call:
    other = ec2.subnet(aws, ec2.vpc(aws), zone="us-east-1b")
    return _create(aws, Subnets=[ec2.default_subnets(aws)[0], other])


@balancing(
    "alb-noigw",
    "CreateLoadBalancer (internet-facing) in a VPC without an internet gateway",
    "InvalidSubnet",
    message="VPC vpc-.+ has no internet gateway",
)
def no_internet_gateway(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    subnets = [ec2.subnet(aws, vpc, f"10.0.{number}.0/24", f"us-east-1{zone}") for number, zone in enumerate("ab")]
    return _create(aws, Subnets=subnets)


@row("alb-ok-internal", "The same, internal", WORKS, source=_API + "API_CreateLoadBalancer.html")
def internal(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    subnets = [ec2.subnet(aws, vpc, f"10.0.{number}.0/24", f"us-east-1{zone}") for number, zone in enumerate("ab")]
    return _create(aws, Subnets=subnets, Scheme="internal")


@row(
    "alb-small-subnet",
    "CreateLoadBalancer (application) with a /28 subnet",
    "InvalidSubnet",
    message="Not enough IP space available in subnet-.+. ELB requires at least 8 free IP addresses in each subnet.",
    source=_GUIDE + "application-load-balancers.html",
)
def small_subnet(aws: Aws) -> Call:
    vpc = ec2.vpc(aws)
    ec2.gateway(aws, vpc)
    subnets = [ec2.subnet(aws, vpc, f"10.0.{number}.0/28", f"us-east-1{zone}") for number, zone in enumerate("ab")]
    return _create(aws, Subnets=subnets)


@balancing("alb-name", "CreateLoadBalancer Name='my_lb'", "ValidationError")
def name_with_an_underscore(aws: Aws) -> Call:
    return _create(aws, Name="my_lb")


@balancing("alb-name-int", "CreateLoadBalancer Name='internal-x'", "ValidationError")
def name_that_begins_with_internal(aws: Aws) -> Call:
    return _create(aws, Name="internal-x")


@balancing(
    "alb-name-long",
    "CreateLoadBalancer with a name of 33 characters",
    "ValidationError",
    message="The load balancer name 'x+' cannot be longer than '32' characters",
)
def name_too_long(aws: Aws) -> Call:
    return _create(aws, Name="x" * 33)


@balancing("alb-sg-missing", "CreateLoadBalancer with an unknown security group", "InvalidSecurityGroup")
def no_such_group(aws: Aws) -> Call:
    return _create(aws, SecurityGroups=["sg-0123456789abcdef0"])


@balancing(
    "alb-sg-vpc",
    "CreateLoadBalancer with a security group of another VPC",
    "InvalidConfigurationRequest",
    message="One or more security groups are invalid",
)
def group_of_another_vpc(aws: Aws) -> Call:
    return _create(aws, SecurityGroups=[ec2.group(aws, ec2.vpc(aws))])


@balancing(
    "alb-dup",
    "CreateLoadBalancer with a name that is taken, and another scheme",
    "DuplicateLoadBalancerName",
    message="A load balancer with the same name 'web' exists, but with different settings",
)
def name_twice(aws: Aws) -> Call:
    balancer(aws)
    return _create(aws, Scheme="internal")


@row("alb-ok-dup", "CreateLoadBalancer twice, the same", WORKS, source=_API + "API_CreateLoadBalancer.html")
def the_same_twice(aws: Aws) -> Call:
    assert balancer(aws) == balancer(aws)
    return lambda: aws.elbv2.describe_load_balancers(Names=["web"])


@row(
    "alb-del-protected",
    "DeleteLoadBalancer with deletion protection",
    "OperationNotPermitted",
    message="Load balancer 'arn:.+' cannot be deleted because deletion protection is enabled",
    source=_API + "API_DeleteLoadBalancer.html",
)
def protected(aws: Aws) -> Call:
    arn = balancer(aws)
    attribute = {"Key": "deletion_protection.enabled", "Value": "true"}
    aws.elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=[attribute])
    return lambda: aws.elbv2.delete_load_balancer(LoadBalancerArn=arn)


@row(
    "alb-missing",
    "DescribeLoadBalancers of one that does not exist",
    "LoadBalancerNotFound",
    message=r"Load balancers '\[nope\]' not found",
    source=_API + "API_DescribeLoadBalancers.html",
)
def no_such_load_balancer(aws: Aws) -> Call:
    balancer(aws)
    return lambda: aws.elbv2.describe_load_balancers(Names=["web", "nope"])


def _listen(aws: Aws, **given: Any) -> Call:
    arn = given.pop("LoadBalancerArn", None) or balancer(aws)
    asked = {"LoadBalancerArn": arn, "Protocol": "HTTP", "Port": 80, "DefaultActions": [FIXED]} | given
    return lambda: aws.elbv2.create_listener(**asked)


def _forward(arn: str) -> list[dict[str, str]]:
    return [{"Type": "forward", "TargetGroupArn": arn}]


@listening(
    "lis-tg-other",
    "CreateListener forwarding to a target group of another VPC",
    "InvalidConfigurationRequest",
    message="The following target groups are in a different VPC than load balancer 'arn:.+': arn:",
)
def target_group_of_another_vpc(aws: Aws) -> Call:
    return _listen(aws, DefaultActions=_forward(target_group(aws, VpcId=ec2.vpc(aws))))


@listening(
    "lis-dup",
    "CreateListener twice on port 80",
    "DuplicateListener",
    message="A listener already exists on this port for this load balancer 'arn:",
)
def port_twice(aws: Aws) -> Call:
    call = _listen(aws)
    call()
    return call


@listening(
    "lis-https",
    "CreateListener HTTPS without a certificate",
    "ValidationError",
    message="A certificate must be specified for HTTPS listeners",
)
def https_without_a_certificate(aws: Aws) -> Call:
    return _listen(aws, Protocol="HTTPS", Port=443)


@listening("lis-cert-missing", "CreateListener HTTPS with no such certificate", "CertificateNotFound")
def no_such_certificate(aws: Aws) -> Call:
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
    return _listen(aws, Protocol="HTTPS", Port=443, Certificates=[{"CertificateArn": arn}])


@listening(
    "lis-tcp",
    "CreateListener TCP on an Application Load Balancer",
    "ValidationError",
    message="Listener protocol 'TCP' must be one of",
)
def tcp_on_an_application_load_balancer(aws: Aws) -> Call:
    return _listen(aws, Protocol="TCP")


@listening("lis-tg-missing", "CreateListener forwarding to no target group", "TargetGroupNotFound")
def no_such_target_group(aws: Aws) -> Call:
    arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/nope/0123456789abcdef"
    return _listen(aws, DefaultActions=_forward(arn))


@listening(
    "lis-protocol",
    "CreateListener TCP forwarding to an HTTP target group",
    "IncompatibleProtocols",
    message="The listener and its associated target group 'arn:.+'",
)
def protocols_that_do_not_fit(aws: Aws) -> Call:
    arn = balancer(aws, Type="network")
    return _listen(aws, LoadBalancerArn=arn, Protocol="TCP", DefaultActions=_forward(target_group(aws)))


@row(
    "tg-two-albs",
    "CreateListener forwarding to a target group of another load balancer",
    "TargetGroupAssociationLimit",
    message="The following target groups cannot be associated with more than one load balancer: arn:",
    source=_GUIDE + "load-balancer-target-groups.html",
)
def target_group_of_another_load_balancer(aws: Aws) -> Call:
    group = target_group(aws)
    _listen(aws, DefaultActions=_forward(group))()
    return _listen(aws, LoadBalancerArn=balancer(aws, Name="other"), DefaultActions=_forward(group))


def _rule(aws: Aws, **given: Any) -> Call:
    arn = _listen(aws)()["Listeners"][0]["ListenerArn"]
    conditions = [{"Field": "path-pattern", "Values": ["/a"]}]
    asked = {"ListenerArn": arn, "Priority": 1, "Conditions": conditions, "Actions": [FIXED]} | given
    return lambda: aws.elbv2.create_rule(**asked)


@row("rule-priority", "CreateRule with a priority that is taken", "PriorityInUse", source=_API + "API_CreateRule.html")
def priority_twice(aws: Aws) -> Call:
    call = _rule(aws)
    call()
    return call


@row("rule-priority-high", "CreateRule with priority 50001", "ValidationError", source=_API + "API_CreateRule.html")
def priority_too_high(aws: Aws) -> Call:
    return _rule(aws, Priority=50_001)


@row(
    "rule-del-default",
    "DeleteRule of the default rule",
    "OperationNotPermitted",
    message="Default rule 'arn:.+' cannot be deleted",
    source=_API + "API_DeleteRule.html",
)
def default_rule(aws: Aws) -> Call:
    arn = _listen(aws)()["Listeners"][0]["ListenerArn"]
    rule = aws.elbv2.describe_rules(ListenerArn=arn)["Rules"][0]["RuleArn"]
    return lambda: aws.elbv2.delete_rule(RuleArn=rule)


@row("rule-missing", "DeleteRule that does not exist", "RuleNotFound", source=_API + "API_DeleteRule.html")
def no_such_rule(aws: Aws) -> Call:
    arn = _rule(aws)()["Rules"][0]["RuleArn"]
    aws.elbv2.delete_rule(RuleArn=arn)
    return lambda: aws.elbv2.delete_rule(RuleArn=arn)
