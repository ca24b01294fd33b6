"""REST APIs from OpenAPI documents, and what changes them afterwards.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, RestApi, ask, let_in
from tests.cloud.functions import Lambda
from tests.conftest import Client

PET = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}


def integration(**more: Any) -> dict[str, Any]:
    """A mock's, as documents write it."""
    mock = {
        "type": "mock",
        "requestTemplates": {"application/json": '{"statusCode": 200}'},
        "passthroughBehavior": "when_no_match",
        "responses": {
            "default": {
                "statusCode": "200",
                "responseParameters": {"method.response.header.X-Own": "'v'"},
                "responseTemplates": {"application/json": '{"id": "$input.params(\'id\')"}'},
            }
        },
    }
    return {"x-amazon-apigateway-integration": mock | more}


RESPONSES = {"200": {"description": "ok", "headers": {"X-Own": {"schema": {"type": "string"}}}}}
OPENAPI_3: Mapping[str, Any] = {
    "openapi": "3.0.1",
    "info": {"title": "pets", "version": "1"},
    "x-amazon-apigateway-request-validators": {"all": {"validateRequestBody": True, "validateRequestParameters": True}},
    "x-amazon-apigateway-gateway-responses": {"MISSING_AUTHENTICATION_TOKEN": {"statusCode": 404}},
    "components": {
        "schemas": {"Pet": PET, "Pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}},
        "securitySchemes": {"key": {"type": "apiKey", "name": "x-api-key", "in": "header"}},
    },
    "paths": {
        "/pets/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "get": {"responses": RESPONSES, **integration()},
            "post": {
                "x-amazon-apigateway-request-validator": "all",
                "parameters": [{"name": "q", "in": "query", "required": True, "schema": {"type": "string"}}],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pets"}}}},
                "responses": RESPONSES,
                **integration(),
            },
            "x-amazon-apigateway-any-method": {"security": [{"key": []}], "responses": RESPONSES, **integration()},
        }
    },
}


def imported(sandbox: Sandbox, client: Client, document: Mapping[str, Any]) -> RestApi:
    """The API of a document, deployed to `prod`."""
    made = client("apigateway").import_rest_api(body=json.dumps(document))
    api = RestApi.__new__(RestApi)
    api.sandbox, api.gateway, api.id, api.root = sandbox, client("apigateway"), made["id"], made["rootResourceId"]
    api.deploy()
    return api


def test_a_document_makes_an_api_that_answers(sandbox: Sandbox, client: Client) -> None:
    """api-gateway-swagger-extensions.html"""
    api = imported(sandbox, client, OPENAPI_3)
    answer = api.ask("/pets/7")
    assert (answer.status, answer.json, answer.headers["x-own"]) == (200, {"id": "7"}, "v")
    statuses = [
        api.ask(path, method="POST", body=body).status
        for path, body in (
            ("/pets/7?q=1", b'[{"name": "Rex"}]'),
            ("/pets/7?q=1", b"[{}]"),
            ("/pets/7", b"[]"),
        )
    ]
    assert statuses == [200, 400, 400]
    assert (api.ask("/pets/7", method="DELETE").status, api.ask("/none").status) == (403, 404)


def test_an_older_document_makes_an_api_too(sandbox: Sandbox, client: Client) -> None:
    """api-gateway-import-api.html: OpenAPI 2.0"""
    functions = Lambda(client)
    arn = functions.deploy(ECHO)["FunctionArn"]
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    proxy = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}
    any_method = {"x-amazon-apigateway-any-method": {"responses": {}, "x-amazon-apigateway-integration": proxy}}
    document = {"swagger": "2.0", "info": {"title": "pets", "version": "1"}, "paths": {"/{proxy+}": any_method}}
    api = imported(sandbox, client, document)
    let_in(functions, api.id)
    assert api.ask("/a/b", method="PUT").json["pathParameters"] == {"proxy": "a/b"}


