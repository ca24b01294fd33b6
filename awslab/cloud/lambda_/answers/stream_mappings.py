"""Event source mappings of DynamoDB streams: moto keeps them, readers follow them.

https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
"""

from __future__ import annotations

import threading

from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.cloud.lambda_.moto_streams import MotoStreams
from awslab.cloud.lambda_.pollers.stream_reader import Run, StreamReader
from awslab.cloud.ports.moto_messages import MotoMessages


class StreamMappings:
    """An extension of the gateway: a reader for every mapping that there is."""

    def __init__(self, streams: MotoStreams, messages: MotoMessages, run: Run) -> None:
        self._streams = streams
        self._messages = messages
        self._run = run
        self._lock = threading.Lock()
        self._readers: dict[str, StreamReader] = {}

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """moto answers."""

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """Readers for the mappings that there are now, however they came to be."""
        of_lambda = request.service == "lambda" and "EventSourceMapping" in request.operation
        if not of_lambda and request.service != "cloudformation":
            return
        there = {mapping.uuid: mapping for mapping in self._streams.mappings()}
        with self._lock:
            for uuid in set(self._readers) - set(there):
                self._readers.pop(uuid).end()
            for uuid in set(there) - set(self._readers):
                self._readers[uuid] = StreamReader(there[uuid], self._streams, self._messages, self._run)

    def close(self) -> None:
        """End the readers."""
        for reader in self._readers.values():
            reader.end()
