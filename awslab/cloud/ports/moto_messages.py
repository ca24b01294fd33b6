"""Queues, topics and event buses, for services that send to them without a call to their API."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from moto.backends import get_backend

from awslab.cloud.sns.moto_topics import Topics
from awslab.cloud.sqs.moto_queues import Queues


class MotoMessages:
    """Sends on behalf of AWS's services, in one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def send(
        self,
        arn: str,
        body: str,
        attributes: Mapping[str, Mapping[str, str]],
        subject: str | None = None,
        group: str | None = None,
    ) -> None:
        """Send to a queue or a topic; raises what moto does when there is none, or when it needs more (FIFO).

        `group` is the message group for a FIFO queue.
        """
        service, region, name = arn.split(":")[2], arn.split(":")[3], arn.split(":")[5]
        if service == "sqs":
            Queues(self._account_id, region).send(name, body, attributes, group)
        else:
            Topics(self._account_id, region).publish(arn, body, attributes, subject)

    def policy_statements(self, arn: str) -> Sequence[Mapping[str, Any]] | None:
        """Return the statements of a queue's or topic's policy; None when it is not there or has no policy."""
        service, region, name = arn.split(":")[2], arn.split(":")[3], arn.split(":")[5]
        if service == "sqs":
            queue = Queues(self._account_id, region).queue(name)
            policy = None if queue is None else queue.policy
        else:
            topic = Topics(self._account_id, region).topic(arn)
            policy = None if topic is None else topic.policy
        return _statements(policy) if policy else None

    def bring(self, event: Mapping[str, Any]) -> None:
        """Bring an event of AWS's own, in moto's form, to the rules of its region's default bus."""
        backend = get_backend("events")[self._account_id][str(event["region"])]
        for rule in list(backend.event_buses["default"].rules.values()):
            rule.send_to_targets(cast(Any, dict(event)), transform_input=False)

    def put_event(
        self, arn: str, *, source: str, detail_type: str, resources: Sequence[str], detail: Mapping[str, Any]
    ) -> None:
        """Put an event onto an event bus."""
        entry = {
            "Source": source,
            "DetailType": detail_type,
            "Resources": list(resources),
            "Detail": json.dumps(detail),
            "EventBusName": arn.partition("event-bus/")[2],
        }
        get_backend("events")[self._account_id][arn.split(":")[3]].put_events([entry])


def _statements(policy: object) -> Sequence[Mapping[str, Any]]:
    document = json.loads(policy) if isinstance(policy, str | bytes) else policy
    statements = document.get("Statement") if isinstance(document, Mapping) else None
    listed = statements if isinstance(statements, list) else [statements]
    return [statement for statement in listed if isinstance(statement, Mapping)]
