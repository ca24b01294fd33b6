"""EventBridge's rules as moto keeps them.

moto's rules fail on most targets (Lambda among them), ignore that a rule is disabled, and take a schedule for a rule
that matches every event.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from moto.backends import get_backend
from moto.events.models import Rule

from awslab.cloud.events.stored import Event, StoredRule


def scheduled_rules(account_id: str) -> list[StoredRule]:
    """Return the rules with a schedule that are enabled, in all regions."""
    backends = get_backend("events")[account_id]
    rules = [
        cast(StoredRule, rule)
        for region in list(backends)
        for bus in list(backends[region].event_buses.values())
        for rule in list(bus.rules.values())
    ]
    return [rule for rule in rules if rule.scheduled_expression and rule.state != "DISABLED"]


def send_events_with(send: Callable[[StoredRule, Event], None]) -> None:
    """Let the rules of this process hand the events that they match to `send`, with the event in moto's form."""

    def send_to_targets(rule: StoredRule, original_event: Event, transform_input: bool = True) -> None:
        if rule.state == "DISABLED" or not rule.event_pattern.get_pattern():
            return
        if rule.event_pattern.matches_event(original_event):
            send(rule, original_event)

    Rule.send_to_targets = send_to_targets  # type: ignore[assignment, method-assign]


def archive(rule: StoredRule, archive_arn: str, event: Event) -> None:
    """Put an event into the archive of an ARN (`arn:aws:events:...:archive/<name>:<id>`)."""
    rule._send_to_events_archive(archive_arn.partition("archive/")[2], event)
