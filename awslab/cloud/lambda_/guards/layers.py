"""Layers that Lambda does not take; recorded from the real service."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.lambda_.guards.names import invalid

_LAYERS = "https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html"
_API = "https://docs.aws.amazon.com/lambda/latest/api/"
_MOST = 5
_OF_A_VERSION = ("AddLayerVersionPermission", "GetLayerVersionPolicy", "RemoveLayerVersionPermission")


def layer_version(request: AwsRequest, state: State) -> Any | None:
    """moto's version of the layer that the request names, None when there is none."""
    name = str(request.parameters.get("LayerName", "")).rpartition(":")[2]
    return _version(state, request.region, name, str(request.parameters.get("VersionNumber")))


@guard("lambda", "GetLayerVersion", "DeleteLayerVersion", source=_API + "API_GetLayerVersion.html")
def versions_of_layers_begin_with_one(request: AwsRequest, state: State) -> Refusal | None:
    """Below that there is none; one that is not there is deleted without a word."""
    number = request.parameters.get("VersionNumber")
    if number is not None and number < 1:
        return invalid("Layer Version Cannot be less than 1")
    if request.operation == "DeleteLayerVersion" or layer_version(request, state) is not None:
        return None
    return Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)


@guard("lambda", "GetLayerVersionByArn", source=_API + "API_GetLayerVersionByArn.html")
def the_layer_of_an_arn_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """As by name and number."""
    *_, region, _account, _layer, name, number = ["", *str(request.parameters.get("Arn", "")).split(":")]
    if _version(state, region, name, number) is not None:
        return None
    return Refusal("ResourceNotFoundException", "The resource you requested does not exist.", 404)


@guard("lambda", *_OF_A_VERSION, source=_API + "API_AddLayerVersionPermission.html")
def permissions_are_of_a_layer_that_is_there(request: AwsRequest, state: State) -> Refusal | None:
    """A version of it."""
    if layer_version(request, state) is not None:
        return None
    name, number = request.parameters.get("LayerName"), request.parameters.get("VersionNumber")
    arn = f"arn:aws:lambda:{request.region}:{state.account_id}:layer:{name}:{number}"
    return Refusal("ResourceNotFoundException", f"Layer version {arn} does not exist.", 404)


@guard("lambda", "CreateFunction", "UpdateFunctionConfiguration", source=_LAYERS)
def layers_fit_together(request: AwsRequest, state: State) -> Refusal | None:
    """Five at most, of the function's region, each once, and there."""
    arns = [str(arn) for arn in request.parameters.get("Layers") or ()]
    if len(arns) > _MOST:
        return invalid(f"Cannot reference more than {_MOST} layers.")
    if any(arn.split(":")[3] != request.region for arn in arns):
        words = "Layers are not in the same region as the function. Layers are expected to be in region"
        return invalid(f"{words} {request.region}.")
    for one, other in combinations(arns, 2):
        if one.rpartition(":")[0] == other.rpartition(":")[0]:
            words = "Two different versions of the same layer are not allowed to be referenced in the same function."
            return invalid(f"{words} {one} and {other} are versions of the same layer.")
    for arn in arns:
        _, _, _, region, account, _, name, number = arn.split(":")
        if account == state.account_id and _version(state, region, name, number) is None:
            return invalid(f"Layer version {arn} does not exist.")
    return None


def _version(state: State, region: str, name: str, number: str) -> Any | None:
    layers = state.backend("lambda", region)._layers._layers
    layer = layers.get(name) or layers.get(f"arn:aws:lambda:{region}:{state.account_id}:layer:{name}")
    return None if layer is None else layer.layer_versions.get(number)
