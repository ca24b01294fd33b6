"""Everything that this room reads and writes in moto: HTTP APIs, their routes, integrations, authorizers and stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from moto.backends import get_backend

from awslab.cloud.api_gateway.http.configuration import (
    LONGEST,
    Authorizer,
    Configuration,
    HttpApi,
    Integration,
    Route,
    Stage,
)
from awslab.cloud.api_gateway.http.state import (
    Members,
    StoredApi,
    StoredAuthorizer,
    StoredIntegration,
    StoredRoute,
    StoredStage,
)
from awslab.cloud.edge.cors import configured
from awslab.cloud.edge.functions import function_arn
from awslab.cloud.ports.clock import CLOCK

_UPDATED_ATTRIBUTES = {
    "accessLogSettings": "access_log_settings",
    "autoDeploy": "auto_deploy",
    "clientCertificateId": "client_certificate_id",
    "description": "description",
}
"""Members of UpdateStage → attributes of moto's stage."""


class Apis:
    """One account's HTTP APIs."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def find(self, api_id: str) -> HttpApi | None:
        """Return the HTTP API of that id, in whatever region; None for none, and for a WebSocket API."""
        region = next((region for region in list(self._regions) if api_id in self._regions[region].apis), None)
        api = self.api(region, api_id) if region is not None else None
        if region is None or api is None or api.protocol_type != "HTTP":
            return None
        stages = {name: _stage(stage) for name, stage in list(api.stages.items())}
        return HttpApi(str(api.api_id), region, not api.disable_execute_api_endpoint, stages)

    def api(self, region: str, api_id: str) -> StoredApi | None:
        """Return the API of that id in a region, of either protocol; None when there is none."""
        api: StoredApi | None = self._regions[region].apis.get(api_id)
        return api

    def create(self, region: str, name: str) -> StoredApi:
        """Make an HTTP API with nothing in it."""
        api: StoredApi = self._regions[region].create_api(
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
        return api

    def has_vpc_link(self, region: str, link_id: str) -> bool:
        """Say whether there is a VPC link of that id."""
        return link_id in self._regions[region].vpc_links

    @property
    def _regions(self) -> Mapping[str, Any]:
        regions: Mapping[str, Any] = get_backend("apigatewayv2")[self._account_id]
        return regions


def configuration(api: StoredApi) -> Configuration:
    """Return the configuration of an API as it is now."""
    routes = tuple(_route(route, api) for route in list(api.routes.values()))
    return Configuration(configured(api.cors_configuration), routes)


def create_quickly(api: StoredApi, target: str, route_key: str, credentials: str | None) -> None:
    """Make the integration, the route and the stage that come with an API made for a target.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html#http-api-examples
    """
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


def put_deployment(stage: StoredStage, deployment_id: str) -> None:
    """Let a stage show a deployment."""
    stage.config["deploymentId"] = deployment_id
    message = f"Successfully deployed stage with deployment ID '{deployment_id}'"
    stage.config["lastDeploymentStatusMessage"] = message
    stage.updated = _moto_time()


def update_stage(stage: StoredStage, members: Members) -> None:
    """Write the members of UpdateStage, in the form of its JSON: maps gain entries, an empty variable is removed.

    That maps are merged is public knowledge (Terraform's provider relies on it), no page states it.
    """
    for member, attribute in _UPDATED_ATTRIBUTES.items():
        if members.get(member) is not None:
            setattr(stage, attribute, members[member])
    stage.default_route_settings = {**stage.default_route_settings, **(members.get("defaultRouteSettings") or {})}
    for route, settings in (members.get("routeSettings") or {}).items():
        stage.route_settings[route] = {**stage.route_settings.get(route, {}), **settings}
    variables = {**stage.stage_variables, **(members.get("stageVariables") or {})}
    stage.stage_variables = {name: value for name, value in variables.items() if value}
    stage.updated = _moto_time()
    if members.get("deploymentId"):
        put_deployment(stage, members["deploymentId"])


def _moto_time() -> datetime:
    """Return the present as moto keeps its times: naive, in local time."""
    return CLOCK.now().astimezone().replace(tzinfo=None)


def _stage(stage: StoredStage) -> Stage:
    return Stage(
        name=str(stage.name),
        deployment_id=str(stage.config.get("deploymentId") or ""),
        variables=dict(stage.stage_variables or {}),
        default_settings=dict(stage.default_route_settings or {}),
        route_settings=dict(stage.route_settings or {}),
        access_log=dict(stage.access_log_settings or {}),
    )


def _route(route: StoredRoute, api: StoredApi) -> Route:
    integration = api.integrations.get(str(route.target or "").removeprefix("integrations/"))
    authorizer = api.authorizers.get(route.authorizer_id or "")
    return Route(
        key=str(route.route_key),
        authorization=str(route.authorization_type or "NONE"),
        authorizer=_authorizer(authorizer) if authorizer else None,
        scopes=tuple(route.authorization_scopes or ()),
        integration=_integration(integration) if integration else None,
    )


def _integration(integration: StoredIntegration) -> Integration:
    milliseconds = integration.timeout_in_millis
    responses = (integration.response_parameters or {}).items()
    return Integration(
        id=str(integration.id),
        kind=str(integration.integration_type),
        uri=str(integration.integration_uri or ""),
        method=str(integration.integration_method or "ANY"),
        payload_format=str(integration.payload_format_version or "1.0"),
        credentials=integration.credentials_arn or None,
        timeout=float(milliseconds) / 1000 if milliseconds else LONGEST,
        subtype=str(integration.integration_subtype or ""),
        connection=str(integration.connection_type or "INTERNET"),
        link=str(integration.connection_id or ""),
        request_parameters=dict(integration.request_parameters or {}),
        response_parameters={str(status): dict(mappings) for status, mappings in responses},
    )


def _authorizer(authorizer: StoredAuthorizer) -> Authorizer:
    tokens = authorizer.jwt_config or {}
    sources = authorizer.identity_source or []
    return Authorizer(
        id=str(authorizer.id),
        kind=str(authorizer.authorizer_type),
        sources=tuple([sources] if isinstance(sources, str) else sources),
        uri=str(authorizer.authorizer_uri or ""),
        payload_format=str(authorizer.auth_payload_format_version or "1.0"),
        credentials=authorizer.auth_creds_arn or None,
        seconds=int(authorizer.auth_result_ttl or 0),
        is_simple=authorizer.enable_simple_response is True,
        issuer=str(tokens.get("issuer") or ""),
        audience=tuple(tokens.get("audience") or ()),
    )
