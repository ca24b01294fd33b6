"""What HTTP APIs call besides functions, and what they change on the way.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.http_apis import BARE_ECHO, Heard, HttpApi, server
from tests.cloud.elbv2.balancing import Balancing, says
from tests.conftest import Client

TRUST = {"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> HttpApi:
    """An API whose stage deploys by itself."""
    made = HttpApi(sandbox, client)
    made.create()
    made.stage(StageVariables={"color": "blue"})
    return made


def test_a_server_gets_the_whole_request_and_its_answer_comes_back(api: HttpApi) -> None:
    """http-api-develop-integrations-http.html: "passes the entire request and response" """
    with server() as address:
        api.route("ANY /pets", api.http(f"{address}/animals?from=api"))
        answer = api.ask("/pets?k=1&k=2", method="POST", headers=[("X-Own", "1"), ("X-Own", "2")], body=b"hello")
        told = answer.json
    assert (answer.status, answer.headers["x-server"], answer.headers["content-type"]) == (200, "1", "application/json")
    assert (told["method"], told["target"], told["body"]) == ("POST", "/animals?from=api&k=1&k=2", "hello")
    assert told["headers"]["x-own"] == "1,2"


def test_path_variables_go_into_the_address(api: HttpApi) -> None:
    """http-api-develop-integrations-http.html#http-api-develop-integrations-http-proxy"""
    with server() as address:
        api.route("GET /pets/{petID}", api.http(f"{address}/pets/extendedpath/{{petID}}", "GET"))
        api.route("ANY /parent/{proxy+}", api.http(f"{address}/petstore/{{proxy}}"))
        assert api.ask("/pets/6").json["target"] == "/pets/extendedpath/6"
        assert api.ask("/parent/a/b%20c").json["target"] == "/petstore/a/b%20c"


def test_the_default_route_sends_the_full_path(api: HttpApi) -> None:
    """http-api-develop-routes.html#http-api-develop-routes.default"""
    with server() as address:
        api.route("$default", api.http(address))
        assert api.ask("/store/checkout?x=1").json["target"] == "/store/checkout?x=1"


def test_a_stage_variable_chooses_the_server(api: HttpApi) -> None:
    """http-api-stages.stage-variables.html: http://${stageVariables.url}"""
    with server() as address:
        api.route("GET /a", api.http("http://${stageVariables.url}/x"))
        host = address.removeprefix("http://")
        api.gateway.update_stage(ApiId=api.id, StageName="$default", StageVariables={"url": host})
        assert api.ask("/a").json["target"] == "/x"


def test_an_api_may_call_another_api_by_its_aws_name(api: HttpApi) -> None:
    """http-api-develop-integrations-http.html; AWS's names are those of this sandbox"""
    with server() as address:
        api.route("GET /inner", api.http(address))
        api.route("GET /outer", api.http(f"https://{api.id}.execute-api.us-east-1.amazonaws.com/inner"))
        assert api.ask("/outer").json["method"] == "GET"


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "https://example.com/"])
def test_a_server_that_does_not_answer_is_unavailable(api: HttpApi, address: str) -> None:
    """http-api-develop-integrations-http.html"""
    api.route("GET /a", api.http(address))
    answer = api.ask("/a")
    assert (answer.status, answer.json) == (503, {"message": "Service Unavailable"})


def test_request_parameters_are_mapped(api: HttpApi) -> None:
    """http-api-parameter-mapping.html#http-api-mapping-request-parameters"""
    mapping = {
        "append:header.header2": "$request.header.header1",
        "remove:header.header1": "''",
        "overwrite:header.own": "${request.path.name}-${stageVariables.color}-${context.routeKey}",
        "append:querystring.body": "$request.body.pets[0].name",
        "overwrite:querystring.k": "$request.querystring.k",
        "remove:querystring.gone": "''",
        "overwrite:path": "/mapped/$",
        "append:header.constant": "always",
        "append:header.absent": "$request.header.nobody",
    }
    with server() as address:
        api.route("POST /a/{name}", api.http(f"{address}/base", RequestParameters=mapping))
        body = json.dumps({"pets": [{"name": "rex"}]}).encode()
        headers = [("header1", "v"), ("header2", "w"), ("Own", "x")]
        told = api.ask("/a/ann?k=1&k=2&gone=1", method="POST", headers=headers, body=body).json
    assert (told["headers"]["header2"], "header1" in told["headers"]) == ("w,v", False)
    assert (told["headers"]["own"], told["headers"]["constant"]) == ("ann-blue-POST /a/{name}", "always")
    assert told["target"] == "/mapped/$?body=rex&k=1%2C2"
    assert "absent" not in told["headers"]


