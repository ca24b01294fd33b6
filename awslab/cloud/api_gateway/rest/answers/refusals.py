"""How an answer refuses patch operations and identifiers: by raising a PatchError."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from awslab.cloud.api_gateway.rest.patches import PatchError
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.ports.context import GatewayContext

Answer = Callable[[AwsRequest, GatewayContext], AwsResponse | None]


def refuses(hook: Answer) -> Answer:
    """Turn a PatchError that an answer raises into the API's refusal; stands below `@answers`."""

    @wraps(hook)
    def answer_or_refuse(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
        try:
            return hook(request, context)
        except PatchError as error:
            return refusal(request, error.code, str(error), error.status)

    return answer_or_refuse
