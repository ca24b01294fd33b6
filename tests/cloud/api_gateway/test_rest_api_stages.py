"""What a stage of a REST API says beside its deployment: limits, cache, canary, logs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-stages.html
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import ECHO, RestApi, let_in
from tests.cloud.functions import Lambda
from tests.cloud.gateway.signing import signed
from tests.conftest import Client

COUNT = """import itertools, json
asked = itertools.count(1)
def handler(event, context):
    return {"statusCode": 200, "body": str(next(asked))}
"""


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """An API without a method."""
    return RestApi(sandbox, client)


def patch(api: RestApi, *operations: tuple[str, str] | dict[str, str], stage: str = "prod") -> Any:
    """Replace settings of a stage: `(path, value)`, or an operation as it is."""
    listed = [
        each if isinstance(each, dict) else {"op": "replace", "path": each[0], "value": each[1]} for each in operations
    ]
    return api.gateway.update_stage(restApiId=api.id, stageName=stage, patchOperations=listed)


def counting(api: RestApi, client: Client, path: str = "/a", verb: str = "GET", **integration: Any) -> None:
    """A method that answers how often its function was asked."""
    functions = Lambda(client)
    arn = functions.deploy(COUNT)["FunctionArn"]
    declared = dict.fromkeys(integration.get("cacheKeyParameters", ()), False)
    api.proxy(verb, path, arn, {"requestParameters": declared}, **integration)
    let_in(functions, api.id)
    api.deploy()


def logging_role(client: Client) -> str:
    """A role that API Gateway may write logs with."""
    trusted = {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
    made = client("iam").create_role(RoleName="logger", AssumeRolePolicyDocument=trust)["Role"]
    pushes = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
    client("iam").attach_role_policy(RoleName="logger", PolicyArn=pushes)
    return str(made["Arn"])


def logged(client: Client, group: str) -> list[str]:
    """The events of a log group."""
    return [event["message"] for event in client("logs").filter_log_events(logGroupName=group)["events"]]


def test_a_stages_limit_throttles_each_method(api: RestApi) -> None:
    """api-gateway-request-throttling.html#apigateway-stage-level-throttling"""
    api.mock("GET", "/a", "in")
    api.mock("GET", "/b", "in")
    api.deploy()
    patch(api, ("/*/*/throttling/rateLimit", "0.001"), ("/*/*/throttling/burstLimit", "1"))
    assert [api.ask(path).status for path in ("/a", "/b", "/a")] == [200, 200, 429]
    answer = api.ask("/a")
    assert (answer.json, answer.headers["x-amzn-errortype"]) == (
        {"message": "Too Many Requests"},
        "TooManyRequestsException",
    )


def test_a_methods_own_limit_comes_before_the_stages(api: RestApi) -> None:
    """api-gateway-request-throttling.html#apigateway-how-throttling-limits-are-applied"""
    api.mock("GET", "/a", "in")
    api.mock("GET", "/b", "in")
    api.deploy()
    patch(api, ("/~1a/GET/throttling/burstLimit", "0"))
    assert [api.ask(path).status for path in ("/a", "/b")] == [429, 200]


def test_answers_are_kept_by_their_cache_keys(api: RestApi, client: Client) -> None:
    """api-gateway-caching.html#enable-api-gateway-cache-keys"""
    counting(api, client, cacheKeyParameters=["method.request.querystring.type"])
    assert api.ask("/a?type=admin").body == b"1"
    patch(api, ("/cacheClusterEnabled", "true"), ("/*/*/caching/enabled", "true"))
    asked = ("type=admin", "type=regular", "type=admin&department=B", "", "type=regular", "department=A")
    assert [api.ask(f"/a?{query}").body for query in asked] == [b"2", b"3", b"2", b"4", b"3", b"4"]


