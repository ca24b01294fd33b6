"""AWS integrations of REST APIs with other services than Lambda.

https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-uri
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.api_gateway.apis import RestApi
from tests.conftest import Client

FORM = {"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"}


@pytest.fixture
def api(sandbox: Sandbox, client: Client) -> RestApi:
    """An API without a method."""
    return RestApi(sandbox, client)


def gateway_role(client: Client, service: str = "apigateway.amazonaws.com") -> str:
    """The ARN of a role that a service may assume, and that may do everything."""
    trusted = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [trusted]})
    made = client("iam").create_role(RoleName="proxy", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    client("iam").attach_role_policy(RoleName="proxy", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    return str(made)


def integrated(
    api: RestApi,
    uri: str,
    role: str,
    path: str = "/a",
    verb: str = "POST",
    declared: tuple[str, ...] = (),
    responses: Mapping[str, Mapping[str, Any]] | None = None,
    **more: Any,
) -> Mapping[str, Any]:
    """A method that a service answers, deployed; what names it."""
    named = api.method(verb, path, requestParameters=dict.fromkeys(declared, False))
    asked = more.pop("integrationHttpMethod", "POST")
    api.gateway.put_integration(
        **named,
        type="AWS",
        integrationHttpMethod=asked,
        uri=f"arn:aws:apigateway:us-east-1:{uri}",
        credentials=role,
        **more,
    )
    for status, response in (responses or {"200": {}}).items():
        headers = dict.fromkeys(response.get("responseParameters", {}), False)
        api.gateway.put_method_response(**named, statusCode=status, responseParameters=headers)
        api.gateway.put_integration_response(**named, statusCode=status, **response)
    api.deploy()
    return named


def callers(sandbox: Sandbox, operation: str) -> set[str]:
    """Who made these calls, as the trail shows it."""
    return {entry.who for entry in sandbox.trail() if entry.operation == operation}


def test_a_message_is_sent_to_a_queue_and_the_answer_is_json(api: RestApi, client: Client) -> None:
    """https://docs.aws.amazon.com/prescriptive-guidance/latest/patterns/integrate-amazon-api-gateway-with-amazon-sqs-to-handle-asynchronous-rest-apis.html
    with the answer as recorded: test_sqs_request_and_response_xml_templates_integration of aws-errors.tsv's source"""
    url = client("sqs").create_queue(QueueName="q")["QueueUrl"]
    told = """#set($responseBody = $input.path('$.SendMessageResponse'))
#set($requestId = $input.path('$.SendMessageResponse.ResponseMetadata.RequestId'))
#set($messageId = $responseBody.SendMessageResult.MessageId)
{"requestId": "$requestId", "messageId": "$messageId"}"""
    integrated(
        api,
        "sqs:path/123456789012/q",
        gateway_role(client),
        requestParameters=FORM,
        requestTemplates={"application/json": "Action=SendMessage&MessageBody=$input.body"},
        passthroughBehavior="NEVER",
        responses={"200": {"responseTemplates": {"application/json": told}}},
    )
    answers = [api.ask("/a", method="POST", body=body).json for body in (b'{"foo": "bar"}', b"")]
    received = client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    assert {each["Body"] for each in received} == {'{"foo": "bar"}', "{}"}
    assert {each["messageId"] for each in answers} == {each["MessageId"] for each in received}
    assert callers(api.sandbox, "SendMessage") == {"proxy/BackplaneAssumeRoleSession"}


def test_a_queue_is_asked_by_action_with_mapped_parameters(api: RestApi, client: Client) -> None:
    """API_PutIntegration.html: uri, action"""
    url = client("sqs").create_queue(QueueName="q")["QueueUrl"]
    integrated(
        api,
        "sqs:action/SendMessage",
        gateway_role(client),
        verb="GET",
        declared=("method.request.querystring.text",),
        requestParameters={
            "integration.request.querystring.QueueUrl": f"'{url}'",
            "integration.request.querystring.MessageBody": "method.request.querystring.text",
        },
    )
    assert api.ask("/a?text=hi%20there").status == 200
    assert client("sqs").receive_message(QueueUrl=url)["Messages"][0]["Body"] == "hi there"