def test_another_document_replaces_an_api(sandbox: Sandbox, client: Client) -> None:
    """API_PutRestApi.html: mode"""
    api = imported(sandbox, client, OPENAPI_3)
    other = {**OPENAPI_3, "paths": {"/cats": {"get": {"responses": RESPONSES, **integration()}}}}
    for mode, statuses in (("merge", [200, 200]), ("overwrite", [404, 200])):
        api.gateway.put_rest_api(restApiId=api.id, mode=mode, body=json.dumps(other))
        api.deploy()
        assert [api.ask(path).status for path in ("/pets/7", "/cats")] == statuses


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """`GET /a`, a mock."""
    made = RestApi(sandbox, client)
    made.mock("GET", "/a", "one")
    made.deploy()
    return made


def named(api: RestApi) -> dict[str, str]:
    """The method's name."""
    return {"restApiId": api.id, "resourceId": api.resource("/a"), "httpMethod": "GET"}


def replace(path: str, value: str) -> list[dict[str, str]]:
    """One operation."""
    return [{"op": "replace", "path": path, "value": value}]


def test_an_integrations_change_is_seen_with_the_next_deployment(api: RestApi) -> None:
    """API_UpdateIntegrationResponse.html, how-to-deploy-api.html"""
    change = replace("/responseTemplates/application~1json", "two")
    api.gateway.update_integration_response(**named(api), statusCode="200", patchOperations=change)
    assert api.ask("/a").body == b"one"
    api.deploy()
    assert api.ask("/a").body == b"two"


def test_a_method_gets_a_key_afterwards(api: RestApi) -> None:
    """API_UpdateMethod.html"""
    api.gateway.update_method(**named(api), patchOperations=replace("/apiKeyRequired", "true"))
    assert api.gateway.get_method(**named(api))["apiKeyRequired"] is True
    api.deploy()
    assert api.ask("/a").status == 403


def test_a_resource_moves(api: RestApi) -> None:
    """API_UpdateResource.html"""
    api.gateway.update_resource(
        restApiId=api.id, resourceId=api.resource("/a"), patchOperations=replace("/pathPart", "b")
    )
    api.deploy()
    assert (api.ask("/a").status, api.ask("/b").status) == (403, 200)


def test_an_integration_is_changed_in_every_member(api: RestApi) -> None:
    """API_UpdateIntegration.html"""
    operations = [
        {"op": "replace", "path": "/timeoutInMillis", "value": "5000"},
        {"op": "add", "path": "/requestTemplates/text~1plain", "value": '{"statusCode": 200}'},
        {"op": "add", "path": "/cacheKeyParameters/method.request.querystring.q"},
        {"op": "replace", "path": "/passthroughBehavior", "value": "NEVER"},
    ]
    api.gateway.update_integration(**named(api), patchOperations=operations)
    found = api.gateway.get_integration(**named(api))
    assert (found["timeoutInMillis"], found["passthroughBehavior"]) == (5000, "NEVER")
    assert (found["cacheKeyParameters"], "text/plain" in found["requestTemplates"]) == (
        ["method.request.querystring.q"],
        True,
    )
    api.deploy()
    assert api.ask("/a", headers=[("Content-Type", "text/csv")]).status == 415


def test_a_gateway_response_is_changed_member_by_member(api: RestApi) -> None:
    """API_UpdateGatewayResponse.html"""
    operations = [
        {"op": "replace", "path": "/statusCode", "value": "404"},
        {"op": "add", "path": "/responseParameters/gatewayresponse.header.X-Hint", "value": "'look again'"},
    ]
    api.gateway.update_gateway_response(
        restApiId=api.id, responseType="MISSING_AUTHENTICATION_TOKEN", patchOperations=operations
    )
    api.deploy()
    answer = api.ask("/none")
    assert (answer.status, answer.headers["x-hint"]) == (404, "look again")
    assert answer.json == {"message": "Missing Authentication Token"}


