"""Everything that this room reads and writes in moto: HTTP APIs, their routes, integrations, authorizers and stages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.api_gateway.http.edge.deployed import (
    LONGEST,
    Authorizer,
    Deployed,
    HttpApi,
    Integration,
    Route,
    Stage,
)
from awslab.cloud.edge.cors import configured
from awslab.cloud.edge.functions import function_arn


class Apis:
    """One account's HTTP APIs."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def find(self, api_id: str) -> HttpApi | None:
        """The API of that id, in whatever region; None for none, and for a WebSocket API."""
        backends = get_backend("apigatewayv2")[self._account_id]
        region = next((region for region in list(backends) if api_id in backends[region].apis), None)
        if region is None or backends[region].apis[api_id].protocol_type != "HTTP":
            return None
        found: Any = backends[region].apis[api_id]
        stages = {name: _stage(each) for name, each in list(found.stages.items())}
        return HttpApi(str(found.api_id), region, not found.disable_execute_api_endpoint, stages)

    def api(self, region: str, api_id: str) -> Any | None:
        """moto's API of that id in a region, of either protocol."""
        return get_backend("apigatewayv2")[self._account_id][region].apis.get(api_id)

    def create(self, region: str, name: str) -> Any:
        """A new HTTP API with nothing in it."""
        backend: Any = get_backend("apigatewayv2")[self._account_id][region]
        return backend.create_api(
            api_key_selection_expression=None,
            cors_configuration=None,
            description=None,
            disable_schema_validation=None,
            disable_execute_api_endpoint=None,
            name=name,
            protocol_type="HTTP",
            route_selection_expression=None,
            tags=None,
            version=None,
        )

    def deployed(self, region: str, api_id: str) -> Deployed:
        """The API's configuration as it is now."""
        found: Any = self.api(region, api_id)
        return Deployed(configured(found.cors_configuration), tuple(_route(each, found) for each in routes_of(found)))

    def create_quickly(self, region: str, api_id: str, target: str, route_key: str, credentials: str | None) -> None:
        """The integration, the route and the stage that come with an API made for a target.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html#http-api-examples
        """
        api: Any = self.api(region, api_id)
        is_function = function_arn(target) is not None
        integration = api.create_integration(
            connection_type="INTERNET",
            description="",
            integration_method="POST" if is_function else "ANY",
            integration_type="AWS_PROXY" if is_function else "HTTP_PROXY",
            integration_uri=target,
            credentials_arn=credentials,
            payload_format_version="2.0" if is_function else "1.0",
        )
        api.create_route(
            api_key_required=False,
            authorization_scopes=[],
            route_key=route_key,
            target=f"integrations/{integration.id}",
            authorization_type="NONE",
        )
        api.create_stage({"stageName": "$default", "autoDeploy": True})


def routes_of(api: Any) -> list[Any]:
    """moto's routes of an API."""
    return list(api.routes.values())


def _stage(found: Any) -> Stage:
    return Stage(
        name=str(found.name),
        deployment_id=str(found.config.get("deploymentId") or ""),
        variables=dict(found.stage_variables or {}),
        default_settings=dict(found.default_route_settings or {}),
        route_settings=dict(found.route_settings or {}),
        access_log=dict(found.access_log_settings or {}),
    )


def _route(found: Any, api: Any) -> Route:
    integration = api.integrations.get(str(found.target or "").removeprefix("integrations/"))
    authorizer = api.authorizers.get(found.authorizer_id or "")
    return Route(
        key=str(found.route_key),
        authorization=str(found.authorization_type or "NONE"),
        authorizer=_authorizer(authorizer) if authorizer else None,
        scopes=tuple(found.authorization_scopes or ()),
        integration=_integration(integration) if integration else None,
    )


def _integration(found: Any) -> Integration:
    return Integration(
        id=str(found.id),
        kind=str(found.integration_type),
        uri=str(found.integration_uri or ""),
        method=str(found.integration_method or "ANY"),
        payload_format=str(found.payload_format_version or "1.0"),
        credentials=found.credentials_arn or None,
        timeout=float(found.timeout_in_millis) / 1000 if found.timeout_in_millis else LONGEST,
        subtype=str(found.integration_subtype or ""),
        connection=str(found.connection_type or "INTERNET"),
        link=str(found.connection_id or ""),
        request_parameters=dict(found.request_parameters or {}),
        response_parameters={str(status): dict(each) for status, each in (found.response_parameters or {}).items()},
    )


def _authorizer(found: Any) -> Authorizer:
    tokens: Mapping[str, Any] = found.jwt_config or {}
    sources = found.identity_source or []
    return Authorizer(
        id=str(found.id),
        kind=str(found.authorizer_type),
        sources=tuple([sources] if isinstance(sources, str) else sources),
        uri=str(found.authorizer_uri or ""),
        payload_format=str(found.auth_payload_format_version or "1.0"),
        credentials=found.auth_creds_arn or None,
        seconds=int(found.auth_result_ttl or 0),
        is_simple=found.enable_simple_response is True,
        issuer=str(tokens.get("issuer") or ""),
        audience=tuple(tokens.get("audience") or ()),
    )
