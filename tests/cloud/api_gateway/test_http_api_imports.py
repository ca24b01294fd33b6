"""HTTP APIs that are defined in OpenAPI.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import let_in
from tests.cloud.api_gateway.http_apis import BARE_ECHO, HttpApi, server
from tests.conftest import Client


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> HttpApi:
    """Nothing is created yet."""
    return HttpApi(sandbox, client)


def defined(paths: dict[str, Any], **more: Any) -> str:
    """A definition."""
    return json.dumps({"openapi": "3.0.1", "info": {"title": "Pets", "version": "1.0"}, "paths": paths, **more})


def to(uri: str, method: str = "GET", **more: Any) -> dict[str, Any]:
    """An operation that a server answers."""
    integration = {"type": "HTTP_PROXY", "httpMethod": method, "uri": uri, "payloadFormatVersion": 1.0}
    return {"x-amazon-apigateway-integration": integration, **more}


def test_a_definition_becomes_routes_integrations_and_cors(api: HttpApi) -> None:
    """http-api-open-api.html#http-api-import.example"""
    arn = api.functions.deploy(BARE_ECHO)["FunctionArn"].replace("us-east-1", "${AWS::Region}")
    function = {"type": "aws_proxy", "uri": arn, "payloadFormatVersion": "2.0"}
    with server() as address:
        paths = {
            "/pets": {"get": to(f"{address}/petstore/pets"), "post": to(f"{address}/made", "POST")},
            "/pets/{petId}": {"get": to(f"{address}/petstore/pets/{{petId}}")},
            "/any": {"x-amazon-apigateway-any-method": {"x-amazon-apigateway-integration": function}},
            "/$default": {
                "x-amazon-apigateway-any-method": {
                    "x-amazon-apigateway-integration": {"$ref": "#/components/x-amazon-apigateway-integrations/shared"}
                }
            },
        }
        shared = to(f"{address}/shared", "ANY")["x-amazon-apigateway-integration"]
        made = api.gateway.import_api(
            Body=defined(
                paths,
                **{"x-amazon-apigateway-cors": {"allowOrigins": ["*"]}},
                components={"x-amazon-apigateway-integrations": {"shared": shared}},
            )
        )
        api.id = made["ApiId"]
        assert (made["Name"], made["Version"], made["CorsConfiguration"]) == ("Pets", "1.0", {"AllowOrigins": ["*"]})
        api.stage()
        let_in(api.functions, api.id)
        found = [api.ask(path).json["target"] for path in ("/pets", "/pets/6", "/else")]
        assert found == ["/petstore/pets", "/petstore/pets/6", "/shared/else"]
        assert api.ask("/pets", method="POST").json["method"] == "POST"
        assert api.ask("/any", method="PUT").json["routeKey"] == "ANY /any"
        assert api.ask("/pets", headers=[("Origin", "https://x.example")]).headers["access-control-allow-origin"] == "*"


def test_security_schemes_become_authorizers(api: HttpApi) -> None:
    """api-gateway-swagger-extensions-authorizer.html#api-gateway-openapi-extensions-authorizer-examples-http"""
    tokens = {"type": "jwt", "jwtConfiguration": {"audience": ["a"]}, "identitySource": "$request.header.Authorization"}
    judge = {
        "type": "request",
        "identitySource": "$request.header.Authorization",
        "authorizerUri": "arn:aws:lambda:us-east-1:123456789012:function:judge",
        "authorizerPayloadFormatVersion": "2.0",
        "authorizerResultTtlInSeconds": 300,
        "enableSimpleResponses": True,
    }
    address = "https://issuer.example/.well-known/openid-configuration"
    schemes = {
        "tokens": {"type": "openIdConnect", "openIdConnectUrl": address, "x-amazon-apigateway-authorizer": tokens},
        "judge": {"type": "apiKey", "name": "Authorization", "in": "header", "x-amazon-apigateway-authorizer": judge},
        "signed": {"type": "apiKey", "x-amazon-apigateway-authtype": "awsSigv4"},
    }
    where = "http://127.0.0.1:9/"
    paths = {
        "/t": {"get": to(where, security=[{"tokens": ["read"]}])},
        "/j": {"get": to(where, security=[{"judge": []}])},
        "/s": {"get": to(where, security=[{"signed": []}])},
    }
    body = defined(paths, components={"securitySchemes": schemes})
    api.id = api.gateway.import_api(Body=body)["ApiId"]
    made = {each["Name"]: each for each in api.gateway.get_authorizers(ApiId=api.id)["Items"]}
    assert made["tokens"]["JwtConfiguration"] == {"Issuer": "https://issuer.example", "Audience": ["a"]}
    assert (made["judge"]["AuthorizerType"], made["judge"]["EnableSimpleResponses"]) == ("REQUEST", True)
    routes = {each["RouteKey"]: each for each in api.gateway.get_routes(ApiId=api.id)["Items"]}
    assert [routes[key]["AuthorizationType"] for key in ("GET /t", "GET /j", "GET /s")] == ["JWT", "CUSTOM", "AWS_IAM"]
    assert routes["GET /t"]["AuthorizationScopes"] == ["read"]


def test_importing_again_replaces_what_there_was(api: HttpApi) -> None:
    """https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html: ReimportApi"""
    api.create()
    with server() as address:
        api.route("GET /old", api.http(address))
        api.stage()
        api.gateway.reimport_api(ApiId=api.id, Body=defined({"/new": {"get": to(address)}}))
        assert (api.ask("/old").status, api.ask("/new").status) == (404, 200)


@pytest.mark.parametrize(
    "body",
    [
        "nothing",
        json.dumps({"swagger": "2.0", "info": {"title": "x"}}),
        defined({"/a": {"get": to("http://127.0.0.1", security=[{"a": []}, {"b": []}])}}),
        defined({"/a": {"get": to("http://127.0.0.1", security=[{"a": []}])}}),
    ],
)
def test_definitions_with_errors_are_refused(api: HttpApi, body: str) -> None:
    """http-api-open-api.html#http-api-import.validation: error"""
    with pytest.raises(ClientError, match="BadRequestException"):
        api.gateway.import_api(Body=body)


def test_warnings_are_told_or_stop_the_import(api: HttpApi) -> None:
    """http-api-open-api.html#http-api-import.validation: warning"""
    body = defined({"/a": {"get": {"x-amazon-apigateway-integration": {"type": "AWS"}}}})
    assert len(api.gateway.import_api(Body=body)["Warnings"]) == 1
    with pytest.raises(ClientError, match="Warnings found during import"):
        api.gateway.import_api(Body=body, FailOnWarnings=True)
