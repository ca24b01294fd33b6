"""API Gateway's own answers: their statuses, words and types, and what an API's owner may change (pure).

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html and
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html. No page lists
the values of x-amzn-ErrorType; those here are the ones that answers quoted in public carry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from awslab.cloud.api_gateway.rest.snapshot import GatewayResponse
from awslab.cloud.edge.arrival import Arrival
from awslab.cloud.gateway.request import AwsResponse

_TYPES: Mapping[str, tuple[int, str | None, str]] = {
    "ACCESS_DENIED": (403, "User is not authorized to access this resource", "AccessDeniedException"),
    "API_CONFIGURATION_ERROR": (500, "Internal server error", "InternalServerErrorException"),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, None, "AuthorizerConfigurationException"),
    "AUTHORIZER_FAILURE": (500, None, "AuthorizerConfigurationException"),
    "BAD_REQUEST_BODY": (400, "Invalid request body", "BadRequestException"),
    "BAD_REQUEST_PARAMETERS": (400, "Missing required request parameters", "BadRequestException"),
    "DEFAULT_5XX": (502, "Internal server error", "InternalServerErrorException"),
    "EXPIRED_TOKEN": (403, "The security token included in the request is expired", "ExpiredTokenException"),
    "INTEGRATION_FAILURE": (504, "Internal server error", "InternalServerErrorException"),
    "INTEGRATION_TIMEOUT": (504, "Endpoint request timed out", "InternalServerErrorException"),
    "INVALID_API_KEY": (403, "Forbidden", "ForbiddenException"),
    "INVALID_SIGNATURE": (
        403,
        "The request signature we calculated does not match the signature you provided.",
        "InvalidSignatureException",
    ),
    "MISSING_AUTHENTICATION_TOKEN": (403, "Missing Authentication Token", "MissingAuthenticationTokenException"),
    "QUOTA_EXCEEDED": (429, "Limit Exceeded", "LimitExceededException"),
    "REQUEST_TOO_LARGE": (413, "HTTP content length exceeded 10485760 bytes", "RequestTooLargeException"),
    "RESOURCE_NOT_FOUND": (404, "Not Found", "NotFoundException"),
    "THROTTLED": (429, "Too Many Requests", "TooManyRequestsException"),
    "UNAUTHORIZED": (401, "Unauthorized", "UnauthorizedException"),
    "UNSUPPORTED_MEDIA_TYPE": (415, "Unsupported Media Type", "BadRequestException"),
}
_UNSENT = {"DEFAULT_4XX": None, "WAF_FILTERED": 403}
"""Types that the sandbox never answers with, and their statuses."""
DEFAULT_TEMPLATE = '{"message":$context.error.messageString}'
_VARIABLE = re.compile(r"\$(?P<brace>\{)?(?P<name>context\.[\w.]+|stageVariables\.\w+)(?(brace)\})")


def forbidden() -> AwsResponse:
    """Return the answer of an API without that stage, which nobody can change."""
    headers = {"Content-Type": "application/json", "x-amzn-ErrorType": "ForbiddenException"}
    return AwsResponse(403, headers, b'{"message":"Forbidden"}')


def kinds() -> list[str]:
    """Return every type of gateway response."""
    return sorted([*_TYPES, *_UNSENT])


def default_status(kind: str) -> int | None:
    """Return the status of a type that nobody changed; None for the two that stand for others."""
    return _UNSENT.get(kind) if kind in _UNSENT else None if kind == "DEFAULT_5XX" else _TYPES[kind][0]


def default_message(kind: str) -> str:
    """Return the message of a type when no other is known."""
    return _TYPES[kind][1] or ""


def gateway_response(
    kind: str,
    arrival: Arrival,
    changed_responses: Mapping[str, GatewayResponse],
    context: Mapping[str, str],
    message: str = "",
    member: str = "message",
) -> AwsResponse:
    """Return the answer of a type, as the API's owner changed it; `context` is what templates may name
    (`context.stage`). Its default body has the message in `member`.

    A type that is not changed follows DEFAULT_4XX or DEFAULT_5XX, in status too.
    """
    status, default, error_type = _TYPES[kind]
    text = message or default
    response = changed_responses.get(kind) or changed_responses.get("DEFAULT_4XX" if status < 500 else "DEFAULT_5XX")
    if response is None or kind == "REQUEST_TOO_LARGE":
        response = GatewayResponse(None, {}, {})
    variables = {
        **context,
        "context.error.message": text or "",
        "context.error.messageString": json.dumps(text),
        "context.error.responseType": kind,
    }
    content_type, template = next(
        iter(response.templates.items()), ("application/json", f'{{"{member}":$context.error.messageString}}')
    )
    body = _VARIABLE.sub(lambda match: variables.get(match["name"], ""), template or "")
    headers = {"Content-Type": content_type, "x-amzn-ErrorType": error_type}
    lines = [(name, value) for name, value in _headers(response.parameters, arrival)]
    return AwsResponse(response.status or status, headers, body.encode(), lines=lines)


def _headers(parameters: Mapping[str, str], arrival: Arrival) -> list[tuple[str, str]]:
    """Return the header lines of `gatewayresponse.header.NAME`: constants in single quotes, or values of the
    request."""
    lines = []
    for target, source in parameters.items():
        place, _, name = target.removeprefix("gatewayresponse.").partition(".")
        value = _value(source, arrival)
        if place == "header" and value is not None:
            lines.append((name, value))
    return lines


def _value(source: str, arrival: Arrival) -> str | None:
    if source.startswith("'"):
        return source.strip("'")
    place, _, name = source.removeprefix("method.request.").partition(".")
    if place == "header":
        return arrival.header(name)
    if place == "querystring":
        return arrival.query_values.get(name, [None])[-1]
    return None
