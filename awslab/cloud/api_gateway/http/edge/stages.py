"""What moto lacks of stages and authorizers: UpdateStage, taking settings away, authorizers' lists and caches.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from awslab.cloud.api_gateway.http.edge.deployments import put_deployment
from awslab.cloud.api_gateway.http.edge.moto_apis import Apis
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, refusal

_JSON = {"Content-Type": "application/json"}
_REPLACED = {
    "accessLogSettings": "access_log_settings",
    "autoDeploy": "auto_deploy",
    "clientCertificateId": "client_certificate_id",
    "description": "description",
}
"""Members of UpdateStage → attributes of moto's stage."""


class Stages:
    """An extension with own answers."""

    def __init__(self, apis: Apis, forget: Callable[[str], None]) -> None:
        """`forget` drops what the authorizers of an API have answered, by the API's id."""
        self._apis = apis
        self._forget = forget
        self._own: Mapping[str, Callable[[AwsRequest, Any], AwsResponse]] = {
            "DeleteAccessLogSettings": _without_access_log,
            "DeleteRouteSettings": _without_route_settings,
            "GetAuthorizers": _authorizers,
            "ResetAuthorizersCache": self._reset,
            "UpdateStage": _updated,
        }

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """One of the operations that moto lacks; None for another."""
        own = self._own.get(request.operation) if request.service == "apigatewayv2" else None
        if own is None:
            return None
        api_id, name = str(request.parameters["ApiId"]), request.parameters.get("StageName")
        api = self._apis.api(request.region, api_id)
        if api is None:
            return refusal(request, "NotFoundException", f"Invalid API identifier specified {api_id}", 404)
        if name is not None and name not in api.stages:
            return refusal(request, "NotFoundException", "Invalid stage identifier specified", 404)
        return own(request, api)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is open."""

    def _reset(self, request: AwsRequest, api: Any) -> AwsResponse:
        self._forget(str(api.api_id))
        return AwsResponse(204)


def _updated(request: AwsRequest, api: Any) -> AwsResponse:
    """What is given replaces what there is; maps gain entries, and an empty variable goes.

    That maps are merged is public knowledge (Terraform's provider relies on it), no page says it.
    """
    stage, given = api.stages[request.parameters["StageName"]], json.loads(request.body or b"{}")
    for member, attribute in _REPLACED.items():
        if given.get(member) is not None:
            setattr(stage, attribute, given[member])
    stage.default_route_settings = {**stage.default_route_settings, **(given.get("defaultRouteSettings") or {})}
    for route, settings in (given.get("routeSettings") or {}).items():
        stage.route_settings[route] = {**stage.route_settings.get(route, {}), **settings}
    variables = {**stage.stage_variables, **(given.get("stageVariables") or {})}
    stage.stage_variables = {name: value for name, value in variables.items() if value}
    stage.updated = datetime.now()  # noqa: DTZ005  # naive, as moto keeps the others
    if given.get("deploymentId"):
        put_deployment(stage, given["deploymentId"])
    return AwsResponse(200, _JSON, json.dumps(stage.to_json()).encode())


def _without_access_log(request: AwsRequest, api: Any) -> AwsResponse:
    api.stages[request.parameters["StageName"]].access_log_settings = None
    return AwsResponse(204)


def _without_route_settings(request: AwsRequest, api: Any) -> AwsResponse:
    """https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename-routesettings-routekey.html"""
    settings = api.stages[request.parameters["StageName"]].route_settings
    key = str(request.parameters["RouteKey"])
    if settings.pop(key, None) is None:
        sentence = f"Unable to find Route by key {key} within the provided RouteSettings"
        return refusal(request, "NotFoundException", sentence, 404)
    return AwsResponse(204)


def _authorizers(request: AwsRequest, api: Any) -> AwsResponse:
    items = [each.to_json() for each in list(api.authorizers.values())]
    return AwsResponse(200, _JSON, json.dumps({"items": items}).encode())
