"""The API of function URLs, for functions and for their aliases; AddPermission for them.

https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.lambda_.edge.function_url.configs import UrlConfig, named, now
from awslab.cloud.lambda_.edge.function_url.moto_urls import Urls


class UrlCalls:
    """An extension that answers for URLs, and completes the statements that let callers use them.

    What is refused has been refused before (guards/lambda_urls.py).
    """

    def __init__(self, urls: Urls) -> None:
        self._urls = urls
        self._own: Mapping[str, Callable[[AwsRequest, dict[str, UrlConfig]], AwsResponse]] = {
            "CreateFunctionUrlConfig": self._created,
            "DeleteFunctionUrlConfig": self._deleted,
            "GetFunctionUrlConfig": self._told,
            "ListFunctionUrlConfigs": self._listed,
            "UpdateFunctionUrlConfig": self._updated,
        }

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """One of the five operations; None for another."""
        own = self._own.get(request.operation) if request.service == "lambda" else None
        kept = self._urls.of(request.region, named(request.parameters).name) if own else None
        return own(request, kept) if own is not None and kept is not None else None

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """AddPermission writes conditions, which moto leaves as they were given.

        https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
        """
        if (request.service, request.operation) == ("lambda", "AddPermission"):
            self._urls.put_conditions(request.region, named(request.parameters).name)

    def close(self) -> None:
        """Nothing is open."""

    def _created(self, request: AwsRequest, kept: dict[str, UrlConfig]) -> AwsResponse:
        given = request.parameters
        made = UrlConfig(str(given["AuthType"]), str(given.get("InvokeMode") or "BUFFERED"), given.get("Cors") or {})
        kept[named(given).qualifier] = made
        told = {name: value for name, value in self._of(request, made).items() if name != "LastModifiedTime"}
        return answer(request, told)

    def _told(self, request: AwsRequest, kept: dict[str, UrlConfig]) -> AwsResponse:
        return answer(request, self._of(request, kept[named(request.parameters).qualifier]))

    def _updated(self, request: AwsRequest, kept: dict[str, UrlConfig]) -> AwsResponse:
        """What is given replaces what there is; an empty CORS configuration takes it away."""
        found, given = kept[named(request.parameters).qualifier], request.parameters
        found.auth = str(given.get("AuthType") or found.auth)
        found.mode = str(given.get("InvokeMode") or found.mode)
        found.cors = given["Cors"] if given.get("Cors") is not None else found.cors
        found.modified = now()
        return answer(request, self._of(request, found))

    def _deleted(self, request: AwsRequest, kept: dict[str, UrlConfig]) -> AwsResponse:
        del kept[named(request.parameters).qualifier]
        return answer(request, {})

    def _listed(self, request: AwsRequest, kept: dict[str, UrlConfig]) -> AwsResponse:
        """In pages, the function's own URL and those of its aliases; the marker is the qualifier that follows."""
        name, marker = named(request.parameters).name, str(request.parameters.get("Marker") or "")
        size = int(request.parameters.get("MaxItems") or 50)
        qualifiers = sorted(each for each in kept if each >= marker)
        shown, rest = qualifiers[:size], qualifiers[size:]
        arns = {qualifier: self._urls.arn(request.region, name, qualifier) for qualifier in shown}
        told = [kept[qualifier].told(arn, request.region) for qualifier, arn in arns.items()]
        return answer(request, {"FunctionUrlConfigs": told, **({"NextMarker": rest[0]} if rest else {})})

    def _of(self, request: AwsRequest, config: UrlConfig) -> dict[str, object]:
        asked = named(request.parameters)
        return config.told(self._urls.arn(request.region, asked.name, asked.qualifier), request.region)