def test_gateway_responses_are_told_by_default_too(api: RestApi) -> None:
    """API_GetGatewayResponses.html; recorded from the real service: test_gateway_response_crud"""
    named = {"restApiId": api.id}
    found = api.gateway.get_gateway_response(**named, responseType="MISSING_AUTHENTICATION_TOKEN")
    assert (found["defaultResponse"], found["statusCode"]) == (True, "403")
    assert found["responseTemplates"] == {"application/json": '{"message":$context.error.messageString}'}
    api.gateway.put_gateway_response(**named, responseType="MISSING_AUTHENTICATION_TOKEN", statusCode="404")
    listed = {each["responseType"]: each for each in api.gateway.get_gateway_responses(**named)["items"]}
    assert (len(listed), "statusCode" in listed["DEFAULT_4XX"]) == (21, False)
    changed = listed["MISSING_AUTHENTICATION_TOKEN"]
    assert (changed["defaultResponse"], changed["statusCode"]) == (False, "404")


def test_documentation_parts_are_kept(api: RestApi) -> None:
    """API_CreateDocumentationPart.html"""
    told = {"restApiId": api.id, "location": {"type": "API"}, "properties": '{"description": "Pets"}'}
    made = api.gateway.create_documentation_part(**told)["id"]
    api.gateway.update_documentation_part(
        restApiId=api.id, documentationPartId=made, patchOperations=replace("/properties", "{}")
    )
    found = api.gateway.get_documentation_parts(restApiId=api.id)["items"]
    assert [(each["id"], each["properties"]) for each in found] == [(made, "{}")]
    api.gateway.delete_documentation_part(restApiId=api.id, documentationPartId=made)
    assert api.gateway.get_documentation_parts(restApiId=api.id)["items"] == []


def test_a_plan_throttles_a_method_of_its_own(api: RestApi) -> None:
    """api-gateway-request-throttling.html#apigateway-method-level-throttling-in-usage-plan"""
    api.gateway.update_method(**named(api), patchOperations=replace("/apiKeyRequired", "true"))
    api.deploy()
    value = "abcdefghijklmnopqrstuvwxyz"
    key = api.gateway.create_api_key(name="k", value=value, enabled=True)["id"]
    plan = api.gateway.create_usage_plan(name="p", apiStages=[{"apiId": api.id, "stage": "prod"}])["id"]
    api.gateway.create_usage_plan_key(usagePlanId=plan, keyId=key, keyType="API_KEY")
    place = f"/apiStages/{api.id}:prod/throttle/~1a/GET"
    operations = [
        {"op": "add", "path": f"{place}/rateLimit", "value": "0.001"},
        {"op": "add", "path": f"{place}/burstLimit", "value": "1"},
    ]
    api.gateway.update_usage_plan(usagePlanId=plan, patchOperations=operations)
    assert [api.ask("/a", headers=[("x-api-key", value)]).status for _ in range(2)] == [200, 429]


def test_a_private_api_is_refused_by_name(sandbox: Sandbox, client: Client) -> None:
    """apigateway-private-apis.html: it is reached through VPC endpoints only; the sandbox says that it has none"""
    api = RestApi(sandbox, client)
    api.mock("GET", "/a", "in")
    statement = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    changes = [*replace("/endpointConfiguration/types/EDGE", "PRIVATE"), *replace("/policy", policy)]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=changes)
    api.deploy()
    answer = ask(sandbox, api.url("/a"))
    assert (answer.status, "VPC endpoint" in answer.json["message"]) == (501, True)


def test_tags_of_an_api_and_its_stage_come_and_go(api: RestApi) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging-supported-resources.html"""
    gateway, identifier = api.gateway, named(api)["restApiId"]
    arn = f"arn:aws:apigateway:{gateway.meta.region_name}::/restapis/{identifier}"
    gateway.tag_resource(resourceArn=arn, tags={"team": "a", "cost": "b"})
    gateway.untag_resource(resourceArn=arn, tagKeys=["cost"])
    assert gateway.get_tags(resourceArn=arn)["tags"] == {"team": "a"}
    assert gateway.get_rest_api(restApiId=identifier)["tags"] == {"team": "a"}


def test_a_new_domain_name_has_no_mappings(client: Client) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html"""
    gateway = client("apigateway")
    gateway.create_domain_name(domainName="own.example.com")
    assert gateway.get_base_path_mappings(domainName="own.example.com")["items"] == []
