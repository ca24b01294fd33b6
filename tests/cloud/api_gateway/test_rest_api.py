"""REST APIs answer: stages, resources, Lambda proxy integrations.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, RestApi, ask, let_in
from tests.cloud.functions import Lambda
from tests.conftest import Client


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """An API without a method."""
    return RestApi(sandbox, client)


@pytest.fixture
def functions(client: Client) -> Lambda:
    """Lambda in the same sandbox."""
    return Lambda(client)


def answering(functions: Lambda, api: RestApi, code: str) -> None:
    """`/{proxy+}`, any verb, answered by the function `f`, deployed to `prod`."""
    api.proxy("ANY", "/{proxy+}", functions.deploy(code)["FunctionArn"])
    let_in(functions, api.id)
    api.deploy()


def test_the_event_tells_the_whole_request(api: RestApi, functions: Lambda) -> None:
    """set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format"""
    api.proxy("POST", "/pets/{id}", functions.deploy(ECHO)["FunctionArn"])
    let_in(functions, api.id, pattern="prod/POST/pets/*")
    deployment = api.deploy(variables={"color": "blue"})
    headers = [("X-Own", "1"), ("X-Own", "2"), ("User-Agent", "test")]
    event = api.ask("/pets/a%20b?k=1&k=2&e=&p=%26", method="POST", headers=headers, body="grüß".encode()).json
    assert (event["resource"], event["path"], event["httpMethod"]) == ("/pets/{id}", "/pets/a%20b", "POST")
    assert event["pathParameters"] == {"id": "a b"}
    assert event["queryStringParameters"] == {"k": "2", "e": "", "p": "&"}
    assert event["multiValueQueryStringParameters"] == {"k": ["1", "2"], "e": [""], "p": ["&"]}
    assert (event["headers"]["X-Own"], event["multiValueHeaders"]["X-Own"]) == ("2", ["1", "2"])
    assert event["headers"]["X-Forwarded-Proto"] == "https"
    assert (event["body"], event["isBase64Encoded"]) == ("grüß", False)
    assert event["stageVariables"] == {"color": "blue"}
    context = event["requestContext"]
    assert (context["stage"], context["path"], context["resourcePath"]) == ("prod", "/prod/pets/a%20b", "/pets/{id}")
    assert (context["apiId"], context["accountId"], context["deploymentId"]) == (api.id, "123456789012", deployment)
    assert context["domainName"] == event["headers"]["Host"] == f"{api.id}.execute-api.us-east-1.amazonaws.com"
    assert (context["identity"]["sourceIp"], context["identity"]["userAgent"]) == ("127.0.0.1", "test")
    assert "authorizer" not in context


def test_what_is_not_there_is_null(api: RestApi, functions: Lambda) -> None:
    """set-up-lambda-proxy-integrations.html"""
    api.proxy("GET", "", functions.deploy(ECHO)["FunctionArn"])
    let_in(functions, api.id)
    api.deploy()
    event = api.ask("/").json
    nothing = ("body", "pathParameters", "queryStringParameters", "multiValueQueryStringParameters", "stageVariables")
    assert [event[name] for name in nothing] == [None] * 5


def test_the_host_name_of_aws_works_too(api: RestApi) -> None:
    """how-to-call-api.html"""
    api.mock("GET", "/hello", "hi")
    api.deploy()
    host = ("Host", f"{api.id}.execute-api.us-east-1.amazonaws.com")
    answer = ask(api.sandbox, "/prod/hello", headers=[host])
    assert (answer.status, answer.body) == (200, b"hi")
    assert "x-amzn-requestid" in answer.headers
    elsewhere = ("Host", f"{api.id}.execute-api.eu-west-1.amazonaws.com")
    assert ask(api.sandbox, "/prod/hello", headers=[elsewhere]).status == 403


def test_a_stage_shows_what_was_deployed_to_it_and_nothing_newer(api: RestApi) -> None:
    """how-to-deploy-api.html"""
    api.mock("GET", "/a", "one")
    first = api.deploy()
    api.mock("GET", "/b", "two")
    api.gateway.delete_resource(restApiId=api.id, resourceId=api.resource("/a"))
    assert (api.ask("/a").body, api.ask("/b").status) == (b"one", 403)
    api.deploy()
    assert (api.ask("/a").status, api.ask("/b").body) == (403, b"two")
    back = [{"op": "replace", "path": "/deploymentId", "value": first}]
    api.gateway.update_stage(restApiId=api.id, stageName="prod", patchOperations=back)
    assert (api.ask("/a").body, api.ask("/b").status) == (b"one", 403)


def test_a_new_deployment_leaves_the_stages_variables(api: RestApi) -> None:
    """API_CreateDeployment.html"""
    api.mock("GET", "/a", "$stageVariables.color")
    api.deploy(variables={"color": "blue"})
    api.deploy()
    assert api.ask("/a").body == b"blue"


@pytest.mark.parametrize(
    ("path", "stage", "message", "kind"),
    [
        ("/nothing", "prod", "Missing Authentication Token", "MissingAuthenticationTokenException"),
        ("/a", "nostage", "Forbidden", "ForbiddenException"),
    ],
)
def test_what_is_not_deployed_is_refused_as_on_aws(
    api: RestApi, path: str, stage: str, message: str, kind: str
) -> None:
    """supported-gateway-response-types.html"""
    api.mock("GET", "/a", "")
    api.deploy()
    answer = api.ask(path, stage=stage)
    assert (answer.status, answer.json) == (403, {"message": message})
    assert answer.headers["x-amzn-errortype"] == kind


def test_an_api_that_is_not_there_is_nobodys(sandbox: Sandbox) -> None:
    """Nothing of AWS answers either."""
    assert ask(sandbox, "/_aws/execute-api/abcdefghij/prod/").status in (403, 404)


def test_the_most_specific_resource_and_verb_answer(api: RestApi) -> None:
    """api-gateway-method-settings-method-request.html"""
    for verb, path in (("GET", "/p/{x+}"), ("GET", "/p/one"), ("GET", "/p/one/{id}"), ("ANY", "/p/one")):
        api.mock(verb, path, f"{verb} {path}")
    api.deploy()
    found = {path: api.ask(path).body.decode() for path in ("/p/one", "/p/two", "/p/one/more", "/p/two/more/still")}
    assert found == {
        "/p/one": "GET /p/one",
        "/p/two": "GET /p/{x+}",
        "/p/one/more": "GET /p/one/{id}",
        "/p/two/more/still": "GET /p/{x+}",
    }
    assert api.ask("/p/one", method="PUT").body == b"ANY /p/one"
    assert api.ask("/p", method="GET").status == 403


def test_headers_may_repeat_in_the_answer(api: RestApi, functions: Lambda) -> None:
    """set-up-lambda-proxy-integrations.html#apigateway-multivalue-headers-and-parameters"""
    result = {"multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]}, "headers": {"set-cookie": "c=3", "x-yes": True}}
    answering(functions, api, f"def handler(event, context):\n    return {result!r}\n")
    answer = api.ask("/x")
    assert [value for name, value in answer.lines if name.lower() == "set-cookie"] == ["a=1", "b=2"]
    assert (answer.status, answer.headers["x-yes"], answer.headers["content-type"]) == (200, "true", "application/json")


def test_cors_headers_of_the_function_reach_the_browser(api: RestApi, functions: Lambda) -> None:
    """set-up-lambda-proxy-integrations.html: the function sends them"""
    result = {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "*"}}
    answering(functions, api, f"def handler(event, context):\n    return {result!r}\n")
    answer = api.ask("/x", headers=[("Origin", "https://example.com")])
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    "result",
    ["'text'", "None", "{'statusCode': 'x'}", "{'statusCode': 200, 'other': 1}", "{'statusCode': 200, 'body': {}}"],
)
def test_a_malformed_result_is_a_bad_gateway(api: RestApi, functions: Lambda, result: str) -> None:
    """set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format"""
    answering(functions, api, f"def handler(event, context):\n    return {result}\n")
    answer = api.ask("/x")
    assert (answer.status, answer.json) == (502, {"message": "Internal server error"})
    assert answer.headers["x-amzn-errortype"] == "InternalServerErrorException"


