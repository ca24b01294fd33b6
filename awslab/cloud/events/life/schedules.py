"""Rules at work: what reaches their targets, and schedules that are due.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

from awslab.cloud.events.moto_rules import scheduled_rules, send_events_with
from awslab.cloud.events.rule_events import scheduled_event
from awslab.cloud.events.schedule_times import next_time
from awslab.cloud.events.stored import StoredRule
from awslab.cloud.events.targets import Targets
from awslab.cloud.gateway.behaviour import EVERY, Order, follows, starts
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.ports.alarm import Alarm
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.moto_messages import MotoMessages


class Schedules:
    """The schedules of one sandbox: each rule's next time, and an alarm for the earliest."""

    def __init__(self, account_id: str, targets: Targets, clock: Callable[[], float] = CLOCK.time) -> None:
        self._account_id = account_id
        self._targets = targets
        self._clock = clock
        self._alarm = Alarm("schedules", self._ring, clock)
        self._lock = threading.Lock()
        self._due: dict[int, tuple[StoredRule, float]] = {}
        """Rules and their next times, by the id of moto's object; a rule that is put again is a new object."""
        self._is_closed = False

    def plan(self) -> None:
        """Look for new rules and for those that are gone."""
        now = self._clock()
        rules = {id(rule): rule for rule in scheduled_rules(self._account_id)}
        with self._lock:
            self._due = {key: entry for key, entry in self._due.items() if key in rules}
            for key, rule in rules.items():
                if key not in self._due:
                    self._put(rule, next_time(rule.scheduled_expression or "", now))
            self._set_alarm()

    def close(self) -> None:
        """Let no more schedules be due."""
        with self._lock:
            self._is_closed = True
            self._alarm.set(None)

    def _ring(self) -> None:
        now = self._clock()
        with self._lock:
            due_rules = [rule for rule, due in self._due.values() if due <= now]
            for rule in due_rules:
                self._put(rule, next_time(rule.scheduled_expression or "", now))
            self._set_alarm()
        for rule in due_rules:
            event = scheduled_event(rule.arn, str(uuid.uuid4()), now)
            self._targets.send(rule, event, event)

    def _put(self, rule: StoredRule, due: float | None) -> None:
        if due is None:
            self._due.pop(id(rule), None)
        else:
            self._due[id(rule)] = (rule, due)

    def _set_alarm(self) -> None:
        if not self._is_closed:
            self._alarm.set(min((due for _, due in self._due.values()), default=None))


@starts
def schedules(context: GatewayContext) -> Schedules:
    """The schedules of a sandbox; once they are made, its rules reach their targets as on AWS."""
    targets = Targets(context.functions, MotoMessages(context.account_id))
    send_events_with(targets.send_event)
    return Schedules(context.account_id, targets)


@follows("events", "PutRule", "DeleteRule", "EnableRule", "DisableRule", order=Order.CLOCK)
@follows("cloudformation", EVERY, order=Order.CLOCK)
def plan_schedules(_request: AwsRequest, _response: AwsResponse, context: GatewayContext) -> None:
    """Look at the rules again after a call that may have changed them."""
    context.part(schedules).plan()
