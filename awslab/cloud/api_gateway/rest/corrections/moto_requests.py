"""The API that a call to moto is about."""

from __future__ import annotations

from typing import Any

from moto.apigateway.responses import APIGatewayResponse

from awslab.cloud.api_gateway.rest.state import StoredApi


def api_of(response: APIGatewayResponse) -> StoredApi | None:
    """Return the API that the path of moto's request names; None when there is none."""
    backend: Any = response.backend
    api: StoredApi | None = backend.apis.get(response.path.split("/")[2])
    return api
