"""Stages of HTTP APIs: what they show, their variables, limits and access logs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
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


def test_a_change_shows_when_it_is_deployed(api: HttpApi) -> None:
    """http-api-stages.html: "You must deploy an API for changes to take effect."

    https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
    """
    api.create()
    with server() as address:
        target = api.http(f"{address}/one")
        api.route("GET /a", target)
        api.stage("prod", AutoDeploy=False)
        assert api.ask("/prod/a").status == 404
        first = api.gateway.create_deployment(ApiId=api.id, StageName="prod", Description="one")
        assert (first["DeploymentStatus"], first["AutoDeployed"]) == ("DEPLOYED", False)
        assert api.gateway.get_stage(ApiId=api.id, StageName="prod")["DeploymentId"] == first["DeploymentId"]
        assert api.ask("/prod/a").json["target"] == "/one"
        integration = target.removeprefix("integrations/")
        api.gateway.update_integration(ApiId=api.id, IntegrationId=integration, IntegrationUri=f"{address}/two")
        assert api.ask("/prod/a").json["target"] == "/one"
        second = api.gateway.create_deployment(ApiId=api.id)["DeploymentId"]
        assert api.ask("/prod/a").json["target"] == "/one"
        api.gateway.update_stage(ApiId=api.id, StageName="prod", DeploymentId=second)
        assert api.ask("/prod/a").json["target"] == "/two"


def test_deployments_are_listed_described_and_deleted(api: HttpApi) -> None:
    """https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments-deploymentid.html"""
    api.create()
    api.route("GET /a", api.http("http://127.0.0.1:9/"))
    api.stage("prod", AutoDeploy=False)
    ids = [api.gateway.create_deployment(ApiId=api.id, StageName="prod")["DeploymentId"] for _ in range(2)]
    listed = api.gateway.get_deployments(ApiId=api.id)["Items"]
    assert [each["DeploymentId"] for each in listed] == ids
    changed = api.gateway.update_deployment(ApiId=api.id, DeploymentId=ids[0], Description="old")
    assert changed["Description"] == "old"
    assert api.gateway.get_deployment(ApiId=api.id, DeploymentId=ids[0])["Description"] == "old"
    api.gateway.delete_deployment(ApiId=api.id, DeploymentId=ids[0])
    with pytest.raises(ClientError, match="NotFoundException"):
        api.gateway.get_deployment(ApiId=api.id, DeploymentId=ids[0])
    with pytest.raises(ClientError, match="Active stages"):
        api.gateway.delete_deployment(ApiId=api.id, DeploymentId=ids[1])


def test_an_automatic_stage_shows_changes_until_it_is_no_longer_one(api: HttpApi) -> None:
    """http-api-stages.html: "If you enable automatic deployments, changes to an API are automatically released." """
    api.create()
    with server() as address:
        route = api.route("GET /a", api.http(address))
        api.stage("$default")
        shown = api.gateway.get_stage(ApiId=api.id, StageName="$default")
        assert shown["LastDeploymentStatusMessage"].endswith(f"'{shown['DeploymentId']}'")
        api.gateway.update_route(ApiId=api.id, RouteId=route, RouteKey="GET /b")
        assert (api.ask("/a").status, api.ask("/b").status) == (404, 200)
        api.gateway.update_stage(ApiId=api.id, StageName="$default", AutoDeploy=False)
        api.gateway.update_route(ApiId=api.id, RouteId=route, RouteKey="GET /c")
        assert (api.ask("/b").status, api.ask("/c").status) == (200, 404)


def test_an_api_has_an_id_of_ten_characters_in_its_endpoint(api: HttpApi) -> None:
    """http-api-develop.html: https://{api-id}.execute-api.{region}.amazonaws.com"""
    api.create(Tags={"team": "shop"})
    found = api.gateway.get_api(ApiId=api.id)
    assert (len(api.id), api.id.isalnum()) == (10, True)
    assert found["ApiEndpoint"] == f"https://{api.id}.execute-api.us-east-1.amazonaws.com"
    tags = api.gateway.get_tags(ResourceArn=f"arn:aws:apigateway:us-east-1::/apis/{api.id}")["Tags"]
    assert tags == found["Tags"] == {"team": "shop"}