def test_only_get_is_cached_and_only_where_it_is_on(api: RestApi, client: Client) -> None:
    """api-gateway-caching.html"""
    counting(api, client, verb="ANY")
    patch(api, ("/cacheClusterEnabled", "true"), ("/*/*/caching/enabled", "true"))
    assert [api.ask("/a", method="POST").body for _ in range(2)] == [b"1", b"2"]
    patch(api, ("/~1a/ANY/caching/enabled", "false"))
    assert [api.ask("/a").body for _ in range(2)] == [b"3", b"4"]
    patch(api, ("/~1a/ANY/caching/enabled", "true"), ("/cacheClusterEnabled", "false"))
    assert [api.ask("/a").body for _ in range(2)] == [b"5", b"6"]


def test_a_time_to_live_of_zero_keeps_nothing(api: RestApi, client: Client) -> None:
    """api-gateway-caching.html"""
    counting(api, client)
    patch(api, ("/cacheClusterEnabled", "true"), ("/*/*/caching/enabled", "true"), ("/*/*/caching/ttlInSeconds", "0"))
    assert [api.ask("/a").body for _ in range(2)] == [b"1", b"2"]


def test_a_client_invalidates_an_entry_when_it_may(api: RestApi, client: Client) -> None:
    """api-gateway-caching.html#invalidate-method-caching"""
    counting(api, client)
    patch(api, ("/cacheClusterEnabled", "true"), ("/*/*/caching/enabled", "true"))
    fresh = [("Cache-Control", "max-age=0")]
    assert api.ask("/a").body == b"1"
    warned = api.ask("/a", headers=fresh)
    assert (warned.body, "warning" in warned.headers) == (b"1", True)
    patch(api, ("/*/*/caching/unauthorizedCacheControlHeaderStrategy", "SUCCEED_WITHOUT_RESPONSE_HEADER"))
    silent = api.ask("/a", headers=fresh)
    assert (silent.body, "warning" in silent.headers) == (b"1", False)
    patch(api, ("/*/*/caching/unauthorizedCacheControlHeaderStrategy", "FAIL_WITH_403"))
    assert api.ask("/a", headers=fresh).status == 403
    patch(api, ("/*/*/caching/requireAuthorizationForCacheControl", "false"))
    assert [api.ask("/a", headers=fresh).body, api.ask("/a").body] == [b"2", b"2"]


def test_a_stages_cache_can_be_flushed(api: RestApi, client: Client) -> None:
    """api-gateway-caching.html#flush-api-caching"""
    counting(api, client)
    patch(api, ("/cacheClusterEnabled", "true"), ("/*/*/caching/enabled", "true"))
    assert [api.ask("/a").body for _ in range(2)] == [b"1", b"1"]
    api.gateway.flush_stage_cache(restApiId=api.id, stageName="prod")
    assert api.ask("/a").body == b"2"


def test_a_canary_gets_its_share_and_is_promoted(api: RestApi) -> None:
    """create-canary-deployment.html, promote-canary-deployment.html"""
    body = '{"v": "one", "var": "$stageVariables.color", "own": "$stageVariables.own", "c": "$context.isCanaryRequest"}'
    api.mock("GET", "/a", body)
    first = api.deploy(variables={"color": "blue", "own": "o"})
    assert api.ask("/a").json == {"v": "one", "var": "blue", "own": "o", "c": ""}
    api.gateway.update_integration_response(
        restApiId=api.id,
        resourceId=api.resource("/a"),
        httpMethod="GET",
        statusCode="200",
        patchOperations=[
            {"op": "replace", "path": "/responseTemplates/application~1json", "value": body.replace("one", "two")}
        ],
    )
    settings = {"percentTraffic": 100, "stageVariableOverrides": {"color": "green"}}
    second = api.deploy(canarySettings=settings)
    assert api.ask("/a").json == {"v": "two", "var": "green", "own": "o", "c": "true"}
    stage = api.gateway.get_stage(restApiId=api.id, stageName="prod")
    assert (stage["deploymentId"], stage["canarySettings"]["deploymentId"]) == (first, second)
    patch(api, ("/canarySettings/percentTraffic", "0"))
    assert api.ask("/a").json == {"v": "one", "var": "blue", "own": "o", "c": "false"}
    promoted = patch(
        api,
        {"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"},
        {"op": "copy", "from": "/canarySettings/stageVariableOverrides", "path": "/variables"},
        {"op": "remove", "path": "/canarySettings"},
    )
    assert (promoted["deploymentId"], "canarySettings" in promoted) == (second, False)
    assert api.ask("/a").json == {"v": "two", "var": "green", "own": "o", "c": ""}


