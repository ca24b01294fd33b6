"""Names, ARNs and qualifiers that Lambda refuses; recorded from the real service."""

from __future__ import annotations

import re
from dataclasses import dataclass

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.operations import operations_with
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import FunctionVersions

_DEVELOPER_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/"
_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_NAME = re.compile(
    r"(?:arn:aws[\w-]*:lambda:(?P<region>[a-z0-9-]+):)?(?:(?P<account>\d{12}):)?(?:function:)?"
    r"(?P<name>[\w-]+)(?::(?P<qualifier>[\w$-]+))?"
)
_LONGEST = 64
_READS = ("GetFunction", "GetFunctionConfiguration")


@dataclass(frozen=True, slots=True)
class FunctionName:
    """The function that a request names."""

    name: str
    qualifier: str | None
    region: str | None
    account: str | None


def function_name(request: AwsRequest) -> FunctionName | None:
    """Return what FunctionName says; None when it is no name of a function."""
    match = _NAME.fullmatch(str(request.parameters.get("FunctionName", "")))
    return None if match is None else FunctionName(match["name"], match["qualifier"], match["region"], match["account"])


def function_of(request: AwsRequest, state: State) -> FunctionVersions | None:
    """Return the function that the request names, with its versions and aliases; None when there is none."""
    name = function_name(request)
    return None if name is None else StoredFunctions(state.account_id).versions(request.region, name.name)


def qualifier_of(request: AwsRequest) -> str | None:
    """Return the version or alias that the request names, in the parameter or in the function's name."""
    name = function_name(request)
    return request.parameters.get("Qualifier") or (name.qualifier if name is not None else None)


def arn_of(request: AwsRequest, state: State, name: str) -> str:
    """Return the ARN of a function, or of `name:qualifier`."""
    return f"arn:aws:lambda:{request.region}:{state.account_id}:function:{name}"


def missing(request: AwsRequest, state: State, name: str) -> Refusal:
    """Return the refusal for a function or version that is not there."""
    return Refusal("ResourceNotFoundException", f"Function not found: {arn_of(request, state, name)}", 404)


def invalid(message: str) -> Refusal:
    """Return an InvalidParameterValueException."""
    return Refusal("InvalidParameterValueException", message, 400)


@guard(
    "lambda",
    *operations_with("lambda", "FunctionName"),
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetFunction.html",
)
def function_is_of_this_region_and_account(request: AwsRequest, state: State) -> Refusal | None:
    """An ARN of another region is not found; one of another account is denied."""
    name = function_name(request)
    if name is None:
        return None
    if name.region not in (None, request.region):
        message = f"Functions from '{name.region}' are not reachable in this region ('{request.region}')"
        return Refusal("ResourceNotFoundException", message, 404)
    if name.account not in (None, state.account_id):
        return Refusal("AccessDeniedException", "", 403)
    return None


@guard("lambda", "CreateFunction", phase=Phase.IDENTIFIER, source=_DEVELOPER_GUIDE + "gettingstarted-limits.html")
def function_name_has_at_most_64_characters(request: AwsRequest, _: State) -> Refusal | None:
    """A function's name has at most 64 characters; the model allows more, for ARNs."""
    name = str(request.parameters.get("FunctionName", ""))
    if ":" in name or len(name) <= _LONGEST:
        return None
    constraint = f"Member must have length less than or equal to {_LONGEST}"
    return invalid(
        f"1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: {constraint}"
    )


@guard(
    "lambda",
    *(*_READS, "DeleteFunction", "AddPermission", "GetPolicy"),
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetFunction.html",
)
def qualifiers_agree(request: AwsRequest, _: State) -> Refusal | None:
    """A qualifier in the ARN is the same as the one in the parameter."""
    name, qualifier = function_name(request), request.parameters.get("Qualifier")
    if name is None or None in (qualifier, name.qualifier) or qualifier == name.qualifier:
        return None
    return invalid("The derived qualifier from the function name does not match the specified qualifier.")


@guard("lambda", "DeleteFunction", phase=Phase.IDENTIFIER, source=_API + "API_DeleteFunction.html")
def latest_version_is_not_deleted_alone(request: AwsRequest, state: State) -> Refusal | None:
    """`$LATEST` cannot be deleted without its function; the sentence for a missing function has no version."""
    name = function_name(request)
    qualifier = qualifier_of(request)
    if name is None or qualifier is None:
        return None
    if qualifier == "$LATEST":
        return invalid("$LATEST version cannot be deleted without deleting the function.")
    return missing(request, state, name.name) if function_of(request, state) is None else None


@guard("lambda", *_READS, phase=Phase.IDENTIFIER, source=_API + "API_GetFunction.html")
def qualified_function_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The sentence for a missing function has the qualifier that was in its name."""
    name = function_name(request)
    if name is None or name.qualifier is None or function_of(request, state) is not None:
        return None
    return missing(request, state, f"{name.name}:{name.qualifier}")
