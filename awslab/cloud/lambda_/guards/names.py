"""Names, ARNs and qualifiers that Lambda does not take; recorded from the real service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from moto.core.utils import get_service_model

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_DEVELOPER_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/"
_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_NAME = re.compile(
    r"(?:arn:aws[\w-]*:lambda:(?P<region>[a-z0-9-]+):)?(?:(?P<account>\d{12}):)?(?:function:)?"
    r"(?P<name>[\w-]+)(?::(?P<qualifier>[\w$-]+))?"
)
_LONGEST = 64
_READS = ("GetFunction", "GetFunctionConfiguration")


@dataclass(frozen=True, slots=True)
class Named:
    """The function that a request names."""

    name: str
    qualifier: str | None
    region: str | None
    account: str | None


def named(request: AwsRequest) -> Named | None:
    """What FunctionName says; None when it is no name of a function."""
    found = _NAME.fullmatch(str(request.parameters.get("FunctionName", "")))
    return None if found is None else Named(found["name"], found["qualifier"], found["region"], found["account"])


def group_of(request: AwsRequest, state: State) -> Any | None:
    """moto's versions of the function that the request names, None when there is none."""
    found = named(request)
    functions = state.backend("lambda", request.region)._lambdas._functions
    group = functions.get(found.name) if found is not None else None
    return group if group and group["latest"] else None


def arn_of(request: AwsRequest, state: State, name: str) -> str:
    """The ARN of a function, or of `name:qualifier`."""
    return f"arn:aws:lambda:{request.region}:{state.account_id}:function:{name}"


def missing(request: AwsRequest, state: State, name: str) -> Refusal:
    """No such function or version."""
    return Refusal("ResourceNotFoundException", f"Function not found: {arn_of(request, state, name)}", 404)


def invalid(message: str) -> Refusal:
    """An InvalidParameterValueException."""
    return Refusal("InvalidParameterValueException", message, 400)


@cache
def _about_functions() -> tuple[str, ...]:
    model = get_service_model("lambda")
    shapes = ((name, model.operation_model(name).input_shape) for name in model.operation_names)
    return tuple(name for name, shape in shapes if shape is not None and "FunctionName" in shape.members)


@guard("lambda", *_about_functions(), source=_API + "API_GetFunction.html")
def functions_are_of_this_region_and_account(request: AwsRequest, state: State) -> Refusal | None:
    """An ARN of another region is not found, one of another account is not for us."""
    found = named(request)
    if found is None:
        return None
    if found.region not in (None, request.region):
        message = f"Functions from '{found.region}' are not reachable in this region ('{request.region}')"
        return Refusal("ResourceNotFoundException", message, 404)
    if found.account not in (None, state.account_id):
        return Refusal("AccessDeniedException", "", 403)
    return None


@guard("lambda", "CreateFunction", source=_DEVELOPER_GUIDE + "gettingstarted-limits.html")
def names_have_64_characters(request: AwsRequest, _: State) -> Refusal | None:
    """The model allows more, for ARNs."""
    name = str(request.parameters.get("FunctionName", ""))
    if ":" in name or len(name) <= _LONGEST:
        return None
    constraint = f"Member must have length less than or equal to {_LONGEST}"
    return invalid(
        f"1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: {constraint}"
    )


@guard("lambda", *_READS, "DeleteFunction", "AddPermission", "GetPolicy", source=_API + "API_GetFunction.html")
def qualifiers_agree(request: AwsRequest, _: State) -> Refusal | None:
    """One in the ARN is the same as the one beside it."""
    found, asked = named(request), request.parameters.get("Qualifier")
    if found is None or None in (asked, found.qualifier) or asked == found.qualifier:
        return None
    return invalid("The derived qualifier from the function name does not match the specified qualifier.")


@guard("lambda", "DeleteFunction", source=_API + "API_DeleteFunction.html")
def latest_goes_with_its_function(request: AwsRequest, state: State) -> Refusal | None:
    """$LATEST cannot be deleted alone; a function that is not there is told without its version."""
    found = named(request)
    qualifier = None if found is None else request.parameters.get("Qualifier") or found.qualifier
    if qualifier == "$LATEST":
        return invalid("$LATEST version cannot be deleted without deleting the function.")
    if found is None or qualifier is None or group_of(request, state) is not None:
        return None
    return missing(request, state, found.name)


@guard("lambda", *_READS, source=_API + "API_GetFunction.html")
def what_an_arn_names_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """A function that is not there is told with the qualifier that it was asked by."""
    found = named(request)
    if found is None or found.qualifier is None or group_of(request, state) is not None:
        return None
    return missing(request, state, f"{found.name}:{found.qualifier}")