def test_quick_create_takes_a_server_and_a_route_key(api: HttpApi) -> None:
    """https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html: target, routeKey"""
    with server() as address:
        api.create(Target=address, RouteKey="GET /pets")
        assert api.ask("/pets").status == 200
    assert api.ask("/other").status == 404
    made = api.gateway.get_integrations(ApiId=api.id)["Items"][0]
    assert (made["IntegrationType"], made["IntegrationMethod"]) == ("HTTP_PROXY", "ANY")


def test_stage_variables_choose_the_function(api: HttpApi) -> None:
    """http-api-stages.stage-variables.html: a Lambda function per stage"""
    api.create()
    for name in ("blue", "green"):
        api.functions.deploy(f"def handler(event, context):\n    return {name!r}\n", name)
        let_in(api.functions, api.id, name, "*")
    arn = "arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.color}"
    api.route("GET /a", api.integration(arn))
    api.stage("one", StageVariables={"color": "blue"})
    api.stage("two", StageVariables={"color": "green"})
    assert (api.ask("/one/a").body, api.ask("/two/a").body) == (b"blue", b"green")
    api.gateway.update_stage(ApiId=api.id, StageName="one", StageVariables={"color": "green"})
    assert api.ask("/one/a").body == b"green"


def test_a_stage_throttles_its_routes(api: HttpApi) -> None:
    """http-api-throttling.html"""
    api.create()
    with server() as address:
        target = api.http(address)
        api.route("GET /few", target)
        api.route("GET /many", target)
        few = {"ThrottlingBurstLimit": 2, "ThrottlingRateLimit": 0.001}
        api.stage(RouteSettings={"GET /few": few})
        assert [api.ask("/few").status for _ in range(3)] == [200, 200, 429]
        assert api.ask("/few").json == {"message": "Too Many Requests"}
        assert [api.ask("/many").status for _ in range(3)] == [200, 200, 200]
        api.gateway.delete_route_settings(ApiId=api.id, StageName="$default", RouteKey="GET /few")
        assert api.ask("/few").status == 200
        api.gateway.update_stage(ApiId=api.id, StageName="$default", DefaultRouteSettings=few)
        assert [api.ask("/many").status for _ in range(3)] == [200, 200, 429]


def test_requests_are_written_to_the_access_log(api: HttpApi) -> None:
    """http-api-logging.html, http-api-logging-variables.html"""
    logs = api.client("logs")
    logs.create_log_group(logGroupName="access")
    arn = "arn:aws:logs:us-east-1:123456789012:log-group:access"
    names = ("requestId", "httpMethod", "routeKey", "status", "responseLength", "stage", "error.message", "nothing")
    shape = json.dumps({name: f"$context.{name}" for name in names})
    api.create_for(BARE_ECHO)
    api.gateway.update_stage(
        ApiId=api.id, StageName="$default", AccessLogSettings={"DestinationArn": arn, "Format": shape}
    )
    length = len(api.ask("/").body)
    api.functions.api.remove_permission(FunctionName="f", StatementId="gateway")
    assert api.ask("/").status == 500
    first, second = (json.loads(line) for line in lines(logs))
    assert (first["status"], first["responseLength"], first["routeKey"]) == ("200", str(length), "$default")
    assert (first["httpMethod"], first["stage"], first["error.message"], first["nothing"]) == (
        "GET",
        "$default",
        "-",
        "-",
    )
    assert (second["status"], second["error.message"]) == ("500", "Internal Server Error")
    api.gateway.delete_access_log_settings(ApiId=api.id, StageName="$default")
    api.ask("/")
    assert len(lines(logs)) == 2


def lines(logs: Any) -> list[str]:
    """What the group holds."""
    found = logs.filter_log_events(logGroupName="access")["events"]
    return [event["message"] for event in found]
