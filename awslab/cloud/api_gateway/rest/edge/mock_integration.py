"""Mock integrations: the request's template says which status, the integration response of that status says the rest.

https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
"""

from __future__ import annotations

import re

from awslab.cloud.api_gateway.backends import BackendAnswer
from awslab.cloud.api_gateway.rest.edge.payload_mapping import request_body, response
from awslab.cloud.api_gateway.rest.edge.visit import Visit
from awslab.cloud.api_gateway.rest.snapshot import Integration
from awslab.cloud.gateway.request import AwsResponse

_STATUS = re.compile(r"""["']?statusCode["']?\s*:\s*["']?(\d{3})""")


def ask(visit: Visit, integration: Integration) -> AwsResponse:
    """Return the configured answer. Raises what `payload_mapping.request_body` raises.

    Mapped request parameters have no effect, for there is no backend.
    """
    status = _STATUS.search(request_body(visit, integration).decode("utf-8", "replace"))
    if status is None:
        return visit.configuration_error("Unable to parse statusCode. It should be an integer")
    return response(visit, integration, BackendAnswer(int(status[1]), [], b""), status[1])
