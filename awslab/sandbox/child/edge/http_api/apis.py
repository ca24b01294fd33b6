"""Everything that this room reads and writes in moto: HTTP APIs, their routes, integrations and stages, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moto.backends import get_backend

from awslab.sandbox.child.edge.cors import Cors, configured
from awslab.sandbox.child.edge.functions import function_arn

LONGEST = 30.0
"""Seconds that an integration may take."""


@dataclass(frozen=True, slots=True)
class Integration:
    """What a route calls."""

    kind: str
    """`AWS_PROXY` or `HTTP_PROXY`."""
    uri: str
    payload_format: str
    credentials: str | None
    timeout: float
    """Seconds."""
    subtype: str
    """A service's action, such as `SQS-SendMessage`; empty for a function."""
    maps_parameters: bool


@dataclass(frozen=True, slots=True)
class Route:
    """A route, with its integration."""

    key: str
    """`GET /pets/{id}` or `$default`."""
    authorization: str
    integration: Integration | None


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, with what it shows."""

    name: str
    variables: Mapping[str, str]
    is_live: bool
    """It deploys by itself; another shows nothing before a deployment, which awslab does not have."""


@dataclass(frozen=True, slots=True)
class HttpApi:
    """An HTTP API."""

    id: str
    region: str
    cors: Cors | None
    is_open: bool
    """Its AWS name is not switched off."""
    routes: tuple[Route, ...]
    stages: Mapping[str, Stage]


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
        return _api(backends[region].apis[api_id], region)

    def create_quickly(self, region: str, api_id: str, target: str, route_key: str, credentials: str | None) -> None:
        """The integration, the route and the stage that come with an API made for a target.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html#http-api-examples
        """
        backend: Any = get_backend("apigatewayv2")[self._account_id][region]
        api = backend.apis[api_id]
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


def _api(found: Any, region: str) -> HttpApi:
    return HttpApi(
        id=str(found.api_id),
        region=region,
        cors=configured(found.cors_configuration),
        is_open=not found.disable_execute_api_endpoint,
        routes=tuple(_route(each, found.integrations) for each in list(found.routes.values())),
        stages={name: _stage(each) for name, each in list(found.stages.items())},
    )


def _stage(found: Any) -> Stage:
    return Stage(str(found.name), dict(found.stage_variables or {}), found.auto_deploy is True)


def _route(found: Any, integrations: Mapping[str, Any]) -> Route:
    target = integrations.get(str(found.target or "").removeprefix("integrations/"))
    integration = _integration(target) if target else None
    return Route(str(found.route_key), str(found.authorization_type or "NONE"), integration)


def _integration(found: Any) -> Integration:
    return Integration(
        kind=str(found.integration_type),
        uri=str(found.integration_uri or ""),
        payload_format=str(found.payload_format_version or "1.0"),
        credentials=found.credentials_arn or None,
        timeout=float(found.timeout_in_millis) / 1000 if found.timeout_in_millis else LONGEST,
        subtype=str(found.integration_subtype or ""),
        maps_parameters=bool(found.request_parameters or found.response_parameters),
    )
