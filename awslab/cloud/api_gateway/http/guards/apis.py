"""What API Gateway refuses of HTTP APIs. None of it is recorded in aws-errors.tsv: the words of routes, integrations,
authorizers and stages are those of public reports of the errors, others are marked as ours.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
"""

from __future__ import annotations

import re
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_ROUTES, _STAGES = _API + "apis-apiid-routes.html", _API + "apis-apiid-stages.html"
_KEY = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) (/\S*)")
_PART = re.compile(r"[A-Za-z0-9._:~%@!$&'()*,;=-]+|\{[A-Za-z0-9._:-]+\}")
_GREEDY = re.compile(r"\{[A-Za-z0-9._:-]+\+\}")


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", source=_GUIDE + "http-api-develop-routes.html")
def route_keys_are_a_method_and_a_path(request: AwsRequest, state: State) -> Refusal | None:
    """`GET /pets/{id}` or `$default`; a greedy variable ends the path."""
    key = request.parameters.get("RouteKey")
    if key is None or key == "$default" or _http_api(request, state) is None:
        return None
    formed = _KEY.fullmatch(str(key))
    if formed is None:
        shape = 'Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'
        return _bad(f"The provided route key is not formatted properly for HTTP protocol. {shape}")
    parts = formed[2].strip("/").split("/") if formed[2].strip("/") else []
    if all(_PART.fullmatch(part) or (_GREEDY.fullmatch(part) and part is parts[-1]) for part in parts):
        return None
    return _bad("One or more path parts appear to be invalid")


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", source=_ROUTES)
def route_keys_are_unique(request: AwsRequest, state: State) -> Refusal | None:
    """One route per key."""
    api, key = _api(request, state), request.parameters.get("RouteKey")
    own = str(request.parameters.get("RouteId") or "")
    for name, route in list(api.routes.items()) if api is not None and key else ():
        if route.route_key == key and name != own:
            return Refusal("ConflictException", f"Route with key {key} already exists for this API", 409)
    return None


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", source=_ROUTES)
def targets_exist(request: AwsRequest, state: State) -> Refusal | None:
    """`integrations/{id}` of this API. The words are ours."""
    api, target = _api(request, state), request.parameters.get("Target")
    if api is None or not target:
        return None
    kind, _, name = str(target).partition("/")
    if kind == "integrations" and name in api.integrations:
        return None
    return Refusal("NotFoundException", f"Invalid Integration identifier specified {name or target}", 404)


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", source=_GUIDE + "http-api-access-control.html")
def authorizers_fit_their_routes(request: AwsRequest, state: State) -> Refusal | None:
    """JWT wants an authorizer of that type, CUSTOM one of the type REQUEST."""
    api, kind = _http_api(request, state), request.parameters.get("AuthorizationType")
    if api is None or kind not in ("JWT", "CUSTOM"):
        return None
    existing = api.routes.get(request.parameters.get("RouteId"))
    named = request.parameters.get("AuthorizerId") or (existing and existing.authorizer_id)
    authorizer = api.authorizers.get(named)
    if authorizer is not None and authorizer.authorizer_type == ("JWT" if kind == "JWT" else "REQUEST"):
        return None
    wanted = "a valid JWT authorizer" if kind == "JWT" else "a valid authorizer"
    return _bad(f"Invalid authorizer ID specified. Setting the authorization type to {kind} requires {wanted}.")


@guard("apigatewayv2", "CreateAuthorizer", "UpdateAuthorizer", source=_API + "apis-apiid-authorizers.html")
def authorizers_are_complete(request: AwsRequest, state: State) -> Refusal | None:
    """A JWT authorizer has an issuer and audiences, a REQUEST authorizer a URI; keeping answers needs identity sources.

    The words are ours.
    """
    given = request.parameters
    if _http_api(request, state) is None or request.operation == "UpdateAuthorizer":
        return None
    tokens = given.get("JwtConfiguration") or {}
    if given.get("AuthorizerType") == "JWT" and not (tokens.get("Issuer") and tokens.get("Audience")):
        return _bad("JwtConfiguration with an issuer and an audience is required for a JWT authorizer")
    if given.get("AuthorizerType") == "REQUEST" and not given.get("AuthorizerUri"):
        return _bad("AuthorizerUri is required for a REQUEST authorizer")
    if given.get("AuthorizerResultTtlInSeconds") and not given.get("IdentitySource"):
        return _bad("At least one identity source is required when caching is enabled")
    return None


