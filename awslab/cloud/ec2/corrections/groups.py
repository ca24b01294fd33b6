"""VPC: the rules of security groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, RulesPerSecurityGroupLimitExceededError
from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupBackend, SecurityGroupRule
from moto.ec2.responses.security_groups import SecurityGroups

from awslab.cloud.ec2.corrections.ranges import canonical
from awslab.cloud.gateway.corrections import Original, correct

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


@correct(SecurityGroupRule, "__init__")
def ports_may_be_left_out(
    original: Original,
    rule: Any,
    backend: Any,
    protocol: str,
    group: str,
    first: Any,
    last: Any,
    *rest: Any,
    **named: Any,
) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html: for protocols but TCP and UDP, -1
    means all; moto breaks."""
    ends = (-1 if end is None else end for end in (first, last))
    original(rule, backend, protocol, group, *ends, *rest, **named)


@correct(SecurityGroupBackend, "modify_security_group_rules")
def a_rule_may_become_any_other(
    original: Original, backend: Any, group_id: str, rules: Mapping[str, Mapping[str, Any]]
) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html: also one for IPv6, for
    a group or for a prefix list, which moto forgets, and one of all protocols."""
    told = {name: {"FromPort": -1, "ToPort": -1, **rule} for name, rule in rules.items()}
    original(backend, group_id, told)
    group = backend.get_security_group_by_name_or_id(group_id)
    for name, asked in rules.items():
        rule = group.get_rule(name)
        if rule.ip_protocol == "-1":
            rule.from_port = rule.to_port = None
        text = {"Description": asked["Description"]} if asked.get("Description") else {}
        if asked.get("CidrIpv4") or asked.get("CidrIpv6"):
            version = "CidrIp" if asked.get("CidrIpv4") else "CidrIpv6"
            block = asked.get("CidrIpv4") or asked.get("CidrIpv6")
            rule.ip_range, rule.source_group, rule.prefix_list_id = {version: canonical(block)} | text, {}, None
        elif asked.get("ReferencedGroupId"):
            source = {"GroupId": asked["ReferencedGroupId"], "OwnerId": backend.account_id} | text
            rule.ip_range, rule.source_group, rule.prefix_list_id = {}, source, None
        else:
            rule.ip_range, rule.source_group, rule.prefix_list_id = {}, {}, asked["PrefixListId"]


def _description(rule: Any) -> str | None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html: of rules that name a group,
    too."""
    found: str | None = rule.ip_range.get("Description") or rule.source_group.get("Description")
    return found


SecurityGroupRule.description = property(_description)  # type: ignore[assignment, method-assign]


@correct(SecurityGroup, "filter_ip_permission__prefix_list_id")
def inbound_prefix_lists(_: Original, group: Any, values: Iterable[str]) -> bool:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html: the filter
    ip-permission.prefix-list-id."""
    return any(rule.prefix_list_id in values for rule in group.ingress_rules)


@correct(SecurityGroup, "filter_egress__ip_permission__prefix_list_id")
def outbound_prefix_lists(_: Original, group: Any, values: Iterable[str]) -> bool:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html: the filter
    egress.ip-permission.prefix-list-id."""
    return any(rule.prefix_list_id in values for rule in group.egress_rules)
