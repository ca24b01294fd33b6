"""HTTP APIs of API Gateway."""

from __future__ import annotations

from typing import Any

from tests.parity.rows import WORKS, Aws, Call, row

_API = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/"
_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide/"
_ROUTES, _STAGES = _API + "apis-apiid-routes.html", _API + "apis-apiid-stages.html"
_INTEGRATIONS, _AUTHORIZERS = _API + "apis-apiid-integrations.html", _API + "apis-apiid-authorizers.html"
_FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f"
_BAD = "BadRequestException"


class _Api:
    """An HTTP API of its own."""

    def __init__(self, aws: Aws) -> None:
        self.gateway = aws.apigatewayv2
        self.id = self.gateway.create_api(Name="shop", ProtocolType="HTTP")["ApiId"]

    def integration(self, **changed: Any) -> Any:
        given = {"IntegrationType": "AWS_PROXY", "IntegrationUri": _FUNCTION, "PayloadFormatVersion": "2.0"}
        kept = {name: value for name, value in (given | changed).items() if value is not None}
        return self.gateway.create_integration(ApiId=self.id, **kept)

    def server(self, **changed: Any) -> Any:
        given = {"IntegrationType": "HTTP_PROXY", "IntegrationMethod": "GET", "IntegrationUri": "http://127.0.0.1/"}
        kept = {name: value for name, value in (given | {"PayloadFormatVersion": "1.0"} | changed).items() if value}
        return self.gateway.create_integration(ApiId=self.id, **kept)

    def route(self, key: str = "GET /a", **changed: Any) -> Any:
        return self.gateway.create_route(ApiId=self.id, RouteKey=key, **changed)

    def authorizer(self, **changed: Any) -> Any:
        given: dict[str, Any] = {
            "Name": "judge",
            "AuthorizerType": "JWT",
            "IdentitySource": ["$request.header.Authorization"],
            "JwtConfiguration": {"Issuer": "https://issuer.example", "Audience": ["shop"]},
        }
        kept = {name: value for name, value in (given | changed).items() if value is not None}
        return self.gateway.create_authorizer(ApiId=self.id, **kept)

    def stage(self, name: str = "prod", **changed: Any) -> Any:
        return self.gateway.create_stage(ApiId=self.id, StageName=name, **changed)


