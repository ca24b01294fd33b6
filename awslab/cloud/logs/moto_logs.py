"""moto's log groups, for services that write logs of their own."""

from __future__ import annotations

from collections.abc import Iterable

from moto.backends import get_backend

_LONGEST_EVENT = 1_048_000
"""Characters; CloudWatch Logs takes 1 MB per event."""


class LogStreams:
    """One account's log streams."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def append(self, region: str, group: str, stream: str, events: Iterable[tuple[int, str]]) -> None:
        """Append events (milliseconds since 1970, text) to a stream; group and stream are created when missing."""
        backend = get_backend("logs")[self._account_id][region]
        backend.ensure_log_group(group)
        backend.ensure_log_stream(group, stream)
        entries = [{"timestamp": at, "message": text[:_LONGEST_EVENT]} for at, text in events]
        if entries:
            backend.put_log_events(group, stream, entries)
