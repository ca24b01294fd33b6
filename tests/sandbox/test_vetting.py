"""Would boto3 accept a call of a content file? Asked of a host, without a sandbox and without a network."""

from __future__ import annotations

from typing import Any

import pytest

from awslab.sandbox.process import SandboxHost, VetCall, VetProblem


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("s3", "get_bucket_versioning", {"Bucket": "${bucket}"}),
        ("s3", "put_object", {"Bucket": "${bucket}", "Key": "in/a", "Body": "text"}),
        ("ec2", "describe_vpcs", {"Filters": [{"Name": "is-default", "Values": ["true"]}]}),
        ("ec2", "describe_vpcs", {"Filters": "${filters}"}),
        ("lambda", "update_alias", {"FunctionName": "f", "Name": "live", "FunctionVersion": "${version}"}),
        ("lambda", "create_function", {"FunctionName": "f", "Role": "r", "Code": {}, "MemorySize": "${mib}"}),
        ("ecs", "run_task", {"taskDefinition": "t", "count": 2, "tags": [{"key": "a", "value": "b"}]}),
        ("sts", "get_caller_identity", {}),
        ("dynamodb", "put_item", {"TableName": "t", "Item": {"id": {"S": "1"}}}),
        ("logs", "put_log_events", {"logGroupName": "g", "logStreamName": "s", "logEvents": []}),
    ],
)
def test_a_right_call_has_no_problem(
    host: SandboxHost, service: str, operation: str, parameters: dict[str, Any]
) -> None:
    assert host.vet([VetCall(service, operation, parameters)]) == []


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "path", "sentence"),
    [
        ("s4", "list_buckets", {}, (), "boto3 has no service “s4”"),
        ("lamda", "invoke", {}, (), "boto3 has no service “lamda”; did you mean lambda"),
        ("s3", "get_bucket_version", {}, (), "s3 has no operation “get_bucket_version”; did you mean get_bucket_"),
        ("s3", "GetBucketVersioning", {}, (), "s3 has no operation “GetBucketVersioning”"),
        ("s3", "get_bucket_versioning", {}, (), "the parameter “Bucket” is missing"),
        (
            "s3",
            "get_bucket_versioning",
            {"Bucket": "b", "Buket": "b"},
            ("Buket",),
            "there is no parameter “Buket” here; did you mean Bucket?",
        ),
        (
            "ec2",
            "describe_vpcs",
            {"Filters": [{"Name": "a", "Value": ["b"]}]},
            ("Filters", 0, "Value"),
            "there is no parameter “Value” here; did you mean Values?",
        ),
        ("ec2", "describe_vpcs", {"Filters": {"Name": "a"}}, ("Filters",), "“Filters” must be a list"),
        ("lambda", "update_alias", {"FunctionName": "f", "Name": 5}, ("Name",), "“Name” must be text, not “5”"),
        ("ecs", "run_task", {"taskDefinition": "t", "count": "2"}, ("count",), "“count” must be a whole number"),
        ("ecs", "run_task", {"taskDefinition": "t", "count": True}, ("count",), "“count” must be a whole number"),
        ("ec2", "describe_vpcs", {"DryRun": "yes"}, ("DryRun",), "“DryRun” must be true or false, not “yes”"),
        (
            "s3",
            "put_bucket_versioning",
            {"Bucket": "b", "VersioningConfiguration": "Enabled"},
            ("VersioningConfiguration",),
            "“VersioningConfiguration” must be keys and values, with MFADelete, Status",
        ),
    ],
)
def test_a_wrong_call_is_told_with_its_place(
    host: SandboxHost,
    service: str,
    operation: str,
    parameters: dict[str, Any],
    path: tuple[str | int, ...],
    sentence: str,
) -> None:
    (problem,) = host.vet([VetCall(service, operation, parameters)])
    assert (problem.index, problem.path) == (0, path)
    assert problem.sentence.startswith(sentence)


def test_every_problem_of_every_call_is_told(host: SandboxHost) -> None:
    problems = host.vet(
        [
            VetCall("s3", "put_object", {"Buckett": "b", "Keyy": "k"}),
            VetCall("s3", "list_buckets", {}),
            VetCall("sqs", "send", {}),
        ]
    )
    assert [(each.index, each.path) for each in problems] == [
        (0, ("Buckett",)),
        (0, ("Keyy",)),
        (0, ()),
        (0, ()),
        (2, ()),
    ]
    assert all(isinstance(each, VetProblem) for each in problems)
