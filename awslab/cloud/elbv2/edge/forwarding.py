"""Forward actions: a target group by weight, one of its targets in turn, and what that answers.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#forward-actions
"""

from __future__ import annotations

import logging
import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from awslab.cloud.elbv2.edge import lambda_target, stickiness
from awslab.cloud.elbv2.edge.choosing import SLOW_START, Choice, warm
from awslab.cloud.elbv2.edge.conditions import Visit
from awslab.cloud.elbv2.edge.forwarded import with_forwarded_headers
from awslab.cloud.elbv2.edge.pages import page, unsupported
from awslab.cloud.elbv2.life.health import target_health
from awslab.cloud.elbv2.life.registrations import registrations
from awslab.cloud.elbv2.machine_replies import NoReply, ask
from awslab.cloud.elbv2.moto_balancers import balancers
from awslab.cloud.elbv2.shapes import Action, WeightedGroup, weighted
from awslab.cloud.elbv2.values import Balancer, Listener, Target, TargetGroup
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError

log = logging.getLogger(__name__)

Lines = list[tuple[str, str]]
"""Header lines."""


class Forwarding:
    """Sends requests on to targets, for many threads."""

    def __init__(self, context: GatewayContext, draw: Callable[[], float]) -> None:
        self._context = context
        self._balancers = context.part(balancers)
        self._registrations = context.part(registrations)
        self._health = context.part(target_health)
        self._draw = draw
        self._choice = Choice(draw)
        self._key = secrets.token_bytes(32)

    def forward(
        self, action: Action, request: HttpRequest, visit: Visit, balancer: Balancer, listener: Listener
    ) -> AwsResponse:
        """Return the answer of a target; 503 without one that may be asked, 502 and 504 when it gives none.

        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
        """
        arn, group_cookie = self._group_arn(action, visit)
        group = self._balancers.target_group(arn) if arn else None
        usable = self._usable(group, balancer) if group else []
        if group is None or not usable:
            return page(503)
        target = self._sticky_target(group, usable, visit) or self._choice.next(group, self._warm(group, usable))
        with self._choice.asking(group, target):
            response = self._target_response(group, target, request, visit, balancer, listener)
        return replace(response, lines=[*response.lines, *group_cookie, *self._cookies(group, target, response)])

    def _target_response(
        self,
        group: TargetGroup,
        target: Target,
        request: HttpRequest,
        visit: Visit,
        balancer: Balancer,
        listener: Listener,
    ) -> AwsResponse:
        if group.kind == "lambda":
            return self._invoke(
                group, target.id, request, with_forwarded_headers(visit, balancer, listener, _new_trace())
            )
        if group.kind not in ("instance", "ip"):
            return unsupported(f"targets of the type {group.kind!r}")
        machine = self._balancers.machine(group, target)
        reply = ask(balancer, machine, target.port or 0, visit.path)
        if isinstance(reply, NoReply):
            return page(504 if reply is NoReply.TIMED_OUT else 502)
        return AwsResponse(reply.status, {"Content-Type": reply.content_type}, reply.body.encode())

    def _invoke(self, group: TargetGroup, function_arn: str, request: HttpRequest, visit: Visit) -> AwsResponse:
        """Return a function's response; 502 when it fails, is throttled, or does not let the load balancer in."""
        if any(name.lower() == "upgrade" for name, _ in request.lines):
            return page(400)
        if len(request.body) > lambda_target.LARGEST:
            return page(413)
        statements = self._balancers.policy(function_arn) or ()
        if not lambda_target.may_invoke(statements, function_arn, group.arn, self._context.account_id):
            return page(502)
        try:
            event = lambda_target.event_json(group, visit, request.body)
            outcome = self._context.functions.run(group.region, function_arn, event)
        except NotRunnableError as error:
            log.info("the load balancer could not run %s: %s", function_arn, error.message)
            return page(502)
        return page(502) if outcome.error_type else lambda_target.answer(group, outcome.payload)

    def _usable(self, group: TargetGroup, balancer: Balancer) -> list[Target]:
        """Return the targets that may be asked: the healthy ones, or the unhealthy ones when none is healthy.

        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
        """
        states = [(target, self._health.of_registered(group, target, balancer).state) for target in group.targets]
        usable = [target for target, state in states if state in ("healthy", "unavailable")]
        return usable or [target for target, state in states if state == "unhealthy"]

    def _warm(self, group: TargetGroup, usable: list[Target]) -> Sequence[Target]:
        duration = float(group.attributes.get(SLOW_START) or 0)
        ages = {target: self._registrations.age(group, target) for target in usable}
        return warm(usable, ages, duration, self._draw) if duration else usable

    def _group_arn(self, action: Action, visit: Visit) -> tuple[str, Lines]:
        """Return the target group's ARN: the one that the client got before, where that sticks, else one by weight."""
        groups = weighted(action)
        config = (action.get("ForwardConfig") or {}).get("TargetGroupStickinessConfig") or {}
        if not config.get("Enabled") or len(groups) < 2:
            return _random_group(groups, self._draw()), []
        cookie_value = stickiness.cookie(visit.headers, stickiness.GROUP)
        arns = [str(group["TargetGroupArn"]) for group in groups]
        arn = stickiness.meaning_of(self._key, cookie_value, arns, CLOCK.time())
        arn = arn or _random_group(groups, self._draw())
        return arn, self._cookie(stickiness.GROUP, arn, int(config.get("DurationSeconds") or 3600))

    def _sticky_target(self, group: TargetGroup, usable: list[Target], visit: Visit) -> Target | None:
        """Return the target that the client got before, where that sticks and the target may be asked."""
        rule = stickiness.stickiness_of(group.attributes)
        if rule is None or (rule.application and not stickiness.cookie(visit.headers, rule.application)):
            return None
        cookie_value = stickiness.cookie(visit.headers, f"{rule.name}CORS") or stickiness.cookie(
            visit.headers, rule.name
        )
        targets = {_cookie_meaning(group, target): target for target in usable}
        meaning = stickiness.meaning_of(self._key, cookie_value, targets, CLOCK.time())
        return targets[meaning] if meaning else None

    def _cookies(self, group: TargetGroup, target: Target, response: AwsResponse) -> Lines:
        """Return the cookies by which the client comes back.

        One that goes with an application's cookie is given only when the target sets that.
        """
        rule = stickiness.stickiness_of(group.attributes)
        if rule is None or (rule.application and not stickiness.sets_cookie(response.lines, rule.application)):
            return []
        lines = self._cookie(rule.name, _cookie_meaning(group, target), rule.seconds)
        return lines[:1] if rule.application else lines

    def _cookie(self, name: str, meaning: str, seconds: int) -> Lines:
        until = int(CLOCK.time()) + seconds
        return stickiness.lines(name, stickiness.value(self._key, meaning, until), until)


def _random_group(groups: list[WeightedGroup], point: float) -> str:
    """Return one group's ARN, as often as its weight says; empty when all weigh nothing. `point` is in [0, 1)."""
    weights = [int(group.get("Weight", 1)) for group in groups]
    rest = point * sum(weights)
    for group, weight in zip(groups, weights, strict=True):
        if rest < weight:
            return str(group["TargetGroupArn"])
        rest -= weight
    return ""


def _cookie_meaning(group: TargetGroup, target: Target) -> str:
    return f"{group.arn} {target.id} {target.port}"


def _new_trace() -> str:
    """Return an id of X-Ray's form."""
    return f"1-{int(CLOCK.time()):08x}-{uuid.uuid4().hex[:24]}"
