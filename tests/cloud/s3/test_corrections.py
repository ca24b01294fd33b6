"""S3 as on AWS where moto forgets."""

from __future__ import annotations

import json

import pytest

from tests.cloud.functions import admit_s3
from tests.conftest import Client


@pytest.mark.parametrize("name", ["prefix", "Prefix", "PREFIX"])
def test_filters_are_shown_capitalised(client: Client, name: str) -> None:
    s3, sqs = client("s3"), client("sqs")
    s3.create_bucket(Bucket="photos")
    queue = sqs.create_queue(QueueName="q")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    admit_s3(sqs, queue, arn)
    rules = [{"Name": name, "Value": "in/"}, {"Name": "suffix", "Value": ".jpg"}]
    target = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": rules}}}
    s3.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration={"QueueConfigurations": [target]}
    )
    found = s3.get_bucket_notification_configuration(Bucket="photos")["QueueConfigurations"][0]
    assert found["Filter"]["Key"]["FilterRules"] == [
        {"Name": "Prefix", "Value": "in/"},
        {"Name": "Suffix", "Value": ".jpg"},
    ]
    s3.put_object(Bucket="photos", Key="in/a.jpg")
    s3.put_object(Bucket="photos", Key="out/a.jpg")
    received = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    keys = [json.loads(message["Body"]).get("Records", [{}])[0].get("s3", {}) for message in received]
    assert [key["object"]["key"] for key in keys if key] == ["in/a.jpg"]


def test_buckets_and_objects_tell_what_aws_tells(client: Client) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html, API_HeadBucket.html, API_PutObject.html
    and API_HeadObject.html: ARN, region, encryption, type of the checksum."""
    s3 = client("s3")
    assert s3.create_bucket(Bucket="photos")["BucketArn"] == "arn:aws:s3:::photos"
    head = s3.head_bucket(Bucket="photos")
    assert (head["BucketArn"], head["BucketRegion"]) == ("arn:aws:s3:::photos", "us-east-1")
    put = s3.put_object(Bucket="photos", Key="a", Body=b"x")
    assert (put["ServerSideEncryption"], put["ChecksumType"]) == ("AES256", "FULL_OBJECT")
    told = s3.head_object(Bucket="photos", Key="a", ChecksumMode="ENABLED")
    assert (told["ChecksumCRC32"], told["ChecksumType"]) == (put["ChecksumCRC32"], "FULL_OBJECT")
