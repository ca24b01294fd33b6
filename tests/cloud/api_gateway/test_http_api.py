"""HTTP APIs answer: routes, stages, both payload formats, CORS.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, ask, let_in
from tests.cloud.api_gateway.http_apis import BARE_ECHO, HttpApi
from tests.conftest import Client


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> HttpApi:
    """Nothing is created yet."""
    return HttpApi(sandbox, client)


def test_quick_create_makes_a_route_and_a_stage_that_answer(api: HttpApi) -> None:
    """http-api-develop.html#http-api-examples"""
    api.create_for(BARE_ECHO)
    routes = api.gateway.get_routes(ApiId=api.id)["Items"]
    stages = api.gateway.get_stages(ApiId=api.id)["Items"]
    assert [route["RouteKey"] for route in routes] == ["$default"]
    assert [(stage["StageName"], stage["AutoDeploy"]) for stage in stages] == [("$default", True)]
    event = api.ask("/any/path").json
    assert (event["version"], event["routeKey"], event["rawPath"]) == ("2.0", "$default", "/any/path")
    by_path = ask(api.sandbox, f"/_aws/execute-api/{api.id}/$default/any/path").json
    assert by_path["rawPath"] == "/any/path"
    assert by_path["headers"]["host"] == f"{api.id}.execute-api.us-east-1.amazonaws.com"


def test_the_event_of_format_2_tells_the_whole_request(api: HttpApi) -> None:
    """http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format"""
    api.create()
    api.route("POST /pets/{id}", api.integration(api.functions.deploy(BARE_ECHO)["FunctionArn"]))
    api.stage("prod", StageVariables={"color": "blue"})
    let_in(api.functions, api.id, pattern="prod/POST/pets/*")
    headers = [("Cookie", "a=1; b=2"), ("X-Own", "1"), ("X-Own", "2"), ("User-Agent", "test")]
    event = api.ask("/prod/pets/a%20b?k=1&k=2&e=%26", method="POST", headers=headers, body=b"hello").json
    assert (event["routeKey"], event["rawPath"], event["rawQueryString"]) == (
        "POST /pets/{id}",
        "/prod/pets/a%20b",
        "k=1&k=2&e=%26",
    )
    assert event["cookies"] == ["a=1", "b=2"]
    assert (event["headers"]["x-own"], "cookie" in event["headers"]) == ("1,2", False)
    assert event["queryStringParameters"] == {"k": "1,2", "e": "&"}
    assert (event["pathParameters"], event["stageVariables"]) == ({"id": "a b"}, {"color": "blue"})
    assert (event["body"], event["isBase64Encoded"]) == ("hello", False)
    context = event["requestContext"]
    assert (context["stage"], context["apiId"], context["http"]["method"]) == ("prod", api.id, "POST")
    assert (context["http"]["sourceIp"], context["http"]["userAgent"]) == ("127.0.0.1", "test")


def test_format_1_is_the_event_of_rest_apis(api: HttpApi) -> None:
    """http-api-develop-integrations-lambda.html"""
    api.create()
    api.route("GET /pets/{id}", api.integration(api.functions.deploy(ECHO)["FunctionArn"], "1.0"))
    api.stage()
    let_in(api.functions, api.id)
    event = api.ask("/pets/7?k=1&k=2", headers=[("X-Own", "1"), ("X-Own", "2")]).json
    assert (event["version"], event["resource"], event["path"]) == ("1.0", "/pets/{id}", "/pets/7")
    assert event["multiValueQueryStringParameters"] == {"k": ["1", "2"]}
    assert event["multiValueHeaders"]["x-own"] == ["1", "2"]
    assert event["pathParameters"] == {"id": "7"}


def test_the_most_specific_route_answers(api: HttpApi) -> None:
    """The table of http-api-develop-routes.html#http-api-develop-routes.evaluation"""
    api.create()
    code = "def handler(event, context):\n    return event['routeKey']\n"
    target = api.integration(api.functions.deploy(code)["FunctionArn"])
    for key in ("GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"):
        api.route(key, target)
    api.stage()
    let_in(api.functions, api.id, pattern="*")
    asked = [("GET", "/pets/dog/1"), ("GET", "/pets/dog/2"), ("GET", "/pets/cat/1"), ("POST", "/test/5"), ("GET", "/")]
    found = [api.ask(path, method=verb).body.decode() for verb, path in asked]
    assert found == ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"]


def test_what_has_no_route_or_no_deployed_stage_is_not_found(api: HttpApi) -> None:
    """http-api-develop-routes.html#http-api-develop-routes.evaluation"""
    api.create()
    api.route("GET /a", api.integration(api.functions.deploy(BARE_ECHO)["FunctionArn"]))
    assert (api.ask("/a").status, api.ask("/a").json) == (404, {"message": "Not Found"})
    api.stage(AutoDeploy=False)
    assert api.ask("/a").status == 404
    api.gateway.delete_stage(ApiId=api.id, StageName="$default")
    api.stage()
    let_in(api.functions, api.id)
    assert (api.ask("/a").status, api.ask("/b").status, api.ask("/a", method="PUT").status) == (200, 404, 404)


