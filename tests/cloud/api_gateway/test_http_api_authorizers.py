"""Lambda authorizers of HTTP APIs, and callers who sign.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, ask
from tests.cloud.api_gateway.http_apis import BARE_ECHO, HttpApi
from tests.cloud.gateway.signing import signed
from tests.conftest import Client

SIMPLE = """asked = 0
def handler(event, context):
    global asked
    asked += 1
    return {"isAuthorized": event["headers"].get("authorization") == "secret", "context": {"n": asked, "list": [1]}}
"""
POLICY = """def handler(event, context):
    arn = event.get("routeArn") or event["methodArn"]
    effect = "Allow" if "secret" in str(event["headers"].get("authorization")) else "Deny"
    resource = arn.rsplit("/", 1)[0] + "/a" if "narrow" in event["headers"]["authorization"] else arn
    statement = {"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    return {"principalId": "ann", "policyDocument": policy, "context": {"team": "shop"}}
"""
LAMBDA_URI = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{}/invocations"
HEADER = "$request.header.Authorization"
SECRET = ("Authorization", "secret")


class Guarded(HttpApi):
    """An API whose routes ask a function."""

    def start(self, code: str = BARE_ECHO, payload_format: str = "2.0") -> str:
        """The API with an echo to route to, which is returned."""
        self.create()
        target = self.integration(self.functions.deploy(code)["FunctionArn"], payload_format)
        self.stage()
        self.let_in("f")
        return target

    def let_in(self, name: str) -> None:
        """Let API Gateway invoke a function."""
        given = {"FunctionName": name, "StatementId": "gateway", "Action": "lambda:InvokeFunction"}
        self.functions.api.add_permission(**given, Principal="apigateway.amazonaws.com")

    def authorizer(self, code: str, sources: list[str] | None = None, payload_format: str = "2.0", **more: Any) -> str:
        """An authorizer of this code; its id."""
        arn = self.functions.deploy(code, "judge")["FunctionArn"]
        self.let_in("judge")
        made = self.gateway.create_authorizer(
            ApiId=self.id,
            Name="judge",
            AuthorizerType="REQUEST",
            AuthorizerUri=LAMBDA_URI.format(arn),
            AuthorizerPayloadFormatVersion=payload_format,
            IdentitySource=[HEADER] if sources is None else sources,
            **more,
        )
        return str(made["AuthorizerId"])

    def guard(self, key: str, target: str, authorizer: str) -> None:
        """A route behind it."""
        self.route(key, target, AuthorizationType="CUSTOM", AuthorizerId=authorizer)


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> Guarded:
    """Nothing is created yet."""
    return Guarded(sandbox, client)


def test_a_simple_answer_lets_in_and_tells_its_context(api: Guarded) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.v2: simple response"""
    target = api.start()
    api.guard("GET /a", target, api.authorizer(SIMPLE, EnableSimpleResponses=True))
    let_in = api.ask("/a", headers=[SECRET]).json
    assert let_in["requestContext"]["authorizer"] == {"lambda": {"n": 1, "list": [1]}}
    refused = api.ask("/a", headers=[("Authorization", "guess")])
    assert (refused.status, refused.body) == (403, b'{"message":"Forbidden"}')
    missing = api.ask("/a")
    assert (missing.status, missing.body) == (401, b'{"message":"Unauthorized"}')


@pytest.mark.parametrize("payload_format", ["1.0", "2.0"])
def test_a_policy_decides_by_the_request(api: Guarded, payload_format: str) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.v1: IAM policy"""
    target = api.start()
    authorizer = api.authorizer(POLICY, payload_format=payload_format)
    api.guard("GET /a", target, authorizer)
    api.guard("GET /b", target, authorizer)
    told = api.ask("/a", headers=[SECRET]).json["requestContext"]["authorizer"]
    assert told == {"lambda": {"principalId": "ann", "team": "shop"}}
    assert api.ask("/a", headers=[("Authorization", "guess")]).status == 403
    narrow = [("Authorization", "secret narrow")]
    assert (api.ask("/a", headers=narrow).status, api.ask("/b", headers=narrow).status) == (200, 403)


def test_format_1_tells_the_context_as_rest_apis_do(api: Guarded) -> None:
    """http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format-structure"""
    target = api.start(ECHO, "1.0")
    api.guard("GET /a", target, api.authorizer(POLICY))
    told = api.ask("/a", headers=[SECRET]).json["requestContext"]["authorizer"]
    assert told == {"principalId": "ann", "team": "shop"}
    api.route("GET /open", target)
    assert api.ask("/open").json["requestContext"]["authorizer"] == {"claims": None, "scopes": None}


def test_the_function_gets_the_event_of_format_2(api: Guarded) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format: 2.0"""
    target = api.start()
    code = "def handler(event, context):\n    return {'isAuthorized': True, 'context': {'event': event}}\n"
    sources = [HEADER, "$request.querystring.q", "$context.stage", "$stageVariables.color"]
    api.guard("GET /pets/{id}", target, api.authorizer(code, sources, EnableSimpleResponses=True))
    api.gateway.update_stage(ApiId=api.id, StageName="$default", StageVariables={"color": "blue"})
    event = api.ask("/pets/7?q=1", headers=[SECRET]).json["requestContext"]["authorizer"]["lambda"]["event"]
    assert (event["version"], event["type"], event["routeKey"]) == ("2.0", "REQUEST", "GET /pets/{id}")
    assert event["routeArn"] == f"arn:aws:execute-api:us-east-1:123456789012:{api.id}/$default/GET/pets/7"
    assert event["identitySource"] == ["secret", "1", "$default", "blue"]
    assert (event["pathParameters"], event["rawQueryString"], "body" in event) == ({"id": "7"}, "q=1", False)


def test_the_function_gets_the_event_of_format_1(api: Guarded) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format: 1.0"""
    target = api.start()
    code = POLICY.replace('{"team": "shop"}', '{"event": event}')
    api.guard("GET /a", target, api.authorizer(code, [HEADER, "$request.querystring.q"], payload_format="1.0"))
    event = api.ask("/a?q=1", headers=[SECRET]).json["requestContext"]["authorizer"]["lambda"]["event"]
    assert (event["version"], event["type"], event["httpMethod"], event["path"]) == ("1.0", "REQUEST", "GET", "/a")
    assert event["identitySource"] == event["authorizationToken"] == "secret,1"
    assert event["methodArn"].endswith("/$default/GET/a")


def test_an_answer_is_kept_by_its_identity_sources(api: Guarded) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.caching"""
    target = api.start()
    sources = [HEADER, "$request.querystring.q"]
    settings: dict[str, Any] = {"EnableSimpleResponses": True, "AuthorizerResultTtlInSeconds": 300}
    authorizer = api.authorizer(SIMPLE, sources, **settings)
    api.guard("GET /a", target, authorizer)
    api.guard("GET /b", target, authorizer)

    def asked(path: str) -> int:
        return int(api.ask(path, headers=[SECRET]).json["requestContext"]["authorizer"]["lambda"]["n"])

    assert [asked("/a?q=1"), asked("/a?q=1"), asked("/b?q=1"), asked("/a?q=2")] == [1, 1, 1, 2]
    api.gateway.reset_authorizers_cache(ApiId=api.id, StageName="$default")
    assert asked("/a?q=1") == 3
    assert [each["AuthorizerId"] for each in api.gateway.get_authorizers(ApiId=api.id)["Items"]] == [authorizer]


def test_nothing_is_kept_without_a_time_to_live(api: Guarded) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.caching: enabled by authorizerResultTtlInSeconds"""
    target = api.start()
    api.guard("GET /a", target, api.authorizer(SIMPLE, EnableSimpleResponses=True))
    told = [api.ask("/a", headers=[SECRET]).json["requestContext"]["authorizer"]["lambda"]["n"] for _ in range(2)]
    assert told == [1, 2]


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("def handler(event, context):\n    raise ValueError\n", 500),
        ("def handler(event, context):\n    return 'yes'\n", 500),
        ("def handler(event, context):\n    return {'errorMessage': 'Unauthorized'}\n", 401),
        ("def handler(event, context):\n    raise Exception('Unauthorized')\n", 401),
    ],
)
def test_an_authorizer_that_fails_is_a_server_error(api: Guarded, code: str, status: int) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.identity-sources: errorMessage Unauthorized is 401"""
    target = api.start()
    api.guard("GET /a", target, api.authorizer(code, [], EnableSimpleResponses=True))
    assert api.ask("/a").status == status


def test_an_authorizer_that_may_not_be_invoked_is_a_server_error(api: Guarded) -> None:
    """http-api-lambda-authorizer.html#http-api-lambda-authorizer.example-create: clients receive a 500"""
    target = api.start()
    api.guard("GET /a", target, api.authorizer(SIMPLE, EnableSimpleResponses=True))
    api.functions.api.remove_permission(FunctionName="judge", StatementId="gateway")
    answer = api.ask("/a", headers=[SECRET])
    assert (answer.status, answer.body) == (500, b'{"message":"Internal Server Error"}')


def test_a_route_with_iam_authorization_wants_a_signature(api: Guarded) -> None:
    """http-api-access-control-iam.html"""
    api.route("GET /a", api.start(), AuthorizationType="AWS_IAM")
    path = f"/_aws/execute-api/{api.id}/$default/a"
    headers = list(signed(api.sandbox, "execute-api", "GET", path).items())
    caller = ask(api.sandbox, path, headers=headers).json["requestContext"]["authorizer"]["iam"]
    assert (caller["accessKey"], caller["userArn"]) == (
        api.sandbox.access_key_id,
        "arn:aws:iam::123456789012:user/learner",
    )
    unsigned, altered = ask(api.sandbox, path), ask(api.sandbox, path + "?x=1", headers=headers)
    assert (unsigned.status, unsigned.json, altered.status) == (403, {"message": "Forbidden"}, 403)


def test_a_users_policies_must_allow_the_request(api: Guarded) -> None:
    """http-api-access-control-iam.html: "only if the client has execute-api permission for the route" """
    target = api.start()
    api.route("GET /a", target, AuthorizationType="AWS_IAM")
    api.route("GET /b", target, AuthorizationType="AWS_IAM")
    iam = api.client("iam")
    iam.create_user(UserName="ann")
    key = iam.create_access_key(UserName="ann")["AccessKey"]

    def status(path: str) -> int:
        path = f"/_aws/execute-api/{api.id}/$default{path}"
        keys = {"key": key["AccessKeyId"], "secret": key["SecretAccessKey"]}
        return ask(
            api.sandbox, path, headers=list(signed(api.sandbox, "execute-api", "GET", path, **keys).items())
        ).status

    assert status("/a") == 403
    resource = f"arn:aws:execute-api:us-east-1:123456789012:{api.id}/$default/GET/a"
    statement = {"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": resource}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName="ann", PolicyName="own", PolicyDocument=policy)
    assert (status("/a"), status("/b")) == (200, 403)
