"""A stage's logs in CloudWatch Logs: the access log and the execution log.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Mapping

from awslab.cloud.api_gateway.rest.edge import execution_log
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Stage
from awslab.cloud.edge.payload_v1 import extended_id
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)

LONGEST = 1024
"""Bytes of an event of the execution log.

https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-execution-logging.html
"""
_VARIABLE = re.compile(r"\$(?P<brace>\{)?context\.(?P<name>[\w.]*\w)(?(brace)\})")
_GROUP = re.compile(r"arn:aws[a-z-]*:logs:(?P<region>[a-z0-9-]+):\d{12}:log-group:(?P<name>[^:]+)(:\*)?")

Write = Callable[[str, str, str, list[tuple[int, str]]], None]
"""`(region, group, stream, events)`."""


class Logs:
    """Writes both logs of every stage that has them."""

    def __init__(self, write: Write, clock: Callable[[], float], may_write: Callable[[str], bool]) -> None:
        self._write = write
        self._clock = clock
        self._may_write = may_write

    def follow(self, visit: Visit, response: AwsResponse) -> None:
        """Write the lines about a request; none when the account gave API Gateway no role for it."""
        stage = visit.stage
        level = str(stage.settings.of(visit.resource.path, visit.method.verb).get("loggingLevel", "OFF"))
        if (level == "OFF" and stage.settings.access_log is None) or not self._may_write(stage.region):
            return
        if level in ("ERROR", "INFO"):
            self._execution(visit, response, level)
        if stage.settings.access_log is not None:
            self._access(visit, response, *stage.settings.access_log)

    def _execution(self, visit: Visit, response: AwsResponse, level: str) -> None:
        stage = visit.stage
        data = bool(stage.settings.of(visit.resource.path, visit.method.verb).get("dataTraceEnabled"))
        first = f"Extended Request Id: {extended_id(visit.arrival)}"
        log_lines = execution_log.errors(visit, response)
        if level == "INFO":
            log_lines = [first, *execution_log.lines(visit, response, data=data)]
        group = f"API-Gateway-Execution-Logs_{stage.api}/{stage.name}"
        lines = [f"({visit.arrival.id}) {line}".encode()[:LONGEST].decode("utf-8", "ignore") for line in log_lines]
        for name in (group, f"{group}/Canary") if stage.is_canary else (group,):
            self._put(stage, stage.region, name, lines)

    def _access(self, visit: Visit, response: AwsResponse, arn: str, form: str) -> None:
        group = _GROUP.fullmatch(arn)
        if group is None:
            log.info("access logs to %s are not written: the sandbox writes to CloudWatch Logs only", arn)
            return
        variables = {name.removeprefix("context."): value for name, value in visit.context.items()}
        variables |= {name: str(value) for name, value in visit.log_values.items()}
        variables |= {
            "status": str(response.status),
            "responseLength": str(len(response.body)),
            "responseLatency": str(int((self._clock() - visit.arrival.at) * 1000)),
        }
        suffix = "/Canary" if visit.stage.is_canary else ""
        self._put(visit.stage, group["region"], group["name"] + suffix, [line(form, variables)])

    def _put(self, stage: Stage, region: str, group: str, lines: list[str]) -> None:
        """Write lines to the stage's stream, whose name has 32 hexadecimal digits as API Gateway's have."""
        stream = hashlib.md5(f"{stage.api}/{stage.name}".encode(), usedforsecurity=False).hexdigest()
        now = int(self._clock() * 1000)
        if lines:
            self._write(region, group, stream, [(now, text) for text in lines])


def line(form: str, variables: Mapping[str, str]) -> str:
    """Return one line of the access log; a variable without a value is a hyphen.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
    """
    return _VARIABLE.sub(lambda match: variables.get(match["name"]) or "-", form)
