"""Queues, topics and event buses, for services that send to them without a call to their API."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from awslab.cloud.events.moto_buses import EventBuses
from awslab.cloud.gateway.request import Structure
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

    def policy_statements(self, arn: str) -> Sequence[Structure] | None:
        """Return the statements of a queue's or topic's policy; None when it is not there or has no policy."""
        service, region, name = arn.split(":")[2], arn.split(":")[3], arn.split(":")[5]
        if service == "sqs":
            queue = Queues(self._account_id, region).queue(name)
            policy = None if queue is None else queue.policy
        else:
            topic = Topics(self._account_id, region).topic(arn)
            policy = None if topic is None else topic.policy
        return _statements(policy) if policy else None

    def bring(self, event: Structure) -> None:
        """Bring an event of AWS's own, in moto's form, to the rules of its region's default bus."""
        EventBuses(self._account_id, str(event["region"])).bring(dict(event))

    def put_event(
        self, arn: str, *, source: str, detail_type: str, resources: Sequence[str], detail: Structure
    ) -> None:
        """Put an event onto an event bus."""
        bus = EventBuses(self._account_id, arn.split(":")[3])
        name = arn.partition("event-bus/")[2]
        bus.put(name, source=source, detail_type=detail_type, resources=resources, detail=detail)


def _statements(policy: object) -> Sequence[Structure]:
    document = json.loads(policy) if isinstance(policy, str | bytes) else policy
    statements = document.get("Statement") if isinstance(document, Mapping) else None
    entries = statements if isinstance(statements, list) else [statements]
    return [statement for statement in entries if isinstance(statement, Mapping)]
