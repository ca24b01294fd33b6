"""VPC: the rules of security groups."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from typing import TypeAlias

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError, RulesPerSecurityGroupLimitExceededError
from moto.ec2.models import EC2Backend
from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupBackend, SecurityGroupRule
from moto.ec2.responses.security_groups import SecurityGroups

from awslab.cloud.ec2.corrections.ranges import canonical
from awslab.cloud.ec2.state import Parameters
from awslab.cloud.gateway.corrections import Original, correct

RULES_PER_VERSION = 60
Authorize: TypeAlias = Callable[..., tuple[list[SecurityGroupRule], SecurityGroup]]
"""A method of moto's that adds rules to a security group."""


@correct(SecurityGroups, "authorize_security_group_ingress")
def inbound_rules_are_added_together(_: Original, response: SecurityGroups) -> ActionResult:
    """Every rule is answered, and none is left when one is refused.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
    """
    return _authorize(response, response.ec2_backend.authorize_security_group_ingress, "ingress_rules")


@correct(SecurityGroups, "authorize_security_group_egress")
def outbound_rules_are_added_together(_: Original, response: SecurityGroups) -> ActionResult:
    """Every rule is answered, and none is left when one is refused.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html
    """
    return _authorize(response, response.ec2_backend.authorize_security_group_egress, "egress_rules")


def _authorize(response: SecurityGroups, authorize: Authorize, rules_attribute: str) -> ActionResult:
    """Add all rules of a request, or none when one of them is refused."""
    response.error_on_dryrun()
    added_rules: list[tuple[SecurityGroupRule, SecurityGroup]] = []
    try:
        for arguments in response._process_rules_from_querystring():
            rules, group = authorize(**arguments)
            added_rules += [(rule, group) for rule in rules]
    except EC2ClientError:
        for rule, group in added_rules:
            getattr(group, rules_attribute).remove(rule)
        raise
    return ActionResult({"Return": True, "SecurityGroupRules": [rule for rule, _ in added_rules]})


@correct(SecurityGroupBackend, "_verify_group_will_respect_rule_count_limit")
def quota_of_rules_by_ip_version(
    _: Original,
    __: EC2Backend,
    group: SecurityGroup,
    ___: int,
    ip_ranges: Sequence[object] | None,
    source_groups: Sequence[object] | None = None,
    egress: bool = False,
) -> None:
    """A security group has up to 60 rules in each direction for IPv4, and as many for IPv6.

    https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    """
    rules = group.egress_rules if egress else group.ingress_rules
    blocks = [rule.ip_range or {} for rule in rules] + [block for block in ip_ranges or () if isinstance(block, dict)]
    for other_version in ("CidrIp", "CidrIpv6"):
        count = sum(1 for block in blocks if other_version not in block) + len(source_groups or ())
        if count > RULES_PER_VERSION:
            raise RulesPerSecurityGroupLimitExceededError


@correct(SecurityGroupRule, "__init__")
def rule_without_ports(
    original: Original,
    rule: SecurityGroupRule,
    backend: EC2Backend,
    protocol: str,
    group: str,
    first: object,
    last: object,
    *positional: object,
    **keywords: object,
) -> None:
    """For protocols other than TCP and UDP the ports may be left out: -1 means all. moto fails without them.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
    """
    ends = (-1 if end is None else end for end in (first, last))
    original(rule, backend, protocol, group, *ends, *positional, **keywords)


@correct(SecurityGroupBackend, "modify_security_group_rules")
def rule_with_any_change(
    original: Original, backend: EC2Backend, group_id: str, rules: Mapping[str, Parameters]
) -> None:
    """A rule may become one for IPv6, for a group, for a prefix list or for all protocols; moto forgets these.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html
    """
    changes = {name: {"FromPort": -1, "ToPort": -1, **change} for name, change in rules.items()}
    original(backend, group_id, changes)
    group = backend.get_security_group_by_name_or_id(group_id)
    for name, change in rules.items():
        rule = group.get_rule(name) if group is not None else None
        if rule is None:
            continue  # refused by moto
        if rule.ip_protocol == "-1":
            rule.from_port = rule.to_port = None
        text = {"Description": change["Description"]} if change.get("Description") else {}
        if change.get("CidrIpv4") or change.get("CidrIpv6"):
            version = "CidrIp" if change.get("CidrIpv4") else "CidrIpv6"
            block = change.get("CidrIpv4") or change.get("CidrIpv6")
            rule.ip_range, rule.source_group, rule.prefix_list_id = {version: str(canonical(block))} | text, {}, None
        elif change.get("ReferencedGroupId"):
            source = {"GroupId": change["ReferencedGroupId"], "OwnerId": backend.account_id} | text
            rule.ip_range, rule.source_group, rule.prefix_list_id = {}, source, None
        else:
            rule.ip_range, rule.source_group, rule.prefix_list_id = {}, {}, change["PrefixListId"]


def _description(rule: SecurityGroupRule) -> str | None:
    """Return a rule's description, also that of a rule that names a group.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
    """
    description: str | None = rule.ip_range.get("Description") or rule.source_group.get("Description")
    return description


SecurityGroupRule.description = property(_description)  # type: ignore[assignment, method-assign]


@correct(SecurityGroup, "filter_ip_permission__prefix_list_id")
def filter_by_inbound_prefix_list(_: Original, group: SecurityGroup, values: Container[str | None]) -> bool:
    """The filter ip-permission.prefix-list-id of DescribeSecurityGroups, which moto lacks.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
    """
    return any(rule.prefix_list_id in values for rule in group.ingress_rules)


@correct(SecurityGroup, "filter_egress__ip_permission__prefix_list_id")
def filter_by_outbound_prefix_list(_: Original, group: SecurityGroup, values: Container[str | None]) -> bool:
    """The filter egress.ip-permission.prefix-list-id of DescribeSecurityGroups, which moto lacks.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html
    """
    return any(rule.prefix_list_id in values for rule in group.egress_rules)
