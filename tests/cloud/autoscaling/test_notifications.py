"""Whom Auto Scaling groups tell what they did."""

from __future__ import annotations

import json
from typing import Any

from tests.cloud.autoscaling.fleet import Fleet
from tests.cloud.compute import eventually
from tests.conftest import Client

LAUNCH = "autoscaling:EC2_INSTANCE_LAUNCH"
TERMINATE = "autoscaling:EC2_INSTANCE_TERMINATE"


class Ear:
    """A queue, and all that it has heard."""

    def __init__(self, client: Client, name: str) -> None:
        self.sqs = client("sqs")
        self.url = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        found = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])
        self.arn = found["Attributes"]["QueueArn"]
        self._heard: list[dict[str, Any]] = []

    def heard(self) -> list[dict[str, Any]]:
        found = self.sqs.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10).get("Messages", [])
        self._heard += [json.loads(each["Body"]) for each in found]
        return self._heard


def test_a_topic_hears_of_launches_and_terminations(fleet: Fleet, client: Client) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html"""
    sns, ear = client("sns"), Ear(client, "ear")
    topic = sns.create_topic(Name="changes")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=ear.arn, Attributes={"RawMessageDelivery": "true"})
    fleet.create(0)
    named = {"AutoScalingGroupName": "web", "TopicARN": topic}
    fleet.api.put_notification_configuration(NotificationTypes=[LAUNCH, TERMINATE], **named)
    shown = fleet.api.describe_notification_configurations()["NotificationConfigurations"]
    assert [(each["TopicARN"], each["NotificationType"]) for each in shown] == [(topic, LAUNCH), (topic, TERMINATE)]
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
    instance = fleet.settled(1)[0]
    fleet.api.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    eventually(lambda: len(ear.heard()) == 3)
    test, came, went = ear.heard()
    assert test["Event"] == "autoscaling:TEST_NOTIFICATION"
    assert (came["Event"], came["EC2InstanceId"], came["Destination"]) == (LAUNCH, instance, "AutoScalingGroup")
    assert came["Description"] == f"Launching a new EC2 instance: {instance}"
    assert (went["Event"], went["EC2InstanceId"]) == (TERMINATE, instance)
    fleet.api.delete_notification_configuration(**named)
    assert fleet.api.describe_notification_configurations()["NotificationConfigurations"] == []


def test_the_event_bus_hears_of_them_too(fleet: Fleet, client: Client) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html"""
    events, ear = client("events"), Ear(client, "bus")
    events.put_rule(Name="changes", EventPattern=json.dumps({"source": ["aws.autoscaling"]}))
    events.put_targets(Rule="changes", Targets=[{"Id": "1", "Arn": ear.arn}])
    fleet.create(1)
    instance = fleet.settled(1)[0]
    told = eventually(ear.heard)[0]
    assert told["detail-type"] == "EC2 Instance Launch Successful"
    assert (told["detail"]["EC2InstanceId"], told["detail"]["AutoScalingGroupName"]) == (instance, "web")
    assert told["detail"]["Details"]["Availability Zone"].startswith("us-east-1")


def test_a_launch_that_fails_is_told_as_an_error(fleet: Fleet, client: Client) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html"""
    events, ear = client("events"), Ear(client, "bus")
    events.put_rule(Name="failures", EventPattern=json.dumps({"detail-type": ["EC2 Instance Launch Unsuccessful"]}))
    events.put_targets(Rule="failures", Targets=[{"Id": "1", "Arn": ear.arn}])
    fleet.ec2.modify_instance_metadata_defaults(HttpTokensEnforced="enabled")
    fleet.create(1)
    told = eventually(ear.heard)[0]
    assert "httpTokensEnforced is enabled" in told["detail"]["StatusMessage"]
    assert fleet.activities()[0]["StatusCode"] == "Failed"
