"""HTTP proxy integrations of HTTP APIs: servers on this machine, and AWS's own names, which are this sandbox's.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from urllib.parse import quote, urlsplit, urlunsplit

from awslab.cloud.api_gateway.http.edge.deployed import Integration
from awslab.cloud.api_gateway.http.edge.expressions import with_variables
from awslab.cloud.api_gateway.http.edge.visit import Visit
from awslab.cloud.api_gateway.rest.edge.asked import Asked
from awslab.cloud.api_gateway.rest.edge.backends import Backends, BackendTimeoutError, UnreachableError
from awslab.cloud.api_gateway.rest.edge.sources import BackendAnswer
from awslab.cloud.gateway.request import AwsResponse

log = logging.getLogger(__name__)

_PLACE = re.compile(r"\{([\w.-]+)\+?\}")
_NOT_SENT = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade", "expect"}
)
_NOT_RETURNED = frozenset({"connection", "content-length", "transfer-encoding", "keep-alive"})


def ask(visit: Visit, integration: Integration, backends: Backends) -> BackendAnswer | AwsResponse:
    """Pass the request on, as it was mapped, and the answer back."""
    return send(visit, integration, _url(visit, integration), backends)


def send(visit: Visit, integration: Integration, url: str, backends: Backends) -> BackendAnswer | AwsResponse:
    """The same, to this address.

    A server that does not answer is a 503, too late an answer too. The words are those of Lambda integrations, for no
    page of AWS's has others.
    """
    sent = {name: value for name, value in _joined(visit).items() if name.lower() not in _NOT_SENT}
    verb = visit.arrival.method if integration.method == "ANY" else integration.method
    try:
        answer = backends.ask(Asked(verb, url, sent, visit.arrival.body), integration.timeout)
    except (UnreachableError, BackendTimeoutError) as error:
        log.info("%s: %s: %s", visit.source_arn, url, error)
        visit.measured["integrationErrorMessage"] = visit.measured["integration.error"] = str(error)
        return visit.refused(503, "Service Unavailable")
    headers = [(name, value) for name, value in answer.headers if name.lower() not in _NOT_RETURNED]
    return BackendAnswer(answer.status, headers, answer.body)


def _url(visit: Visit, integration: Integration) -> str:
    """The integration's URI with the stage's variables and the path's; `$default` adds the whole path.

    A mapped path takes the place of the URI's own; how the two fit together on AWS is not documented.
    """
    uri = with_variables(integration.uri, visit.stage.variables)
    filled = _PLACE.sub(lambda found: quote(visit.path_parameters.get(found[1], found[0]), safe="/{}"), uri)
    split = urlsplit(filled)
    path = split.path
    if "overwrite:path" in integration.request_parameters:
        path = visit.arrival.path
    elif visit.route.key == "$default":
        path = split.path.rstrip("/") + visit.arrival.path
    query = "&".join(part for part in (split.query, visit.arrival.query) if part)
    return urlunsplit((split.scheme, split.netloc, path, query, ""))


def _joined(visit: Visit) -> Mapping[str, str]:
    """Headers by name, repeated ones joined by commas."""
    joined: dict[str, str] = {}
    written: dict[str, str] = {}
    for name, value in visit.arrival.headers:
        first = written.setdefault(name.lower(), name)
        joined[first] = f"{joined[first]},{value}" if first in joined else value
    return joined
