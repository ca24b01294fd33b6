"""ImportApi and ReimportApi, which moto does not know, or knows in part.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from awslab.cloud.api_gateway.http.edge.moto_apis import Apis
from awslab.cloud.api_gateway.http.edge.openapi import DefinedRoute, Definition, DefinitionError, read
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal

_JSON = {"Content-Type": "application/json"}


class Imports:
    """An extension with own answers."""

    def __init__(self, apis: Apis) -> None:
        self._apis = apis

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The API with everything that its definition has; stages are kept, and none is made."""
        if request.service != "apigatewayv2" or request.operation not in ("ImportApi", "ReimportApi"):
            return None
        try:
            definition = _defined(request)
        except DefinitionError as error:
            return refusal(request, "BadRequestException", str(error), 400)
        api = self._api(request, definition)
        if api is None:
            sentence = f"Invalid API identifier specified {request.parameters['ApiId']}"
            return refusal(request, "NotFoundException", sentence, 404)
        _fill(api, definition)
        told = api.to_json() | {"warnings": list(definition.warnings)}
        return AwsResponse(201, _JSON, json.dumps(told).encode())

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""

    def _api(self, request: AwsRequest, definition: Definition) -> Any | None:
        """A new API, or the one that is to be filled again."""
        if request.operation == "ImportApi":
            return self._apis.create(request.region, definition.title)
        return self._apis.api(request.region, str(request.parameters["ApiId"]))


def _defined(request: AwsRequest) -> Definition:
    """The request's definition, when all of it can be imported. Raises DefinitionError."""
    text, account = str(request.parameters["Body"]), request.caller.account_id
    known = {"AccountId": account, "Partition": "aws", "Region": request.region, "URLSuffix": "amazonaws.com"}
    for name, value in known.items():
        text = text.replace(f"${{AWS::{name}}}", value)
    definition = read(text)
    if definition.warnings and request.parameters.get("FailOnWarnings"):
        raise DefinitionError(f"Warnings found during import: {'; '.join(definition.warnings)}")
    return definition


def _fill(api: Any, definition: Definition) -> None:
    api.name, api.version, api.description = definition.title, definition.version, definition.description
    api.cors_configuration = dict(definition.cors) or None
    for kept in (api.routes, api.integrations, api.authorizers, api.models):
        kept.clear()
    authorizers = {name: _authorizer(api, name, scheme) for name, scheme in definition.schemes.items()}
    for route in definition.routes:
        _route(api, route, authorizers)


def _authorizer(api: Any, name: str, scheme: Mapping[str, Any]) -> Any | None:
    """moto's authorizer; None for a scheme that is signatures, or nothing that API Gateway knows."""
    given = scheme["x-amazon-apigateway-authorizer"]
    if not given:
        return None
    sources = given.get("identitySource") or []
    if isinstance(sources, str):
        sources = [each.strip() for each in sources.split(",") if each.strip()]
    return api.create_authorizer(
        auth_creds_arn=given.get("authorizerCredentials"),
        auth_payload_format_version=_text(given.get("authorizerPayloadFormatVersion")),
        auth_result_ttl=given.get("authorizerResultTtlInSeconds"),
        authorizer_type=str(given.get("type", "")).upper(),
        authorizer_uri=given.get("authorizerUri"),
        enable_simple_response=given.get("enableSimpleResponses"),
        identity_source=sources,
        identity_validation_expr=None,
        jwt_config=given.get("jwtConfiguration"),
        name=name,
    )


def _route(api: Any, route: DefinedRoute, authorizers: Mapping[str, Any]) -> None:
    authorizer = authorizers.get(route.scheme)
    kinds = {"JWT": "JWT", "REQUEST": "CUSTOM"}
    kind = "NONE" if not route.scheme else kinds[authorizer.authorizer_type] if authorizer else "AWS_IAM"
    api.create_route(
        api_key_required=False,
        authorization_scopes=list(route.scopes),
        authorization_type=kind,
        authorizer_id=authorizer.id if authorizer else None,
        route_key=route.key,
        target=f"integrations/{_integration(api, route.integration).id}" if route.integration else "",
    )


def _integration(api: Any, given: Mapping[str, Any]) -> Any:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html"""
    return api.create_integration(
        connection_id=given.get("connectionId"),
        connection_type=given.get("connectionType") or "INTERNET",
        credentials_arn=given.get("credentials"),
        description="",
        integration_method=given.get("httpMethod"),
        integration_subtype=given.get("integrationSubtype"),
        integration_type=str(given["type"]).upper(),
        integration_uri=given.get("uri"),
        payload_format_version=_text(given.get("payloadFormatVersion")),
        request_parameters=given.get("requestParameters"),
        response_parameters=given.get("responseParameters"),
        timeout_in_millis=given.get("timeoutInMillis"),
    )


def _text(value: Any) -> str | None:
    """`1.0`, which YAML and JSON may have as a number."""
    return None if value is None else str(value)
