"""What rules send to their targets: functions, queues, topics, log groups, archives, other buses.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable

from awslab.cloud.events import moto_rules
from awslab.cloud.events.rule_events import shown_event, target_input
from awslab.cloud.events.stored import Event, StoredRule, Target
from awslab.cloud.logs.moto_log_groups import LogGroups
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.functions import Functions
from awslab.cloud.ports.moto_messages import MotoMessages

log = logging.getLogger(__name__)

_SERVICE = "events.amazonaws.com"


class Targets:
    """Reaches the targets of rules."""

    def __init__(self, functions: Functions, messages: MotoMessages, clock: Callable[[], float] = CLOCK.time) -> None:
        self._functions = functions
        self._messages = messages
        self._clock = clock

    def send_event(self, rule: StoredRule, event: Event) -> None:
        """Send an event of moto's form, which the rule matches, to every target."""
        self.send(rule, shown_event(event), event)

    def send(self, rule: StoredRule, event: Event, original: Event) -> None:
        """Send an event (as AWS shows it) to every target; one that fails does not keep it from the others."""
        for target in list(rule.targets):
            try:
                self._send(rule, target, event, original)
            except Exception:  # AWS retries for a day, then drops the event
                log.exception("rule %s: %s was not reached", rule.name, target.get("Arn"))

    def _send(self, rule: StoredRule, target: Target, event: Event, original: Event) -> None:
        arn = str(target["Arn"])
        text = target_input(target, event, rule.arn, self._clock())
        service, resource = arn.split(":")[2], arn.split(":", 5)[5]
        match service:
            case "lambda":
                self._functions.push(arn, text, service=_SERVICE, source_arn=rule.arn)
            case "sqs":
                message_group = (target.get("SqsParameters") or {}).get("MessageGroupId")
                self._messages.send(arn, text, {}, group=message_group)
            case "sns":
                self._messages.send(arn, text, {})
            case "logs":
                group = resource.partition("log-group:")[2].removesuffix(":*")
                event_at = (int(self._clock() * 1000), text)
                LogGroups(rule.account_id, rule.region_name).add_stream(group, str(uuid.uuid4()), [event_at])
            case "events" if resource.startswith("event-bus/"):
                self._forward(arn, event)
            case "events" if not resource.strip(":"):
                moto_rules.archive(rule, str(json.loads(text)["archive-arn"]), original)
            case _:
                log.warning("rule %s: the sandbox does not reach targets of %s (%s)", rule.name, service, arn)

    def _forward(self, arn: str, event: Event) -> None:
        self._messages.put_event(
            arn,
            source=event["source"],
            detail_type=event["detail-type"],
            resources=event["resources"],
            detail=event["detail"],
        )
