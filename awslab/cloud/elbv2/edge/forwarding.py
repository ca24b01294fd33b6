"""Forward actions: a target group by weight, one of its targets in turn, and what that answers.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions
"""

from __future__ import annotations

import logging
import secrets
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from awslab.cloud.elbv2.edge import lambda_target, stickiness
from awslab.cloud.elbv2.edge.balancers import Balancers
from awslab.cloud.elbv2.edge.choosing import SLOW_START, Choice, warm
from awslab.cloud.elbv2.edge.conditions import Visit
from awslab.cloud.elbv2.edge.configured import Balancer, Listener, Target, TargetGroup, weighted
from awslab.cloud.elbv2.edge.forwarded import with_forwarded_headers
from awslab.cloud.elbv2.edge.health import Registrations, health
from awslab.cloud.elbv2.edge.pages import page, unsupported
from awslab.cloud.elbv2.edge.targets import NoReply, ask
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

Lines = list[tuple[str, str]]
"""Header lines."""


class Forwarding:
    """Sends requests on to targets, for many threads."""

    def __init__(
        self,
        context: GatewayContext,
        balancers: Balancers,
        registrations: Registrations,
        draw: Callable[[], float],
    ) -> None:
        self._context = context
        self._balancers = balancers
        self._registrations = registrations
        self._draw = draw
        self._choice = Choice(draw)
        self._key = secrets.token_bytes(32)

    def forward(
        self, action: Mapping[str, Any], request: HttpRequest, visit: Visit, balancer: Balancer, listener: Listener
    ) -> AwsResponse:
        """The answer of a target; 503 without one that could be asked, 502 and 504 when it gives none.

        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
        """
        arn, group_cookie = self._group_arn(action, visit)
        group = self._balancers.target_group(arn) if arn else None
        usable = self._usable(group, balancer) if group else []
        if group is None or not usable:
            return page(503)
        target = self._stuck(group, usable, visit) or self._choice.next(group, self._warm(group, usable))
        with self._choice.asking(group, target):
            response = self._answered(group, target, request, visit, balancer, listener)
        return replace(response, lines=[*response.lines, *group_cookie, *self._cookies(group, target, response)])

    def _answered(
        self,
        group: TargetGroup,
        target: Target,
        request: HttpRequest,
        visit: Visit,
        balancer: Balancer,
        listener: Listener,
    ) -> AwsResponse:
        if group.kind == "lambda":
            sent = with_forwarded_headers(visit, balancer, listener, _new_trace())
            return self._invoke(group, target.id, request, sent)
        if group.kind not in ("instance", "ip"):
            return unsupported(f"targets of the type {group.kind!r}")
        machine = self._balancers.machine(group, target)
        reply = ask(balancer, machine, target.port or 0, visit.path)
        if isinstance(reply, NoReply):
            return page(504 if reply is NoReply.TIMED_OUT else 502)
        return AwsResponse(reply.status, {"Content-Type": reply.content_type}, reply.body.encode())

    def _invoke(self, group: TargetGroup, function_arn: str, request: HttpRequest, visit: Visit) -> AwsResponse:
        """What a function makes of it; 502 when it fails, is throttled, or does not let the load balancer in."""
        if any(name.lower() == "upgrade" for name, _ in request.lines):
            return page(400)
        if len(request.body) > lambda_target.LARGEST:
            return page(413)
        statements = self._balancers.policy(function_arn) or ()
        if not lambda_target.may_invoke(statements, function_arn, group.arn, self._context.account_id):
            return page(502)
        try:
            outcome = self._context.functions.run(
                group.region, function_arn, lambda_target.event(group, visit, request.body)
            )
        except NotRunnableError as refused:
            log.info("the load balancer could not run %s: %s", function_arn, refused.message)
            return page(502)
        return page(502) if outcome.error_type else lambda_target.answer(group, outcome.payload)

    def _usable(self, group: TargetGroup, balancer: Balancer) -> list[Target]:
        """The targets that may be asked: the healthy ones, or when all are unhealthy those.

        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
        """
        states = [
            (target, health(self._balancers, self._registrations, group, target, balancer).state)
            for target in group.targets
        ]
        usable = [target for target, state in states if state in ("healthy", "unavailable")]
        return usable or [target for target, state in states if state == "unhealthy"]

    def _warm(self, group: TargetGroup, usable: list[Target]) -> Sequence[Target]:
        duration = float(group.attributes.get(SLOW_START) or 0)
        ages = {target: self._registrations.age(group, target) for target in usable}
        return warm(usable, ages, duration, self._draw) if duration else usable

    def _group_arn(self, action: Mapping[str, Any], visit: Visit) -> tuple[str, Lines]:
        """The target group: the one that the client got before, where that sticks, else one by weight."""
        groups = weighted(action)
        config = (action.get("ForwardConfig") or {}).get("TargetGroupStickinessConfig") or {}
        if not config.get("Enabled") or len(groups) < 2:
            return _drawn(groups, self._draw()), []
        sent = stickiness.cookie(visit.headers, stickiness.GROUP)
        arns = [str(each["TargetGroupArn"]) for each in groups]
        arn = stickiness.meant_by(self._key, sent, arns, time.time()) or _drawn(groups, self._draw())
        return arn, self._cookie(stickiness.GROUP, arn, int(config.get("DurationSeconds") or 3600))

    def _stuck(self, group: TargetGroup, usable: list[Target], visit: Visit) -> Target | None:
        """The target that the client got before, where that sticks and it may be asked."""
        sticks = stickiness.of(group.attributes)
        if sticks is None or (sticks.application and not stickiness.cookie(visit.headers, sticks.application)):
            return None
        sent = stickiness.cookie(visit.headers, f"{sticks.name}CORS") or stickiness.cookie(visit.headers, sticks.name)
        named = {_meant(group, target): target for target in usable}
        found = stickiness.meant_by(self._key, sent, named, time.time())
        return named[found] if found else None

    def _cookies(self, group: TargetGroup, target: Target, response: AwsResponse) -> Lines:
        """The cookies by which the client comes back; with an application's cookie only when the target sets that."""
        sticks = stickiness.of(group.attributes)
        if sticks is None or (sticks.application and not stickiness.sets(response.lines, sticks.application)):
            return []
        lines = self._cookie(sticks.name, _meant(group, target), sticks.seconds)
        return lines[:1] if sticks.application else lines

    def _cookie(self, name: str, meant: str, seconds: int) -> Lines:
        until = int(time.time()) + seconds
        return stickiness.lines(name, stickiness.value(self._key, meant, until), until)


def _drawn(groups: list[Mapping[str, Any]], point: float) -> str:
    """One group's ARN, as often as its weight says; empty when all weigh nothing. `point` is in [0, 1)."""
    weights = [int(each.get("Weight", 1)) for each in groups]
    rest = point * sum(weights)
    for each, weight in zip(groups, weights, strict=True):
        if rest < weight:
            return str(each["TargetGroupArn"])
        rest -= weight
    return ""


def _meant(group: TargetGroup, target: Target) -> str:
    return f"{group.arn} {target.id} {target.port}"


def _new_trace() -> str:
    """An id of X-Ray's form."""
    return f"1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]}"