@pytest.mark.parametrize(
    ("result", "status", "body"),
    [
        ("'text'", 200, b"text"),
        ("{'a': 1}", 200, b'{"a":1}'),
        ("None", 200, b"null"),
        ("{'statusCode': '201', 'body': 'made', 'other': 1}", 201, b"made"),
        ("{'statusCode': 200, 'body': 'AAEC', 'isBase64Encoded': True}", 200, b"\x00\x01\x02"),
        ("{'statusCode': 'x'}", 500, b'{"message":"Internal Server Error"}'),
        ("{'statusCode': 200, 'cookies': {'a': 1}}", 500, b'{"message":"Internal Server Error"}'),
    ],
)
def test_results_of_format_2_are_inferred(api: HttpApi, result: str, status: int, body: bytes) -> None:
    """http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v2"""
    api.create_for(f"def handler(event, context):\n    return {result}\n")
    answer = api.ask("/")
    assert (answer.status, answer.body) == (status, body)


def test_cookies_become_headers_of_their_own(api: HttpApi) -> None:
    """http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v2"""
    api.create_for("def handler(event, context):\n    return {'statusCode': 200, 'cookies': ['a=1', 'b=2']}\n")
    answer = api.ask("/")
    assert [value for name, value in answer.lines if name.lower() == "set-cookie"] == ["a=1", "b=2"]
    assert (answer.headers["content-type"], "apigw-requestid" in answer.headers) == ("text/plain;charset=utf-8", True)


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/x-www-form-urlencoded"])
def test_what_is_no_text_comes_as_base64(api: HttpApi, kind: str) -> None:
    """urls-invocation.html and http-api-develop-integrations-lambda.html: isBase64Encoded"""
    api.create_for(BARE_ECHO)
    content = bytes(range(256))
    event = api.ask("/", method="POST", headers=[("Content-Type", kind)], body=content).json
    assert (base64.b64decode(event["body"]), event["isBase64Encoded"]) == (content, True)


@pytest.mark.parametrize(
    "breaking",
    [
        lambda api: api.functions.api.remove_permission(FunctionName="f", StatementId="gateway"),
        lambda api: api.functions.api.delete_function(FunctionName="f"),
    ],
)
def test_a_function_that_cannot_be_invoked_is_a_server_error(api: HttpApi, breaking: Callable[[HttpApi], Any]) -> None:
    """http-api-troubleshooting-lambda.html"""
    api.create_for(BARE_ECHO)
    breaking(api)
    answer = api.ask("/")
    assert (answer.status, answer.json) == (500, {"message": "Internal Server Error"})


def test_cors_is_answered_for_the_api(api: HttpApi) -> None:
    """http-api-cors.html"""
    cors = {
        "AllowOrigins": ["https://example.com"],
        "AllowMethods": ["GET", "POST"],
        "AllowHeaders": ["x-own"],
        "ExposeHeaders": ["x-out"],
        "AllowCredentials": True,
        "MaxAge": 300,
    }
    result = {"statusCode": 200, "headers": {"access-control-allow-origin": "https://own.example"}}
    api.create_for(f"def handler(event, context):\n    return {result!r}\n", CorsConfiguration=cors)
    ours = ("Origin", "https://example.com")
    first = api.ask("/", method="OPTIONS", headers=[ours, ("Access-Control-Request-Method", "POST")])
    assert (first.status, first.body) == (204, b"")
    assert first.headers["access-control-allow-origin"] == "https://example.com"
    assert first.headers["access-control-allow-methods"] == "GET,POST"
    assert (first.headers["access-control-allow-headers"], first.headers["access-control-max-age"]) == ("x-own", "300")
    then = api.ask("/", headers=[ours])
    assert then.headers["access-control-allow-origin"] == "https://example.com"
    assert (then.headers["access-control-allow-credentials"], then.headers["access-control-expose-headers"]) == (
        "true",
        "x-out",
    )
    theirs = api.ask("/", headers=[("Origin", "https://elsewhere.example")])
    assert "access-control-allow-origin" not in theirs.headers


def test_what_awslab_lacks_is_refused_by_name(api: HttpApi) -> None:
    """Not AWS's answer: the sandbox says what it lacks."""
    api.create()
    made = api.gateway.create_integration(
        ApiId=api.id,
        IntegrationType="AWS_PROXY",
        IntegrationSubtype="Kinesis-PutRecord",
        PayloadFormatVersion="1.0",
        CredentialsArn=api.functions.role,
        RequestParameters={"StreamName": "s", "Data": "$request.body", "PartitionKey": "k"},
    )
    api.route("GET /a", f"integrations/{made['IntegrationId']}")
    api.stage()
    answer = api.ask("/a")
    assert answer.status == 501
    assert "Kinesis-PutRecord" in answer.json["message"]
