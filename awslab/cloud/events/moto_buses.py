"""moto's event buses, for services that send events without a call to their API."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from moto.backends import get_backend

from awslab.cloud.events.stored import Event, StoredRule
from awslab.cloud.gateway.request import Structure

if TYPE_CHECKING:
    from moto.events.models import EventsBackend


class EventBuses:
    """The event buses of one account in one region."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region

    def bring(self, event: Event) -> None:
        """Bring an event of AWS's own, in moto's form, to the rules of the default bus."""
        for rule in cast(Sequence[StoredRule], list(self._backend.event_buses["default"].rules.values())):
            rule.send_to_targets(event, transform_input=False)

    def put(self, name: str, *, source: str, detail_type: str, resources: Sequence[str], detail: Structure) -> None:
        """Put an event onto the bus of a name."""
        entry = {
            "Source": source,
            "DetailType": detail_type,
            "Resources": list(resources),
            "Detail": json.dumps(detail),
            "EventBusName": name,
        }
        self._backend.put_events([entry])

    @property
    def _backend(self) -> EventsBackend:
        return get_backend("events")[self._account_id][self._region]
