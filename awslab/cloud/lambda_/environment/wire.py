"""Messages between the gateway and an execution environment: four bytes of length, then JSON."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator, Mapping
from typing import Any

Message = dict[str, Any]
"""JSON."""

_LENGTH = struct.Struct(">I")


def pack(message: Mapping[str, object]) -> bytes:
    """Return a message as it travels; lone surrogates, which a function may well return, survive."""
    body = json.dumps(message).encode()
    return _LENGTH.pack(len(body)) + body


class Unpacker:
    """Makes whole messages of bytes as they come."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that are complete with these bytes."""
        self._rest += data
        while len(self._rest) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._rest)
            end = _LENGTH.size + length
            if len(self._rest) < end:
                return
            message = json.loads(self._rest[_LENGTH.size : end])
            del self._rest[:end]
            yield message


def receive(connection: socket.socket) -> Message | None:
    """Return the next message, however long it takes; None when the other side is gone.

    One message at a time is under way.
    """
    unpacker = Unpacker()
    while data := connection.recv(1 << 16):
        for message in unpacker.feed(data):
            return message
    return None
