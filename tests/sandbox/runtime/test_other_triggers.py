"""Triggers that are still moto's come to the runtime, never to Docker."""

from __future__ import annotations

import inspect

import moto.events.notifications
import moto.s3.notifications
from moto.awslambda.models import LambdaBackend, LambdaFunction
from moto.s3.responses import S3Response

from tests.sandbox.conftest import Client
from tests.sandbox.runtime.conftest import Lambda, eventually

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
PRINT = """
def handler(event, context):
    record = event["Records"][0]
    print("GOT", record["body"] if "body" in record else record["Sns"]["Message"])
"""


def test_a_message_of_a_topic_invokes_the_function_without_holding_up_publish(
    functions: Lambda, client: Client
) -> None:
    functions.deploy("import time\ntime.sleep(1)\n" + PRINT, Timeout=10)
    sns = client("sns")
    topic = sns.create_topic(Name="t")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=ARN)
    sns.publish(TopicArn=topic, Message="from the topic")
    assert "GOT from the topic" not in functions.log()
    eventually(lambda: "GOT from the topic" in functions.log())


def test_what_is_replaced_in_moto_is_still_what_it_was() -> None:
    """A new moto that changes one of these breaks runtime/moto_triggers.py."""
    assert [*inspect.signature(LambdaBackend.invoke).parameters] == [
        "self",
        "function_name",
        "qualifier",
        "body",
        "headers",
        "response_headers",
    ]
    assert [*inspect.signature(LambdaFunction.invoke).parameters] == [
        "self",
        "body",
        "request_headers",
        "response_headers",
    ]
    assert [*inspect.signature(moto.events.notifications._invoke_lambda).parameters] == [
        "account_id",
        "fn_arn",
        "event",
    ]
    assert [*inspect.signature(moto.s3.notifications._invoke_awslambda).parameters] == [
        "account_id",
        "event_body",
        "fn_arn",
        "region_name",
    ]
    assert [*inspect.signature(S3Response._notification_config_from_body).parameters] == ["self"]
