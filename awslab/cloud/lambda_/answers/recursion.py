"""PutFunctionRecursionConfig and GetFunctionRecursionConfig, which moto lacks."""

from __future__ import annotations

from awslab.cloud.gateway.behaviour import answers, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.lambda_.directory import function_directory
from awslab.cloud.lambda_.execution.loops import loops
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/lambda/latest/api/"


@answers("lambda", "PutFunctionRecursionConfig", source=_API + "API_PutFunctionRecursionConfig.html")
def put_recursion_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Let a function invoke itself for ever, or have such loops stopped."""
    name = _function_name(request)
    missing = _missing(request, context, name)
    if missing is not None:
        return missing
    context.part(loops).set_exempt(request.region, name, request.parameters["RecursiveLoop"] == "Allow")
    return answer(request, {"RecursiveLoop": request.parameters["RecursiveLoop"]})


@answers("lambda", "GetFunctionRecursionConfig", source=_API + "API_GetFunctionRecursionConfig.html")
def get_recursion_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Say whether a function's loops are stopped."""
    name = _function_name(request)
    exempt = context.part(loops).is_exempt(request.region, name)
    return _missing(request, context, name) or answer(request, {"RecursiveLoop": "Allow" if exempt else "Terminate"})


@follows("lambda", "DeleteFunction")
def forget_exemption(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Let a new function of an old name begin with the default."""
    context.part(loops).set_exempt(request.region, _function_name(request), False)


def _missing(request: AwsRequest, context: GatewayContext, name: str) -> AwsResponse | None:
    directory = context.part(function_directory)
    if directory.exists(request.region, name):
        return None
    return refusal(
        request, "ResourceNotFoundException", f"Function not found: {directory.arn(request.region, name)}", 404
    )


def _function_name(request: AwsRequest) -> str:
    return str(request.parameters.get("FunctionName", "")).rpartition("function:")[2].partition(":")[0]
