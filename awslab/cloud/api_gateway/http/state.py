"""What moto keeps of HTTP APIs, as guards and answers see it.

The protocols name what moto's objects really have; `deployments` is added by this room's corrections.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from awslab.cloud.api_gateway.http.deployment import Deployment
from awslab.cloud.gateway.moto_state import State
from awslab.cloud.gateway.refusal import Refusal
from awslab.cloud.gateway.request import AwsRequest

JsonObject = dict[str, Any]
"""A resource as the API shows it."""
Members = Mapping[str, Any]
"""Members of a call or of a definition, by their names."""


class StoredAuthorizer(Protocol):
    """moto's authorizer."""

    id: str
    name: str
    authorizer_type: str
    authorizer_uri: str | None
    auth_payload_format_version: str | None
    auth_creds_arn: str | None
    auth_result_ttl: int | None
    enable_simple_response: bool | None
    identity_source: list[str] | str | None
    jwt_config: JsonObject | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredIntegration(Protocol):
    """moto's integration."""

    id: str
    integration_type: str
    integration_subtype: str | None
    integration_uri: str | None
    integration_method: str | None
    payload_format_version: str | None
    credentials_arn: str | None
    timeout_in_millis: int | None
    connection_type: str | None
    connection_id: str | None
    request_parameters: dict[str, str] | None
    response_parameters: dict[str, dict[str, str]] | None


class StoredRoute(Protocol):
    """moto's route."""

    route_key: str
    target: str | None
    authorization_type: str | None
    authorizer_id: str | None
    authorization_scopes: list[str] | None


class StoredStage(Protocol):
    """moto's stage."""

    name: str
    config: JsonObject
    """The members of CreateStage, and of them `deploymentId` and `lastDeploymentStatusMessage` as they are now."""
    auto_deploy: bool | None
    stage_variables: dict[str, str]
    default_route_settings: dict[str, object]
    route_settings: dict[str, dict[str, object]]
    access_log_settings: dict[str, str] | None
    updated: datetime
    """Naive, in local time, as moto keeps its times."""

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredApi(Protocol):
    """moto's HTTP or WebSocket API."""

    api_id: str
    name: str
    version: str | None
    description: str | None
    protocol_type: str
    """`HTTP` or `WEBSOCKET`."""
    disable_execute_api_endpoint: bool
    cors_configuration: JsonObject | None
    routes: dict[str, StoredRoute]
    integrations: dict[str, StoredIntegration]
    authorizers: dict[str, StoredAuthorizer]
    models: dict[str, object]
    stages: dict[str, StoredStage]
    deployments: dict[str, Deployment]

    def create_authorizer(self, **members: object) -> StoredAuthorizer:
        """Make an authorizer."""

    def create_integration(self, **members: object) -> StoredIntegration:
        """Make an integration."""

    def create_route(self, **members: object) -> StoredRoute:
        """Make a route."""

    def create_stage(self, config: JsonObject) -> StoredStage:
        """Make a stage."""

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


def api(request: AwsRequest, state: State) -> StoredApi | None:
    """Return the API that a request names; None for one that is not there, which moto refuses."""
    apis: Mapping[str, StoredApi] = state.backend("apigatewayv2", request.region).apis
    return apis.get(str(request.parameters.get("ApiId")))


def http_api(request: AwsRequest, state: State) -> StoredApi | None:
    """Return the HTTP API that a request names; None for none, and for a WebSocket API."""
    named_api = api(request, state)
    return named_api if named_api is not None and named_api.protocol_type == "HTTP" else None


def bad_request(message: str) -> Refusal:
    """Return API Gateway's refusal of a request that is wrong in itself."""
    return Refusal("BadRequestException", message, 400)


def conflict(message: str) -> Refusal:
    """Return API Gateway's refusal of a request that something existing stands in the way of."""
    return Refusal("ConflictException", message, 409)


def not_found(message: str) -> Refusal:
    """Return API Gateway's refusal of a request that names something that is not there."""
    return Refusal("NotFoundException", message, 404)
