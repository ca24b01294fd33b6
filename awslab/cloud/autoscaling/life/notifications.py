"""Whom an Auto Scaling group tells what it did: SNS topics that ask for it, and EventBridge.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
"""

from __future__ import annotations

import json
import uuid
from typing import Any

from awslab.cloud.autoscaling.answers.calls import Answer, Call, Handler
from awslab.cloud.autoscaling.life.activities import Activity
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.ports.clock import moment

_TEST = "autoscaling:TEST_NOTIFICATION"


def put(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutNotificationConfiguration.html: what a topic was
    told before is replaced, and it gets a test notification."""
    topic = str(call.asked["TopicARN"])
    call.group.notifications = {**_topics(call.group), topic: tuple(call.asked["NotificationTypes"])}
    call.region.tell(topic, json.dumps({**_about(call.group, call.now), "Event": _TEST}))
    return {}


def delete(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteNotificationConfiguration.html"""
    topic = str(call.asked["TopicARN"])
    call.group.notifications = {name: types for name, types in _topics(call.group).items() if name != topic}
    return {}


def described(group: Any) -> list[dict[str, str]]:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_NotificationConfiguration.html"""
    return [
        {"AutoScalingGroupName": group.name, "TopicARN": topic, "NotificationType": kind}
        for topic, kinds in _topics(group).items()
        for kind in kinds
    ]


def announce(region: Region, group: Any, now: float) -> None:
    """Tell of the launches and terminations that have ended since the last time."""
    for activity in reversed(group.activities):
        if activity.ended is not None and not activity.is_told:
            activity.is_told = True
            if activity.is_launch or activity.is_termination:
                _tell(region, group, activity, now)


def _tell(region: Region, group: Any, activity: Activity, now: float) -> None:
    did = "LAUNCH" if activity.is_launch else "TERMINATE"
    failed = activity.status in ("Failed", "Cancelled")
    kind = f"autoscaling:EC2_INSTANCE_{did}{'_ERROR' * failed}"
    shown = _shown(activity)
    for topic, kinds in _topics(group).items():
        if kind in kinds:
            region.tell(topic, json.dumps({**_about(group, now), **shown, "Event": kind}))
    details = {**shown, "Details": json.loads(shown["Details"]), "AutoScalingGroupName": group.name}
    instance = f"arn:aws:ec2:{group.region}:{group.account_id}:instance/{activity.instance_id}"
    name = f"EC2 Instance {did.capitalize()} {'Unsuccessful' if failed else 'Successful'}"
    region.put_event(name, [group.arn, instance], {**details, "RequestId": str(uuid.uuid4())})


def _shown(activity: Activity) -> dict[str, str]:
    way = ("EC2", "AutoScalingGroup") if activity.is_launch else ("AutoScalingGroup", "EC2")
    return {
        "ActivityId": activity.id,
        "Description": activity.description,
        "Cause": activity.cause,
        "StartTime": _time(activity.began),
        "EndTime": _time(activity.ended or activity.began),
        "StatusCode": "Failed" if activity.status in ("Failed", "Cancelled") else "InProgress",
        "StatusMessage": activity.message,
        "EC2InstanceId": activity.instance_id,
        "Details": activity.details,
        "Origin": way[0],
        "Destination": way[1],
    }


def _about(group: Any, now: float) -> dict[str, str]:
    return {
        "Service": "AWS Auto Scaling",
        "Time": _time(now),
        "RequestId": str(uuid.uuid4()),
        "AccountId": group.account_id,
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
    }


def _topics(group: Any) -> dict[str, tuple[str, ...]]:
    return getattr(group, "notifications", {})


def _time(seconds: float) -> str:
    return f"{moment(seconds).isoformat(timespec='milliseconds')}Z"


HANDLERS: dict[str, Handler] = {"PutNotificationConfiguration": put, "DeleteNotificationConfiguration": delete}