def test_a_function_that_fails_is_a_bad_gateway(api: RestApi, functions: Lambda) -> None:
    """set-up-lambda-proxy-integrations.html"""
    answering(functions, api, "def handler(event, context):\n    raise ValueError('secret')\n")
    answer = api.ask("/x")
    assert (answer.status, answer.json) == (502, {"message": "Internal server error"})


def test_a_slow_function_is_not_waited_for(api: RestApi, functions: Lambda) -> None:
    """supported-gateway-response-types.html: INTEGRATION_TIMEOUT"""
    arn = functions.deploy("import time\ndef handler(event, context):\n    time.sleep(3)\n")["FunctionArn"]
    api.proxy("GET", "/slow", arn, timeoutInMillis=100)
    let_in(functions, api.id)
    api.deploy()
    answer = api.ask("/slow")
    assert (answer.status, answer.json) == (504, {"message": "Endpoint request timed out"})


@pytest.mark.parametrize("pattern", [None, "dev/*/*", "prod/POST/x"])
def test_a_function_that_does_not_let_the_api_in_is_a_server_error(
    api: RestApi, functions: Lambda, pattern: str | None
) -> None:
    """permissions.html: the function's resource-based policy names the method's ARN"""
    api.proxy("GET", "/x", functions.deploy(ECHO)["FunctionArn"])
    if pattern:
        let_in(functions, api.id, pattern=pattern)
    api.deploy()
    answer = api.ask("/x")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error"})