def test_a_service_that_refuses_is_mapped_by_its_status(api: RestApi, client: Client) -> None:
    """api-gateway-integration-settings-integration-response.html"""
    responses = {"200": {"selectionPattern": "200"}, "400": {"selectionPattern": r"4\d{2}"}}
    integrated(
        api,
        "sqs:path/123456789012/none",
        gateway_role(client),
        requestParameters=FORM,
        requestTemplates={"application/json": "Action=SendMessage&MessageBody=x"},
        responses=responses,
    )
    answer = api.ask("/a", method="POST")
    assert (answer.status, answer.json["Error"]["Type"]) == (400, "Sender")


def test_a_topic_is_published_to(api: RestApi, client: Client) -> None:
    """API_PutIntegration.html: uri, action"""
    topic = client("sns").create_topic(Name="t")["TopicArn"]
    queue = client("sqs").create_queue(QueueName="q")["QueueUrl"]
    client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:123456789012:q")
    integrated(
        api,
        "sns:action/Publish",
        gateway_role(client),
        requestParameters={
            "integration.request.querystring.TopicArn": f"'{topic}'",
            "integration.request.querystring.Message": "method.request.body.text",
        },
    )
    answer = api.ask("/a", method="POST", body=b'{"text": "news"}')
    assert set(answer.json["PublishResponse"]["PublishResult"]) >= {"MessageId"}
    body = json.loads(client("sqs").receive_message(QueueUrl=queue)["Messages"][0]["Body"])
    assert body["Message"] == "news"
    assert callers(api.sandbox, "Publish") == {"proxy/BackplaneAssumeRoleSession"}


def test_a_pet_is_put_into_a_table(api: RestApi, client: Client) -> None:
    """set-up-data-transformations-in-api-gateway.html"""
    client("dynamodb").create_table(
        TableName="pets",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "N"}],
        BillingMode="PAY_PER_REQUEST",
    )
    asked = """{
    "TableName":"pets",
    "Item": {
        "id": {"N": $input.json("$.id")},
        "type": {"S": $input.json("$.type")},
        "price": {"N": $input.json("$.price")}
    }
}"""
    told = '{ "message" : "Your response was recorded at $context.requestTime" }'
    integrated(
        api,
        "dynamodb:action/PutItem",
        gateway_role(client),
        requestTemplates={"application/json": asked},
        passthroughBehavior="NEVER",
        responses={"200": {"responseTemplates": {"application/json": told}}},
    )
    answer = api.ask("/a", method="POST", body=b'{"id": "4", "type" : "dog", "price": "321"}')
    assert answer.json["message"].startswith("Your response was recorded at ")
    item = client("dynamodb").get_item(TableName="pets", Key={"id": {"N": "4"}})["Item"]
    assert item == {"id": {"N": "4"}, "type": {"S": "dog"}, "price": {"N": "321"}}
    assert callers(api.sandbox, "PutItem") == {"proxy/BackplaneAssumeRoleSession"}


def bucket_api(api: RestApi, client: Client, **more: Any) -> None:
    """`ANY /{folder}/{item}` for objects of the bucket `files`."""
    client("s3").create_bucket(Bucket="files")
    integrated(
        api,
        "s3:path/{bucket}/{object}",
        gateway_role(client),
        "/{folder}/{item}",
        "ANY",
        declared=("method.request.path.folder", "method.request.path.item", "method.request.header.Content-Type"),
        integrationHttpMethod="ANY",
        requestParameters={
            "integration.request.path.bucket": "method.request.path.folder",
            "integration.request.path.object": "method.request.path.item",
            "integration.request.header.Content-Type": "method.request.header.Content-Type",
        },
        **more,
    )


def test_an_api_is_a_proxy_of_a_bucket(api: RestApi, client: Client) -> None:
    """integrating-api-with-aws-services-s3.html"""
    types = {"method.response.header.Content-Type": "integration.response.header.Content-Type"}
    missing = {"selectionPattern": r"4\d{2}", "responseParameters": types}
    bucket_api(api, client, responses={"200": {"responseParameters": types}, "400": missing})
    put = api.ask("/files/a%2Fb.txt", method="PUT", headers=[("Content-Type", "text/plain")], body=b"Hello world")
    assert put.status == 200
    found = api.ask("/files/a%2Fb.txt")
    assert (found.status, found.body, found.headers["content-type"]) == (200, b"Hello world", "text/plain")
    assert client("s3").get_object(Bucket="files", Key="a/b.txt")["Body"].read() == b"Hello world"
    lost = api.ask("/files/none.txt")
    assert (lost.status, b"NoSuchKey" in lost.body) == (400, True)
    assert callers(api.sandbox, "PutObject") == {"proxy/BackplaneAssumeRoleSession"}


