"""Everything that this room writes into moto's log groups.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from moto.backends import get_backend

log = logging.getLogger(__name__)


class AccessLogs:
    """One account's access logs, for many threads."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id
        self._lock = threading.Lock()

    def write(self, destination: str, stage: str, text: str) -> None:
        """A line to the log group that the ARN names, in a stream of the stage's; a group that is gone gets none.

        How AWS names the streams is not documented.
        """
        parts = destination.removesuffix(":*").split(":")
        if len(parts) < 7 or parts[2] != "logs":
            log.info("no log group: %s", destination)
            return
        backend: Any = get_backend("logs")[self._account_id][parts[3]]
        group = backend.groups.get(parts[6])
        if group is None:
            log.info("no log group: %s", destination)
            return
        with self._lock:
            if stage not in group.streams:
                backend.create_log_stream(parts[6], stage)
            backend.put_log_events(parts[6], stage, [{"timestamp": int(time.time() * 1000), "message": text}])
