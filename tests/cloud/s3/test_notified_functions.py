"""From an upload to a function, end to end. https://docs.aws.amazon.com/lambda/latest/dg/with-s3-example.html"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.functions import Lambda, eventually
from tests.conftest import Client

ARN = "arn:aws:lambda:us-east-1:123456789012:function:f"
LOG_EVENT = "import json\ndef handler(event, context):\n    print('EVENT', json.dumps(event))\n"
COPY = """
import boto3, urllib.parse
s3 = boto3.client("s3")
def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        s3.put_object(Bucket=bucket, Key=key.replace("in/", "out/", 1), Body=body.upper())
"""


class Bucket:
    """A bucket that may invoke the function, and what it sent."""

    def __init__(self, functions: Lambda, client: Client) -> None:
        self.functions = functions
        self.api = client("s3")
        self.api.create_bucket(Bucket="photos")

    def permit(self, **conditions: str) -> None:
        self.functions.api.add_permission(
            FunctionName="f",
            StatementId="s3",
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
            **conditions,
        )

    def notify(self, *events: str, prefix: str = "", suffix: str = "", check: bool = True) -> None:
        configuration: dict[str, Any] = {"Id": "to-f", "LambdaFunctionArn": ARN, "Events": list(events)}
        rules = [{"Name": n, "Value": v} for n, v in (("prefix", prefix), ("suffix", suffix)) if v]
        if rules:
            configuration["Filter"] = {"Key": {"FilterRules": rules}}
        self.api.put_bucket_notification_configuration(
            Bucket="photos",
            NotificationConfiguration={"LambdaFunctionConfigurations": [configuration]},
            SkipDestinationValidation=not check,
        )

    def put(self, key: str, body: bytes = b"hello") -> Any:
        return self.api.put_object(Bucket="photos", Key=key, Body=body)

    def sent(self) -> list[dict[str, Any]]:
        """The records that the function got, by their sequence."""
        lines = [line[6:] for line in self.functions.log() if line.startswith("EVENT ")]
        records: list[dict[str, Any]] = [record for line in lines for record in json.loads(line)["Records"]]
        return sorted(records, key=lambda record: str(record["s3"]["object"]["sequencer"]))

    def names(self, number: int) -> list[tuple[str, str]]:
        """Event and key of the first records, once there are so many."""
        eventually(lambda: len(self.sent()) >= number)
        return [(record["eventName"], record["s3"]["object"]["key"]) for record in self.sent()]


@pytest.fixture
def bucket(functions: Lambda, client: Client) -> Bucket:
    """The bucket `photos`."""
    return Bucket(functions, client)


def test_an_upload_makes_the_function_write_its_object(functions: Lambda, bucket: Bucket, sandbox: Sandbox) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html"""
    functions.deploy(COPY, Timeout=10)
    bucket.permit(SourceArn="arn:aws:s3:::photos", SourceAccount="123456789012")
    bucket.notify("s3:ObjectCreated:*", prefix="in/", suffix=".txt")
    bucket.put("in/some notes.txt")
    bucket.put("elsewhere.txt")

    def made() -> list[str]:
        listed = bucket.api.list_objects_v2(Bucket="photos", Prefix="out/").get("Contents", [])
        return [entry["Key"] for entry in listed]

    assert eventually(made) == ["out/some notes.txt"]
    assert bucket.api.get_object(Bucket="photos", Key="out/some notes.txt")["Body"].read() == b"HELLO"
    writers = [entry.who for entry in sandbox.trail() if entry.operation == "PutObject"]
    assert sorted(writers) == ["learner", "learner", "worker/f"]


def test_the_record_is_the_one_that_aws_sends(functions: Lambda, bucket: Bucket) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    functions.deploy(LOG_EVENT)
    bucket.permit()
    bucket.notify("s3:ObjectCreated:*")
    response = bucket.put("in/red flower+1.jpg")
    bucket.names(1)
    (record,) = bucket.sent()
    assert record["eventName"] == "ObjectCreated:Put"
    assert record["awsRegion"] == "us-east-1"
    assert record["requestParameters"] == {"sourceIPAddress": "127.0.0.1"}
    assert record["responseElements"]["x-amz-request-id"] == response["ResponseMetadata"]["RequestId"]
    assert record["s3"]["configurationId"] == "to-f"
    assert record["s3"]["bucket"]["arn"] == "arn:aws:s3:::photos"
    told = record["s3"]["object"]
    assert int(told.pop("sequencer"), 16) > 0
    assert told == {"key": "in/red+flower%2B1.jpg", "size": 5, "eTag": "5d41402abc4b2a76b9719d911017c592"}


