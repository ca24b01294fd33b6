"""The solution of s3-lambda-trigger and its checks as plain asserts, for pytest with moto's decorator.

Every check of the lab that can hold there is here. Running the function, and the two uploads that have S3 run it, are
not: moto's decorator runs a Lambda function in Docker or not at all. `benchmarks.labs` sets the lab's values as
AWSLAB_ variables, the keys for moto, and the working folder with `function.py` in it.
"""

from __future__ import annotations

import json
import os
import runpy
from typing import Any

import boto3
import pytest
from moto import mock_aws

ACCOUNT, BUCKET = os.environ["AWSLAB_ACCOUNT"], os.environ["AWSLAB_BUCKET"]
ROLE, POLICY = os.environ["AWSLAB_ROLE"], os.environ["AWSLAB_POLICY"]
FUNCTION = os.environ["AWSLAB_FUNCTION"]


@pytest.fixture
def solved() -> Any:
    """An account in which the solution was run."""
    with mock_aws():
        runpy.run_path(os.environ["SOLUTION"], run_name="__main__")
        yield


@pytest.mark.usefixtures("solved")
def test_the_solution_builds_what_the_lab_asks_for() -> None:
    _assert_bucket()
    _assert_role()
    _assert_function()
    _assert_permission()
    _assert_trigger()


def _assert_bucket() -> None:
    s3 = boto3.client("s3")
    assert BUCKET in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"


def _assert_role() -> None:
    iam = boto3.client("iam")
    [trust] = iam.get_role(RoleName=ROLE)["Role"]["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"]["Service"] == "lambda.amazonaws.com"
    allowed = iam.get_role_policy(RoleName=ROLE, PolicyName=POLICY)["PolicyDocument"]["Statement"]
    resources = {action: statement["Resource"] for statement in allowed for action in _several(statement["Action"])}
    assert resources["s3:GetObjectVersion"] == f"arn:aws:s3:::{BUCKET}/in/*"
    assert resources["s3:PutObject"] == f"arn:aws:s3:::{BUCKET}/out/*"
    assert {"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"} <= set(resources)
    assert all(resource.startswith(f"arn:aws:s3:::{BUCKET}") for name, resource in resources.items() if "s3:" in name)


def _assert_function() -> None:
    role = boto3.client("iam").get_role(RoleName=ROLE)["Role"]
    assert boto3.client("lambda").get_function_configuration(FunctionName=FUNCTION)["Role"] == role["Arn"]


def _assert_permission() -> None:
    policy = json.loads(boto3.client("lambda").get_policy(FunctionName=FUNCTION)["Policy"])
    [statement] = policy["Statement"]
    assert statement["Principal"]["Service"] == "s3.amazonaws.com"
    assert f'arn:aws:s3:::{BUCKET}"' in json.dumps(statement["Condition"])
    assert f'"{ACCOUNT}"' in json.dumps(statement["Condition"])


def _assert_trigger() -> None:
    notifications = boto3.client("s3").get_bucket_notification_configuration(Bucket=BUCKET)
    [trigger] = notifications["LambdaFunctionConfigurations"]
    assert trigger["LambdaFunctionArn"].endswith(f":{ACCOUNT}:function:{FUNCTION}")
    assert trigger["Events"] == ["s3:ObjectCreated:*"]
    assert [rule["Value"] for rule in trigger["Filter"]["Key"]["FilterRules"]] == ["in/"]


def _several(one_or_more: str | list[str]) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else one_or_more
