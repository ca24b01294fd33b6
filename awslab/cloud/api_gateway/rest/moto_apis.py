"""Everything that this room reads and writes in moto: REST APIs, their stages, and what a deployment takes with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from moto.apigateway.models import GatewayResponse as MotoGatewayResponse
from moto.backends import get_backend

from awslab.cloud.api_gateway.rest.snapshot import (
    GatewayResponse,
    Integration,
    IntegrationResponse,
    Method,
    Resource,
    Snapshot,
    StageSettings,
)
from awslab.cloud.api_gateway.rest.state import (
    Canary,
    Parameters,
    StoredApi,
    StoredGateway,
    StoredGatewayResponse,
    StoredIntegration,
    StoredMethod,
    StoredResource,
    StoredStage,
)
from awslab.cloud.edge.functions import API_GATEWAY
from awslab.cloud.iam.moto_iam import Identities

DEFAULT_TIMEOUT = 29.0
"""Seconds that an integration may take, unless it states another time."""


class Apis:
    """One account's REST APIs."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def gateway(self, region: str) -> StoredGateway:
        """Return API Gateway of a region."""
        backend: StoredGateway = self._regions[region]
        return backend

    def region_of(self, api_id: str) -> str | None:
        """Return the region of an API; None when there is no such API."""
        return next((region for region in list(self._regions) if api_id in self._regions[region].apis), None)

    def api(self, region: str, api_id: str) -> StoredApi:
        """Return an API that is there."""
        return self.gateway(region).apis[api_id]

    def stage(self, region: str, api_id: str, name: str) -> StoredStage | None:
        """Return a stage; None when it or its API is not there."""
        api = self.gateway(region).apis.get(api_id)
        return api.stages.get(name) if api else None

    def is_open(self, region: str, api_id: str) -> bool:
        """Say whether clients may use the API's AWS name (`disableExecuteApiEndpoint` is not set)."""
        return not _is_true(self.api(region, api_id).disableExecuteApiEndpoint)

    def is_private(self, region: str, api_id: str) -> bool:
        """Say whether the API is reached through VPC endpoints only."""
        return "PRIVATE" in ((self.api(region, api_id).endpoint_configuration or {}).get("types") or ())

    def put_validation_expression(self, region: str, api_id: str, authorizer_id: str, expression: str | None) -> None:
        """Write the validation expression of an authorizer, which moto loses when the authorizer is created."""
        self.api(region, api_id).authorizers[authorizer_id].identity_validation_expression = expression

    def deployments(self) -> Iterator[tuple[str, str, str]]:
        """Yield region, API and id of every deployment."""
        for region in list(self._regions):
            for api in list(self.gateway(region).apis.values()):
                yield from ((region, api.id, deployment) for deployment in list(api.deployments))

    def snapshot(self, region: str, api_id: str) -> Snapshot:
        """Return the API as it is now."""
        api = self.api(region, api_id)
        return Snapshot(
            resources=tuple(_resource(resource) for resource in api.resources.values()),
            binary_types=tuple(api.binaryMediaTypes or ()),
            policy=_policy(api.policy),
            key_source=str(api.api_key_source or "HEADER"),
            gateway_responses=self.gateway_responses(region, api_id),
            authorizers={name: dict(authorizer.to_json()) for name, authorizer in api.authorizers.items()},
            validators={
                name: (_is_true(validator.validate_request_body), _is_true(validator.validate_request_parameters))
                for name, validator in api.request_validators.items()
            },
            models={name: str(model.schema or "{}") for name, model in api.models.items()},
            compresses_from=_size(api.minimum_compression_size),
        )

    def gateway_responses(self, region: str, api_id: str) -> Mapping[str, GatewayResponse]:
        """Return the gateway responses that the API's owner changed, by type."""
        responses = self.api(region, api_id).gateway_responses
        return {kind: _gateway_response(response) for kind, response in responses.items()}

    def put_gateway_response(self, region: str, parameters: Parameters) -> None:
        """Store a changed gateway response, with the parameters of PutGatewayResponse."""
        self._regions[region].apis[str(parameters["restApiId"])].put_gateway_response(
            parameters["responseType"],
            parameters.get("statusCode"),
            parameters.get("responseParameters") or {},
            parameters.get("responseTemplates") or {},
        )

    def may_write_logs(self, region: str) -> bool:
        """Say whether the account gave API Gateway a role for CloudWatch Logs.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
        """
        role = str(self.gateway(region).account.cloudwatch_role_arn or "")
        return Identities(self._account_id).role_trusts(role, API_GATEWAY)

    @property
    def _regions(self) -> Mapping[str, Any]:
        regions: Mapping[str, Any] = get_backend("apigateway")[self._account_id]
        return regions


