"""The API and the stage that a call names, or the refusal when they are not there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from awslab.cloud.api_gateway.http.moto_apis import Apis
from awslab.cloud.api_gateway.http.state import StoredApi
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.ports.context import GatewayContext

Answer = Callable[[AwsRequest, GatewayContext], AwsResponse]
ApiAnswer = Callable[[AwsRequest, GatewayContext, StoredApi], AwsResponse]


def with_api(answer: ApiAnswer) -> Answer:
    """Give an answer the API that the call names, and its stage must exist too when the call names one; stands below
    `@answers`."""

    @wraps(answer)
    def answer_or_refuse(request: AwsRequest, context: GatewayContext) -> AwsResponse:
        api_id, stage = str(request.parameters["ApiId"]), request.parameters.get("StageName")
        api = Apis(context.account_id).api(request.region, api_id)
        if api is None:
            return refusal(request, "NotFoundException", f"Invalid API identifier specified {api_id}", 404)
        if stage and stage not in api.stages:
            return refusal(request, "NotFoundException", "Invalid stage identifier specified", 404)
        return answer(request, context, api)

    return answer_or_refuse
