"""Tags of REST APIs, stages, keys and usage plans: moto has those of stages only, and fails on other ARNs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import unquote

from awslab.cloud.api_gateway.rest.moto_apis import Apis
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/apigateway/latest/api/"
_ARN = re.compile(
    r"arn:aws[a-z-]*:apigateway:(?P<region>[a-z0-9-]+)::/(?P<kind>restapis|apikeys|usageplans)/(?P<id>[^/]+)"
    r"(/stages/(?P<stage>[^/]+))?"
)


class _Taggable(Protocol):
    tags: dict[str, str] | None


@answers("apigateway", "GetTags", source=_API + "API_GetTags.html")
def get_tags(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show the tags of a resource."""
    resource = _taggable(request, context)
    return _unknown_arn(request) if resource is None else answer(request, {"tags": dict(resource.tags or {})})


@answers("apigateway", "TagResource", source=_API + "API_TagResource.html")
def tag_resource(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Add tags to a resource."""
    resource = _taggable(request, context)
    if resource is None:
        return _unknown_arn(request)
    resource.tags = dict(resource.tags or {}) | dict(request.parameters.get("tags") or {})
    return answer(request, {}, 204)


@answers("apigateway", "UntagResource", source=_API + "API_UntagResource.html")
def untag_resource(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Take tags away from a resource."""
    resource = _taggable(request, context)
    if resource is None:
        return _unknown_arn(request)
    names = request.parameters.get("tagKeys") or ()
    resource.tags = {name: value for name, value in (resource.tags or {}).items() if name not in names}
    return answer(request, {}, 204)


def _arn(request: AwsRequest) -> str:
    return unquote(str(request.parameters["resourceArn"]))


def _taggable(request: AwsRequest, context: GatewayContext) -> _Taggable | None:
    """Return the resource that a call names by its ARN; None when there is none."""
    arn = _ARN.fullmatch(_arn(request))
    if arn is None:
        return None
    gateway = Apis(context.account_id).gateway(arn["region"])
    if arn["kind"] != "restapis":
        owners: Mapping[str, _Taggable] = gateway.keys if arn["kind"] == "apikeys" else gateway.usage_plans
        return None if arn["stage"] else owners.get(arn["id"])
    api = gateway.apis.get(arn["id"])
    return api.stages.get(arn["stage"]) if api and arn["stage"] else api


def _unknown_arn(request: AwsRequest) -> AwsResponse:
    """Refuse an ARN that names nothing; the words are ours."""
    return refusal(request, "NotFoundException", f"Invalid resource ARN specified: {_arn(request)}", 404)