def new_gateway_response(kind: str, template: str) -> StoredGatewayResponse:
    """Return a gateway response of a type as it is before its owner changes it, not stored anywhere."""
    response: Any = MotoGatewayResponse(kind, 0, {}, {"application/json": template})
    response.status_code = None
    new_response: StoredGatewayResponse = response
    return new_response


def settings(stage: StoredStage) -> StageSettings:
    """Return what a stage states beside its deployment."""
    logs = stage.access_log_settings or {}
    canary: Canary | None = getattr(stage, "canary_settings", None)
    access_log = (str(logs["destinationArn"]), str(logs["format"])) if _is_complete(logs) else None
    return StageSettings(
        methods={name: dict(method) for name, method in stage.method_settings.items()},
        caches=_is_true(stage.cache_cluster_enabled),
        access_log=access_log,
        canary_percent=float(canary.get("percentTraffic") or 0) if canary else None,
        canary_cached=_is_true(canary.get("useStageCache")) if canary else False,
    )


def _resource(resource: StoredResource) -> Resource:
    methods = {verb: _method(method) for verb, method in resource.resource_methods.items()}
    return Resource(str(resource.id), str(resource.get_path()), methods)


def _method(method: StoredMethod) -> Method:
    return Method(
        verb=str(method.http_method),
        authorization=str(method.authorization_type or "NONE"),
        authorizer_id=method.authorizer_id,
        key_required=_is_true(method.api_key_required),
        validator_id=method.request_validator_id,
        parameters={name: _is_true(value) for name, value in (method.request_parameters or {}).items()},
        models=dict(method.request_models or {}),
        integration=_integration(method.method_integration) if method.method_integration else None,
        responses=frozenset(int(status) for status in method.method_responses),
    )


def _integration(integration: StoredIntegration) -> Integration:
    milliseconds = integration.timeout_in_millis
    return Integration(
        kind=str(integration.integration_type),
        uri=str(integration.uri or ""),
        verb=str(integration.http_method or ""),
        credentials=integration.credentials or None,
        timeout=float(milliseconds) / 1000 if milliseconds else DEFAULT_TIMEOUT,
        passthrough=str(integration.passthrough_behaviour or "WHEN_NO_MATCH"),
        templates=dict(integration.request_templates or {}),
        parameters=dict(integration.request_parameters or {}),
        content_handling=str(integration.content_handling or ""),
        responses=tuple(
            IntegrationResponse(
                int(response.status_code),
                response.selection_pattern or "",
                dict(response.response_templates or {}),
                dict(response.response_parameters or {}),
                str(response.content_handling or ""),
            )
            for response in (integration.integration_responses or {}).values()
        ),
        cache_keys=tuple(integration.cache_key_parameters or ()),
        cache_namespace=str(integration.cache_namespace or ""),
        connection=str(integration.connection_type or "INTERNET"),
    )


def _gateway_response(response: StoredGatewayResponse) -> GatewayResponse:
    status = int(response.status_code) if response.status_code else None
    return GatewayResponse(status, dict(response.response_parameters or {}), dict(response.response_templates or {}))


def _policy(policy: object) -> str:
    """Return a resource policy as JSON; boto3 sends it as text, with or without escapes."""
    return policy if isinstance(policy, str) else json.dumps(policy) if policy else ""


def _is_complete(logs: Mapping[str, str]) -> bool:
    return bool(logs.get("destinationArn") and logs.get("format"))


def _size(value: int | str | None) -> int | None:
    return None if value in (None, "") else int(value)


def _is_true(value: object) -> bool:
    return value is True or str(value).lower() == "true"
