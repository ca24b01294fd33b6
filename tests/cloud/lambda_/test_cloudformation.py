"""Functions and what invokes them work although CloudFormation created them: its call is the sandbox's first."""

from __future__ import annotations

import json
from typing import Any

from tests.cloud.functions import TRUST, eventually
from tests.conftest import Client

CODE = "def handler(event, context):\n    print('GOT', (event.get('Records') or [event])[0].get('body', 'a message'))\n"


TOPIC = "arn:aws:sns:us-east-1:123456789012:news"


def arn_of(name: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [name, "Arn"]}


TEMPLATE: dict[str, Any] = {
    "Resources": {
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST}},
        "Function": {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "FunctionName": "f",
                "Runtime": "python3.13",
                "Handler": "index.handler",
                "Role": arn_of("Role"),
                "Code": {"ZipFile": CODE},
            },
        },
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "jobs"}},
        "Mapping": {
            "Type": "AWS::Lambda::EventSourceMapping",
            "Properties": {"EventSourceArn": arn_of("Queue"), "FunctionName": {"Ref": "Function"}},
        },
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}},
        "Permission": {
            "Type": "AWS::Lambda::Permission",
            "Properties": {
                "FunctionName": {"Ref": "Function"},
                "Action": "lambda:InvokeFunction",
                "Principal": "sns.amazonaws.com",
                "SourceArn": {"Ref": "Topic"},
            },
        },
    }
}


def logged_lines(client: Client) -> list[str]:
    """The function's lines in alphabetical order; none as long as it has no log."""
    logs = client("logs")
    try:
        events = logs.filter_log_events(logGroupName="/aws/lambda/f")["events"]
    except logs.exceptions.ResourceNotFoundException:
        return []
    return sorted(event["message"] for event in events if event["message"].startswith("GOT"))


def test_a_stack_s_queue_and_topic_invoke_its_function(client: Client) -> None:
    """https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html"""
    client("cloudformation").create_stack(
        StackName="s", TemplateBody=json.dumps(TEMPLATE), Capabilities=["CAPABILITY_IAM"]
    )
    sqs = client("sqs")

    sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName="jobs")["QueueUrl"], MessageBody="a job")
    sns = client("sns")
    sns.subscribe(TopicArn=TOPIC, Protocol="lambda", Endpoint="arn:aws:lambda:us-east-1:123456789012:function:f")
    sns.publish(TopicArn=TOPIC, Message="hello")

    assert eventually(lambda: len(logged_lines(client)) == 2, 15)
    assert logged_lines(client) == ["GOT a job", "GOT a message"]
