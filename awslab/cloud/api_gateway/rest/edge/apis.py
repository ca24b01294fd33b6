"""Everything that this room reads in moto: REST APIs, their stages, and what a deployment takes with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.api_gateway.rest.edge.deployed import (
    Deployed,
    GatewayResponse,
    Integration,
    IntegrationResponse,
    Method,
    Resource,
    StageSettings,
)
from awslab.cloud.iam.policies.service_permissions import trusts

LONGEST = 29.0
"""Seconds that an integration may take, when nothing else is said."""


class Apis:
    """One account's REST APIs."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def region_of(self, api_id: str) -> str | None:
        """Where an API is; None when there is none."""
        backends = get_backend("apigateway")[self._account_id]
        return next((region for region in list(backends) if api_id in backends[region].apis), None)

    def stage(self, region: str, api_id: str, name: str) -> Any | None:
        """moto's stage."""
        api = self.backend(region).apis.get(api_id)
        return api.stages.get(name) if api else None

    def is_open(self, region: str, api_id: str) -> bool:
        """Whether the API's AWS name is not switched off."""
        return not _true(self.backend(region).apis[api_id].disableExecuteApiEndpoint)

    def put_expression(self, region: str, given: Mapping[str, Any]) -> None:
        """Write the validation expression of an authorizer that was created with one, which moto loses.

        https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html
        """
        authorizers = self.backend(region).apis[str(given["restApiId"])].authorizers.values()
        newest = list(authorizers)[-1]
        newest.identity_validation_expression = given.get("identityValidationExpression")

    def is_private(self, region: str, api_id: str) -> bool:
        """Whether the API is reached through VPC endpoints only."""
        return "PRIVATE" in ((self.backend(region).apis[api_id].endpoint_configuration or {}).get("types") or ())

    def deployments(self) -> Iterator[tuple[str, str, str]]:
        """Region, API and id of every deployment."""
        backends = get_backend("apigateway")[self._account_id]
        for region in list(backends):
            for api in list(backends[region].apis.values()):
                yield from ((region, api.id, deployment) for deployment in list(api.deployments))

    def deployed(self, region: str, api_id: str) -> Deployed:
        """The API as it is now."""
        api = self.backend(region).apis[api_id]
        return Deployed(
            resources=tuple(_resource(each) for each in api.resources.values()),
            binary_types=tuple(api.binaryMediaTypes or ()),
            policy=_policy(api.policy),
            key_source=str(api.api_key_source or "HEADER"),
            gateway_responses=self.gateway_responses(region, api_id),
            authorizers={name: dict(each.to_json()) for name, each in api.authorizers.items()},
            validators={
                name: (_true(each.validate_request_body), _true(each.validate_request_parameters))
                for name, each in api.request_validators.items()
            },
            models={name: str(each.schema or "{}") for name, each in api.models.items()},
            compresses_from=_size(api.minimum_compression_size),
        )

    def gateway_responses(self, region: str, api_id: str) -> Mapping[str, GatewayResponse]:
        """Those that the API's owner changed, by type."""
        changed = self.backend(region).apis[api_id].gateway_responses
        return {name: _gateway_response(each) for name, each in changed.items()}

    def put_gateway_response(self, region: str, given: Mapping[str, Any]) -> None:
        """Have moto keep a changed one."""
        self.backend(region).apis[str(given["restApiId"])].put_gateway_response(
            given["responseType"],
            given.get("statusCode"),
            given.get("responseParameters") or {},
            given.get("responseTemplates") or {},
        )

    def may_assume(self, role: str) -> bool:
        """Whether API Gateway may assume a role; what the role may do is another question."""
        roles = get_backend("iam")[self._account_id]["aws"].roles.values()
        found = next((each for each in list(roles) if each.arn == role), None)
        document = found.assume_role_policy_document if found else None
        if isinstance(document, str):
            document = json.loads(document)
        return document is not None and trusts(document, "apigateway.amazonaws.com")

    def may_write_logs(self, region: str) -> bool:
        """Whether the account gave API Gateway a role for CloudWatch Logs.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
        """
        return self.may_assume(str(self.backend(region).account.cloudwatch_role_arn or ""))

    def backend(self, region: str) -> Any:
        """moto's API Gateway of a region."""
        return get_backend("apigateway")[self._account_id][region]


def _resource(found: Any) -> Resource:
    methods = {verb: _method(each) for verb, each in found.resource_methods.items()}
    return Resource(str(found.id), str(found.get_path()), methods)


def _method(found: Any) -> Method:
    return Method(
        verb=str(found.http_method),
        authorization=str(found.authorization_type or "NONE"),
        authorizer_id=found.authorizer_id,
        key_required=_true(found.api_key_required),
        validator_id=found.request_validator_id,
        parameters={name: _true(value) for name, value in (found.request_parameters or {}).items()},
        models=dict(found.request_models or {}),
        integration=_integration(found.method_integration) if found.method_integration else None,
        responses=frozenset(int(status) for status in found.method_responses),
    )


def _integration(found: Any) -> Integration:
    responses: Mapping[str, Any] = found.integration_responses or {}
    return Integration(
        kind=str(found.integration_type),
        uri=str(found.uri or ""),
        verb=str(found.http_method or ""),
        credentials=found.credentials or None,
        timeout=float(found.timeout_in_millis) / 1000 if found.timeout_in_millis else LONGEST,
        passthrough=str(found.passthrough_behaviour or "WHEN_NO_MATCH"),
        templates=dict(found.request_templates or {}),
        parameters=dict(found.request_parameters or {}),
        content_handling=str(found.content_handling or ""),
        responses=tuple(
            IntegrationResponse(
                int(each.status_code),
                each.selection_pattern or "",
                dict(each.response_templates or {}),
                dict(each.response_parameters or {}),
                str(each.content_handling or ""),
            )
            for each in responses.values()
        ),
        cache_keys=tuple(found.cache_key_parameters or ()),
        cache_namespace=str(found.cache_namespace or ""),
        connection=str(found.connection_type or "INTERNET"),
    )


def _gateway_response(found: Any) -> GatewayResponse:
    status = int(found.status_code) if found.status_code else None
    return GatewayResponse(status, dict(found.response_parameters or {}), dict(found.response_templates or {}))


def _policy(written: Any) -> str:
    """As JSON; boto3 sends it as text, with or without escapes."""
    return written if isinstance(written, str) else json.dumps(written) if written else ""


def settings(stage: Any) -> StageSettings:
    """What moto's stage says beside its deployment."""
    logs: Mapping[str, Any] = stage.access_log_settings or {}
    canary: Mapping[str, Any] | None = getattr(stage, "canary_settings", None)
    complete = logs.get("destinationArn") and logs.get("format")
    return StageSettings(
        methods={name: dict(each) for name, each in stage.method_settings.items()},
        caches=_true(stage.cache_cluster_enabled),
        access_log=(str(logs["destinationArn"]), str(logs["format"])) if complete else None,
        canary_percent=float(canary.get("percentTraffic") or 0) if canary else None,
        canary_cached=_true(canary.get("useStageCache")) if canary else False,
    )


def _size(value: Any) -> int | None:
    return None if value in (None, "") else int(value)


def _true(value: Any) -> bool:
    return value is True or str(value).lower() == "true"
