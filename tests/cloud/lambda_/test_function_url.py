"""Function URLs answer.

https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from __future__ import annotations

import json
import shutil
from typing import Any
from urllib.parse import urlsplit

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import Reply, ask
from tests.cloud.functions import Lambda, zipped
from tests.cloud.gateway.signing import signed
from tests.conftest import Client

ECHO = "def handler(event, context):\n    return event\n"


class Url:
    """The URL of a function `f`."""

    def __init__(self, sandbox: Sandbox, client: Client) -> None:
        self.sandbox = sandbox
        self.functions = Lambda(client)
        self.host = ""

    def create(self, code: str = ECHO, auth: str = "NONE", **settings: Any) -> None:
        """The function and its URL, which lets nobody in yet."""
        self.functions.deploy(code, **{name: settings.pop(name) for name in ("Runtime", "Code") if name in settings})
        made = self.functions.api.create_function_url_config(FunctionName="f", AuthType=auth, **settings)
        self.host = urlsplit(made["FunctionUrl"]).netloc

    def open(self, auth: str = "NONE") -> None:
        """Let everyone in, as the console does it."""
        given = {"FunctionName": "f", "Principal": "*"}
        self.functions.api.add_permission(
            **given, StatementId="url", Action="lambda:InvokeFunctionUrl", FunctionUrlAuthType=auth
        )
        self.functions.api.add_permission(
            **given, StatementId="invoke", Action="lambda:InvokeFunction", InvokedViaFunctionUrl=True
        )

    @property
    def path(self) -> str:
        """In the path form."""
        return f"/_aws/lambda-url/{self.host.partition('.')[0]}"

    def ask(self, path: str = "/", **more: Any) -> Reply:
        """Ask in the path form."""
        return ask(self.sandbox, self.path + path, **more)


@pytest.fixture
def url(sandbox: Sandbox, client: Client) -> Url:
    """Nothing is created yet."""
    return Url(sandbox, client)


def test_the_function_gets_the_event_of_format_2(url: Url) -> None:
    """urls-invocation.html#urls-request-payload"""
    url.create()
    url.open()
    event = url.ask("/my/p%20ath?k=1&k=2", method="POST", headers=[("Cookie", "a=1")], body=b"hello").json
    assert (event["version"], event["routeKey"], event["rawPath"]) == ("2.0", "$default", "/my/p%20ath")
    assert (event["queryStringParameters"], event["cookies"], event["body"]) == ({"k": "1,2"}, ["a=1"], "hello")
    assert (event["requestContext"]["domainName"], event["headers"]["host"]) == (url.host, url.host)
    assert "authorizer" not in event["requestContext"]
    by_host = ask(url.sandbox, "/x", headers=[("Host", url.host)]).json
    assert by_host["rawPath"] == "/x"


