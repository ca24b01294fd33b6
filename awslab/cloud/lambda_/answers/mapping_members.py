"""Event source mappings as the API shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from awslab.cloud.lambda_.moto_mappings import source_service
from awslab.cloud.lambda_.stored import StoredMapping
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

SETTLING = 1.0
"""Seconds in which a mapping shows Creating, Enabling, Disabling or Updating; on AWS some ten. It polls at once."""
_MEMBERS = ("EventSourceArn", "EventSourceMappingArn", "FunctionArn", "UUID", "BatchSize", "FilterCriteria")
_OPTIONAL_MEMBERS = ("ScalingConfig", "KMSKeyArn", "MetricsConfig")


class MappingChanges:
    """The changes of mappings that are recent enough to show in their state."""

    def __init__(self, clock: Callable[[], float] = CLOCK.monotonic) -> None:
        self._clock = clock
        self._changes: dict[str, tuple[str, float]] = {}

    def begin(self, mapping: StoredMapping, state: str) -> None:
        """Let a mapping show a state of change (`Creating`) for a while."""
        self._changes[mapping.uuid] = (state, self._clock())

    def state(self, mapping: StoredMapping) -> str:
        """Return a mapping's state."""
        state, since = self._changes.get(mapping.uuid, ("", 0.0))
        if state and self._clock() - since < SETTLING:
            return state
        return "Enabled" if mapping.enabled else "Disabled"


def mapping_changes(_: GatewayContext) -> MappingChanges:
    """The recent changes of a sandbox's mappings."""
    return MappingChanges()


def mapping_members(mapping: StoredMapping, context: GatewayContext) -> dict[str, object]:
    """Return the members of a mapping of any source."""
    if source_service(mapping) == "sqs":
        return queue_mapping_members(mapping, context)
    return {name: value for name, value in mapping.get_configuration().items() if value is not None}


def queue_mapping_members(mapping: StoredMapping, context: GatewayContext) -> dict[str, object]:
    """Return the members of a queue's mapping."""
    configuration = mapping.get_configuration()
    members = {name: configuration[name] for name in (*_MEMBERS, *_OPTIONAL_MEMBERS) if configuration.get(name)}
    return members | {
        "FunctionResponseTypes": mapping.function_response_types or [],
        "LastModified": datetime.fromtimestamp(mapping.last_modified, UTC),
        "MaximumBatchingWindowInSeconds": mapping.max_batch_window or 0,
        "State": context.part(mapping_changes).state(mapping),
        "StateTransitionReason": "USER_INITIATED",
    }
