"""RuntimeManagementConfig: how functions get new versions of their runtime. It is stored and shown; nothing follows."""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.lambda_.answers.refusals import refusing
from awslab.cloud.lambda_.directory import LATEST, function_directory
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_MEMBERS = ("UpdateRuntimeOn", "RuntimeVersionArn")
_DEFAULT = {"UpdateRuntimeOn": "Auto"}
_Key = tuple[str, str, str]


def runtime_configs(_: GatewayContext) -> dict[_Key, Mapping[str, object]]:
    """The configurations of a sandbox, by region, function name and qualifier."""
    return {}


@answers("lambda", "PutRuntimeManagementConfig", source=_API + "API_PutRuntimeManagementConfig.html")
@refusing
def put_runtime_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Set when a version of a function gets new versions of its runtime."""
    key = _key(request, context)
    config = {name: request.parameters[name] for name in _MEMBERS if request.parameters.get(name)}
    context.part(runtime_configs)[key] = config
    return answer(request, {**config, "FunctionArn": _arn(context, key)})


@answers("lambda", "GetRuntimeManagementConfig", source=_API + "API_GetRuntimeManagementConfig.html")
@refusing
def get_runtime_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show when a version of a function gets new versions of its runtime."""
    key = _key(request, context)
    config = context.part(runtime_configs).get(key, _DEFAULT)
    return answer(request, {**config, "FunctionArn": _arn(context, key)})


def _key(request: AwsRequest, context: GatewayContext) -> _Key:
    directory = context.part(function_directory)
    name = directory.name(request.region, str(request.parameters["FunctionName"]))
    qualifier = str(request.parameters.get("Qualifier") or name.qualifier or LATEST)
    directory.primary_target(request.region, name.name, qualifier)
    return request.region, name.name, qualifier


def _arn(context: GatewayContext, key: _Key) -> str:
    return context.part(function_directory).arn(*key)
