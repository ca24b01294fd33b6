"""What moto keeps of EventBridge's rules, as types; the attributes are moto's own (`moto.events.models`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from awslab.cloud.gateway.request import Structure

Target = Structure
"""A target of a rule, as PutTargets has it."""
Event = Structure
"""An event: as moto has it, or as AWS shows it (`rule_events.shown_event`)."""


class StoredPattern(Protocol):
    """The event pattern of a rule."""

    def get_pattern(self) -> Structure:
        """Return the pattern; empty for a rule that has only a schedule."""

    def matches_event(self, event: Event) -> bool:
        """Say whether an event matches."""


class StoredRule(Protocol):
    """A rule."""

    name: str
    arn: str
    account_id: str
    region_name: str
    state: str
    """`ENABLED` or `DISABLED`."""
    scheduled_expression: str | None
    event_pattern: StoredPattern
    targets: Sequence[Target]

    def send_to_targets(self, original_event: Event, transform_input: bool = True) -> None:
        """Send an event to the targets, when the rule matches it."""

    def _send_to_events_archive(self, resource_id: str, event: Event) -> None:
        """Put an event into an archive."""
