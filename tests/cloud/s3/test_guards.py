"""What S3 refuses; texts recorded from the real service."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from tests.cloud.refusals import Refused, trust
from tests.conftest import Client

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
NOT_VALIDATED = ("InvalidArgument", "Unable to validate the following destination configurations", 400)


@pytest.mark.parametrize(
    "name",
    [
        "UPPER-case-name",
        "under_score_name",
        "-leading",
        "trailing-",
        "two..dots",
        "192.168.5.4",
        "xn--prefix",
        "sthree-prefix",
        "amzn-s3-demo-bucket",
        "name-s3alias",
        "name--ol-s3",
        "name.mrap",
        "name--table-s3",
    ],
)
def test_a_name_against_the_rules_makes_no_bucket(refused: Refused, client: Client, name: str) -> None:
    answer = refused("s3", "create_bucket", Bucket=name)
    assert answer == ("InvalidBucketName", "The specified bucket is not valid.", 400)
    assert client("s3").list_buckets()["Buckets"] == []


@pytest.mark.parametrize("name", ["abc", "a-b.c-1", "my.example.s3.bucket", "0" * 63])
def test_a_proper_name_makes_a_bucket(client: Client, name: str) -> None:
    client("s3").create_bucket(Bucket=name)
    assert [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]] == [name]


def notification(arn: str = ARN) -> dict[str, Any]:
    return {"LambdaFunctionConfigurations": [{"LambdaFunctionArn": arn, "Events": ["s3:ObjectCreated:*"]}]}


@pytest.fixture
def bucket(client: Client) -> Any:
    """S3 with a bucket named `photos`."""
    s3 = client("s3")
    s3.create_bucket(Bucket="photos")
    return s3


@pytest.fixture
def function(client: Client) -> Any:
    """Lambda with a function named `f`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.py", "")
    client("iam").create_role(RoleName="worker", AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))
    made = client("lambda")
    made.create_function(
        FunctionName="f",
        Role="arn:aws:iam::123456789012:role/worker",
        Runtime="python3.13",
        Handler="index.handler",
        Code={"ZipFile": buffer.getvalue()},
    )
    return made


@pytest.mark.usefixtures("bucket")
def test_a_function_that_does_not_exist_cannot_be_notified(refused: Refused) -> None:
    answer = refused(
        "s3", "put_bucket_notification_configuration", Bucket="photos", NotificationConfiguration=notification()
    )
    assert answer == NOT_VALIDATED


def test_a_function_that_does_not_admit_s3_cannot_be_notified(refused: Refused, bucket: Any, function: Any) -> None:
    call = {"Bucket": "photos", "NotificationConfiguration": notification()}
    assert refused("s3", "put_bucket_notification_configuration", **call) == NOT_VALIDATED
    function.add_permission(
        FunctionName="f", StatementId="1", Action="lambda:InvokeFunction", Principal="s3.amazonaws.com"
    )
    bucket.put_bucket_notification_configuration(**call)
    stored = bucket.get_bucket_notification_configuration(Bucket="photos")["LambdaFunctionConfigurations"]
    assert [entry["LambdaFunctionArn"] for entry in stored] == [ARN]


def test_validation_can_be_skipped(bucket: Any) -> None:
    bucket.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration=notification(), SkipDestinationValidation=True
    )
    assert "LambdaFunctionConfigurations" in bucket.get_bucket_notification_configuration(Bucket="photos")


@pytest.mark.usefixtures("bucket")
def test_an_arn_that_is_none_is_told(refused: Refused) -> None:
    answer = refused(
        "s3", "put_bucket_notification_configuration", Bucket="photos", NotificationConfiguration=notification("f")
    )
    assert answer == ("InvalidArgument", "The ARN could not be parsed", 400)


def test_an_object_is_not_copied_onto_itself_unchanged(bucket: Any, refused: Refused) -> None:
    bucket.put_object(Bucket="photos", Key="a b", Body=b"x")
    copy = {"Bucket": "photos", "Key": "a b", "CopySource": {"Bucket": "photos", "Key": "a b"}}
    code, message, status = refused("s3", "copy_object", **copy)
    assert (code, status) == ("InvalidRequest", 400)
    assert message.startswith("This copy request is illegal because it is trying to copy an object to itself")
    bucket.copy_object(**copy, MetadataDirective="REPLACE", Metadata={"colour": "red"})
    assert bucket.head_object(Bucket="photos", Key="a b")["Metadata"] == {"colour": "red"}


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("put_object", {}),
        ("copy_object", {"CopySource": "photos/a"}),
        ("create_multipart_upload", {}),
        ("get_object", {}),
        ("delete_object", {}),
    ],
)
def test_a_key_has_1024_bytes_at_most(refused: Refused, client: Client, method: str, more: dict[str, str]) -> None:
    client("s3").create_bucket(Bucket="photos")
    answer = refused("s3", method, Bucket="photos", Key="é" * 513, **more)
    assert answer == ("KeyTooLongError", "Your key is too long", 400)


def test_a_key_of_1024_bytes_is_stored(client: Client) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="photos")
    s3.put_object(Bucket="photos", Key="é" * 512)
    assert [entry["Key"] for entry in s3.list_objects_v2(Bucket="photos")["Contents"]] == ["é" * 512]


def test_a_filter_is_for_a_prefix_or_a_suffix(refused: Refused, client: Client) -> None:
    client("s3").create_bucket(Bucket="photos")
    rules = {"Key": {"FilterRules": [{"Name": "infix", "Value": "a"}]}}
    target = {"QueueArn": "arn:aws:sqs:us-east-1:123456789012:q", "Events": ["s3:ObjectCreated:*"], "Filter": rules}
    configuration = {"QueueConfigurations": [target]}
    answer = refused(
        "s3", "put_bucket_notification_configuration", Bucket="photos", NotificationConfiguration=configuration
    )
    assert answer == ("InvalidArgument", "filter rule name must be either prefix or suffix", 400)
