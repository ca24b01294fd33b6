"""The packet tracer's address: `GET /_awslab/trace?from=internet&to=i-0abc:443`, for this sandbox's own keys.

Over loopback, the secret access key of the session or of the examiner is sent as a bearer token. The answer is the
trace as `awslab trace --json` prints it; 400 with a `message` when an end means nothing.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.inquiries.bearer import shows_one_of
from awslab.cloud.network.ends import EndError
from awslab.cloud.network.moto_network import gather
from awslab.cloud.network.packets import UntraceableError
from awslab.cloud.network.trace import trace
from awslab.sandbox.asking import TRACE_PATH


class Tracing:
    """Answers for the networks of one account."""

    def __init__(self, account_id: str, region: str, secrets: tuple[str, ...]) -> None:
        self._account_id = account_id
        self._region = region
        self._secrets = secrets

    def claims(self, request: HttpRequest) -> bool:
        """Whether a request asks for a trace and holds one of the keys."""
        return request.path == TRACE_PATH and shows_one_of(self._secrets, request)

    def answer(self, request: HttpRequest) -> AwsResponse:
        """The trace from one end to the other, through the network as it is now."""
        parameters = {name: values[0] for name, values in parse_qs(request.query).items()}
        try:
            network = gather(self._account_id, parameters.get("region") or self._region)
            result = trace(network, parameters.get("from", ""), parameters.get("to", ""))
        except (EndError, UntraceableError) as wrong:
            return _json(400, {"message": str(wrong)})
        return _json(200, result.to_message())


def _json(status: int, content: object) -> AwsResponse:
    return AwsResponse(status, {"Content-Type": "application/json"}, json.dumps(content).encode())
