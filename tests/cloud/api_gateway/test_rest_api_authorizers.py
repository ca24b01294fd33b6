"""Lambda authorizers and signed callers of REST APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, Reply, RestApi, let_in
from tests.cloud.functions import Lambda
from tests.cloud.gateway.signing import signed
from tests.cloud.iam.people import People, policy
from tests.conftest import Client

TOKEN = """import itertools
asked = itertools.count(1)
def handler(event, context):
    token = event["authorizationToken"]
    if token == "unauthorized":
        raise Exception("Unauthorized")
    if token == "broken":
        raise ValueError
    if token == "malformed":
        return {}
    statement = {"Action": "execute-api:Invoke", "Effect": token, "Resource": event["methodArn"]}
    told = {"asked": next(asked), "yes": True}
    return {"principalId": "me", "policyDocument": {"Statement": [statement]}, "context": told}
"""
REQUEST = """
def handler(event, context):
    allowed = event["headers"].get("x-who") == "me" and event["queryStringParameters"].get("q") == "1"
    statement = {"Action": "*", "Effect": "Allow" if allowed else "Deny", "Resource": "*"}
    return {"principalId": "me", "policyDocument": {"Statement": statement}}
"""


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """An API without a method."""
    return RestApi(sandbox, client)


@pytest.fixture
def functions(client: Client) -> Lambda:
    """Lambda in the same sandbox."""
    return Lambda(client)


def guarded(api: RestApi, functions: Lambda, code: str, kind: str = "TOKEN", **settings: Any) -> None:
    """`GET /a`, which echoes, behind an authorizer."""
    guard = functions.deploy(code, name="guard")["FunctionArn"]
    uri = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{guard}/invocations"
    made = api.gateway.create_authorizer(
        restApiId=api.id,
        name="guard",
        type=kind,
        authorizerUri=uri,
        **({"identitySource": "method.request.header.Authorization"} | settings),
    )
    let_in(functions, api.id, "guard", f"authorizers/{made['id']}")
    method = {"authorizationType": "CUSTOM", "authorizerId": made["id"]}
    api.proxy("GET", "/a", functions.deploy(ECHO)["FunctionArn"], method)
    let_in(functions, api.id)
    api.deploy()


def ask(api: RestApi, token: str) -> Reply:
    """With a token."""
    return api.ask("/a", headers=[("Authorization", token)] if token else [])


def test_who_is_allowed_gets_through_and_the_context_is_told(api: RestApi, functions: Lambda) -> None:
    """api-gateway-lambda-authorizer-output.html"""
    guarded(api, functions, TOKEN)
    told = ask(api, "Allow").json["requestContext"]["authorizer"]
    assert told == {"principalId": "me", "asked": "1", "yes": "true"}


@pytest.mark.parametrize(
    ("token", "status", "message", "kind"),
    [
        ("", 401, "Unauthorized", "UnauthorizedException"),
        ("unauthorized", 401, "Unauthorized", "UnauthorizedException"),
        ("Deny", 403, "User is not authorized to access this resource with an explicit deny", "AccessDeniedException"),
        ("Neither", 403, "User is not authorized to access this resource", "AccessDeniedException"),
        ("broken", 500, None, "AuthorizerConfigurationException"),
        ("malformed", 500, None, "AuthorizerConfigurationException"),
    ],
)
def test_who_is_not_allowed_is_told_why(
    api: RestApi, functions: Lambda, token: str, status: int, message: str | None, kind: str
) -> None:
    """supported-gateway-response-types.html"""
    guarded(api, functions, TOKEN)
    answer = ask(api, token)
    assert (answer.status, answer.json, answer.headers["x-amzn-errortype"]) == (status, {"message": message}, kind)


@pytest.mark.parametrize(("seconds", "asked"), [(300, ["1", "1"]), (0, ["1", "2"])])
def test_policies_are_kept_as_long_as_the_authorizer_says(
    api: RestApi, functions: Lambda, seconds: int, asked: list[str]
) -> None:
    """configure-api-gateway-lambda-authorization.html"""
    guarded(api, functions, TOKEN, authorizerResultTtlInSeconds=seconds)
    assert [ask(api, "Allow").json["requestContext"]["authorizer"]["asked"] for _ in range(2)] == asked


def test_a_token_of_another_form_does_not_reach_the_function(api: RestApi, functions: Lambda) -> None:
    """configure-api-gateway-lambda-authorization.html: token validation"""
    guarded(api, functions, TOKEN, identityValidationExpression="All.*")
    assert (ask(api, "Allow").status, ask(api, "Deny").status) == (200, 401)


def test_a_request_authorizer_sees_the_request(api: RestApi, functions: Lambda) -> None:
    """api-gateway-lambda-authorizer-input.html"""
    guarded(
        api, functions, REQUEST, "REQUEST", identitySource="method.request.header.x-who, method.request.querystring.q"
    )
    statuses = [api.ask(path, headers=[("x-who", "me")]).status for path in ("/a?q=1", "/a?q=2", "/a")]
    assert statuses == [200, 403, 401]


def test_an_iam_method_wants_a_signature(api: RestApi, functions: Lambda) -> None:
    """api-gateway-control-access-using-iam-policies-to-invoke-api.html"""
    api.proxy("GET", "/a", functions.deploy(ECHO)["FunctionArn"], {"authorizationType": "AWS_IAM"})
    let_in(functions, api.id)
    api.deploy()
    anonymous = api.ask("/a")
    assert (anonymous.status, anonymous.json) == (403, {"message": "Missing Authentication Token"})
    headers = signed(api.sandbox, "execute-api", "GET", api.url("/a"))
    identity = api.ask("/a", headers=list(headers.items())).json["requestContext"]["identity"]
    assert (identity["accessKey"], identity["accountId"]) == (api.sandbox.access_key_id, "123456789012")
    altered = api.ask("/a?b=1", headers=list(headers.items()))
    assert (altered.status, altered.headers["x-amzn-errortype"]) == (403, "InvalidSignatureException")


def test_an_iam_method_asks_the_callers_policies(api: RestApi, client: Client) -> None:
    """api-gateway-control-access-using-iam-policies-to-invoke-api.html"""
    api.mock("GET", "/a", "in", {"authorizationType": "AWS_IAM"})
    api.deploy()
    people = People(client)
    ann = people.user("ann")

    def headers() -> list[tuple[str, str]]:
        key, secret = ann["key"], ann["secret"]
        return list(signed(api.sandbox, "execute-api", "GET", api.url("/a"), key=key, secret=secret).items())

    refused = api.ask("/a", headers=headers())
    assert (refused.status, refused.headers["x-amzn-errortype"]) == (403, "AccessDeniedException")
    assert refused.json["Message"].endswith("because no identity-based policy allows the execute-api:Invoke action")
    people.iam.put_user_policy(
        UserName="ann", PolicyName="own", PolicyDocument=json.dumps(policy("execute-api:Invoke"))
    )
    assert api.ask("/a", headers=headers()).status == 200
