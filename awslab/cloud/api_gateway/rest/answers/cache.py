"""The stage's cache, flushed."""

from __future__ import annotations

from awslab.cloud.api_gateway.rest.edge.caching import caches
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext


@answers(
    "apigateway",
    "FlushStageCache",
    source="https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageCache.html",
)
def flush_stage_cache(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Empty the cache of a stage."""
    parameters = request.parameters
    context.part(caches).flush(request.region, str(parameters["restApiId"]), str(parameters["stageName"]))
    return answer(request, {}, 202)
