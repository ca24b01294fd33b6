"""moto's CloudWatch Logs: the log groups of one account in one region."""

from __future__ import annotations

from moto.backends import get_backend


class LogGroups:
    """Reads log groups."""

    def __init__(self, account_id: str, region: str) -> None:
        self._account_id = account_id
        self._region = region

    def has_stream(self, group_name: str, stream_name: str) -> bool:
        """Whether a log group is there and has a stream of that name."""
        group = get_backend("logs")[self._account_id][self._region].groups.get(group_name)
        return group is not None and stream_name in group.streams
