"""moto's queues, topics and event buses, for services that send to them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from moto.backends import get_backend

Attributes = Mapping[str, Mapping[str, str]]
"""Message attributes by name, each with `DataType` and `StringValue`."""


class MotoMessages:
    """Sends on behalf of services, in one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def send(self, arn: str, body: str, attributes: Attributes, subject: str | None = None) -> None:
        """Send to a queue or a topic.

        Raises what moto does when there is none, or when it wants more (FIFO).
        """
        if arn.split(":")[2] == "sqs":
            self.send_to_queue(arn, body, attributes)
        else:
            self.publish(arn, body, attributes, subject)

    def send_to_queue(self, arn: str, body: str, attributes: Attributes | None = None, group: str | None = None) -> None:
        """Send a message to a queue; `group` is the message group of a FIFO queue. Raises what moto does."""
        region, name = arn.split(":")[3], arn.split(":")[5]
        values = None if attributes is None else {key: dict(value) for key, value in attributes.items()}
        get_backend("sqs")[self._account_id][region].send_message(
            name, body, message_attributes=values, group_id=group
        )

    def publish(self, arn: str, body: str, attributes: Attributes | None = None, subject: str | None = None) -> None:
        """Publish a message to a topic. Raises what moto does."""
        values = (
            None
            if attributes is None
            else {key: {"Type": value["DataType"], "Value": value["StringValue"]} for key, value in attributes.items()}
        )
        get_backend("sns")[self._account_id][arn.split(":")[3]].publish(
            body, arn=arn, subject=subject, message_attributes=values
        )

    def bring(self, event: Mapping[str, Any]) -> None:
        """Bring an event of AWS's own, in moto's form, to the rules of its region's default bus."""
        backend = get_backend("events")[self._account_id][str(event["region"])]
        for rule in list(backend.event_buses["default"].rules.values()):
            rule.send_to_targets(cast(Any, dict(event)), transform_input=False)

    def put_event(
        self, arn: str, *, source: str, detail_type: str, resources: Sequence[str], detail: Mapping[str, Any]
    ) -> None:
        """Put an event onto a bus."""
        entry = {
            "Source": source,
            "DetailType": detail_type,
            "Resources": list(resources),
            "Detail": json.dumps(detail),
            "EventBusName": arn.partition("event-bus/")[2],
        }
        get_backend("events")[self._account_id][arn.split(":")[3]].put_events([entry])
