"""Where moto breaks because a call names something that does not exist, which AWS calls the caller's error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awslab.cloud.gateway.moto_core import get_service_model
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.gateway.rooms import manifest_of


def nothing_of_that_name(request: AwsRequest, error: Exception) -> AwsResponse | None:
    """The service's error for a name that leads nowhere; None when that is not what broke.

    moto looks things up by the names it is given: a KeyError of such a name is a thing that is not there. The code is
    the one that the service's model has for it, the sentence is ours.
    """
    if not isinstance(error, KeyError) or not error.args:
        return None
    if request.service == "ecs" and error.args[0] == "default":  # the cluster of calls that name none
        return refusal(request, "ClusterNotFoundException", "Cluster not found.", 400)
    if error.args[0] not in set(_texts(request.parameters)):
        return None
    sentence = f"{request.operation} names something that does not exist: {error.args[0]}"
    return refusal(request, _code(request), sentence, None if _stated(request) else 400)


def _code(request: AwsRequest) -> str:
    return _stated(request) or manifest_of(request.service).missing_code or "InvalidParameterValue"


def _stated(request: AwsRequest) -> str:
    shapes = get_service_model(request.service).operation_model(request.operation).error_shapes
    names = (str(shape.metadata.get("error", {}).get("code") or shape.name) for shape in shapes)
    return next((name for name in names if "NotFound" in name or "NoSuch" in name), "")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
