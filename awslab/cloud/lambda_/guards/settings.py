"""Runtimes, networks, concurrency, tags and layers that Lambda refuses; recorded from the real service."""

from __future__ import annotations

from itertools import combinations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.operations import enum_values
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import function_name, function_of, invalid, missing
from awslab.cloud.lambda_.moto_functions import StoredFunctions

_DEVELOPER_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/"
_CONFIGURING = ("CreateFunction", "UpdateFunctionConfiguration")
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
_SUPPORTED = (
    *("nodejs24.x", "nodejs22.x", "nodejs20.x", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"),
    *("java25", "java21", "java17", "java11", "java8.al2", "dotnet10", "dotnet8", "ruby4.0", "ruby3.4", "ruby3.3"),
    *("provided.al2023", "provided.al2"),
)
UNRESERVED_LEAST = 100
ACCOUNT_CONCURRENCY = 1000
_MOST_TAGS = 50
_MOST_LAYERS = 5


@guard("lambda", *_CONFIGURING, phase=Phase.IDENTIFIER, source=_DEVELOPER_GUIDE + "lambda-runtimes.html")
def runtime_is_supported(request: AwsRequest, _: State) -> Refusal | None:
    """The runtime is one of Lambda's, and not retired."""
    runtime = request.parameters.get("Runtime")
    if runtime is None or runtime in _SUPPORTED:
        return None
    if runtime in _RETIRED:
        return invalid(
            f"The runtime parameter of {runtime} is no longer supported for creating or updating AWS Lambda functions. "
            "We recommend you use a supported runtime while creating or updating functions."
        )
    if runtime in enum_values("lambda", "Runtime"):
        return None
    constraint = f"Member must satisfy enum value set: [{', '.join(_SUPPORTED)}] or be a valid ARN"
    return invalid(f"Value {runtime} at 'runtime' failed to satisfy constraint: {constraint}")


@guard("lambda", *_CONFIGURING, phase=Phase.IDENTIFIER, source=_DEVELOPER_GUIDE + "configuration-vpc.html")
def network_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The subnets and security groups of VpcConfig are there."""
    network = request.parameters.get("VpcConfig") or {}
    sentence = "Error occurred while Describe{}. EC2 Error Code: {}. EC2 Error Message: {}"
    for subnet in network.get("SubnetIds") or ():
        if state.subnet(subnet, request.region) is None:
            reason = f"The subnet ID '{subnet}' does not exist"
            return invalid(sentence.format("Subnets", "InvalidSubnetID.NotFound", reason))
    for group in network.get("SecurityGroupIds") or ():
        if state.ec2(request.region).group(group) is None:
            reason = f"The security group '{group}' does not exist"
            return invalid(sentence.format("SecurityGroups", "InvalidGroup.NotFound", reason))
    return None


@guard(
    "lambda",
    "PutFunctionConcurrency",
    phase=Phase.QUOTA,
    source=_DEVELOPER_GUIDE + "configuration-concurrency.html",
)
def unreserved_concurrency_stays(request: AwsRequest, state: State) -> Refusal | None:
    """100 of the account's 1,000 are for functions without a reservation of their own."""
    reservation = request.parameters.get("ReservedConcurrentExecutions")
    name, function = function_name(request), function_of(request, state)
    if name is not None and name.qualifier is not None:
        return invalid(
            "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
            "Please specify either a function name or an unqualified function ARN."
        )
    if reservation is None or function is None:
        return None if name is None else missing(request, state, f"{name.name}:$LATEST")
    functions = StoredFunctions(state.account_id).of_region(request.region)
    siblings = [sibling for sibling in functions if sibling is not function.latest]
    total = sum(int(sibling.reserved_concurrency or 0) for sibling in siblings) + reservation
    if reservation == 0 or total <= ACCOUNT_CONCURRENCY - UNRESERVED_LEAST:
        return None
    sentence = (
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below"
    )
    return invalid(f"{sentence} its minimum value of [{UNRESERVED_LEAST}].")


@guard(
    "lambda",
    "UpdateFunctionCode",
    phase=Phase.STATE,
    source="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html",
)
def code_is_of_the_package_type(request: AwsRequest, state: State) -> Refusal | None:
    """An image does not take the place of a zip, nor the other way round."""
    function, image = function_of(request, state), request.parameters.get("ImageUri")
    if function is None:
        return None
    is_image = function.latest.package_type == "Image"
    if image and not is_image:
        return invalid("Please don't provide ImageUri when updating a function with packageType Zip.")
    if is_image and not image:
        return invalid("Please provide ImageUri when updating a function with packageType Image.")
    return None


@guard(
    "lambda",
    *("TagResource", "UntagResource", "ListTags"),
    phase=Phase.IDENTIFIER,
    source=_DEVELOPER_GUIDE + "configuration-tags.html",
)
def tags_are_of_a_function(request: AwsRequest, _: State) -> Refusal | None:
    """Functions have tags; their versions and aliases have none."""
    arn = str(request.parameters.get("Resource", ""))
    if ":function:" in arn and arn.count(":") > 6:
        return invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.")
    if request.operation == "TagResource" and not request.parameters.get("Tags"):
        return invalid("An error occurred and the request cannot be processed.")
    return None


@guard(
    "lambda",
    *("TagResource", "CreateFunction"),
    phase=Phase.QUOTA,
    source=_DEVELOPER_GUIDE + "configuration-tags.html",
)
def function_has_at_most_fifty_tags(request: AwsRequest, state: State) -> Refusal | None:
    """A function has 50 tags at most, those it has already included."""
    tags: dict[str, str] = dict(request.parameters.get("Tags") or {})
    function = StoredFunctions(state.account_id).of_arn(str(request.parameters.get("Resource", "")))
    tags_of_both = tags | (dict(function.tags or {}) if function is not None else {})
    return invalid("Number of tags exceeds resource tag limit.") if len(tags_of_both) > _MOST_TAGS else None


@guard("lambda", *_CONFIGURING, phase=Phase.QUOTA, source=_DEVELOPER_GUIDE + "adding-layers.html")
def layers_fit_together(request: AwsRequest, state: State) -> Refusal | None:
    """A function has five layers at most, of its region, no two versions of one, and all there."""
    arns = [str(arn) for arn in request.parameters.get("Layers") or ()]
    if len(arns) > _MOST_LAYERS:
        return invalid(f"Cannot reference more than {_MOST_LAYERS} layers.")
    if any(arn.split(":")[3] != request.region for arn in arns):
        sentence = "Layers are not in the same region as the function. Layers are expected to be in region"
        return invalid(f"{sentence} {request.region}.")
    for arn, second_arn in combinations(arns, 2):
        if arn.rpartition(":")[0] == second_arn.rpartition(":")[0]:
            sentence = "Two different versions of the same layer are not allowed to be referenced in the same function."
            return invalid(f"{sentence} {arn} and {second_arn} are versions of the same layer.")
    functions = StoredFunctions(state.account_id)
    for arn in arns:
        _, _, _, region, account, _, name, number = arn.split(":")
        if account == state.account_id and functions.layer_version(region, name, number) is None:
            return invalid(f"Layer version {arn} does not exist.")
    return None
