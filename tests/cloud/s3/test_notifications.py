"""What queues, topics and EventBridge get from a bucket.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cloud.functions import admit_s3, eventually
from tests.conftest import Client

TOPIC = "arn:aws:sns:us-east-1:123456789012:uploads"


class Queue:
    """A queue named `uploads`, and what it got."""

    def __init__(self, client: Client) -> None:
        self._sqs = client("sqs")
        self._url = self._sqs.create_queue(QueueName="uploads")["QueueUrl"]
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._url, AttributeNames=["QueueArn"])["Attributes"]
        self.arn = attributes["QueueArn"]
        self._got: list[Any] = []
        admit_s3(self._sqs, self._url, self.arn)

    def admit(self, service: str) -> None:
        """Let a service send to the queue."""
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sqs:SendMessage",
            "Resource": self.arn,
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self._sqs.set_queue_attributes(QueueUrl=self._url, Attributes={"Policy": policy})

    def got(self, number: int) -> list[Any]:
        """The first messages, once there are so many."""

        def enough() -> bool:
            received = self._sqs.receive_message(QueueUrl=self._url, MaxNumberOfMessages=10).get("Messages", [])
            self._got += [json.loads(message["Body"]) for message in received]
            return len(self._got) >= number

        eventually(enough)
        return self._got


@pytest.fixture
def queue(client: Client) -> Queue:
    """A queue that S3 may send to."""
    return Queue(client)


@pytest.fixture
def bucket(client: Client) -> Any:
    """S3 with a bucket named `photos`."""
    s3 = client("s3")
    s3.create_bucket(Bucket="photos")
    return s3


def notify(bucket: Any, **configuration: Any) -> None:
    bucket.put_bucket_notification_configuration(Bucket="photos", NotificationConfiguration=configuration)


def test_a_queue_gets_a_test_event_and_then_whole_records(bucket: Any, queue: Queue) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html"""
    notify(
        bucket,
        QueueConfigurations=[
            {"Id": "to-queue", "QueueArn": queue.arn, "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]}
        ],
    )
    bucket.put_object(Bucket="photos", Key="in/a b.jpg", Body=b"hello")
    bucket.delete_object(Bucket="photos", Key="in/a b.jpg")
    trial, *messages = queue.got(3)
    assert (trial["Service"], trial["Event"], trial["Bucket"]) == ("Amazon S3", "s3:TestEvent", "photos")
    assert {"Time", "RequestId", "HostId"} <= trial.keys()
    created, removed = sorted(
        (message["Records"][0] for message in messages), key=lambda record: str(record["s3"]["object"]["sequencer"])
    )
    assert created["eventName"] == "ObjectCreated:Put"
    assert created["s3"]["configurationId"] == "to-queue"
    assert created["s3"]["object"] | {"sequencer": ""} == {
        "key": "in/a+b.jpg",
        "size": 5,
        "eTag": "5d41402abc4b2a76b9719d911017c592",
        "sequencer": "",
    }
    assert {"userIdentity", "requestParameters", "responseElements"} <= created.keys()
    assert "ownerIdentity" in created["s3"]["bucket"]
    assert removed["eventName"] == "ObjectRemoved:Delete"
    assert "size" not in removed["s3"]["object"]


def test_a_topic_passes_records_on(bucket: Any, queue: Queue, client: Client) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/ways-to-add-notification-config-to-bucket.html"""
    sns = client("sns")
    sns.create_topic(Name="uploads")
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": TOPIC,
        "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::photos"}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sns.set_topic_attributes(TopicArn=TOPIC, AttributeName="Policy", AttributeValue=policy)
    queue.admit("sns.amazonaws.com")
    sns.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=queue.arn)
    notify(bucket, TopicConfigurations=[{"TopicArn": TOPIC, "Events": ["s3:ObjectCreated:Put"]}])
    bucket.put_object(Bucket="photos", Key="a", Body=b"hello")
    messages = queue.got(2)
    assert {message["Subject"] for message in messages} == {"Amazon S3 Notification"}
    told = [json.loads(message["Message"]) for message in messages]
    records = [record for message in told for record in message.get("Records", [])]
    assert [(record["eventName"], record["s3"]["object"]["key"]) for record in records] == [("ObjectCreated:Put", "a")]


def test_event_bridge_gets_every_change_in_its_own_form(bucket: Any, queue: Queue, client: Client) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html"""
    events = client("events")
    queue.admit("events.amazonaws.com")
    events.put_rule(Name="uploads", EventPattern=json.dumps({"source": ["aws.s3"]}))
    events.put_targets(Rule="uploads", Targets=[{"Id": "1", "Arn": queue.arn}])
    notify(bucket, EventBridgeConfiguration={})
    bucket.put_bucket_versioning(Bucket="photos", VersioningConfiguration={"Status": "Enabled"})
    version = bucket.put_object(Bucket="photos", Key="a b", Body=b"hello")["VersionId"]
    bucket.put_object_tagging(Bucket="photos", Key="a b", Tagging={"TagSet": [{"Key": "k", "Value": "v"}]})
    bucket.delete_object(Bucket="photos", Key="a b")
    told = sorted(queue.got(3), key=lambda event: str(event["detail"]["object"]["sequencer"]))
    assert [event["detail-type"] for event in told] == ["Object Created", "Object Tags Added", "Object Deleted"]
    created, _, deleted = told
    assert (created["source"], created["resources"]) == ("aws.s3", ["arn:aws:s3:::photos"])
    assert created["detail"]["object"] | {"sequencer": ""} == {
        "key": "a b",
        "size": 5,
        "etag": "5d41402abc4b2a76b9719d911017c592",
        "version-id": version,
        "sequencer": "",
    }
    assert created["detail"]["reason"] == "PutObject"
    assert created["detail"]["requester"] == "123456789012"
    assert deleted["detail"]["deletion-type"] == "Delete Marker Created"


def test_a_queue_that_has_gone_does_not_keep_an_upload_back(bucket: Any, queue: Queue, client: Client) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html: notifications are sent after the
    change, and cannot undo it."""
    notify(bucket, QueueConfigurations=[{"QueueArn": queue.arn, "Events": ["s3:ObjectCreated:*"]}])
    sqs = client("sqs")
    sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName="uploads")["QueueUrl"])
    bucket.put_object(Bucket="photos", Key="a", Body=b"hello")
    assert bucket.head_object(Bucket="photos", Key="a")["ContentLength"] == 5
