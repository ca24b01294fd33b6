"""Everything of moto's queues, topics and event buses that the runtime writes to."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from moto.backends import get_backend


class MotoMessages:
    """Sends on behalf of the Lambda service, in one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def send(
        self, arn: str, body: str, attributes: Mapping[str, Mapping[str, str]], subject: str | None = None
    ) -> None:
        """To a queue or a topic; raises what moto does when there is none, or when it wants more (FIFO)."""
        service, region, name = arn.split(":")[2], arn.split(":")[3], arn.split(":")[5]
        if service == "sqs":
            given = {key: dict(value) for key, value in attributes.items()}
            get_backend("sqs")[self._account_id][region].send_message(name, body, message_attributes=given)
        else:
            values = {
                key: {"Type": value["DataType"], "Value": value["StringValue"]} for key, value in attributes.items()
            }
            get_backend("sns")[self._account_id][region].publish(
                body, arn=arn, subject=subject, message_attributes=values
            )

    def bring(self, event: Mapping[str, Any]) -> None:
        """An event of AWS's own, in moto's form, to the rules of its region's default bus."""
        backend = get_backend("events")[self._account_id][str(event["region"])]
        for rule in list(backend.event_buses["default"].rules.values()):
            rule.send_to_targets(cast(Any, dict(event)), transform_input=False)

    def put_event(
        self, arn: str, *, source: str, detail_type: str, resources: Sequence[str], detail: Mapping[str, Any]
    ) -> None:
        """Onto an event bus."""
        entry = {
            "Source": source,
            "DetailType": detail_type,
            "Resources": list(resources),
            "Detail": json.dumps(detail),
            "EventBusName": arn.partition("event-bus/")[2],
        }
        get_backend("events")[self._account_id][arn.split(":")[3]].put_events([entry])
