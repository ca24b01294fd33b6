"""Everything of moto's EventBridge and SNS that the runtime reads or replaces: how rules and topics reach functions.

moto's rules fail on most targets (Lambda among them), ignore that a rule is disabled, and take a schedule for a rule
that matches every event.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from moto.backends import get_backend
from moto.events.models import Rule
from moto.sns.models import Subscription
from moto.utilities.arns import parse_arn

from awslab.cloud.events.rule_events import shown, target_input

log = logging.getLogger(__name__)

ToFunction = Callable[[str, str, str, str], None]
"""`(function ARN, payload, service, source ARN)`: asks the function's policy, then invokes it asynchronously."""
Notify = Callable[[Subscription, str, str, str | None, Mapping[str, Any]], str]
"""The event for a subscription's function, from message, its id, subject and attributes."""


def reach_functions(to_function: ToFunction, notification: Notify) -> None:
    """From now on rules and topics of this process reach their targets as on AWS."""

    def send(rule: Rule, original_event: Any, transform_input: bool = True) -> None:
        if rule.state == "DISABLED" or not rule.event_pattern.get_pattern():
            return
        if rule.event_pattern.matches_event(original_event):
            send_to_targets(rule, shown(original_event), original_event, to_function)

    publish = Subscription.publish

    @wraps(publish)
    def published(
        subscription: Subscription,
        message: str,
        message_id: str,
        subject: str | None = None,
        message_attributes: dict[str, Any] | None = None,
        group_id: str | None = None,
        deduplication_id: str | None = None,
        message_structure: str | None = None,
    ) -> None:
        if subscription.protocol != "lambda":
            publish(
                subscription,
                message,
                message_id,
                subject=subject,
                message_attributes=message_attributes,
                group_id=group_id,
                deduplication_id=deduplication_id,
                message_structure=message_structure,
            )
            return
        matcher = subscription._filter_policy_matcher
        if matcher is not None and not matcher.matches(message_attributes, message):
            return
        if message_structure == "json":
            message = subscription._parse_message_structure(message, "lambda")
        event = notification(subscription, message, message_id, subject, message_attributes or {})
        to_function(str(subscription.endpoint), event, "sns.amazonaws.com", subscription.topic.arn)

    Rule.send_to_targets = send  # type: ignore[assignment, method-assign]
    Subscription.publish = published  # type: ignore[assignment, method-assign]


def send_to_targets(rule: Rule, event: Mapping[str, Any], original: Any, to_function: ToFunction) -> None:
    """Every target gets its input; one that fails does not keep it from the others."""
    for target in list(rule.targets):
        try:
            _send(rule, target, event, original, to_function)
        except Exception:  # AWS retries for a day, then drops the event
            log.exception("rule %s: %s was not reached", rule.name, target.get("Arn"))


def scheduled_rules(account_id: str) -> list[Rule]:
    """Those that are enabled, in all regions."""
    backends = get_backend("events")[account_id]
    return [
        rule
        for region in list(backends)
        for bus in list(backends[region].event_buses.values())
        for rule in list(bus.rules.values())
        if rule.scheduled_expression and rule.state != "DISABLED"
    ]


def _send(rule: Rule, target: Mapping[str, Any], event: Mapping[str, Any], original: Any, run: ToFunction) -> None:
    arn = parse_arn(target["Arn"])
    text = target_input(target, event, rule.arn, time.time())
    if arn.service == "lambda":
        run(target["Arn"], text, "events.amazonaws.com", rule.arn)
    elif arn.service == "sqs":
        group = (target.get("SqsParameters") or {}).get("MessageGroupId")
        get_backend("sqs")[rule.account_id][arn.region].send_message(arn.resource_id, text, group_id=group)
    elif arn.service == "sns":
        get_backend("sns")[rule.account_id][arn.region].publish(text, arn=target["Arn"])
    elif arn.service == "logs":
        rule._send_to_cw_log_group(arn.resource_id, json.loads(text))
    elif arn.service == "events" and not arn.resource_type:
        rule._send_to_events_archive(parse_arn(json.loads(text)["archive-arn"]).resource_id, original)
    elif arn.service == "events" and arn.resource_type == "event-bus":
        entry = {
            "Source": event["source"],
            "DetailType": event["detail-type"],
            "Detail": json.dumps(event["detail"]),
            "Resources": event["resources"],
            "EventBusName": arn.resource_id,
        }
        get_backend("events")[rule.account_id][arn.region].put_events([entry])
    else:
        log.warning("rule %s: the sandbox does not reach targets of %s (%s)", rule.name, arn.service, target["Arn"])