def test_a_versioned_bucket_tells_versions_and_delete_markers(functions: Lambda, bucket: Bucket) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html"""
    functions.deploy(LOG_EVENT)
    bucket.api.put_bucket_versioning(Bucket="photos", VersioningConfiguration={"Status": "Enabled"})
    bucket.permit()
    bucket.notify("s3:ObjectCreated:*", "s3:ObjectRemoved:*")
    version = bucket.put("a")["VersionId"]
    marker = bucket.api.delete_object(Bucket="photos", Key="a")["VersionId"]
    bucket.api.delete_object(Bucket="photos", Key="a", VersionId=version)
    bucket.names(3)
    assert [(record["eventName"], record["s3"]["object"]["versionId"]) for record in bucket.sent()] == [
        ("ObjectCreated:Put", version),
        ("ObjectRemoved:DeleteMarkerCreated", marker),
        ("ObjectRemoved:Delete", version),
    ]


def test_copies_multipart_uploads_and_deletions_have_their_own_names(functions: Lambda, bucket: Bucket) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html"""
    functions.deploy(LOG_EVENT)
    bucket.permit()
    bucket.notify("s3:ObjectCreated:Copy", "s3:ObjectCreated:CompleteMultipartUpload", "s3:ObjectRemoved:Delete")
    bucket.put("a")
    bucket.api.copy_object(Bucket="photos", Key="b", CopySource="photos/a")
    upload = bucket.api.create_multipart_upload(Bucket="photos", Key="c")["UploadId"]
    part = bucket.api.upload_part(Bucket="photos", Key="c", UploadId=upload, PartNumber=1, Body=b"x")
    bucket.api.complete_multipart_upload(
        Bucket="photos",
        Key="c",
        UploadId=upload,
        MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]},
    )
    bucket.api.delete_object(Bucket="photos", Key="a")
    bucket.api.delete_object(Bucket="photos", Key="never-there")
    bucket.api.delete_objects(Bucket="photos", Delete={"Objects": [{"Key": "b"}, {"Key": "c"}, {"Key": "d"}]})
    assert bucket.names(5) == [
        ("ObjectCreated:Copy", "b"),
        ("ObjectCreated:CompleteMultipartUpload", "c"),
        ("ObjectRemoved:Delete", "a"),
        ("ObjectRemoved:Delete", "b"),
        ("ObjectRemoved:Delete", "c"),
    ]


def test_one_upload_invokes_the_function_once(functions: Lambda, bucket: Bucket) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html"""
    functions.deploy(LOG_EVENT)
    bucket.permit()
    bucket.notify("s3:ObjectCreated:*")
    bucket.put("a")
    bucket.put("b")
    bucket.names(2)
    assert len([line for line in functions.log() if line.startswith("START ")]) == 2


def test_a_filters_name_may_be_capitalised_and_its_value_empty(functions: Lambda, bucket: Bucket) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html"""
    functions.deploy(LOG_EVENT)
    bucket.permit()
    rules = [{"Name": "Prefix", "Value": "in/"}, {"Name": "suffix", "Value": ""}]
    entry = {"LambdaFunctionArn": ARN, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": rules}}}
    bucket.api.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration={"LambdaFunctionConfigurations": [entry]}
    )
    bucket.put("out/a")
    bucket.put("in/a")
    assert bucket.names(1) == [("ObjectCreated:Put", "in/a")]
    del rules[0]
    bucket.api.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration={"LambdaFunctionConfigurations": [entry]}
    )
    bucket.put("out/b")
    assert bucket.names(2)[1] == ("ObjectCreated:Put", "out/b")


@pytest.mark.parametrize(
    "conditions",
    [{"SourceArn": "arn:aws:s3:::another"}, {"SourceAccount": "999999999999"}],
)
def test_a_permission_for_another_bucket_or_account_is_none(
    functions: Lambda, bucket: Bucket, conditions: dict[str, str]
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    functions.deploy(LOG_EVENT)
    bucket.permit(**conditions)
    with pytest.raises(bucket.api.exceptions.ClientError, match="Unable to validate the following destination"):
        bucket.notify("s3:ObjectCreated:*")
    bucket.notify("s3:ObjectCreated:*", check=False)
    bucket.put("a")
    time.sleep(0.5)  # an event that is sent takes a tenth of that
    assert bucket.sent() == []


def test_a_permission_that_was_taken_back_stops_the_events(functions: Lambda, bucket: Bucket) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"""
    functions.deploy(LOG_EVENT)
    bucket.permit()
    bucket.notify("s3:ObjectCreated:*")
    bucket.put("a")
    bucket.names(1)
    functions.api.remove_permission(FunctionName="f", StatementId="s3")
    bucket.put("b")
    time.sleep(0.5)
    assert [record["s3"]["object"]["key"] for record in bucket.sent()] == ["a"]


def test_a_new_bucket_is_encrypted_private_and_without_acls(bucket: Bucket) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html"""
    rules = bucket.api.get_bucket_encryption(Bucket="photos")["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    block = bucket.api.get_public_access_block(Bucket="photos")["PublicAccessBlockConfiguration"]
    assert set(block.values()) == {True}
    ownership = bucket.api.get_bucket_ownership_controls(Bucket="photos")["OwnershipControls"]["Rules"]
    assert ownership == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert bucket.put("a")["ServerSideEncryption"] == "AES256"
