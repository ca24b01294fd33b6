"""moto's CloudWatch Logs: the log groups of one account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from moto.backends import get_backend

if TYPE_CHECKING:
    from moto.logs.models import LogsBackend

_LONGEST_EVENT = 1_048_000
"""Characters; CloudWatch Logs takes 1 MB per event."""
Event = tuple[int, str]
"""Milliseconds since 1970, text."""


class LogGroups:
    """The log groups of one region."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region

    def has_stream(self, group_name: str, stream_name: str) -> bool:
        """Whether a log group is there and has a stream of that name."""
        group = self._backend.groups.get(group_name)
        return group is not None and stream_name in group.streams

    def add_stream(self, group_name: str, stream_name: str, events: Iterable[Event]) -> None:
        """Put events into a new stream. Raises what moto does when there is no such group."""
        self._backend.create_log_stream(group_name, stream_name)
        self._put(group_name, stream_name, events)

    def append(self, group_name: str, stream_name: str, events: Iterable[Event]) -> None:
        """Append events to a stream; group and stream are created when they are missing."""
        self._backend.ensure_log_group(group_name)
        self._backend.ensure_log_stream(group_name, stream_name)
        self._put(group_name, stream_name, events)

    def _put(self, group_name: str, stream_name: str, events: Iterable[Event]) -> None:
        entries = [{"timestamp": at, "message": text[:_LONGEST_EVENT]} for at, text in events]
        if entries:
            self._backend.put_log_events(group_name, stream_name, entries)

    @property
    def _backend(self) -> LogsBackend:
        return get_backend("logs")[self._account_id][self._region]


class LogWriter:
    """Writes logs of other services, in all regions of one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def append(self, region: str, group_name: str, stream_name: str, events: Iterable[Event]) -> None:
        """Append events to a stream of a region; group and stream are created when they are missing."""
        LogGroups(self._account_id, region).append(group_name, stream_name, events)