@guard("apigatewayv2", "DeleteAuthorizer", source=_API + "apis-apiid-authorizers-authorizerid.html")
def used_authorizers_stay(request: AwsRequest, state: State) -> Refusal | None:
    """A route that names it must go first."""
    api, named = _api(request, state), request.parameters.get("AuthorizerId")
    if api is None or named not in api.authorizers:
        return None
    for route in list(api.routes.values()):
        if route.authorizer_id == named:
            name = api.authorizers[named].name
            sentence = f"Cannot delete authorizer '{name}', is referenced in route: {route.route_key}"
            return Refusal("ConflictException", sentence, 409)
    return None


@guard("apigatewayv2", "CreateStage", source=_STAGES)
def stages_are_unique(request: AwsRequest, state: State) -> Refusal | None:
    """One stage per name. The words are ours."""
    api = _api(request, state)
    if api is not None and request.parameters.get("StageName") in api.stages:
        return Refusal("ConflictException", "Stage already exists", 409)
    return None


@guard("apigatewayv2", "CreateStage", "UpdateStage", source=_STAGES)
def automatic_stages_choose_no_deployment(request: AwsRequest, state: State) -> Refusal | None:
    """The deployment exists, and the stage does not deploy by itself."""
    api, named = _api(request, state), request.parameters.get("DeploymentId")
    if api is None or not named:
        return None
    name, automatic = str(request.parameters.get("StageName")), request.parameters.get("AutoDeploy")
    stage = api.stages.get(name)
    if automatic if automatic is not None else stage is not None and stage.auto_deploy:
        return _bad(f"Deployment ID cannot be set on this stage {name} because AutoDeploy is enabled.")
    if named not in api.deployments:
        return Refusal("NotFoundException", "Invalid deployment identifier specified", 404)
    return None


@guard("apigatewayv2", "CreateStage", "UpdateStage", source=_GUIDE + "http-api-throttling.html")
def settings_are_for_routes_that_exist(request: AwsRequest, state: State) -> Refusal | None:
    """Settings by route key."""
    api = _api(request, state)
    keys = {route.route_key for route in list(api.routes.values())} if api is not None else set()
    for key in request.parameters.get("RouteSettings") or {}:
        if api is not None and key not in keys:
            return Refusal(
                "NotFoundException", f"Unable to find Route by key {key} within the provided RouteSettings", 404
            )
    return None


@guard("apigatewayv2", "CreateDeployment", source=_API + "apis-apiid-deployments.html")
def automatic_stages_are_not_deployed_to(request: AwsRequest, state: State) -> Refusal | None:
    """A stage that deploys by itself takes no other deployment."""
    api, name = _api(request, state), request.parameters.get("StageName")
    stage = api.stages.get(name) if api is not None else None
    if stage is not None and stage.auto_deploy:
        return _bad(f"Deployment ID cannot be set on this stage {name} because AutoDeploy is enabled.")
    return None


def _api(request: AwsRequest, state: State) -> Any | None:
    """moto's API; what there is not is moto's to refuse."""
    return state.backend("apigatewayv2", request.region).apis.get(request.parameters.get("ApiId"))


def _http_api(request: AwsRequest, state: State) -> Any | None:
    """The same, unless it is a WebSocket API."""
    api = _api(request, state)
    return api if api is not None and api.protocol_type == "HTTP" else None


def _bad(message: str) -> Refusal:
    return Refusal("BadRequestException", message, 400)
