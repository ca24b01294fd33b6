"""Lambda functions behind a load balancer: the event that they get, and the answer made of what they return (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from awslab.cloud.elbv2.edge.conditions import Visit
from awslab.cloud.elbv2.edge.pages import page
from awslab.cloud.elbv2.values import TargetGroup
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.iam.function_permissions import permits

LARGEST = 1024 * 1024
"""Bytes of a request's body, and of the function's result as JSON."""
PRINCIPAL = "elasticloadbalancing.amazonaws.com"
_AS_IT_IS = ("application/json", "application/javascript", "application/xml")
_HOP_BY_HOP = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer"),
        *("transfer-encoding", "upgrade", "content-length"),
    }
)

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def may_invoke(statements: Iterable[Mapping[str, object]], function_arn: str, group_arn: str, account_id: str) -> bool:
    """Whether a function's policy lets Elastic Load Balancing invoke it for a target group."""
    return permits(
        statements, service=PRINCIPAL, resource=function_arn, source_arn=group_arn, source_account=account_id
    )


def event_json(group: TargetGroup, visit: Visit, body: bytes) -> str:
    """Return the event as JSON: names of headers in lower case, nothing of the query decoded.

    `visit.headers` have the load balancer's own already.
    """
    kind = next((value for name, value in visit.headers if name.lower() == "content-type"), "")
    is_text = not any(name.lower() == "content-encoding" for name, _ in visit.headers) and _is_text(kind)
    event: dict[str, object] = {
        "requestContext": {"elb": {"targetGroupArn": group.arn}},
        "httpMethod": visit.method,
        "path": visit.path,
    }
    pairs = [part.partition("=")[::2] for part in visit.query.split("&") if part]
    headers = [(name.lower(), value) for name, value in visit.headers]
    if has_many_values(group):
        event |= {"multiValueQueryStringParameters": _lists(pairs), "multiValueHeaders": _lists(headers)}
    else:
        event |= {"queryStringParameters": dict(pairs), "headers": dict(headers)}
    event["body"] = body.decode("utf-8", "replace") if is_text or not body else base64.b64encode(body).decode()
    event["isBase64Encoded"] = bool(body) and not is_text
    return json.dumps(event)


def answer(group: TargetGroup, payload: str) -> AwsResponse:
    """Return the answer that a function's result describes; 502 for a result that describes none.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#respond-to-load-balancer
    """
    if len(payload.encode(errors="replace")) > LARGEST:
        return page(502)
    try:
        return _response(json.loads(payload), has_many_values(group))
    except (ValueError, TypeError, KeyError, binascii.Error):
        return page(502)


def has_many_values(group: TargetGroup) -> bool:
    """Whether headers and query parameters travel as lists."""
    return group.attributes.get("lambda.multi_value_headers.enabled") == "true"


def _response(result: Mapping[str, Any], has_lists: bool) -> AwsResponse:
    """Return the response; raises ValueError, TypeError or KeyError for a result that is not as AWS wants it."""
    status = int(result["statusCode"])
    text = result.get("body") or ""
    if not isinstance(text, str):
        raise TypeError(text)
    if not 200 <= status <= 599:
        raise ValueError(status)
    headers = result.get("multiValueHeaders" if has_lists else "headers") or {}
    lines = [
        (_header_name(name), _header_value(value))
        for name, values in headers.items()
        for value in (values if has_lists else [values])
        if name.lower() not in _HOP_BY_HOP
    ]
    body = base64.b64decode(text, validate=True) if result.get("isBase64Encoded") else text.encode()
    return AwsResponse(status, {"Server": "awselb/2.0"}, body, lines=lines)


def _header_name(name: str) -> str:
    if not _TOKEN.fullmatch(name):
        raise ValueError(name)
    return name


def _header_value(value: object) -> str:
    if isinstance(value, dict | list) or value is None:
        raise TypeError(value)
    return str(value)


def _is_text(kind: str) -> bool:
    plain = kind.partition(";")[0].strip().lower()
    return plain.startswith("text/") or plain in _AS_IT_IS


def _lists(pairs: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    return lists
