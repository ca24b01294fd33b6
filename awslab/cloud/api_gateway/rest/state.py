"""What moto keeps of REST APIs, as guards and answers see it, and the refusals that they share.

The protocols name what moto's objects really have; `canary_settings` and its like are added by this room's corrections.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypedDict

from awslab.cloud.gateway.moto_state import State
from awslab.cloud.gateway.refusal import Refusal
from awslab.cloud.gateway.request import AwsRequest

Parameters = Mapping[str, Any]
"""A call's parameters, by the names of the API's members."""
JsonObject = dict[str, Any]
"""A resource as the API shows it."""


class Canary(TypedDict, total=False):
    """A stage's canary."""

    deploymentId: str
    percentTraffic: float
    useStageCache: bool
    stageVariableOverrides: dict[str, str]


class StoredIntegrationResponse(Protocol):
    """moto's integration response."""

    status_code: str
    selection_pattern: str | None
    response_templates: dict[str, str | None] | None
    response_parameters: dict[str, str] | None
    content_handling: str | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredIntegration(Protocol):
    """moto's integration."""

    integration_type: str
    uri: str | None
    http_method: str | None
    credentials: str | None
    passthrough_behaviour: str | None
    content_handling: str | None
    connection_type: str | None
    connection_id: str | None
    timeout_in_millis: int | None
    cache_namespace: str | None
    cache_key_parameters: list[str]
    request_templates: dict[str, str | None] | None
    request_parameters: dict[str, str] | None
    integration_responses: dict[str, StoredIntegrationResponse] | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredMethodResponse(Protocol):
    """moto's method response."""

    response_parameters: dict[str, bool] | None
    response_models: dict[str, str] | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredMethod(Protocol):
    """moto's method."""

    http_method: str
    authorization_type: str | None
    authorizer_id: str | None
    api_key_required: bool
    request_validator_id: str | None
    request_parameters: dict[str, bool] | None
    request_models: dict[str, str] | None
    method_integration: StoredIntegration | None
    method_responses: dict[str, StoredMethodResponse]

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredResource(Protocol):
    """moto's resource."""

    id: str
    path_part: str
    parent_id: str | None
    resource_methods: dict[str, StoredMethod]

    def get_path(self) -> str:
        """Return the whole path."""

    def to_dict(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredStage(Protocol):
    """moto's stage."""

    name: str
    deployment_id: str
    description: str
    variables: dict[str, str]
    method_settings: dict[str, dict[str, object]]
    cache_cluster_enabled: bool
    cache_cluster_size: str | None
    cache_cluster_status: str | None
    tracing_enabled: bool | None
    documentation_version: str | None
    client_certificate_id: str | None
    created: int
    updated: int
    access_log_settings: dict[str, str] | None
    canary_settings: Canary | None
    tags: dict[str, str] | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredDeployment(Protocol):
    """moto's deployment."""

    id: str
    stage_name: str | None
    description: str | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredAuthorizer(Protocol):
    """moto's authorizer."""

    identity_validation_expression: str | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredValidator(Protocol):
    """moto's request validator."""

    validate_request_body: bool | str | None
    validate_request_parameters: bool | str | None


class StoredModel(Protocol):
    """moto's model."""

    id: str
    name: str
    description: str | None
    schema: str | None
    content_type: str | None


class StoredGatewayResponse(Protocol):
    """moto's gateway response: one that the API's owner changed."""

    status_code: str | None
    response_parameters: dict[str, str] | None
    response_templates: dict[str, str] | None

    def to_json(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredApi(Protocol):
    """moto's REST API."""

    id: str
    version: str | None
    policy: object
    """JSON as text, or the document itself; None for none."""
    endpoint_configuration: dict[str, Any] | None
    disableExecuteApiEndpoint: bool | str  # noqa: N815  # moto's name
    binaryMediaTypes: list[str] | None  # noqa: N815  # moto's name
    api_key_source: str | None
    minimum_compression_size: int | None
    tags: dict[str, str] | None
    resources: dict[str, StoredResource]
    stages: dict[str, StoredStage]
    deployments: dict[str, StoredDeployment]
    authorizers: dict[str, StoredAuthorizer]
    request_validators: dict[str, StoredValidator]
    models: dict[str, StoredModel]
    gateway_responses: dict[str, StoredGatewayResponse]

    def to_dict(self) -> JsonObject:
        """Return it as the API shows it."""


class StoredKey(Protocol):
    """moto's API key."""

    id: str
    value: str
    enabled: bool
    tags: dict[str, str] | None


class StoredUsagePlan(Protocol):
    """moto's usage plan."""

    id: str
    api_stages: list[dict[str, Any]]
    throttle: dict[str, float]
    quota: dict[str, Any]
    tags: dict[str, str] | None


class StoredAccount(Protocol):
    """moto's account settings of API Gateway."""

    cloudwatch_role_arn: str | None


class StoredGateway(Protocol):
    """moto's API Gateway of one region."""

    account: StoredAccount
    apis: dict[str, StoredApi]
    keys: dict[str, StoredKey]
    usage_plans: dict[str, StoredUsagePlan]
    usage_plan_keys: dict[str, dict[str, object]]
    domain_names: dict[str, object]
    base_path_mappings: dict[str, dict[str, object]]
    vpc_links: dict[str, object]


def gateway(request: AwsRequest, state: State) -> StoredGateway:
    """Return API Gateway of the region that a request is sent to."""
    backend: StoredGateway = state.backend("apigateway", request.region)
    return backend


def api(request: AwsRequest, state: State) -> StoredApi | None:
    """Return the REST API that a request names; None when there is none."""
    return gateway(request, state).apis.get(str(request.parameters.get("restApiId")))


def resource(request: AwsRequest, state: State) -> StoredResource | None:
    """Return the resource that a request names; None when it or its API is not there."""
    owner = api(request, state)
    return owner.resources.get(str(request.parameters.get("resourceId"))) if owner else None


def method(request: AwsRequest, state: State) -> StoredMethod | None:
    """Return the method that a request names; None when it, its resource or its API is not there."""
    owner = resource(request, state)
    return owner.resource_methods.get(str(request.parameters.get("httpMethod"))) if owner else None


def bad_request(message: str) -> Refusal:
    """Return API Gateway's refusal of a request that is wrong in itself."""
    return Refusal("BadRequestException", message, 400)


def conflict(message: str) -> Refusal:
    """Return API Gateway's refusal of a request that something existing stands in the way of."""
    return Refusal("ConflictException", message, 409)


def not_found(message: str) -> Refusal:
    """Return API Gateway's refusal of a request that names something that is not there."""
    return Refusal("NotFoundException", message, 404)
