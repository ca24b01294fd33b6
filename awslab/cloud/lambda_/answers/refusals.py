"""How answers of Lambda's refuse: what they raise becomes the API's error."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps

from awslab.cloud.gateway.behaviour import Answer
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError


def refusing(hook: Callable[[AwsRequest, GatewayContext], AwsResponse | None]) -> Answer:
    """Make an answer that may raise NotRunnableError; the error is answered as the API has it."""

    @wraps(hook)
    def answer(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
        try:
            return hook(request, context)
        except NotRunnableError as error:
            return _refused(request, error)

    return answer


def invalid(message: str) -> NotRunnableError:
    """Return an InvalidParameterValueException."""
    return NotRunnableError("InvalidParameterValueException", message, 400)


def not_found(message: str) -> NotRunnableError:
    """Return a ResourceNotFoundException."""
    return NotRunnableError("ResourceNotFoundException", message, 404)


def _refused(request: AwsRequest, error: NotRunnableError) -> AwsResponse:
    response = refusal(request, error.code, error.message, error.status)
    if not error.reason:
        return response
    body = json.dumps({"Reason": error.reason, "Type": "User", "message": error.message}).encode()
    return AwsResponse(response.status, response.headers, body, response.error)
