"""ImportApi and ReimportApi, which moto does not know, or knows in part.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from awslab.cloud.api_gateway.http.answers.named_apis import with_api
from awslab.cloud.api_gateway.http.moto_apis import Apis
from awslab.cloud.api_gateway.http.openapi import DefinedRoute, Definition, DefinitionError, read
from awslab.cloud.api_gateway.http.state import Members, StoredApi, StoredAuthorizer, StoredIntegration
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal
from awslab.cloud.ports.context import GatewayContext

_API = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/"
_JSON = {"Content-Type": "application/json"}


@answers("apigatewayv2", "ImportApi", source=_API + "apis.html")
def import_api(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Make an API with everything that its definition has, but no stage."""
    try:
        definition = _definition(request)
    except DefinitionError as error:
        return refusal(request, "BadRequestException", str(error), 400)
    api = Apis(context.account_id).create(request.region, definition.title)
    return _fill(api, definition)


@answers("apigatewayv2", "ReimportApi", source=_API + "apis-apiid.html")
def reimport_api(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Give an API everything that its definition has, and nothing else; its stages stay."""
    try:
        definition = _definition(request)
    except DefinitionError as error:
        return refusal(request, "BadRequestException", str(error), 400)
    return with_api(lambda _, __, api: _fill(api, definition))(request, context)


def _definition(request: AwsRequest) -> Definition:
    """Return the call's definition, when all of it can be imported. Raises DefinitionError."""
    text, account = str(request.parameters["Body"]), request.caller.account_id
    variables = {"AccountId": account, "Partition": "aws", "Region": request.region, "URLSuffix": "amazonaws.com"}
    for name, value in variables.items():
        text = text.replace(f"${{AWS::{name}}}", value)
    definition = read(text)
    if definition.warnings and request.parameters.get("FailOnWarnings"):
        raise DefinitionError(f"Warnings found during import: {'; '.join(definition.warnings)}")
    return definition


def _fill(api: StoredApi, definition: Definition) -> AwsResponse:
    """Write a definition into an API, and show the API."""
    api.name, api.version, api.description = definition.title, definition.version, definition.description
    api.cors_configuration = dict(definition.cors) or None
    api.routes.clear()
    api.integrations.clear()
    api.authorizers.clear()
    api.models.clear()
    authorizers = {name: _authorizer(api, name, scheme) for name, scheme in definition.schemes.items()}
    for route in definition.routes:
        _add_route(api, route, authorizers)
    members = api.to_json() | {"warnings": list(definition.warnings)}
    return AwsResponse(201, _JSON, json.dumps(members).encode())


def _authorizer(api: StoredApi, name: str, scheme: Members) -> StoredAuthorizer | None:
    """Make the authorizer of a security scheme; None for one that is signatures, or that API Gateway does not know."""
    members: Members = scheme["x-amazon-apigateway-authorizer"]
    if not members:
        return None
    sources = members.get("identitySource") or []
    if isinstance(sources, str):
        sources = [source.strip() for source in sources.split(",") if source.strip()]
    return api.create_authorizer(
        auth_creds_arn=members.get("authorizerCredentials"),
        auth_payload_format_version=_text(members.get("authorizerPayloadFormatVersion")),
        auth_result_ttl=members.get("authorizerResultTtlInSeconds"),
        authorizer_type=str(members.get("type", "")).upper(),
        authorizer_uri=members.get("authorizerUri"),
        enable_simple_response=members.get("enableSimpleResponses"),
        identity_source=sources,
        identity_validation_expr=None,
        jwt_config=members.get("jwtConfiguration"),
        name=name,
    )


def _add_route(api: StoredApi, route: DefinedRoute, authorizers: Mapping[str, StoredAuthorizer | None]) -> None:
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


def _integration(api: StoredApi, members: Members) -> StoredIntegration:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html"""
    return api.create_integration(
        connection_id=members.get("connectionId"),
        connection_type=members.get("connectionType") or "INTERNET",
        credentials_arn=members.get("credentials"),
        description="",
        integration_method=members.get("httpMethod"),
        integration_subtype=members.get("integrationSubtype"),
        integration_type=str(members["type"]).upper(),
        integration_uri=members.get("uri"),
        payload_format_version=_text(members.get("payloadFormatVersion")),
        request_parameters=members.get("requestParameters"),
        response_parameters=members.get("responseParameters"),
        timeout_in_millis=members.get("timeoutInMillis"),
    )


def _text(value: object) -> str | None:
    """Return a value as text, such as `1.0`, which YAML and JSON may have as a number."""
    return None if value is None else str(value)
