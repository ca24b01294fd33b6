"""The API of function URLs, for functions and for their aliases; AddPermission for them.

What is refused has been refused before (`guards/urls.py`).
https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
"""

from __future__ import annotations

import secrets
import string

from awslab.cloud.gateway.behaviour import answers, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.lambda_.edge.function_url.configs import UrlConfig, instant, url_owner
from awslab.cloud.lambda_.edge.function_url.urls import function_urls
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_LETTERS = string.ascii_lowercase + string.digits


@answers("lambda", "CreateFunctionUrlConfig", source=_API + "API_CreateFunctionUrlConfig.html")
def create_url(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Give a function or an alias a URL."""
    configs = _configs(request, context)
    if configs is None:
        return None
    parameters, now = request.parameters, instant(CLOCK.now())
    config = UrlConfig(
        id="".join(secrets.choice(_LETTERS) for _ in range(32)),
        auth=str(parameters["AuthType"]),
        mode=str(parameters.get("InvokeMode") or "BUFFERED"),
        cors=parameters.get("Cors") or {},
        creation_time=now,
        modification_time=now,
    )
    configs[url_owner(parameters).qualifier] = config
    members = _members(request, context, config)
    return answer(request, {name: value for name, value in members.items() if name != "LastModifiedTime"})


@answers("lambda", "GetFunctionUrlConfig", source=_API + "API_GetFunctionUrlConfig.html")
def get_url(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Show a URL."""
    configs = _configs(request, context)
    if configs is None:
        return None
    return answer(request, _members(request, context, configs[url_owner(request.parameters).qualifier]))


@answers("lambda", "UpdateFunctionUrlConfig", source=_API + "API_UpdateFunctionUrlConfig.html")
def update_url(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Replace what the call states; an empty CORS configuration removes the present one."""
    configs = _configs(request, context)
    if configs is None:
        return None
    config, parameters = configs[url_owner(request.parameters).qualifier], request.parameters
    config.auth = str(parameters.get("AuthType") or config.auth)
    config.mode = str(parameters.get("InvokeMode") or config.mode)
    config.cors = parameters["Cors"] if parameters.get("Cors") is not None else config.cors
    config.modification_time = instant(CLOCK.now())
    return answer(request, _members(request, context, config))


@answers("lambda", "DeleteFunctionUrlConfig", source=_API + "API_DeleteFunctionUrlConfig.html")
def delete_url(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Delete a URL."""
    configs = _configs(request, context)
    if configs is None:
        return None
    del configs[url_owner(request.parameters).qualifier]
    return answer(request, {})


@answers("lambda", "ListFunctionUrlConfigs", source=_API + "API_ListFunctionUrlConfigs.html")
def list_urls(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Show the function's own URL and those of its aliases, in pages; the marker is the qualifier that follows."""
    configs = _configs(request, context)
    if configs is None:
        return None
    name, marker = url_owner(request.parameters).name, str(request.parameters.get("Marker") or "")
    size = int(request.parameters.get("MaxItems") or 50)
    qualifiers = sorted(qualifier for qualifier in configs if qualifier >= marker)
    page, rest = qualifiers[:size], qualifiers[size:]
    arns = {qualifier: context.part(function_urls).arn(request.region, name, qualifier) for qualifier in page}
    members = [configs[qualifier].members(arn, request.region) for qualifier, arn in arns.items()]
    return answer(request, {"FunctionUrlConfigs": members, **({"NextMarker": rest[0]} if rest else {})})


@follows("lambda", "AddPermission", source=_API + "API_AddPermission.html")
def put_conditions(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Write the conditions for function URLs, which moto leaves as they were stated."""
    context.part(function_urls).put_conditions(request.region, url_owner(request.parameters).name)


def _configs(request: AwsRequest, context: GatewayContext) -> dict[str, UrlConfig] | None:
    return context.part(function_urls).of(request.region, url_owner(request.parameters).name)


def _members(request: AwsRequest, context: GatewayContext, config: UrlConfig) -> dict[str, object]:
    owner = url_owner(request.parameters)
    return config.members(context.part(function_urls).arn(request.region, owner.name, owner.qualifier), request.region)
