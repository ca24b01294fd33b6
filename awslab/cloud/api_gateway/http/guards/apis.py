"""What API Gateway refuses of HTTP APIs. None of it is recorded in aws-errors.tsv: the words of routes, integrations,
authorizers and stages are those of public reports of the errors, others are marked as ours.

https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
"""

from __future__ import annotations

import re

from awslab.cloud.api_gateway.http.state import api, bad_request, conflict, http_api, not_found
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_ROUTES, _STAGES = _API + "apis-apiid-routes.html", _API + "apis-apiid-stages.html"
_KEY = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) (/\S*)")
_PART = re.compile(r"[A-Za-z0-9._:~%@!$&'()*,;=-]+|\{[A-Za-z0-9._:-]+\}")
_GREEDY = re.compile(r"\{[A-Za-z0-9._:-]+\+\}")


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", phase=Phase.SHAPE, source=_GUIDE + "http-api-develop-routes.html")
def route_key_is_valid(request: AwsRequest, state: State) -> Refusal | None:
    """A route key is `GET /pets/{id}` or `$default`; a greedy variable ends the path."""
    key = request.parameters.get("RouteKey")
    if key is None or key == "$default" or http_api(request, state) is None:
        return None
    method_and_path = _KEY.fullmatch(str(key))
    if method_and_path is None:
        shape = 'Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"'
        return bad_request(f"The provided route key is not formatted properly for HTTP protocol. {shape}")
    path = method_and_path[2].strip("/")
    parts = path.split("/") if path else []
    if all(_PART.fullmatch(part) or (_GREEDY.fullmatch(part) and part is parts[-1]) for part in parts):
        return None
    return bad_request("One or more path parts appear to be invalid")


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", phase=Phase.STATE, source=_ROUTES)
def route_key_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """No other route of the API has the key."""
    owner, key = api(request, state), request.parameters.get("RouteKey")
    route_id = str(request.parameters.get("RouteId") or "")
    for other_id, route in list(owner.routes.items()) if owner is not None and key else ():
        if route.route_key == key and other_id != route_id:
            return conflict(f"Route with key {key} already exists for this API")
    return None


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", phase=Phase.STATE, source=_ROUTES)
def route_target_exists(request: AwsRequest, state: State) -> Refusal | None:
    """A target is `integrations/{id}` of this API. The words are ours."""
    owner, target = api(request, state), request.parameters.get("Target")
    if owner is None or not target:
        return None
    kind, _, name = str(target).partition("/")
    if kind == "integrations" and name in owner.integrations:
        return None
    return not_found(f"Invalid Integration identifier specified {name or target}")


@guard("apigatewayv2", "CreateRoute", "UpdateRoute", phase=Phase.STATE, source=_GUIDE + "http-api-access-control.html")
def route_authorizer_fits(request: AwsRequest, state: State) -> Refusal | None:
    """JWT requires an authorizer of that type, CUSTOM one of the type REQUEST."""
    owner, kind = http_api(request, state), request.parameters.get("AuthorizationType")
    if owner is None or kind not in ("JWT", "CUSTOM"):
        return None
    route = owner.routes.get(str(request.parameters.get("RouteId")))
    authorizer_id = request.parameters.get("AuthorizerId") or (route and route.authorizer_id)
    authorizer = owner.authorizers.get(str(authorizer_id))
    if authorizer is not None and authorizer.authorizer_type == ("JWT" if kind == "JWT" else "REQUEST"):
        return None
    requirement = f"requires {'a valid JWT authorizer' if kind == 'JWT' else 'a valid authorizer'}."
    return bad_request(f"Invalid authorizer ID specified. Setting the authorization type to {kind} {requirement}")


