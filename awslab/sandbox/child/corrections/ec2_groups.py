"""VPC: the rules of security groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, RulesPerSecurityGroupLimitExceededError
from moto.ec2.models.security_groups import SecurityGroupBackend
from moto.ec2.responses.security_groups import SecurityGroups

from awslab.sandbox.child.corrections import Original, correct

RULES_PER_VERSION = 60


@correct(SecurityGroups, "authorize_security_group_ingress")
def inbound_rules_are_one_call(_: Original, response: Any) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html: every rule is
    answered, and none is left when one is refused."""
    return _authorized(response, response.ec2_backend.authorize_security_group_ingress, "ingress_rules")


@correct(SecurityGroups, "authorize_security_group_egress")
def outbound_rules_are_one_call(_: Original, response: Any) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html: as inbound ones."""
    return _authorized(response, response.ec2_backend.authorize_security_group_egress, "egress_rules")


def _authorized(response: Any, authorize: Callable[..., tuple[list[Any], Any]], where: str) -> ActionResult:
    response.error_on_dryrun()
    made: list[tuple[Any, Any]] = []
    try:
        for asked in response._process_rules_from_querystring():
            rules, group = authorize(**asked)
            made += [(rule, group) for rule in rules]
    except EC2ClientError:
        for rule, group in made:
            getattr(group, where).remove(rule)
        raise
    return ActionResult({"Return": True, "SecurityGroupRules": [rule for rule, _ in made]})


@correct(SecurityGroupBackend, "_verify_group_will_respect_rule_count_limit")
def rules_of_each_version_have_their_quota(
    _: Original, __: Any, group: Any, ___: int, ip_ranges: Any, source_groups: Any = None, egress: bool = False
) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html: 60 rules in each direction, for IPv4
    and for IPv6."""
    there = group.egress_rules if egress else group.ingress_rules
    ranges = [each.ip_range or {} for each in there] + [each for each in ip_ranges or () if isinstance(each, dict)]
    for other in ("CidrIp", "CidrIpv6"):
        counted = sum(1 for each in ranges if other not in each) + len(source_groups or ())
        if counted > RULES_PER_VERSION:
            raise RulesPerSecurityGroupLimitExceededError
