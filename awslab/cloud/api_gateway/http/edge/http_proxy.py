"""HTTP proxy integrations of HTTP APIs: servers on this machine, and AWS's own names, which are this sandbox's.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from awslab.cloud.api_gateway.backends import (
    BackendAnswer,
    BackendRequest,
    Backends,
    BackendTimeoutError,
    UnreachableError,
)
from awslab.cloud.api_gateway.http.configuration import Integration
from awslab.cloud.api_gateway.http.edge.expressions import with_variables
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)

_PLACE = re.compile(r"\{([\w.-]+)\+?\}")
_NOT_SENT = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect"}
)
_NOT_RETURNED = frozenset({"connection", "content-length", "transfer-encoding", "keep-alive"})


def ask(visit: Visit, integration: Integration, backends: Backends) -> BackendAnswer | AwsResponse:
    """Pass the mapped request on, and return the answer."""
    return send(visit, integration, _url(visit, integration), backends)


def send(visit: Visit, integration: Integration, url: str, backends: Backends) -> BackendAnswer | AwsResponse:
    """Send the mapped request to this address, and return the answer.

    A server that does not answer is a 503, too late an answer too. The words are those of Lambda integrations, for no
    page of AWS's has others.
    """
    headers = {name: value for name, value in _joined_headers(visit).items() if name.lower() not in _NOT_SENT}
    verb = visit.arrival.method if integration.method == "ANY" else integration.method
    try:
        answer = backends.ask(BackendRequest(verb, url, headers, visit.arrival.body), integration.timeout)
    except (UnreachableError, BackendTimeoutError) as error:
        log.info("%s: %s: %s", visit.source_arn, url, error)
        visit.log_values["integrationErrorMessage"] = visit.log_values["integration.error"] = str(error)
        return visit.refusal(503, "Service Unavailable")
    answer_headers = [(name, value) for name, value in answer.headers if name.lower() not in _NOT_RETURNED]
    return BackendAnswer(answer.status, answer_headers, answer.body)


def _url(visit: Visit, integration: Integration) -> str:
    """Return the integration's URI with the stage's variables and the path's; `$default` adds the whole path.

    A mapped path takes the place of the URI's own; how the two fit together on AWS is not documented.
    """
    uri = with_variables(integration.uri, visit.stage.variables)
    uri = _PLACE.sub(lambda place: quote(visit.path_parameters.get(place[1], place[0]), safe="/{}"), uri)
    split = urlsplit(uri)
    path = split.path
    if "overwrite:path" in integration.request_parameters:
        path = visit.arrival.path
    elif visit.route.key == "$default":
        path = split.path.rstrip("/") + visit.arrival.path
    query = "&".join(part for part in (split.query, visit.arrival.query) if part)
    return urlunsplit((split.scheme, split.netloc, path, query, ""))


def _joined_headers(visit: Visit) -> Mapping[str, str]:
    """Return headers by name, repeated ones joined by commas."""
    headers: dict[str, str] = {}
    spellings: dict[str, str] = {}
    for name, value in visit.arrival.headers:
        spelling = spellings.setdefault(name.lower(), name)
        headers[spelling] = f"{headers[spelling]},{value}" if spelling in headers else value
    return headers
