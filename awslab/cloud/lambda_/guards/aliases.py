"""What Lambda refuses of an alias that divides its calls. The texts were recorded from the real service
(aws-errors.tsv; where that list cuts them off, they go on as the API's model does)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import invalid
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import FunctionVersions

_GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html"
_WEIGHT = (
    "value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null"
)
_VERSION = (
    "length less than or equal to 1024, Member must have length greater than or equal to 1, "
    "Member must satisfy regular expression pattern: [0-9]+, Member must not be null"
)


@guard("lambda", "CreateAlias", "UpdateAlias", phase=Phase.COMBINATION, source=_GUIDE)
def weighted_version_fits(request: AwsRequest, state: State) -> Refusal | None:
    """An alias has at most one other version, published and there, with a weight from 0 to 1."""
    weights: Mapping[str, float] = (request.parameters.get("RoutingConfig") or {}).get("AdditionalVersionWeights") or {}
    for version, weight in weights.items():
        if not re.fullmatch("[0-9]+", version):
            return _constraint(version, weight, f"Map keys must satisfy constraint: [Member must have {_VERSION}]")
        if not 0 <= weight <= 1:
            return _constraint(version, weight, f"Map value must satisfy constraint: [Member must have {_WEIGHT}]")
    if len(weights) > 1:
        return invalid("Number of items in AdditionalVersionWeights cannot be greater than 1")
    return next((refusal for version in weights if (refusal := _version_refusal(version, request, state))), None)


def _version_refusal(version: str, request: AwsRequest, state: State) -> Refusal | None:
    name = str(request.parameters.get("FunctionName", "")).rpartition("function:")[2]
    functions = StoredFunctions(state.account_id)
    function = functions.versions(request.region, name)
    primary = _primary_version(request, function)
    if primary == version:
        reason = f"Function version {version} is already included in routing configuration."
        return invalid(f"Invalid function version {version}. {reason}")
    if primary == "$LATEST":
        return invalid("$LATEST is not supported for an alias pointing to more than 1 version")
    if function is None or version in function.numbers:
        return None  # a function that is not there is moto's to refuse
    message = f"Function not found: {functions.arn(request.region, name, version)}"
    return Refusal("ResourceNotFoundException", message, 404)


def _primary_version(request: AwsRequest, function: FunctionVersions | None) -> str | None:
    """Return the version that the alias points to, or will."""
    version = request.parameters.get("FunctionVersion")
    alias = function.aliases.get(str(request.parameters.get("Name"))) if function is not None else None
    return str(version) if version else (str(alias.function_version) if alias is not None else None)


def _constraint(version: str, weight: float, constraint: str) -> Refusal:
    value = f"Value '{{{version}={float(weight)}}}' at 'routingConfig.additionalVersionWeights'"
    text = f"1 validation error detected: {value} failed to satisfy constraint: {constraint}"
    return Refusal("ValidationException", text, 400)