@pytest.mark.parametrize(
    ("handling", "media", "stored"),
    [
        (None, [], b"\xef\xbf\xbd\x00"),
        (None, ["image~1png"], b"\xff\x00"),
        ("CONVERT_TO_TEXT", ["image~1png"], b"/wA="),
        ("CONVERT_TO_BINARY", ["image~1png"], b"\xff\x00"),
    ],
)
def test_request_payloads_are_converted(
    api: RestApi, client: Client, handling: str | None, media: list[str], stored: bytes
) -> None:
    """api-gateway-payload-encodings-workflow.html, the first table"""
    add = [{"op": "add", "path": f"/binaryMediaTypes/{each}"} for each in media]
    if add:
        api.gateway.update_rest_api(restApiId=api.id, patchOperations=add)
    bucket_api(api, client, **({"contentHandling": handling} if handling else {}))
    api.ask("/files/x.png", method="PUT", headers=[("Content-Type", "image/png")], body=b"\xff\x00")
    assert client("s3").get_object(Bucket="files", Key="x.png")["Body"].read() == stored


def test_a_text_that_is_no_base64_cannot_be_made_binary(api: RestApi, client: Client) -> None:
    """api-gateway-payload-encodings-workflow.html"""
    bucket_api(api, client, contentHandling="CONVERT_TO_BINARY")
    good = api.ask("/files/x", method="PUT", headers=[("Content-Type", "image/png")], body=base64.b64encode(b"\xff"))
    bad = api.ask("/files/x", method="PUT", headers=[("Content-Type", "image/png")], body=b"no base64!")
    assert (good.status, bad.status, bad.json) == (200, 500, {"message": "Internal server error"})
    assert client("s3").get_object(Bucket="files", Key="x")["Body"].read() == b"\xff"


@pytest.mark.parametrize(
    ("handling", "accept", "got"),
    [
        ("", "image/png", b"\xff\x00"),
        ("", "text/plain", b"/wA="),
        ("CONVERT_TO_BINARY", "text/plain", b"\xff\x00"),
        ("CONVERT_TO_TEXT", "image/png", b"/wA="),
    ],
)
def test_binary_answers_are_converted(api: RestApi, client: Client, handling: str, accept: str, got: bytes) -> None:
    """api-gateway-payload-encodings-workflow.html, the second table"""
    add = [{"op": "add", "path": "/binaryMediaTypes/image~1png"}]
    api.gateway.update_rest_api(restApiId=api.id, patchOperations=add)
    bucket_api(api, client, responses={"200": {"contentHandling": handling} if handling else {}})
    client("s3").put_object(Bucket="files", Key="x.png", Body=b"\xff\x00", ContentType="image/png")
    assert api.ask("/files/x.png", headers=[("Accept", accept)]).body == got


@pytest.mark.parametrize("role", ["arn:aws:iam::123456789012:role/nobody", "lambda.amazonaws.com"])
def test_a_role_that_cannot_be_assumed_is_a_configuration_error(api: RestApi, client: Client, role: str) -> None:
    """supported-gateway-response-types.html: API_CONFIGURATION_ERROR; the log's words are those of public reports"""
    arn = role if role.startswith("arn:") else gateway_role(client, role)
    named = integrated(api, "sqs:path/123456789012/q", arn)
    answer = api.ask("/a", method="POST")
    assert (answer.status, answer.json) == (500, {"message": "Internal server error"})
    log = api.gateway.test_invoke_method(**named)["log"]
    assert "API Gateway does not have permission to assume the provided role" in log


def test_an_integration_response_needs_its_method_response(api: RestApi) -> None:
    """handle-errors-in-lambda-integration.html: both are set up; the log's words are those of public reports"""
    named = api.method("GET", "/a")
    api.gateway.put_integration(**named, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    api.gateway.put_integration_response(**named, statusCode="200")
    api.deploy()
    assert api.ask("/a").status == 500
    log = api.gateway.test_invoke_method(**named)["log"]
    assert "Output mapping refers to an invalid method response: 200" in log
