"""How a function's result becomes an answer in payload format 2.0 (pure): described, or inferred from any JSON.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v2
"""

from __future__ import annotations

import base64
import binascii
import json

from awslab.cloud.edge.result_v1 import Described, MalformedResultError, body_of, parsed, single_headers, status_of
from awslab.cloud.gateway.request import AwsResponse

_NOT_SENT = frozenset({"connection", "content-length", "transfer-encoding"})


def described_or_inferred(payload: str) -> Described:
    """Return the answer; a result without a status is the body of a 200. Raises MalformedResultError."""
    result = parsed(payload)
    if not isinstance(result, dict) or "statusCode" not in result:
        text = result if isinstance(result, str) else json.dumps(result, ensure_ascii=False, separators=(",", ":"))
        return Described(200, [("content-type", "application/json")], text, is_base64=False)
    cookies = result.get("cookies") or []
    if not isinstance(cookies, list):
        raise MalformedResultError("its cookies are no list")
    headers = [*single_headers(result), *(("set-cookie", str(cookie)) for cookie in cookies)]
    return Described(status_of(result), headers, body_of(result), result.get("isBase64Encoded") is True)


def answered(result: Described, default_type: str) -> AwsResponse:
    """Return what the client gets. Raises MalformedResultError for a body that is marked as Base64 and is not."""
    body = result.body.encode()
    if result.is_base64:
        try:
            body = base64.b64decode(result.body, validate=True)
        except binascii.Error as error:
            raise MalformedResultError("its body is no Base64") from error
    lines = [(name, value) for name, value in result.headers if name.lower() not in _NOT_SENT]
    if not any(name.lower() == "content-type" for name, _ in lines):
        lines.append(("content-type", default_type))
    return AwsResponse(result.status, {}, body, lines=lines)