def test_a_function_asked_by_another_method_than_post_is_a_server_error(api: RestApi, functions: Lambda) -> None:
    """set-up-lambda-custom-integrations.html: the integration of a Lambda function must use POST"""
    api.proxy("GET", "/x", functions.deploy(ECHO)["FunctionArn"], integrationHttpMethod="GET")
    let_in(functions, api.id)
    api.deploy()
    answer = api.ask("/x")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error"})


def test_a_stage_variable_names_the_function(api: RestApi, functions: Lambda) -> None:
    """aws-api-gateway-stage-variables-reference.html"""
    arn = functions.deploy(ECHO)["FunctionArn"]
    api.proxy("GET", "/x", arn.removesuffix(":f") + ":${stageVariables.name}")
    let_in(functions, api.id)
    api.deploy(variables={"name": "f"})
    assert api.ask("/x").json["stageVariables"] == {"name": "f"}


def test_binary_bodies_pass_where_the_api_says_so(api: RestApi, functions: Lambda) -> None:
    """lambda-proxy-binary-media.html"""
    code = (
        "def handler(event, context):\n"
        "    return {'statusCode': 200, 'body': event['body'], 'isBase64Encoded': event['isBase64Encoded']}\n"
    )
    add = [{"op": "add", "path": "/binaryMediaTypes/image~1png"}]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=add)
    answering(functions, api, code)
    picture = bytes(range(256))
    headers = [("Content-Type", "image/png"), ("Accept", "image/png")]
    assert api.ask("/x", method="POST", headers=headers, body=picture).body == picture
    as_text = api.ask("/x", method="POST", headers=headers[:1], body=b"abc")
    assert as_text.body == b"YWJj"


def test_a_gateway_response_can_be_changed(api: RestApi) -> None:
    """api-gateway-gatewayResponse-definition.html"""
    api.mock("GET", "/a", "")
    api.gateway.put_gateway_response(
        restApiId=api.id,
        responseType="MISSING_AUTHENTICATION_TOKEN",
        statusCode="404",
        responseParameters={"gatewayresponse.header.X-Hint": "'look again'"},
        responseTemplates={"application/json": '{"was": $context.error.messageString, "in": "$context.stage"}'},
    )
    api.deploy()
    answer = api.ask("/nothing")
    assert (answer.status, answer.headers["x-hint"]) == (404, "look again")
    assert answer.json == {"was": "Missing Authentication Token", "in": "prod"}


def test_a_mock_answers_from_its_templates(api: RestApi) -> None:
    """how-to-mock-integration.html"""
    api.mock("GET", "/m/{id}", '{"id": "$input.params(\'id\')", "q": "$input.params(\'q\')"}', status=201)
    api.deploy()
    answer = api.ask("/m/7?q=x")
    assert (answer.status, answer.json) == (201, {"id": "7", "q": "x"})


def test_a_template_that_is_beyond_awslab_is_refused_by_name(api: RestApi) -> None:
    """Not AWS's answer: the sandbox says what it lacks."""
    api.mock("GET", "/m", "#macro(row $x)a#end")
    api.deploy()
    answer = api.ask("/m")
    assert answer.status == 501
    assert "#macro" in answer.json["message"]


def test_many_requests_at_once_get_each_their_own_answer(api: RestApi, functions: Lambda) -> None:
    """None is lost, none is mixed up."""
    answering(functions, api, ECHO)
    api.ask("/warm")
    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(lambda number: api.ask(f"/x?n={number}"), range(200)))
    found = [int(answer.json["queryStringParameters"]["n"]) for answer in answers if answer.status == 200]
    assert found == list(range(200))


def test_an_api_can_be_closed(api: RestApi) -> None:
    """rest-api-disable-default-endpoint.html"""
    api.mock("GET", "/a", "")
    api.deploy()
    off = [{"op": "replace", "path": "/disableExecuteApiEndpoint", "value": "true"}]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=off)
    assert (api.ask("/a").status, api.ask("/a").json) == (403, {"message": "Forbidden"})
