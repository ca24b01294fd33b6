"""Access logs: one line for each request, in the stage's format.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse

_VARIABLE = re.compile(r"\$context\.([A-Za-z0-9_.-]*[A-Za-z0-9_])")


def line(visit: Visit, answer: AwsResponse, milliseconds: int) -> str:
    """Return the line; a variable without a value is `-`."""
    values: Mapping[str, object] = {
        "status": answer.status,
        "responseLength": len(answer.body),
        "responseLatency": milliseconds,
        "dataProcessed": len(answer.body) + len(visit.arrival.body),
    }
    visit.log_values.update(values)
    message = visit.log_values.get("error.message")
    if message is not None:
        visit.log_values["error.messageString"] = f'"{message}"'
    return _VARIABLE.sub(lambda match: visit.context(match[1]) or "-", visit.stage.access_log.get("format", ""))
