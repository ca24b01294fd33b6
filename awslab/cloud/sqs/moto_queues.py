"""moto's SQS: the queues of one account in one region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from moto.backends import get_backend


class Queue(Protocol):
    """A queue."""

    fifo_queue: bool

    @property
    def attributes(self) -> Mapping[str, object]:
        """What GetQueueAttributes shows."""

    @property
    def policy(self) -> str | None:
        """The queue's policy as JSON."""


class Queues:
    """Reads queues, and sends to them without a call to the API."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region

    def queue(self, name: str) -> Queue | None:
        """Return the queue of a name; None when there is none."""
        queue = get_backend("sqs")[self._account_id][self._region].queues.get(name)
        return cast(Queue | None, queue)

    def send(
        self, name: str, body: str, attributes: Mapping[str, Mapping[str, str]], group_id: str | None = None
    ) -> None:
        """Send a message; raises what moto does when there is no such queue, or when a FIFO queue needs more.

        An attribute has the form of the API: `{"DataType": "String", "StringValue": "..."}`.
        """
        message_attributes = {name: dict(value) for name, value in attributes.items()}
        backend = get_backend("sqs")[self._account_id][self._region]
        backend.send_message(name, body, message_attributes=message_attributes, group_id=group_id)
