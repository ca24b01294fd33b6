"""The structures of Elastic Load Balancing's API that listener rules are made of, as calls and moto carry them.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Rule.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict


class WeightedGroup(TypedDict, total=False):
    """One of the target groups that a forward action chooses from."""

    TargetGroupArn: str
    Weight: int


class GroupStickiness(TypedDict, total=False):
    """Whether clients stay with the target group that they got first."""

    Enabled: bool
    DurationSeconds: int


class ForwardConfig(TypedDict, total=False):
    """The target groups of a forward action."""

    TargetGroups: Sequence[WeightedGroup]
    TargetGroupStickinessConfig: GroupStickiness


class FixedResponseConfig(TypedDict, total=False):
    """What a load balancer answers itself."""

    StatusCode: str
    ContentType: str
    MessageBody: str


class Action(TypedDict, total=False):
    """What a rule does with a request."""

    Type: str
    Order: int
    TargetGroupArn: str
    ForwardConfig: ForwardConfig
    RedirectConfig: Mapping[str, str]
    FixedResponseConfig: FixedResponseConfig


class ValuesConfig(TypedDict, total=False):
    """The values of a condition; `HttpHeaderName` stands only in conditions on headers."""

    HttpHeaderName: str
    Values: Sequence[str]
    RegexValues: Sequence[str]


class QueryStringConfig(TypedDict, total=False):
    """The pairs of a condition on the query, each with `Value` and perhaps `Key`."""

    Values: Sequence[Mapping[str, str]]


class Condition(TypedDict, total=False):
    """When a rule holds; `Values` is the older way to state those of hosts and paths."""

    Field: str
    Values: Sequence[str]
    HostHeaderConfig: ValuesConfig
    PathPatternConfig: ValuesConfig
    HttpHeaderConfig: ValuesConfig
    HttpRequestMethodConfig: ValuesConfig
    QueryStringConfig: QueryStringConfig
    SourceIpConfig: ValuesConfig


class RewriteConfig(TypedDict, total=False):
    """Regular expressions (`Regex`) with what takes the place of the part that fits (`Replace`)."""

    Rewrites: Sequence[Mapping[str, str]]


class Transform(TypedDict, total=False):
    """What is rewritten before a request is forwarded."""

    Type: str
    HostHeaderRewriteConfig: RewriteConfig
    UrlRewriteConfig: RewriteConfig


def weighted(action: Action) -> list[WeightedGroup]:
    """Return the target groups of a forward action with their weights; empty for another action."""
    if action.get("Type") != "forward":
        return []
    groups = action.get("ForwardConfig", ForwardConfig()).get("TargetGroups") or ()
    return list(groups) or [{"TargetGroupArn": action.get("TargetGroupArn", ""), "Weight": 1}]


def groups_of(actions: Iterable[Action]) -> list[str]:
    """Return the ARNs of the target groups that actions forward to."""
    return [str(group["TargetGroupArn"]) for action in actions for group in weighted(action)]


def target_groups_of(actions: Iterable[Action]) -> list[str]:
    """Return every target group ARN that forward actions name, in either of the two members for it, each once."""
    arns: list[str] = []
    for action in actions:
        if action.get("Type") == "forward":
            config = action.get("ForwardConfig") or {}
            arns += [group.get("TargetGroupArn", "") for group in config.get("TargetGroups") or ()]
            arns += [action["TargetGroupArn"]] if action.get("TargetGroupArn") else []
    return list(dict.fromkeys(arns))
