"""FunctionEventInvokeConfig: the five operations. The refusals were recorded from the real service.

https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from awslab.cloud.gateway.behaviour import answers, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Structure, answer
from awslab.cloud.lambda_.answers.refusals import invalid, not_found, refusing
from awslab.cloud.lambda_.directory import LATEST, function_directory
from awslab.cloud.lambda_.execution.async_configs import AsyncConfig, Key, async_configs
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_CONDITIONS = ("OnSuccess", "OnFailure")
_DESTINATION_SERVICES = frozenset({"sqs", "sns", "lambda", "events"})


@answers("lambda", "PutFunctionEventInvokeConfig", source=_API + "API_PutFunctionEventInvokeConfig.html")
@refusing
def put_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Set a configuration; what the call leaves out is as if it had never been set."""
    key = _key(request, context)
    return answer(request, _put(request, context, key, AsyncConfig()))


@answers("lambda", "UpdateFunctionEventInvokeConfig", source=_API + "API_UpdateFunctionEventInvokeConfig.html")
@refusing
def update_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Change a configuration; what the call leaves out stays."""
    key = _key(request, context)
    _check_function(context, key)
    return answer(request, _put(request, context, key, _existing(context, key)))


@answers("lambda", "GetFunctionEventInvokeConfig", source=_API + "API_GetFunctionEventInvokeConfig.html")
@refusing
def get_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show a configuration."""
    key = _key(request, context)
    return answer(request, _members(context, key, _existing(context, key)))


@answers("lambda", "DeleteFunctionEventInvokeConfig", source=_API + "API_DeleteFunctionEventInvokeConfig.html")
@refusing
def delete_config(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Delete a configuration that there is."""
    key = _key(request, context)
    _existing(context, key)
    context.part(async_configs).delete(key)
    return AwsResponse(204, {"x-amzn-RequestId": request.id})


@answers("lambda", "ListFunctionEventInvokeConfigs", source=_API + "API_ListFunctionEventInvokeConfigs.html")
@refusing
def list_configs(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show the configurations of a function, its versions and its aliases."""
    region, name, _ = _key(request, context)
    _check_function(context, (region, name, LATEST))
    configs = context.part(async_configs).of_function(region, name)
    members = [_members(context, key, config) for key, config in configs]
    return answer(request, {"FunctionEventInvokeConfigs": members})


@follows("lambda", "DeleteFunction", "DeleteAlias")
def forget_configs(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Forget the configurations of what was deleted."""
    name = context.part(function_directory).name(request.region, str(request.parameters.get("FunctionName", "")))
    qualifier = request.parameters.get("Name") or request.parameters.get("Qualifier") or name.qualifier or ""
    context.part(async_configs).forget(request.region, name.name, str(qualifier))


def _key(request: AwsRequest, context: GatewayContext) -> Key:
    qualifier = request.parameters.get("Qualifier")
    name = context.part(function_directory).name(request.region, str(request.parameters["FunctionName"]), qualifier)
    return request.region, name.name, name.qualifier or LATEST


def _put(request: AwsRequest, context: GatewayContext, key: Key, previous: AsyncConfig) -> dict[str, object]:
    retries = request.parameters.get("MaximumRetryAttempts")
    oldest = request.parameters.get("MaximumEventAgeInSeconds")
    destination_config = request.parameters.get("DestinationConfig")
    if retries is None and oldest is None and not destination_config:
        raise invalid("You must specify at least one of error handling or destination setting.")
    _check_range("maximumRetryAttempts", retries, 0, 2)
    _check_range("maximumEventAgeInSeconds", oldest, 60, 21_600)
    _check_function(context, key)
    destinations = _destinations(destination_config or {})
    for arn in destinations.values():
        _check_destination(context, arn, key, destinations)
    config = AsyncConfig(
        retries=previous.retries if retries is None else retries,
        oldest=previous.oldest if oldest is None else oldest,
        destinations=previous.destinations if destination_config is None else destinations,
        modified=CLOCK.time(),
    )
    context.part(async_configs).put(key, config)
    return _members(context, key, config)


def _check_destination(context: GatewayContext, arn: str, key: Key, destinations: Mapping[str, str]) -> None:
    service = arn.split(":")[2] if arn.count(":") >= 5 else ""
    if service == "s3":
        message = f"The awslab sandbox does not deliver invocation records to S3 ({arn}). AWS would."
        raise invalid(f"{message} Take a queue, a topic, a function or an event bus.")
    if service not in _DESTINATION_SERVICES:
        conditions = ", ".join(
            f"{name[0].lower()}{name[1:]}={_destination_text(name, destinations)}" for name in _CONDITIONS
        )
        raise invalid(f"The provided destination config DestinationConfig({conditions}) is invalid.")
    if service == "lambda":
        if (arn.split(":")[3], *_name_and_qualifier(arn)) == key:
            raise invalid("You can't specify the function as a destination for itself.")
        if context.part(function_directory).policy_statements(arn) is None:
            raise invalid(f"The destination ARN {arn} is invalid.")


def _check_function(context: GatewayContext, key: Key) -> None:
    try:
        context.part(function_directory).primary_target(*key)
    except NotRunnableError as error:
        raise not_found("The function doesn't exist.") from error


def _existing(context: GatewayContext, key: Key) -> AsyncConfig:
    config = context.part(async_configs).get(key)
    if config is None:
        raise not_found(f"The function {_arn(context, key)} doesn't have an EventInvokeConfig")
    return config


def _members(context: GatewayContext, key: Key, config: AsyncConfig) -> dict[str, object]:
    members: dict[str, object] = {
        "FunctionArn": _arn(context, key),
        "LastModified": datetime.fromtimestamp(config.modified, UTC),
        "DestinationConfig": {
            name: {"Destination": config.destinations[name]} if name in config.destinations else {}
            for name in _CONDITIONS
        },
    }
    settings = {"MaximumRetryAttempts": config.retries, "MaximumEventAgeInSeconds": config.oldest}
    return members | {name: value for name, value in settings.items() if value is not None}


def _arn(context: GatewayContext, key: Key) -> str:
    return context.part(function_directory).arn(*key)


def _destinations(destination_config: Structure) -> dict[str, str]:
    arns = {name: (destination_config.get(name) or {}).get("Destination") for name in _CONDITIONS}
    return {name: str(arn) for name, arn in arns.items() if arn}


def _destination_text(name: str, destinations: Mapping[str, str]) -> str:
    return f"{name}(destination={destinations[name]})" if name in destinations else "null"


def _name_and_qualifier(arn: str) -> tuple[str, str]:
    name, _, qualifier = arn.partition(":function:")[2].partition(":")
    return name, qualifier or LATEST


def _check_range(name: str, value: int | None, low: int, high: int) -> None:
    if value is None or low <= value <= high:
        return
    bound = f"greater than or equal to {low}" if value < low else f"less than or equal to {high}"
    message = f"Value '{value}' at '{name}' failed to satisfy constraint: Member must have value {bound}"
    raise NotRunnableError("ValidationException", f"1 validation error detected: {message}", 400)
