"""EventBridge's event patterns, matched by moto; filters of event source mappings are patterns too.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

from moto.events.models import EventPattern

from awslab.cloud.gateway.request import Structure


def matches_any(patterns: Iterable[str], event: Structure) -> bool:
    """Say whether an event matches at least one pattern (JSON); without patterns every event does."""
    parsed_patterns = [EventPattern.load(pattern) for pattern in patterns]
    if not parsed_patterns:
        return True
    return any(pattern.matches_event(cast(Any, event)) for pattern in parsed_patterns)


def is_pattern(text: str) -> bool:
    """Say whether a text is a JSON object that EventBridge's matcher understands."""
    try:
        if not isinstance(json.loads(text), dict):
            return False
        EventPattern.load(text)
    except Exception:  # noqa: BLE001 - moto's own exceptions differ by what is wrong
        return False
    return True