def test_a_functions_event_has_the_mapped_request(api: HttpApi) -> None:
    """http-api-parameter-mapping.html: requests are modified "before they reach your backend integrations" """
    arn = api.functions.deploy(BARE_ECHO)["FunctionArn"]
    mapping = {"append:header.id": "$context.requestId", "overwrite:querystring.k": "new"}
    api.route("GET /a", api.integration(arn, RequestParameters=mapping))
    given = {"FunctionName": "f", "StatementId": "gateway", "Action": "lambda:InvokeFunction"}
    api.functions.api.add_permission(**given, Principal="apigateway.amazonaws.com")
    event = api.ask("/a?k=old").json
    assert event["headers"]["id"] == event["requestContext"]["requestId"]
    assert event["queryStringParameters"] == {"k": "new"}


def test_answers_are_mapped_by_their_status(api: HttpApi) -> None:
    """http-api-parameter-mapping.html: the example "Change the response from an integration" """

    def answering(heard: Heard) -> tuple[int, Mapping[str, str], str]:
        status = int(heard.target.rpartition("/")[2])
        return status, {"Reason": "mine", "Old": "x"}, json.dumps({"why": "broken"})

    mapping = {
        "500": {
            "append:header.header1": "$context.requestId",
            "overwrite:statuscode": "403",
            "append:header.why": "${response.header.reason}: ${response.body.why}",
            "remove:header.old": "''",
        },
        "404": {"append:header.error": "$stageVariables.color"},
    }
    with server(answering) as address:
        api.route("GET /{status}", api.http(f"{address}/{{status}}", ResponseParameters=mapping))
        broken, missing, well = api.ask("/500"), api.ask("/404"), api.ask("/200")
    assert (broken.status, len(broken.headers["header1"]), broken.headers["why"]) == (403, 36, "mine: broken")
    assert "old" not in broken.headers
    assert (missing.status, missing.headers["error"], missing.headers["old"]) == (404, "blue", "x")
    assert (well.status, "error" in well.headers, "header1" in well.headers) == (200, False, False)


def role(api: HttpApi) -> str:
    """A role that API Gateway may assume."""
    trust = json.dumps({"Version": "2012-10-17", "Statement": [TRUST]})
    made = api.client("iam").create_role(RoleName="gateway", AssumeRolePolicyDocument=trust)
    return str(made["Role"]["Arn"])


def service(api: HttpApi, subtype: str, parameters: Mapping[str, str], credentials: str) -> str:
    """A first-class integration."""
    made = api.gateway.create_integration(
        ApiId=api.id,
        IntegrationType="AWS_PROXY",
        IntegrationSubtype=subtype,
        PayloadFormatVersion="1.0",
        CredentialsArn=credentials,
        RequestParameters=parameters,
    )
    return f"integrations/{made['IntegrationId']}"


def test_a_route_sends_messages_to_a_queue(api: HttpApi) -> None:
    """http-api-develop-integrations-aws-services.html: the SQS example; ...-reference.html#SQS-SendMessage"""
    sqs = api.client("sqs")
    queue = sqs.create_queue(QueueName="orders")["QueueUrl"]
    attributes = json.dumps({"by": {"DataType": "String", "StringValue": "api"}})
    parameters = {
        "QueueUrl": "$request.header.queueUrl",
        "MessageBody": "$request.body.message",
        "MessageAttributes": attributes,
    }
    api.route("POST /orders", service(api, "SQS-SendMessage", parameters, role(api)))
    answer = api.ask("/orders", method="POST", headers=[("queueUrl", queue)], body=b'{"message": "one"}')
    found = sqs.receive_message(QueueUrl=queue, MessageAttributeNames=["All"])["Messages"]
    assert (answer.status, answer.json["MessageId"]) == (200, found[0]["MessageId"])
    assert (found[0]["Body"], found[0]["MessageAttributes"]["by"]["StringValue"]) == ("one", "api")


