"""What an ECS service tells: its events.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
"""

from __future__ import annotations

import uuid
from typing import Any

from awslab.cloud.ecs.life import tasks

_MOST = 100
"""That DescribeServices shows."""


def tell(service: Any, text: str, now: float) -> None:
    """Write an event, unless it is the newest already."""
    message = f"(service {service.name}) {text}"
    if not service.events or service.events[0]["message"] != message:
        event = {"id": str(uuid.uuid4()), "createdAt": tasks.moment(now), "message": message}
        service.events = [event, *service.events][:_MOST]
