"""Runtimes, networks, concurrency and tags that Lambda does not take; recorded from the real service."""

from __future__ import annotations

from typing import Any

from botocore.session import get_session

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import group_of, invalid, missing, named

_DEVELOPER_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/"
_CHANGES = ("CreateFunction", "UpdateFunctionConfiguration")
_RETIRED = frozenset(
    {
        *(
            "nodejs",
            "nodejs4.3",
            "nodejs4.3-edge",
            "nodejs6.10",
            "nodejs8.10",
            "nodejs10.x",
            "nodejs12.x",
            "nodejs14.x",
        ),
        *("python2.7", "python3.6", "python3.7", "ruby2.5", "ruby2.7", "java8", "go1.x", "provided"),
        *("dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1"),
    }
)
"""Runtimes with which no function is created any more."""
_OFFERED = (
    *("nodejs24.x", "nodejs22.x", "nodejs20.x", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"),
    *("java25", "java21", "java17", "java11", "java8.al2", "dotnet10", "dotnet8", "ruby4.0", "ruby3.4", "ruby3.3"),
    *("provided.al2023", "provided.al2"),
)
UNRESERVED_LEAST = 100
ACCOUNT_CONCURRENCY = 1000
_MOST_TAGS = 50


@guard("lambda", *_CHANGES, source=_DEVELOPER_GUIDE + "lambda-runtimes.html")
def runtimes_are_offered(request: AwsRequest, _: State) -> Refusal | None:
    """One of Lambda's, and not retired."""
    runtime = request.parameters.get("Runtime")
    if runtime is None or runtime in _OFFERED:
        return None
    if runtime in _RETIRED:
        return invalid(
            f"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. "
            "We recommend you use a supported runtime while creating or updating functions."
        )
    if runtime in _known():
        return None
    constraint = f"Member must satisfy enum value set: [{', '.join(_OFFERED)}] or be a valid ARN"
    return invalid(f"Value {runtime} at 'runtime' failed to satisfy constraint: {constraint}")


def _known() -> list[str]:
    return list(get_session().get_service_model("lambda").shape_for("Runtime").enum)


@guard("lambda", *_CHANGES, source=_DEVELOPER_GUIDE + "configuration-vpc.html")
def networks_are_there(request: AwsRequest, state: State) -> Refusal | None:
    """The subnets and security groups of VpcConfig."""
    given = request.parameters.get("VpcConfig") or {}
    failed = "Error occurred while Describe{}. EC2 Error Code: {}. EC2 Error Message: {}"
    for subnet in given.get("SubnetIds") or ():
        if state.subnet(subnet, request.region) is None:
            words = f"The subnet ID '{subnet}' does not exist"
            return invalid(failed.format("Subnets", "InvalidSubnetID.NotFound", words))
    for group in given.get("SecurityGroupIds") or ():
        if state.backend("ec2", request.region).get_security_group_from_id(group) is None:
            words = f"The security group '{group}' does not exist"
            return invalid(failed.format("SecurityGroups", "InvalidGroup.NotFound", words))
    return None


@guard("lambda", "PutFunctionConcurrency", source=_DEVELOPER_GUIDE + "configuration-concurrency.html")
def some_concurrency_stays_unreserved(request: AwsRequest, state: State) -> Refusal | None:
    """100 of the account's 1,000 are for functions without a reservation of their own."""
    asked, group, found = (
        request.parameters.get("ReservedConcurrentExecutions"),
        group_of(request, state),
        named(request),
    )
    if found is not None and found.qualifier is not None:
        return invalid(
            "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
            "Please specify either a function name or an unqualified function ARN."
        )
    if asked is None or group is None:
        return None if found is None else missing(request, state, f"{found.name}:$LATEST")
    functions = state.backend("lambda", request.region)._lambdas._functions.values()
    others = [each["latest"] for each in functions if each["latest"] and each is not group]
    reserved = sum(int(each.reserved_concurrency or 0) for each in others) + asked
    if asked == 0 or reserved <= ACCOUNT_CONCURRENCY - UNRESERVED_LEAST:
        return None
    words = (
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below"
    )
    return invalid(f"{words} its minimum value of [{UNRESERVED_LEAST}].")


@guard(
    "lambda", "UpdateFunctionCode", source="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html"
)
def code_is_of_the_package_type(request: AwsRequest, state: State) -> Refusal | None:
    """An image is not put in the place of a zip, nor the other way."""
    group, image = group_of(request, state), request.parameters.get("ImageUri")
    if group is None:
        return None
    is_image = getattr(group["latest"], "package_type", None) == "Image"
    if image and not is_image:
        return invalid("Please don't provide ImageUri when updating a function with packageType Zip.")
    if is_image and not image:
        return invalid("Please provide ImageUri when updating a function with packageType Image.")
    return None


@guard("lambda", "TagResource", "UntagResource", "ListTags", source=_DEVELOPER_GUIDE + "configuration-tags.html")
def only_functions_have_tags(request: AwsRequest, _: State) -> Refusal | None:
    """Their versions and aliases have none."""
    arn = str(request.parameters.get("Resource", ""))
    if ":function:" in arn and arn.count(":") > 6:
        return invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.")
    if request.operation == "TagResource" and not request.parameters.get("Tags"):
        return invalid("An error occurred and the request cannot be processed.")
    return None


@guard("lambda", "TagResource", "CreateFunction", source=_DEVELOPER_GUIDE + "configuration-tags.html")
def tags_are_fifty_at_most(request: AwsRequest, state: State) -> Refusal | None:
    """Those there are and those that come."""
    tags: dict[str, str] = dict(request.parameters.get("Tags") or {})
    function: Any = state.function(str(request.parameters.get("Resource", "")))
    together = tags | (dict(function.tags or {}) if function is not None else {})
    return invalid("Number of tags exceeds resource tag limit.") if len(together) > _MOST_TAGS else None