def test_a_patch_that_fails_changes_nothing(api: RestApi) -> None:
    """API_UpdateStage.html"""
    api.mock("GET", "/a", "")
    api.deploy()
    copies = {"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"}
    with pytest.raises(ClientError, match="Promotion not available"):
        patch(api, ("/description", "changed"), copies)
    assert "description" not in api.gateway.get_stage(restApiId=api.id, stageName="prod")


def test_accesses_are_logged_in_the_stages_format(api: RestApi, client: Client) -> None:
    """set-up-access-logging.html, api-gateway-variables-for-access-logging.html"""
    api.mock("GET", "/a/{id}", "hello")
    api.deploy()
    api.gateway.update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": logging_role(client)}]
    )
    client("logs").create_log_group(logGroupName="access")
    form = (
        '$context.identity.sourceIp $context.identity.caller "$context.httpMethod $context.resourcePath '
        '$context.protocol" $context.status $context.responseLength ${context.requestId} $context.error.message'
    )
    arn = "arn:aws:logs:us-east-1:123456789012:log-group:access"
    patch(api, ("/accessLogSettings/destinationArn", arn), ("/accessLogSettings/format", form))
    answer = api.ask("/a/7")
    found = logged(client, "access")
    assert found == [f'127.0.0.1 - "GET /a/{{id}} HTTP/1.1" 200 5 {answer.headers["x-amzn-requestid"]} -']


@pytest.mark.parametrize(
    ("level", "data", "has", "lacks"),
    [
        ("INFO", "true", ["Starting execution for request", "Method request path: {}", "status: 200"], []),
        ("INFO", "false", ["Extended Request Id", "Successfully completed execution"], ["Method request path"]),
        ("ERROR", "true", [], ["."]),
        ("OFF", "true", [], ["."]),
    ],
)
def test_executions_are_logged_at_the_stages_level(
    api: RestApi, client: Client, level: str, data: str, has: list[str], lacks: list[str]
) -> None:
    """rest-api-execution-logging.html"""
    api.mock("GET", "/a", "hello")
    api.deploy()
    api.gateway.update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": logging_role(client)}]
    )
    patch(api, ("/*/*/logging/loglevel", level), ("/*/*/logging/dataTrace", data))
    answer = api.ask("/a")
    group = f"API-Gateway-Execution-Logs_{api.id}/prod"
    exists = client("logs").describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    lines = logged(client, group) if exists else []
    assert all(line.startswith(f"({answer.headers['x-amzn-requestid']}) ") for line in lines)
    assert all(any(part in line for line in lines) for part in has)
    assert not any(re.search(part, line) for line in lines for part in lacks)


def test_an_error_is_logged_at_the_level_of_errors(api: RestApi, client: Client) -> None:
    """rest-api-execution-logging.html"""
    functions = Lambda(client)
    api.proxy("GET", "/a", functions.deploy(ECHO)["FunctionArn"])
    api.deploy()
    api.gateway.update_account(
        patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": logging_role(client)}]
    )
    patch(api, ("/*/*/logging/loglevel", "ERROR"))
    assert api.ask("/a").status == 500
    lines = logged(client, f"API-Gateway-Execution-Logs_{api.id}/prod")
    assert ["Invalid permissions on Lambda function" in lines[0], "status: 500" in lines[1]] == [True, True]


