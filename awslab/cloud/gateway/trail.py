"""The trail: what was called, by whom, with what, and how it was answered."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse
from awslab.sandbox.protocol import TrailEntry

KEEPS = 10_000
_TEXT = 4096
"""Characters of a text that are kept: a policy document fits."""
_ITEMS = 200
_DEPTH = 12
_SECRET = frozenset({"secretstring", "secretbinary", "password", "secretaccesskey"})
"""Members that CloudTrail leaves out."""


class Trail:
    """The last calls of everyone but the examiner."""

    def __init__(self, tell: Callable[[TrailEntry], None]) -> None:
        self._entries: deque[TrailEntry] = deque(maxlen=KEEPS)
        self._lock = threading.Lock()
        self._tell = tell

    def record(
        self,
        request: AwsRequest,
        response: AwsResponse,
        at: datetime,
        seconds: float,
        would_refuse: str = "",
        because: str = "",
    ) -> None:
        """Note a call and how it was answered, as what AWS would have refused it, and why policies do not allow it; the
        examiner's are left out."""
        if request.caller.kind == "examiner":
            return
        entry = TrailEntry(
            at=at.isoformat(timespec="milliseconds"),
            who=request.caller.name,
            service=request.service,
            operation=request.operation,
            parameters=shortened(request.parameters),
            error=response.error,
            status=response.status,
            milliseconds=round(seconds * 1000, 3),
            would_refuse=would_refuse,
            because=because,
            note=response.note,
        )
        with self._lock:
            self._entries.append(entry)
            self._tell(entry)

    def entries(self) -> list[dict[str, Any]]:
        """Oldest first, as plain data."""
        with self._lock:
            return [asdict(entry) for entry in self._entries]


def shortened(value: Any, depth: int = 0) -> Any:
    """The value as plain data: bytes as their number, texts and lists cut, secrets left out."""
    if depth > _DEPTH:
        return "…"
    if isinstance(value, Mapping):
        return {
            str(key): "HIDDEN" if str(key).lower() in _SECRET else shortened(item, depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [shortened(item, depth + 1) for item in value[:_ITEMS]]
    if isinstance(value, bytes | bytearray):
        return f"<{len(value)} bytes>"
    if isinstance(value, str):
        return value if len(value) <= _TEXT else f"{value[:_TEXT]}…"
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float) else str(value)
