"""What Lambda refuses of an alias that divides its calls. The texts were recorded from the real service
(aws-errors.tsv; where that list cuts them off, they go on as the API's model does)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html"
_WEIGHT = (
    "value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null"
)
_VERSION = (
    "length less than or equal to 1024, Member must have length greater than or equal to 1, "
    "Member must satisfy regular expression pattern: [0-9]+, Member must not be null"
)


@guard("lambda", "CreateAlias", "UpdateAlias", source=_GUIDE)
def weights_fit(request: AwsRequest, state: State) -> Refusal | None:
    """One other published version that exists, with a weight from 0 to 1."""
    weights: Mapping[str, float] = (request.parameters.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    for version, weight in weights.items():
        if not re.fullmatch("[0-9]+", version):
            return _constraint(version, weight, f"Map keys must satisfy constraint: [Member must have {_VERSION}]")
        if not 0 <= weight <= 1:
            return _constraint(version, weight, f"Map value must satisfy constraint: [Member must have {_WEIGHT}]")
    if len(weights) > 1:
        return _invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
    return next((refused for version in weights if (refused := _misplaced(version, request, state))), None)


def _misplaced(version: str, request: AwsRequest, state: State) -> Refusal | None:
    primary = _primary(request, state)
    if primary == version:
        included = f"Function version {version} is already included in routing configuration."
        return _invalid(f"Invalid function version {version}. {included}")
    if primary == "$LATEST":
        return _invalid("$LATEST is not supported for an alias pointing to more than 1 version")
    group = _functions(request, state)._functions.get(_name(request))
    if group is None or any(str(found.version) == version for found in group["versions"]):
        return None  # a function that is not there is moto's to refuse
    return Refusal("ResourceNotFoundException", f"Function not found: {_arn(request, state)}:{version}", 404)


def _primary(request: AwsRequest, state: State) -> str | None:
    """The version that the alias points to, or will."""
    asked = request.parameters.get("FunctionVersion")
    alias = _functions(request, state)._aliases.get(_arn(request, state), {}).get(request.parameters.get("Name"))
    return str(asked) if asked else alias and str(alias.function_version)


def _functions(request: AwsRequest, state: State) -> Any:
    return state.backend("lambda", request.region)._lambdas


def _name(request: AwsRequest) -> str:
    name = str(request.parameters.get("FunctionName", ""))
    return name.rpartition("function:")[2]


def _arn(request: AwsRequest, state: State) -> str:
    return f"arn:aws:lambda:{request.region}:{state.account_id}:function:{_name(request)}"


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidParameterValueException", message, 400)


def _constraint(version: str, weight: float, constraint: str) -> Refusal:
    found = f"Value '{{{version}={float(weight)}}}' at 'routingConfig.additionalVersionWeights'"
    text = f"1 validation error detected: {found} failed to satisfy constraint: {constraint}"
    return Refusal("ValidationException", text, 400)