def test_a_route_puts_events_on_a_bus(api: HttpApi) -> None:
    """http-api-develop-integrations-aws-services.html: the EventBridge example"""
    sqs, events = api.client("sqs"), api.client("events")
    queue = sqs.create_queue(QueueName="seen")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="all", EventPattern=json.dumps({"source": ["shop"]}))
    events.put_targets(Rule="all", Targets=[{"Id": "queue", "Arn": arn}])
    parameters = {
        "Source": "$request.path.source",
        "DetailType": "$request.path.detailType",
        "Detail": "$request.body",
        "Time": "2026-01-02T03:04:05+00:00",
        "Resources": "arn:aws:s3:::bucket",
    }
    api.route("POST /{source}/{detailType}", service(api, "EventBridge-PutEvents", parameters, role(api)))
    answer = api.ask("/shop/ordered", method="POST", body=b'{"item": 1}')
    assert (answer.status, answer.json["FailedEntryCount"]) == (200, 0)
    event = json.loads(sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=10)["Messages"][0]["Body"])
    assert (event["source"], event["detail-type"], event["detail"]) == ("shop", "ordered", {"item": 1})
    assert (event["time"], event["resources"]) == ("2026-01-02T03:04:05Z", ["arn:aws:s3:::bucket"])


def test_a_role_that_api_gateway_may_not_assume_sends_nothing(api: HttpApi) -> None:
    """http-api-develop-integrations-aws-services.html: "you must create an IAM role that grants API Gateway ..." """
    queue = api.client("sqs").create_queue(QueueName="orders")["QueueUrl"]
    parameters = {"QueueUrl": queue, "MessageBody": "hello"}
    api.route("POST /a", service(api, "SQS-SendMessage", parameters, api.functions.role))
    answer = api.ask("/a", method="POST")
    assert (answer.status, answer.json) == (500, {"message": "Internal Server Error"})
    assert "Messages" not in api.client("sqs").receive_message(QueueUrl=queue)


def test_the_services_answer_is_passed_on_when_it_refuses(api: HttpApi) -> None:
    """http-api-develop-integrations-aws-services.html"""
    parameters = {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/none", "MessageBody": "hello"}
    api.route("POST /a", service(api, "SQS-SendMessage", parameters, role(api)))
    answer = api.ask("/a", method="POST")
    assert (answer.status, "QueueDoesNotExist" in answer.json["__type"]) == (400, True)


@pytest.fixture
def web(sandbox: Sandbox, client: Client) -> Balancing:
    """A network and nothing else yet."""
    return Balancing(sandbox, client)


def private(api: HttpApi, web: Balancing, uri: str, **more: Any) -> str:
    """A private integration, through a VPC link of its own."""
    link = api.gateway.create_vpc_link(Name="link", SubnetIds=web.subnets[:2])["VpcLinkId"]
    return api.http(uri, ConnectionType="VPC_LINK", ConnectionId=link, **more)


def test_a_private_integration_asks_a_load_balancer_with_the_stage_in_the_path(api: HttpApi, web: Balancing) -> None:
    """http-api-develop-integrations-private.html: "API Gateway includes the stage portion of the API endpoint" """
    listener = web.listen(web.balancer(), says("another path"))
    web.rule(listener, 1, "with the stage", {"Field": "path-pattern", "Values": ["/test/pets"]})
    web.rule(listener, 2, "without", {"Field": "path-pattern", "Values": ["/pets"]})
    api.route("GET /pets", private(api, web, listener))
    mapping = {"overwrite:path": "$request.path"}
    api.route("GET /{proxy+}", private(api, web, listener, RequestParameters=mapping))
    api.stage("test")
    assert api.ask("/test/pets").body == b"with the stage"
    assert api.ask("/pets").body == b"without"
    assert api.ask("/test/other").body == b"another path"
    api.gateway.update_stage(ApiId=api.id, StageName="test", AutoDeploy=False)
    web.elb.delete_listener(ListenerArn=listener)
    assert api.ask("/test/pets").status == 503


def test_cloud_map_is_refused_by_name(api: HttpApi, web: Balancing) -> None:
    """Not AWS's answer: the sandbox says what it lacks."""
    api.route("GET /a", private(api, web, "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-id"))
    answer = api.ask("/a")
    assert (answer.status, "Cloud Map" in answer.json["message"]) == (501, True)


def test_an_integration_may_call_an_alias_that_lets_it_in(api: HttpApi) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html; permissions are the alias's own"""
    arn = api.functions.deploy("def handler(event, context):\n    return context.function_version\n")["FunctionArn"]
    lambda_api = api.functions.api
    version = lambda_api.publish_version(FunctionName="f")["Version"]
    lambda_api.create_alias(FunctionName="f", Name="live", FunctionVersion=version)
    api.route("GET /a", api.integration(f"{arn}:live"))
    given = {"FunctionName": "f", "Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com"}
    lambda_api.add_permission(**given, StatementId="function")
    assert api.ask("/a").status == 500
    lambda_api.add_permission(**given, StatementId="alias", Qualifier="live")
    assert (api.ask("/a").status, api.ask("/a").body) == (200, version.encode())
