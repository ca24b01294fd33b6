"""The pollers of event source mappings: one for each mapping that there is, however it came to be.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from awslab.cloud.gateway.behaviour import EVERY, Order, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.lambda_.answers.event_source_mappings import event_source_mappings
from awslab.cloud.lambda_.life.runtime import lambda_runtime
from awslab.cloud.lambda_.moto_mappings import EventSourceMappings
from awslab.cloud.lambda_.moto_queues import Queues
from awslab.cloud.lambda_.moto_streams import Streams
from awslab.cloud.lambda_.pollers.sqs_poller import QueuePoller
from awslab.cloud.lambda_.pollers.stream_reader import StreamReader
from awslab.cloud.lambda_.stored import StoredMapping
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.moto_messages import MotoMessages


class Poller(Protocol):
    """Reads one source for one function, in threads of its own."""

    def end(self) -> None:
        """Read no more."""


class Pollers:
    """The pollers of one sandbox by the ids of their mappings."""

    def __init__(
        self, mappings: EventSourceMappings, starters: Mapping[str, Callable[[StoredMapping], Poller]]
    ) -> None:
        self._mappings = mappings
        self._starters = starters
        self._lock = threading.Lock()
        self._pollers: dict[str, Poller] = {}

    def adjust(self) -> None:
        """Start pollers for new mappings and end those of mappings that are gone."""
        mappings = {
            mapping.uuid: (mapping, starter)
            for service, starter in self._starters.items()
            for mapping in self._mappings.of_service(service)
        }
        with self._lock:
            for uuid in set(self._pollers) - set(mappings):
                self._pollers.pop(uuid).end()
            for uuid in set(mappings) - set(self._pollers):
                mapping, starter = mappings[uuid]
                self._pollers[uuid] = starter(mapping)

    def close(self) -> None:
        """End every poller."""
        for poller in self._pollers.values():
            poller.end()


def pollers(context: GatewayContext) -> Pollers:
    """The pollers of a sandbox."""
    run = context.part(lambda_runtime).run
    queues, streams = Queues(context.account_id), Streams(context.account_id)
    messages = MotoMessages(context.account_id)
    return Pollers(
        context.part(event_source_mappings),
        {
            "sqs": lambda mapping: QueuePoller(mapping, queues, run),
            "dynamodb": lambda mapping: StreamReader(mapping, streams, messages, run),
        },
    )


@follows(
    "lambda",
    *("CreateEventSourceMapping", "UpdateEventSourceMapping", "DeleteEventSourceMapping"),
    order=Order.CLOCK,
)
@follows("cloudformation", EVERY, order=Order.CLOCK)
def adjust_pollers(_request: AwsRequest, _response: AwsResponse, context: GatewayContext) -> None:
    """Have a poller for each mapping that there is now."""
    context.part(pollers).adjust()