@guard("apigatewayv2", "CreateAuthorizer", phase=Phase.COMBINATION, source=_API + "apis-apiid-authorizers.html")
def authorizer_is_complete(request: AwsRequest, state: State) -> Refusal | None:
    """A JWT authorizer has an issuer and audiences, a REQUEST authorizer a URI; keeping answers requires identity
    sources.

    The words are ours.
    """
    parameters = request.parameters
    if http_api(request, state) is None:
        return None
    tokens = parameters.get("JwtConfiguration") or {}
    if parameters.get("AuthorizerType") == "JWT" and not (tokens.get("Issuer") and tokens.get("Audience")):
        return bad_request("JwtConfiguration with an issuer and an audience is required for a JWT authorizer")
    if parameters.get("AuthorizerType") == "REQUEST" and not parameters.get("AuthorizerUri"):
        return bad_request("AuthorizerUri is required for a REQUEST authorizer")
    if parameters.get("AuthorizerResultTtlInSeconds") and not parameters.get("IdentitySource"):
        return bad_request("At least one identity source is required when caching is enabled")
    return None


@guard("apigatewayv2", "DeleteAuthorizer", phase=Phase.STATE, source=_API + "apis-apiid-authorizers-authorizerid.html")
def authorizer_is_unused(request: AwsRequest, state: State) -> Refusal | None:
    """An authorizer that a route names cannot be deleted."""
    owner, authorizer_id = api(request, state), request.parameters.get("AuthorizerId")
    authorizer = owner.authorizers.get(str(authorizer_id)) if owner is not None else None
    if owner is None or authorizer is None:
        return None
    for route in list(owner.routes.values()):
        if route.authorizer_id == authorizer_id:
            return conflict(f"Cannot delete authorizer '{authorizer.name}', is referenced in route: {route.route_key}")
    return None


@guard("apigatewayv2", "CreateStage", phase=Phase.STATE, source=_STAGES)
def stage_name_is_new(request: AwsRequest, state: State) -> Refusal | None:
    """No other stage of the API has the name. The words are ours."""
    owner = api(request, state)
    exists = owner is not None and request.parameters.get("StageName") in owner.stages
    return conflict("Stage already exists") if exists else None


@guard("apigatewayv2", "CreateStage", "UpdateStage", phase=Phase.STATE, source=_STAGES)
def stage_deployment_is_valid(request: AwsRequest, state: State) -> Refusal | None:
    """The deployment of a stage exists, and the stage does not deploy automatically."""
    owner, deployment_id = api(request, state), request.parameters.get("DeploymentId")
    if owner is None or not deployment_id:
        return None
    name, automatic = str(request.parameters.get("StageName")), request.parameters.get("AutoDeploy")
    stage = owner.stages.get(name)
    if automatic if automatic is not None else stage is not None and stage.auto_deploy:
        return bad_request(f"Deployment ID cannot be set on this stage {name} because AutoDeploy is enabled.")
    return None if deployment_id in owner.deployments else not_found("Invalid deployment identifier specified")


@guard("apigatewayv2", "CreateStage", "UpdateStage", phase=Phase.STATE, source=_GUIDE + "http-api-throttling.html")
def route_settings_name_routes(request: AwsRequest, state: State) -> Refusal | None:
    """Route settings are for routes that exist."""
    owner = api(request, state)
    if owner is None:
        return None
    keys = {route.route_key for route in list(owner.routes.values())}
    unknown = next((key for key in request.parameters.get("RouteSettings") or {} if key not in keys), None)
    if unknown is None:
        return None
    return not_found(f"Unable to find Route by key {unknown} within the provided RouteSettings")


@guard("apigatewayv2", "CreateDeployment", phase=Phase.STATE, source=_API + "apis-apiid-deployments.html")
def deployment_stage_is_not_automatic(request: AwsRequest, state: State) -> Refusal | None:
    """A stage that deploys automatically takes no other deployment."""
    owner, name = api(request, state), request.parameters.get("StageName")
    stage = owner.stages.get(str(name)) if owner is not None else None
    if stage is not None and stage.auto_deploy:
        return bad_request(f"Deployment ID cannot be set on this stage {name} because AutoDeploy is enabled.")
    return None
