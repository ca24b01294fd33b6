"""The events of an ECS service, in which it says what it did.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
"""

from __future__ import annotations

import uuid

from awslab.cloud.ecs.entities import Service
from awslab.cloud.ports.clock import moment

_LIMIT = 100
"""As many events as DescribeServices shows."""


def tell(service: Service, text: str, now: float) -> None:
    """Write an event, unless it is the newest already."""
    message = f"(service {service.name}) {text}"
    if not service.events or service.events[0]["message"] != message:
        event = {"id": str(uuid.uuid4()), "createdAt": moment(now), "message": message}
        service.events = [event, *service.events][:_LIMIT]
