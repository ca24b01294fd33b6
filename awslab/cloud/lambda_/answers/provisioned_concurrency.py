"""Provisioned concurrency: requested, shown and limited as on AWS. The refusals were recorded from the real service.

https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
"""

from __future__ import annotations

from datetime import UTC, datetime

from awslab.cloud.gateway.behaviour import answers, follows
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.lambda_.answers.refusals import invalid, not_found, refusing
from awslab.cloud.lambda_.directory import LATEST, function_directory
from awslab.cloud.lambda_.execution.provisioned import Key, Provision, provisions
from awslab.cloud.ports.clock import CLOCK
from awslab.cloud.ports.context import GatewayContext
from awslab.cloud.ports.functions import NotRunnableError

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_UNRESERVED = 1000
_LEAST_UNRESERVED = 100


@answers("lambda", "PutProvisionedConcurrencyConfig", source=_API + "API_PutProvisionedConcurrencyConfig.html")
@refusing
def put_provision(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Request provisioned concurrency for a version or an alias."""
    key = _key(request, context)
    if key[2] == LATEST:
        raise invalid("Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
    version = _version(context, key)
    concurrency = int(request.parameters["ProvisionedConcurrentExecutions"])
    _check_other_qualifiers(context, key, version)
    _check_room(context, key, concurrency)
    provision = Provision(concurrency, version, CLOCK.time())
    context.part(provisions).put(key, provision)
    return answer(request, _members(provision) | {"Status": "IN_PROGRESS"}, 202)


@answers("lambda", "GetProvisionedConcurrencyConfig", source=_API + "API_GetProvisionedConcurrencyConfig.html")
@refusing
def get_provision(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show what was requested for a version or an alias."""
    provision = context.part(provisions).get(_published_key(request, context))
    if provision is None:
        message = "No Provisioned Concurrency Config found for this function"
        raise NotRunnableError("ProvisionedConcurrencyConfigNotFoundException", message, 404)
    return answer(request, _members(provision))


@answers("lambda", "DeleteProvisionedConcurrencyConfig", source=_API + "API_DeleteProvisionedConcurrencyConfig.html")
@refusing
def delete_provision(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Forget what was requested for a version or an alias; nothing there is no error."""
    context.part(provisions).delete(_published_key(request, context))
    return AwsResponse(204, {"x-amzn-RequestId": request.id})


@answers("lambda", "ListProvisionedConcurrencyConfigs", source=_API + "API_ListProvisionedConcurrencyConfigs.html")
@refusing
def list_provisions(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Show what was requested for a function's versions and aliases."""
    region, name, _ = _key(request, context)
    _check_existence(context, (region, name, LATEST))
    directory = context.part(function_directory)
    configs = [
        _members(provision) | {"FunctionArn": directory.arn(region, name, qualifier)}
        for qualifier, provision in context.part(provisions).of_function(region, name).items()
    ]
    return answer(request, {"ProvisionedConcurrencyConfigs": configs})


@answers("lambda", "PutFunctionConcurrency", source=_API + "API_PutFunctionConcurrency.html")
@refusing
def refuse_too_small_reservation(request: AwsRequest, context: GatewayContext) -> AwsResponse | None:
    """Refuse a reservation below what is provisioned; moto answers otherwise."""
    region, name, _ = _key(request, context)
    reservation = int(request.parameters.get("ReservedConcurrentExecutions") or 0)
    total = sum(provision.concurrency for provision in context.part(provisions).of_function(region, name).values())
    if total > reservation:
        sentence = f" ReservedConcurrentExecutions  {reservation} should not be lower than function's total provisioned"
        raise invalid(f"{sentence} concurrency [{total}].")
    return None


@follows("lambda", "DeleteFunction", "DeleteAlias")
def forget_provisions(request: AwsRequest, _: AwsResponse, context: GatewayContext) -> None:
    """Forget what was requested for what was deleted."""
    name = context.part(function_directory).name(request.region, str(request.parameters.get("FunctionName", "")))
    qualifier = request.parameters.get("Name") or request.parameters.get("Qualifier") or name.qualifier or ""
    context.part(provisions).forget(request.region, name.name, str(qualifier))


def _key(request: AwsRequest, context: GatewayContext) -> Key:
    name = context.part(function_directory).name(request.region, str(request.parameters["FunctionName"]))
    return request.region, name.name, str(request.parameters.get("Qualifier") or name.qualifier or LATEST)


def _published_key(request: AwsRequest, context: GatewayContext) -> Key:
    key = _key(request, context)
    if key[2] == LATEST:
        raise invalid("The function resource provided must be an alias or a published version.")
    _version(context, key)
    return key


def _check_other_qualifiers(context: GatewayContext, key: Key, version: str) -> None:
    """Raise for a version that has provisioned concurrency already, by itself or through an alias."""
    for qualifier, provision in context.part(provisions).of_function(*key[:2]).items():
        if qualifier != key[2] and provision.version == version:
            sentence = "Version is pointed by a Provisioned Concurrency alias"
            if qualifier == version:
                sentence = (
                    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version"
                )
            raise NotRunnableError("ResourceConflictException", sentence, 409)


def _check_room(context: GatewayContext, key: Key, concurrency: int) -> None:
    """Raise when the function's reservation or the account has no room for it."""
    directory = context.part(function_directory)
    function = directory.primary_target(key[0], key[1], None).function
    reservation = directory.reserved_concurrency(function)
    provisioned = context.part(provisions).of_function(*key[:2])
    sibling_total = sum(provision.concurrency for qualifier, provision in provisioned.items() if qualifier != key[2])
    if reservation is not None and sibling_total + concurrency > reservation:
        sentence = "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for"
        raise invalid(f"{sentence} function")
    if concurrency > _UNRESERVED:
        sentence = "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency"
        raise invalid(f"{sentence} [{_UNRESERVED}].")
    if concurrency > _UNRESERVED - _LEAST_UNRESERVED:
        sentence = (
            "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its"
        )
        raise invalid(f"{sentence} minimum value of [{_LEAST_UNRESERVED}].")


def _version(context: GatewayContext, key: Key) -> str:
    """Return the version that a qualifier means; raises what AWS says of one that is not there."""
    if key[2].isdigit():
        _check_existence(context, key)
        return key[2]
    directory = context.part(function_directory)
    try:
        return directory.primary_target(*key).function.version
    except NotRunnableError as error:
        raise not_found(f"Cannot find alias arn: {directory.arn(*key)}") from error


def _check_existence(context: GatewayContext, key: Key) -> None:
    try:
        context.part(function_directory).primary_target(*key)
    except NotRunnableError as error:
        raise NotRunnableError(error.code, error.message.removesuffix(f":{LATEST}"), error.status) from error


def _members(provision: Provision) -> dict[str, object]:
    moment = datetime.fromtimestamp(provision.modified, UTC)
    return {
        "RequestedProvisionedConcurrentExecutions": provision.concurrency,
        "AvailableProvisionedConcurrentExecutions": provision.concurrency,
        "AllocatedProvisionedConcurrentExecutions": provision.concurrency,
        "Status": "READY",
        "LastModified": f"{moment:%Y-%m-%dT%H:%M:%S}+0000",
    }
