"""Versions of layers that Lambda refuses; recorded from the real service. Layers of functions: functions.py."""

from __future__ import annotations

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import invalid
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import StoredLayerVersion

_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_MISSING = Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)
_PERMISSION_OPERATIONS = ("AddLayerVersionPermission", "GetLayerVersionPolicy", "RemoveLayerVersionPermission")


def layer_version(request: AwsRequest, state: State) -> StoredLayerVersion | None:
    """Return the version of the layer that the request names; None when there is none."""
    name = str(request.parameters.get("LayerName", "")).rpartition(":")[2]
    functions = StoredFunctions(state.account_id)
    return functions.layer_version(request.region, name, str(request.parameters.get("VersionNumber")))


@guard(
    "lambda",
    *("GetLayerVersion", "DeleteLayerVersion"),
    phase=Phase.IDENTIFIER,
    source=_API + "API_GetLayerVersion.html",
)
def layer_version_exists(request: AwsRequest, state: State) -> Refusal | None:
    """Versions begin with 1; deleting one that is not there is no error."""
    number = request.parameters.get("VersionNumber")
    if number is not None and number < 1:
        return invalid("Layer Version Cannot be less than 1")
    if request.operation == "DeleteLayerVersion" or layer_version(request, state) is not None:
        return None
    return _MISSING


@guard("lambda", "GetLayerVersionByArn", phase=Phase.IDENTIFIER, source=_API + "API_GetLayerVersionByArn.html")
def layer_version_of_the_arn_exists(request: AwsRequest, state: State) -> Refusal | None:
    """The ARN names a version of a layer that there is."""
    *_, region, _account, _layer, name, number = ["", *str(request.parameters.get("Arn", "")).split(":")]
    layer = StoredFunctions(state.account_id).layer_version(region, name, number)
    return _MISSING if layer is None else None


@guard(
    "lambda",
    *_PERMISSION_OPERATIONS,
    phase=Phase.IDENTIFIER,
    source=_API + "API_AddLayerVersionPermission.html",
)
def layer_version_of_the_policy_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A policy is of a version of a layer that there is."""
    if layer_version(request, state) is not None:
        return None
    name, number = request.parameters.get("LayerName"), request.parameters.get("VersionNumber")
    arn = f"arn:aws:lambda:{request.region}:{state.account_id}:layer:{name}:{number}"
    return Refusal("ResourceNotFoundException", f"Layer version {arn} does not exist.", 404)
