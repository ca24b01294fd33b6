"""The event of payload format 2.0, as HTTP APIs and function URLs send it (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format
https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from awslab.cloud.edge.arrival import CLIENT, Arrival, gathered

_TEXT = ("application/json", "application/xml", "application/javascript")


def event(
    arrival: Arrival,
    *,
    api: str,
    account: str,
    stage: str,
    route: str,
    path: str,
    authorizer: Mapping[str, object] | None = None,
    path_parameters: Mapping[str, str] | None = None,
    stage_variables: Mapping[str, str] | None = None,
) -> dict[str, object]:
    """Return the event without its empty members."""
    body, is_base64 = body_of(arrival)
    cookies = [part.strip() for part in (arrival.header("cookie") or "").split(";") if part.strip()]
    optional = {
        "cookies": cookies,
        "queryStringParameters": {name: ",".join(values) for name, values in arrival.query_values.items()},
        "pathParameters": dict(path_parameters or {}),
        "stageVariables": dict(stage_variables or {}),
        "body": body,
    }
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": arrival.query,
        "headers": joined_headers(arrival),
        "requestContext": _context(arrival, api, account, stage, route, path, authorizer),
        **{name: value for name, value in optional.items() if value},
        "isBase64Encoded": is_base64,
    }


def joined_headers(arrival: Arrival) -> dict[str, str]:
    """Return the headers with names in lower case and repeated ones joined by commas, without cookies."""
    values_by_name = gathered((name.lower(), value) for name, value in arrival.headers)
    return {name: ",".join(values) for name, values in values_by_name.items() if name != "cookie"}


def body_of(arrival: Arrival) -> tuple[str | None, bool]:
    """Return the body, and whether it is Base64: all types but text, JSON, XML and JavaScript are encoded."""
    if not arrival.body:
        return None, False
    kind = (arrival.header("content-type") or "text/plain").partition(";")[0].strip().lower()
    has_encoding = arrival.header("content-encoding") is not None
    if not has_encoding and (kind.startswith("text/") or kind in _TEXT or kind.endswith(("+json", "+xml"))):
        return arrival.body.decode("utf-8", "replace"), False
    return base64.b64encode(arrival.body).decode(), True


def _context(
    arrival: Arrival, api: str, account: str, stage: str, route: str, path: str, authorizer: Mapping[str, object] | None
) -> dict[str, object]:
    context = {
        "accountId": account,
        "apiId": api,
        "domainName": arrival.domain,
        "domainPrefix": arrival.domain.partition(".")[0],
        "http": {
            "method": arrival.method,
            "path": path,
            "protocol": "HTTP/1.1",
            "sourceIp": CLIENT,
            "userAgent": arrival.user_agent or "",
        },
        "requestId": arrival.id,
        "routeKey": route,
        "stage": stage,
        "time": arrival.time,
        "timeEpoch": arrival.milliseconds,
    }
    return context | ({"authorizer": dict(authorizer)} if authorizer else {})