@pytest.mark.parametrize("missing", ["url", "invoke"])
def test_both_permissions_are_needed(url: Url, missing: str) -> None:
    """urls-auth.html#urls-auth-none"""
    url.create()
    assert url.ask().status == 403
    url.open()
    assert url.ask().status == 200
    url.functions.api.remove_permission(FunctionName="f", StatementId=missing)
    answer = url.ask()
    assert (answer.status, answer.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    assert answer.json["Message"].startswith("Forbidden")


def test_the_permissions_are_shown_with_their_conditions(url: Url) -> None:
    """urls-auth.html#urls-auth-none: the default policy"""
    url.create()
    url.open()
    statements = json.loads(url.functions.api.get_policy(FunctionName="f")["Policy"])["Statement"]
    assert [statement["Condition"] for statement in statements] == [
        {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
        {"Bool": {"lambda:InvokedViaFunctionUrl": "true"}},
    ]


def test_an_iam_url_wants_a_signature(url: Url) -> None:
    """urls-auth.html#urls-auth-iam"""
    url.create(auth="AWS_IAM")
    url.open()
    assert url.ask("/x").status == 403
    headers = signed(url.sandbox, "lambda", "GET", url.path + "/x")
    event = url.ask("/x", headers=list(headers.items())).json
    identity = event["requestContext"]["authorizer"]["iam"]
    assert (identity["accessKey"], identity["accountId"]) == (url.sandbox.access_key_id, "123456789012")
    altered = url.ask("/y", headers=list(headers.items()))
    assert (altered.status, altered.headers["x-amzn-errortype"]) == (403, "InvalidSignatureException")
    other_service = signed(url.sandbox, "s3", "GET", url.path + "/x")
    assert url.ask("/x", headers=list(other_service.items())).status == 403


def test_a_user_needs_both_actions_by_their_policies_or_the_functions(url: Url, client: Client) -> None:
    """urls-auth.html#urls-auth-iam: "either ... in their identity-based policy, or ... resource-based policy" """
    url.create(auth="AWS_IAM")
    iam = client("iam")
    arn = iam.create_user(UserName="ann")["User"]["Arn"]
    key = iam.create_access_key(UserName="ann")["AccessKey"]
    keys = {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}
    headers = list(signed(url.sandbox, "lambda", "GET", url.path + "/x", **keys).items())

    def allow(*actions: str) -> int:
        statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=policy)
        return url.ask("/x", headers=headers).status

    assert url.ask("/x", headers=headers).status == 403
    assert allow("lambda:InvokeFunctionUrl") == 403
    assert allow("lambda:InvokeFunctionUrl", "lambda:InvokeFunction") == 200
    iam.delete_user_policy(UserName="ann", PolicyName="own")
    given = {"FunctionName": "f", "Principal": arn}
    auth = {"Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "AWS_IAM"}
    url.functions.api.add_permission(**given, StatementId="url", **auth)
    assert url.ask("/x", headers=headers).status == 403
    via = {"Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": True}
    url.functions.api.add_permission(**given, StatementId="invoke", **via)
    assert url.ask("/x", headers=headers).json["requestContext"]["authorizer"]["iam"]["userArn"] == arn


def test_an_answer_is_described_or_inferred(url: Url) -> None:
    """urls-invocation.html#urls-response-payload"""
    url.create(
        "def handler(event, context):\n    return event['rawPath'] == '/raw' and {'a': 1} or "
        "{'statusCode': 201, 'body': 'made', 'cookies': ['a=1', 'b=2'], 'headers': {'X-Own': 'v'}}\n"
    )
    url.open()
    raw, made = url.ask("/raw"), url.ask("/made")
    assert (raw.status, raw.json, raw.headers["content-type"]) == (200, {"a": 1}, "application/json")
    assert (made.status, made.body, made.headers["x-own"]) == (201, b"made", "v")
    assert [value for name, value in made.lines if name.lower() == "set-cookie"] == ["a=1", "b=2"]


def test_a_function_that_fails_is_a_bad_gateway(url: Url) -> None:
    """urls-monitoring.html: Url5xxCount"""
    url.create("def handler(event, context):\n    raise ValueError\n")
    url.open()
    assert (url.ask().status, url.ask().body) == (502, b"Internal Server Error")


def test_cors_is_answered_for_the_function(url: Url) -> None:
    """urls-configuration.html#urls-cors"""
    url.create(Cors={"AllowOrigins": ["https://example.com"], "AllowMethods": ["GET"], "MaxAge": 60})
    url.open()
    origin = ("Origin", "https://example.com")
    first = url.ask(method="OPTIONS", headers=[origin, ("Access-Control-Request-Method", "GET")])
    assert (first.status, first.headers["access-control-allow-methods"]) == (204, "GET")
    assert url.ask(headers=[origin]).headers["access-control-allow-origin"] == "https://example.com"


def test_a_url_that_is_deleted_is_gone(url: Url) -> None:
    """urls-configuration.html"""
    url.create()
    url.open()
    url.functions.api.delete_function_url_config(FunctionName="f")
    assert url.ask().status == 404


def test_a_url_ends_in_a_slash_wherever_it_is_shown(url: Url) -> None:
    """API_CreateFunctionUrlConfig.html, API_ListFunctionUrlConfigs.html"""
    url.create(Cors={"AllowOrigins": ["*"]})
    shown = f"https://{url.host}/"
    got = url.functions.api.get_function_url_config(FunctionName="f")
    listed = url.functions.api.list_function_url_configs(FunctionName="f")["FunctionUrlConfigs"]
    changed = url.functions.api.update_function_url_config(FunctionName="f", InvokeMode="RESPONSE_STREAM")
    assert [each["FunctionUrl"] for each in (got, *listed, changed)] == [shown] * 3
    assert (got["InvokeMode"], changed["InvokeMode"]) == ("BUFFERED", "RESPONSE_STREAM")
    assert (got["AuthType"], got["Cors"], changed["Cors"]) == ("NONE", {"AllowOrigins": ["*"]}, got["Cors"])
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_an_alias_has_a_url_of_its_own(url: Url) -> None:
    """urls-configuration.html: "You can apply function URLs to any function alias, or to the $LATEST" version"""
    url.create("def handler(event, context):\n    return context.invoked_function_arn\n")
    url.open()
    api = url.functions.api
    version = api.publish_version(FunctionName="f")["Version"]
    api.create_alias(FunctionName="f", Name="live", FunctionVersion=version)
    made = api.create_function_url_config(FunctionName="f", Qualifier="live", AuthType="NONE")
    assert made["FunctionArn"].endswith(":function:f:live")
    host = urlsplit(made["FunctionUrl"]).netloc
    assert host != url.host
    assert ask(url.sandbox, "/", headers=[("Host", host)]).status == 403
    given = {"FunctionName": "f", "Qualifier": "live", "Principal": "*"}
    auth = {"Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": "NONE"}
    api.add_permission(**given, StatementId="url", **auth)
    api.add_permission(**given, StatementId="invoke", Action="lambda:InvokeFunction", InvokedViaFunctionUrl=True)
    assert ask(url.sandbox, "/", headers=[("Host", host)]).json.endswith(":function:f:live")
    listed = api.list_function_url_configs(FunctionName="f", MaxItems=1)
    rest = api.list_function_url_configs(FunctionName="f", Marker=listed["NextMarker"])
    hosts = [
        urlsplit(each["FunctionUrl"]).netloc for each in (*listed["FunctionUrlConfigs"], *rest["FunctionUrlConfigs"])
    ]
    assert hosts == [url.host, host]
    api.delete_function_url_config(FunctionName="f", Qualifier="live")
    assert (ask(url.sandbox, "/", headers=[("Host", host)]).status, url.ask().status) == (404, 200)


def test_a_text_keeps_its_quotes(url: Url) -> None:
    """urls-invocation.html#urls-response-payload: the example output for a string response"""
    url.create("def handler(event, context):\n    return 'Hello, world!'\n")
    url.open()
    answer = url.ask()
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b'"Hello, world!"', "15")


def test_every_cors_setting_shows(url: Url) -> None:
    """urls-configuration.html#urls-cors: "Lambda returns both the configured CORS headers" and the function's"""
    cors = {
        "AllowOrigins": ["https://example.com", "http://localhost:60905"],
        "AllowMethods": ["GET", "POST"],
        "AllowHeaders": ["Date", "X-Custom-Header"],
        "ExposeHeaders": ["X-Out"],
        "AllowCredentials": True,
        "MaxAge": 300,
    }
    own = {"statusCode": 200, "headers": {"Access-Control-Allow-Origin": "*"}}
    url.create(f"def handler(event, context):\n    return {own!r}\n", Cors=cors)
    url.open()
    origin = ("Origin", "http://localhost:60905")
    first = url.ask(method="OPTIONS", headers=[origin, ("Access-Control-Request-Method", "POST")]).headers
    assert (first["access-control-allow-origin"], first["access-control-max-age"]) == ("http://localhost:60905", "300")
    assert first["access-control-allow-headers"] == "Date,X-Custom-Header"
    assert first["access-control-allow-credentials"] == "true"
    then = url.ask(headers=[origin])
    origins = [value for name, value in then.lines if name.lower() == "access-control-allow-origin"]
    assert sorted(origins) == ["*", "http://localhost:60905"]
    assert then.headers["access-control-expose-headers"] == "X-Out"
    elsewhere = url.ask(headers=[("Origin", "https://elsewhere.example")])
    assert "access-control-expose-headers" not in elsewhere.headers


@pytest.mark.parametrize(("auth", "status"), [("NONE", 200), ("AWS_IAM", 403)])
def test_a_statement_is_for_its_auth_type_only(url: Url, auth: str, status: int) -> None:
    """urls-auth.html#urls-condition-keys: lambda:FunctionUrlAuthType"""
    url.create()
    url.open(auth)
    assert url.ask().status == status


def test_no_concurrency_throttles_every_request(url: Url) -> None:
    """urls-configuration.html#urls-deactivating"""
    url.create()
    url.open()
    url.functions.api.put_function_concurrency(FunctionName="f", ReservedConcurrentExecutions=0)
    assert url.ask().status == 429
    url.functions.api.delete_function_concurrency(FunctionName="f")
    assert url.ask().status == 200


def test_a_streaming_url_answers_when_the_function_has_ended(url: Url) -> None:
    """configuration-response-streaming.html; here the answer comes whole, after the function's end"""
    result = {"statusCode": 201, "headers": {"X-Own": "1"}, "body": "made"}
    url.create(f"def handler(event, context):\n    return {result!r}\n", InvokeMode="RESPONSE_STREAM")
    url.open()
    answer = url.ask()
    assert (answer.status, answer.body, answer.headers["x-own"]) == (201, b"made", "1")


STREAMING = """exports.handler = awslambda.streamifyResponse(async (event, responseStream, context) => {
  const metadata = { statusCode: 201, headers: { 'Content-Type': 'text/plain', CustomHeader: 'outerspace' } };
  if (event.rawPath !== '/bare') responseStream = awslambda.HttpResponseStream.from(responseStream, metadata);
  responseStream.write('Streaming with Helper ');
  await new Promise((resolve) => setTimeout(resolve, 5));
  responseStream.write('Hello');
  responseStream.end();
  await responseStream.finished();
});
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js functions want `node` on PATH")
def test_a_nodejs_function_streams_its_answer(url: Url) -> None:
    """response-streaming-tutorial.html, config-rs-write-functions.html"""
    code = {"ZipFile": zipped({"index.js": STREAMING})}
    url.create(STREAMING, Runtime="nodejs22.x", Code=code, InvokeMode="RESPONSE_STREAM")
    url.open()
    helped, bare = url.ask(), url.ask("/bare")
    assert (helped.status, helped.body) == (201, b"Streaming with Helper Hello")
    assert (helped.headers["content-type"], helped.headers["customheader"]) == ("text/plain", "outerspace")
    assert (bare.status, bare.headers["content-type"]) == (200, "application/octet-stream")
    assert url.functions.invoke().payload == "Streaming with Helper Hello"
