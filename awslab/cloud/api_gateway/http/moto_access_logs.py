"""Access logs of HTTP APIs, written to the log groups of CloudWatch Logs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
"""

from __future__ import annotations

import logging
import threading

from moto.logs.exceptions import ResourceNotFoundException

from awslab.cloud.logs.moto_log_groups import LogGroups
from awslab.cloud.ports.clock import CLOCK

log = logging.getLogger(__name__)


class AccessLogs:
    """One account's access logs, for many threads."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id
        self._lock = threading.Lock()

    def write(self, destination: str, stage: str, text: str) -> None:
        """Write a line to the log group that the ARN names, in a stream of the stage's; a group that is gone gets none.

        How AWS names the streams is not documented.
        """
        parts = destination.removesuffix(":*").split(":")
        if len(parts) < 7 or parts[2] != "logs":
            log.info("no log group: %s", destination)
            return
        groups = LogGroups(self._account_id, parts[3])
        events = [(int(CLOCK.time() * 1000), text)]
        with self._lock:
            if groups.has_stream(parts[6], stage):
                groups.append(parts[6], stage, events)
                return
            try:
                groups.add_stream(parts[6], stage, events)
            except ResourceNotFoundException:
                log.info("no log group: %s", destination)
