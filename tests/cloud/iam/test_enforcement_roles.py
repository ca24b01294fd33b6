"""What AWS does with a function's role takes the role's permissions, in sandboxes that enforce them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import boto3
import pytest
from botocore.config import Config

from awslab.sandbox.process import Sandbox, SandboxHost
from tests.cloud.functions import zipped
from tests.cloud.iam.people import ACCOUNT, People, policy, trust

ECHO = zipped({"index.py": "def handler(event, context):\n    print('heard')\n    return event\n"})


@pytest.fixture
def strict(host: SandboxHost) -> Iterator[Sandbox]:
    """A sandbox in which functions are held to their roles' policies."""
    with host.open(enforce_iam=True) as opened:
        yield opened


@pytest.fixture
def aws(strict: Sandbox) -> Any:
    """Makes clients of the strict sandbox."""
    return partial(
        boto3.client,
        endpoint_url=strict.endpoint,
        region_name=strict.region,
        aws_access_key_id=strict.access_key_id,
        aws_secret_access_key=strict.secret_access_key,
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.fixture
def people(aws: Any) -> People:
    """With a role `worker` that Lambda may assume and that may do nothing."""
    made = People(aws)
    made.role("worker", trusts=trust(Service="lambda.amazonaws.com"))
    return made


def deploy(aws: Any, name: str = "f", **more: Any) -> Any:
    """A function with the role `worker`."""
    return aws("lambda").create_function(
        FunctionName=name,
        Role=f"arn:aws:iam::{ACCOUNT}:role/worker",
        Runtime="python3.13",
        Handler="index.handler",
        Code={"ZipFile": ECHO},
        **more,
    )


def permit(people: People, *actions: str) -> None:
    """Let the role do these things."""
    people.iam.put_role_policy(RoleName="worker", PolicyName="p", PolicyDocument=json.dumps(policy(*actions)))


def groups(aws: Any) -> list[str]:
    """The log groups there are."""
    return [each["logGroupName"] for each in aws("logs").describe_log_groups()["logGroups"]]


def test_a_function_whose_role_may_not_log_runs_without_a_log(aws: Any, people: People) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html"""
    deploy(aws)
    assert aws("lambda").invoke(FunctionName="f", Payload=b"7")["Payload"].read() == b"7"
    assert groups(aws) == []
    people.iam.attach_role_policy(
        RoleName="worker", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    )
    aws("lambda").invoke(FunctionName="f", Payload=b"7")
    assert groups(aws) == ["/aws/lambda/f"]


def test_a_queue_is_mapped_only_to_a_function_whose_role_may_read_it(aws: Any, people: People) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"""
    aws("sqs").create_queue(QueueName="q", Attributes={"VisibilityTimeout": "30"})
    deploy(aws)
    source = f"arn:aws:sqs:us-east-1:{ACCOUNT}:q"
    create = partial(aws("lambda").create_event_source_mapping, EventSourceArn=source, FunctionName="f")
    assert people.refusal(create) == (
        "InvalidParameterValueException",
        "The function execution role does not have permissions to call ReceiveMessage on SQS",
        400,
    )
    permit(people, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
    assert people.refusal(create)[0] == ""


def test_a_function_enters_a_network_only_with_a_role_that_may(aws: Any, people: People) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"""
    subnet = aws("ec2").describe_subnets()["Subnets"][0]
    group = aws("ec2").describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [subnet["VpcId"]]}])
    network = {"SubnetIds": [subnet["SubnetId"]], "SecurityGroupIds": [group["SecurityGroups"][0]["GroupId"]]}
    refused = people.refusal(lambda: deploy(aws, VpcConfig=network))
    assert refused[1] == "The provided execution role does not have permissions to call CreateNetworkInterface on EC2"
    people.iam.attach_role_policy(
        RoleName="worker", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
    )
    assert people.refusal(lambda: deploy(aws, VpcConfig=network))[0] == ""


def test_a_dead_letter_queue_takes_a_role_that_may_send(aws: Any, people: People) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    aws("sqs").create_queue(QueueName="dead")
    dead = {"TargetArn": f"arn:aws:sqs:us-east-1:{ACCOUNT}:dead"}
    refused = people.refusal(lambda: deploy(aws, DeadLetterConfig=dead))
    assert refused[1] == "The provided execution role does not have permissions to call SendMessage on SQS"
    permit(people, "sqs:SendMessage")
    assert people.refusal(lambda: deploy(aws, DeadLetterConfig=dead))[0] == ""


def test_a_policy_can_name_the_function_that_calls(aws: Any, people: People) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html"""
    aws("s3").create_bucket(Bucket="box-4711")
    code = "import boto3\ndef handler(event, context):\n    boto3.client('s3').put_object(Bucket='box-4711', Key='k')\n"
    document = policy("s3:PutObject")
    named = {"ArnEquals": {"lambda:SourceFunctionArn": f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:trusted"}}
    document["Statement"][0]["Condition"] = named
    people.iam.put_role_policy(RoleName="worker", PolicyName="p", PolicyDocument=json.dumps(document))
    for name in ("trusted", "other"):
        deploy(aws, name)
        aws("lambda").update_function_code(FunctionName=name, ZipFile=zipped({"index.py": code}))
    errors = {name: aws("lambda").invoke(FunctionName=name).get("FunctionError", "") for name in ("trusted", "other")}
    assert errors == {"trusted": "", "other": "Unhandled"}
