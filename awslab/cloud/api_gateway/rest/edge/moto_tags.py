"""Tags of REST APIs, stages, keys and usage plans: moto has those of stages only, and fails on other ARNs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from awslab.cloud.api_gateway.rest.edge.apis import Apis
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

_OPERATIONS = ("GetTags", "TagResource", "UntagResource")
_ARN = re.compile(
    r"arn:aws[a-z-]*:apigateway:(?P<region>[a-z0-9-]+)::/(?P<kind>restapis|apikeys|usageplans)/(?P<id>[^/]+)"
    r"(/stages/(?P<stage>[^/]+))?"
)


class Tags:
    """An extension that answers GetTags, TagResource and UntagResource."""

    def __init__(self, apis: Apis) -> None:
        self._apis = apis

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The words for what is not there are ours."""
        if request.service != "apigateway" or request.operation not in _OPERATIONS:
            return None
        arn = unquote(str(request.parameters["resourceArn"]))
        tagged = self._tagged(arn)
        if tagged is None:
            return refusal(request, "NotFoundException", f"Invalid resource ARN specified: {arn}", 404)
        tags = dict(tagged.tags or {})
        if request.operation == "GetTags":
            return answer(request, {"tags": tags})
        for name in request.parameters.get("tagKeys") or ():
            tags.pop(name, None)
        tagged.tags = tags | dict(request.parameters.get("tags") or {})
        return answer(request, {}, 204)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""

    def _tagged(self, arn: str) -> Any | None:
        found = _ARN.fullmatch(arn)
        if found is None:
            return None
        backend = self._apis.backend(found["region"])
        if found["kind"] != "restapis":
            owner = backend.keys if found["kind"] == "apikeys" else backend.usage_plans
            return None if found["stage"] else owner.get(found["id"])
        api = backend.apis.get(found["id"])
        return api.stages.get(found["stage"]) if api and found["stage"] else api
