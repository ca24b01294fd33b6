"""What guards of REST APIs look at in moto's state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.refusal import Refusal
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.gateway.state import State


def api(request: AwsRequest, state: State) -> Any | None:
    """moto's REST API that a request names, None when there is none."""
    return state.backend("apigateway", request.region).apis.get(str(request.parameters.get("restApiId")))


def resource(request: AwsRequest, state: State) -> Any | None:
    """Its resource, None when there is none."""
    found = api(request, state)
    return found.resources.get(str(request.parameters.get("resourceId"))) if found else None


def method(request: AwsRequest, state: State) -> Any | None:
    """The resource's method, None when there is none."""
    found = resource(request, state)
    return found.resource_methods.get(str(request.parameters.get("httpMethod"))) if found else None


def patches(request: AwsRequest) -> list[Mapping[str, Any]]:
    """The patch operations of a request."""
    return list(request.parameters.get("patchOperations") or ())


def bad(message: str) -> Refusal:
    """API Gateway's refusal of a request."""
    return Refusal("BadRequestException", message, 400)


def conflict(message: str) -> Refusal:
    """API Gateway's refusal of a request that something else stands in the way of."""
    return Refusal("ConflictException", message, 409)


def missing(message: str) -> Refusal:
    """API Gateway's refusal of a request for what is not there."""
    return Refusal("NotFoundException", message, 404)
