"""What an Application Load Balancer says itself, in the form it gives it: a small page, `Server: awselb/2.0`.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from awslab.cloud.gateway.request import AwsResponse

_SERVER = {"Server": "awselb/2.0"}
_PHRASES = {
    301: "Moved Permanently",
    302: "Found",
    400: "Bad Request",
    413: "Request Entity Too Large",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Temporarily Unavailable",
    504: "Gateway Time-out",
    507: "Insufficient Storage",
}


def page(status: int, lines: Sequence[tuple[str, str]] = ()) -> AwsResponse:
    """Return the load balancer's own page for a status, as it answers when no target does."""
    title = f"{status} {_PHRASES[status]}"
    parts = ("<html>", f"<head><title>{title}</title></head>", "<body>", f"<center><h1>{title}</h1></center>")
    body = "\r\n".join((*parts, "</body>", "</html>", ""))
    return AwsResponse(status, _SERVER | {"Content-Type": "text/html"}, body.encode(), lines=lines)


def fixed(status: int, content_type: str, body: str) -> AwsResponse:
    """Return a fixed response.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#fixed-response-actions
    """
    return AwsResponse(status, _SERVER | {"Content-Type": f"{content_type}; charset=utf-8"}, body.encode())


def is_own(answer: AwsResponse) -> bool:
    """Whether it is a page of the load balancer's, and not a target's answer."""
    return answer.headers.get("Server") == _SERVER["Server"]


def unsupported(feature: str) -> AwsResponse:
    """Return the answer for something that AWS does and this sandbox does not; no load balancer of AWS answers so."""
    sentence = f"The load balancers of this awslab sandbox do not have {feature}. Those of AWS do."
    return AwsResponse(501, {"Content-Type": "application/json"}, json.dumps({"message": sentence}).encode())


def unreachable(name: str, port: int, obstacle: str) -> AwsResponse:
    """Return the answer for an address that nobody could connect to: on AWS, a timeout. The obstacle is a sentence."""
    sentence = f"On AWS this connection to the load balancer {name!r}, TCP port {port}, would time out: {obstacle}"
    return AwsResponse(504, {"Content-Type": "application/json"}, json.dumps({"message": sentence}).encode())