def policy(*statements: dict[str, Any]) -> str:
    """A resource policy."""
    general = {"Principal": "*", "Action": "execute-api:Invoke", "Resource": "execute-api:/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [general | each for each in statements]})


IN = {"Effect": "Allow"}
HERE = {"Condition": {"IpAddress": {"aws:SourceIp": ["127.0.0.0/8"]}}}
THERE = {"Condition": {"IpAddress": {"aws:SourceIp": ["192.0.2.0/24", "198.51.100.0/24"]}}}
ENDPOINT = {"Effect": "Deny", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}}
OTHER_METHOD = {"Effect": "Allow", "Resource": "execute-api:/prod/POST/*"}


@pytest.mark.parametrize(
    ("statements", "status", "ending"),
    [
        ([IN], 200, ""),
        ([IN | HERE], 200, ""),
        ([IN | THERE], 403, "/prod/GET/a"),
        ([IN, {"Effect": "Deny"} | HERE], 403, "/prod/GET/a with an explicit deny"),
        ([IN, {"Effect": "Deny"} | THERE], 200, ""),
        ([IN, ENDPOINT], 403, "with an explicit deny"),
        ([OTHER_METHOD], 403, "/prod/GET/a"),
        ([IN | {"Principal": {"AWS": "arn:aws:iam::123456789012:role/Admin"}}], 403, "/prod/GET/a"),
    ],
)
def test_a_resource_policy_decides_about_the_anonymous(
    api: RestApi, statements: list[dict[str, Any]], status: int, ending: str
) -> None:
    """apigateway-authorization-flow.html#apigateway-authorization-flow-resource-policy-only,
    apigateway-resource-policies-create-attach.html"""
    api.mock("GET", "/a", "in")
    change = [{"op": "replace", "path": "/policy", "value": policy(*statements)}]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=change)
    api.deploy()
    answer = api.ask("/a")
    assert answer.status == status
    if status == 403:
        begins = "User: anonymous is not authorized to perform: execute-api:Invoke on resource: "
        assert answer.json["Message"].startswith(f"{begins}arn:aws:execute-api:us-east-1:********9012:{api.id}/")
        assert answer.json["Message"].endswith(ending)
        assert answer.headers["x-amzn-errortype"] == "AccessDeniedException"


def test_a_resource_policy_takes_effect_with_the_next_deployment(api: RestApi) -> None:
    """apigateway-resource-policies-create-attach.html"""
    api.mock("GET", "/a", "in")
    api.deploy()
    change = [{"op": "replace", "path": "/policy", "value": policy(IN | THERE)}]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=change)
    assert api.ask("/a").status == 200
    api.deploy()
    assert api.ask("/a").status == 403


@pytest.mark.parametrize(("statements", "status"), [([IN | THERE], 200), ([IN, {"Effect": "Deny"} | HERE], 403)])
def test_whoever_signs_is_kept_out_by_a_denial_only(
    api: RestApi, statements: list[dict[str, Any]], status: int
) -> None:
    """apigateway-authorization-flow.html#apigateway-authorization-flow-iam, table A"""
    api.mock("GET", "/a", "in", {"authorizationType": "AWS_IAM"})
    change = [{"op": "replace", "path": "/policy", "value": policy(*statements)}]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=change)
    api.deploy()
    headers = signed(api.sandbox, "execute-api", "GET", api.url("/a"))
    assert api.ask("/a", headers=list(headers.items())).status == status


def test_an_amazon_cognito_authorizer_is_refused_by_name(api: RestApi) -> None:
    """Not AWS's answer: the sandbox says what it lacks, instead of letting everyone in."""
    made = api.gateway.create_authorizer(
        restApiId=api.id,
        name="pool",
        type="COGNITO_USER_POOLS",
        providerARNs=["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc"],
        identitySource="method.request.header.Authorization",
    )
    api.mock("GET", "/a", "in", {"authorizationType": "COGNITO_USER_POOLS", "authorizerId": made["id"]})
    api.deploy()
    answer = api.ask("/a")
    assert (answer.status, "Cognito" in answer.json["message"]) == (501, True)