@row(
    "gw2-route-key",
    "CreateRoute with the key 'nonsense'",
    _BAD,
    message="The provided route key is not formatted properly for HTTP protocol",
    status=400,
    source=_GUIDE + "http-api-develop-routes.html",
)
def a_key_without_a_method(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.route("nonsense")


@row(
    "gw2-route-key-greedy",
    "CreateRoute with a greedy variable in the middle of the path",
    _BAD,
    status=400,
    source=_GUIDE + "http-api-develop-routes.html#http-api-routes-path-variables",
)
def a_greedy_variable_in_the_middle(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.route("GET /{proxy+}/a")


@row("gw2-ok-route-key", "CreateRoute with a greedy variable at the end (must work)", WORKS, source=_ROUTES)
def a_greedy_variable_at_the_end(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.route("ANY /a-b/{id}/{proxy+}")


@row(
    "gw2-route-dup",
    "CreateRoute with a key that another route has",
    "ConflictException",
    message="Route with key GET /a already exists for this API",
    status=409,
    source=_ROUTES,
)
def a_key_twice(aws: Aws) -> Call:
    api = _Api(aws)
    api.route()
    return api.route


@row(
    "gw2-route-target",
    "CreateRoute with a target that is no integration of the API",
    "NotFoundException",
    status=404,
    source=_ROUTES,
)
def a_target_that_is_not_there(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.route(Target="integrations/abcdefg")


@row(
    "gw2-route-authorizer",
    "CreateRoute with the authorization type JWT and no authorizer",
    _BAD,
    message="Invalid authorizer ID specified. Setting the authorization type to JWT requires a valid JWT authorizer.",
    status=400,
    source=_GUIDE + "http-api-jwt-authorizer.html",
)
def a_route_without_its_authorizer(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.route(AuthorizationType="JWT")


@row(
    "gw2-int-mock",
    "CreateIntegration MOCK for an HTTP API",
    _BAD,
    message=r"Currently, an API with a protocol type of HTTP may only be associated with proxy integrations",
    status=400,
    source=_INTEGRATIONS,
)
def a_mock_integration(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.integration(IntegrationType="MOCK")


@row(
    "gw2-int-format",
    "CreateIntegration without a payload format version",
    _BAD,
    message="PayloadFormatVersion is a required parameter for integration",
    status=400,
    source=_GUIDE + "http-api-develop-integrations-lambda.html",
)
def no_payload_format(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.integration(PayloadFormatVersion=None)


@row(
    "gw2-int-format-http",
    "CreateIntegration HTTP_PROXY with the payload format version 2.0",
    _BAD,
    status=400,
    source=_INTEGRATIONS,
)
def format_2_for_a_server(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.server(PayloadFormatVersion="2.0")


@row("gw2-int-timeout", "CreateIntegration with a timeout of 31 seconds", _BAD, status=400, source=_INTEGRATIONS)
def too_long_a_timeout(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.integration(TimeoutInMillis=31_000)


@row(
    "gw2-int-action-missing",
    "CreateIntegration SQS-SendMessage without MessageBody",
    _BAD,
    status=400,
    source=_GUIDE + "http-api-develop-integrations-aws-services-reference.html#SQS-SendMessage",
)
def an_action_without_what_it_needs(aws: Aws) -> Call:
    api, role = _Api(aws), aws.role("apigateway.amazonaws.com")
    given = {"IntegrationSubtype": "SQS-SendMessage", "CredentialsArn": role, "PayloadFormatVersion": "1.0"}
    return lambda: api.integration(IntegrationUri=None, RequestParameters={"QueueUrl": "q"}, **given)


@row(
    "gw2-int-reserved-header",
    "CreateIntegration that maps the header Authorization",
    _BAD,
    status=400,
    source=_GUIDE + "http-api-parameter-mapping.html#http-api-mapping-reserved-headers",
)
def a_reserved_header(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.server(RequestParameters={"append:header.Authorization": "x"})


@row(
    "gw2-int-mapping-key",
    "CreateIntegration with a request parameter of no known form",
    _BAD,
    status=400,
    source=_GUIDE + "http-api-parameter-mapping.html",
)
def a_mapping_of_no_form(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.server(RequestParameters={"header.own": "x"})


@row(
    "gw2-int-used",
    "DeleteIntegration that a route calls",
    "ConflictException",
    message=r"Cannot delete Integration because it is referenced by the following Routes with Ids: \[\w+\]",
    status=409,
    source=_INTEGRATIONS,
)
def an_integration_in_use(aws: Aws) -> Call:
    api = _Api(aws)
    made = api.integration()["IntegrationId"]
    api.route(Target=f"integrations/{made}")
    return lambda: api.gateway.delete_integration(ApiId=api.id, IntegrationId=made)


@row(
    "gw2-auth-format",
    "CreateAuthorizer REQUEST without a payload format version",
    _BAD,
    status=400,
    source=_GUIDE + "http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format",
)
def an_authorizer_without_a_format(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.authorizer(AuthorizerType="REQUEST", AuthorizerUri=_FUNCTION, JwtConfiguration=None)


@row(
    "gw2-auth-caching",
    "CreateAuthorizer that keeps answers, without identity sources",
    _BAD,
    status=400,
    source=_GUIDE + "http-api-lambda-authorizer.html#http-api-lambda-authorizer.caching",
)
def caching_without_sources(aws: Aws) -> Call:
    api = _Api(aws)
    given = {"AuthorizerType": "REQUEST", "AuthorizerUri": _FUNCTION, "AuthorizerPayloadFormatVersion": "2.0"}
    return lambda: api.authorizer(IdentitySource=[], JwtConfiguration=None, AuthorizerResultTtlInSeconds=300, **given)


@row("gw2-auth-jwt", "CreateAuthorizer JWT without an issuer", _BAD, status=400, source=_AUTHORIZERS)
def a_jwt_authorizer_without_an_issuer(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.authorizer(JwtConfiguration={"Audience": ["shop"]})


@row(
    "gw2-auth-used",
    "DeleteAuthorizer that a route names",
    "ConflictException",
    message="Cannot delete authorizer 'judge', is referenced in route: GET /a",
    status=409,
    source=_AUTHORIZERS,
)
def an_authorizer_in_use(aws: Aws) -> Call:
    api = _Api(aws)
    made = api.authorizer()["AuthorizerId"]
    api.route(AuthorizationType="JWT", AuthorizerId=made)
    return lambda: api.gateway.delete_authorizer(ApiId=api.id, AuthorizerId=made)


@row("gw2-stage-dup", "CreateStage with a name that is taken", "ConflictException", status=409, source=_STAGES)
def a_stage_twice(aws: Aws) -> Call:
    api = _Api(aws)
    api.stage()
    return api.stage


@row(
    "gw2-stage-auto",
    "UpdateStage with a deployment, of a stage that deploys by itself",
    _BAD,
    message="Deployment ID cannot be set on this stage prod because AutoDeploy is enabled",
    status=400,
    source=_STAGES,
)
def a_deployment_for_an_automatic_stage(aws: Aws) -> Call:
    api = _Api(aws)
    api.route(Target=f"integrations/{api.integration()['IntegrationId']}")
    api.stage(AutoDeploy=True)
    made = api.gateway.create_deployment(ApiId=api.id)["DeploymentId"]
    return lambda: api.gateway.update_stage(ApiId=api.id, StageName="prod", DeploymentId=made)


@row(
    "gw2-stage-route",
    "CreateStage with settings for a route that does not exist",
    "NotFoundException",
    message="Unable to find Route by key GET /none within the provided RouteSettings",
    status=404,
    source=_GUIDE + "http-api-throttling.html",
)
def settings_for_no_route(aws: Aws) -> Call:
    api = _Api(aws)
    settings = {"GET /none": {"ThrottlingBurstLimit": 1, "ThrottlingRateLimit": 1.0}}
    return lambda: api.stage(RouteSettings=settings)


@row(
    "gw2-deploy-empty",
    "CreateDeployment of an API without routes",
    _BAD,
    message="Unable to deploy API because no routes exist in this API",
    status=400,
    source=_API + "apis-apiid-deployments.html",
)
def a_deployment_of_nothing(aws: Aws) -> Call:
    api = _Api(aws)
    return lambda: api.gateway.create_deployment(ApiId=api.id)


@row(
    "gw2-ok-update-stage",
    "UpdateStage (must work)",
    WORKS,
    status=200,
    source=_API + "apis-apiid-stages-stagename.html",
)
def a_stage_that_changes(aws: Aws) -> Call:
    api = _Api(aws)
    api.stage()
    return lambda: api.gateway.update_stage(ApiId=api.id, StageName="prod", StageVariables={"color": "blue"})


@row("gw2-ok-quick", "CreateApi with a target (must make a route and a stage)", WORKS, source=_API + "apis.html")
def a_quickly_made_api(aws: Aws) -> Call:
    def made() -> Any:
        api = aws.apigatewayv2.create_api(Name="shop", ProtocolType="HTTP", Target=_FUNCTION)["ApiId"]
        found = aws.apigatewayv2.get_stage(ApiId=api, StageName="$default")
        assert aws.apigatewayv2.get_routes(ApiId=api)["Items"][0]["RouteKey"] == "$default"
        return found

    return made


@row("gw2-ok-id", "CreateApi (the id has ten characters)", WORKS, source=_GUIDE + "http-api-develop.html")
def an_id_of_ten_characters(aws: Aws) -> Call:
    def made() -> Any:
        api = aws.apigatewayv2.create_api(Name="shop", ProtocolType="HTTP")
        assert (len(api["ApiId"]), api["ApiId"] in api["ApiEndpoint"]) == (10, True)
        return api

    return made
