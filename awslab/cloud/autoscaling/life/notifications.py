"""Whom an Auto Scaling group tells what it did: SNS topics that subscribe to it, and EventBridge.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
"""

from __future__ import annotations

import json
import uuid

from awslab.cloud.autoscaling.life.activities import Activity, moment
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.autoscaling.state import Group

_FAILURES = ("Failed", "Cancelled")


def announce(region: Region, group: Group, now: float) -> None:
    """Tell of the launches and terminations that have ended since the last time."""
    for activity in reversed(group.activities):
        if activity.end_time is not None and not activity.is_announced:
            activity.is_announced = True
            if activity.is_launch or activity.is_termination:
                _tell(region, group, activity, now)


def envelope(group: Group, now: float) -> dict[str, str]:
    """Return what every message of a group begins with."""
    return {
        "Service": "AWS Auto Scaling",
        "Time": _time(now),
        "RequestId": str(uuid.uuid4()),
        "AccountId": group.account_id,
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
    }


def _tell(region: Region, group: Group, activity: Activity, now: float) -> None:
    deed = "LAUNCH" if activity.is_launch else "TERMINATE"
    is_failure = activity.status in _FAILURES
    kind = f"autoscaling:EC2_INSTANCE_{deed}{'_ERROR' * is_failure}"
    description = _description(activity)
    for topic, kinds in group.notifications.items():
        if kind in kinds:
            region.tell(topic, json.dumps({**envelope(group, now), **description, "Event": kind}))
    detail = {**description, "Details": json.loads(activity.details), "AutoScalingGroupName": group.name}
    instance = f"arn:aws:ec2:{group.region}:{group.account_id}:instance/{activity.instance_id}"
    name = f"EC2 Instance {deed.capitalize()} {'Unsuccessful' if is_failure else 'Successful'}"
    region.put_event(name, [group.arn, instance], {**detail, "RequestId": str(uuid.uuid4())})


def _description(activity: Activity) -> dict[str, str]:
    way = ("EC2", "AutoScalingGroup") if activity.is_launch else ("AutoScalingGroup", "EC2")
    return {
        "ActivityId": activity.id,
        "Description": activity.description,
        "Cause": activity.cause,
        "StartTime": _time(activity.began),
        "EndTime": _time(activity.end_time or activity.began),
        "StatusCode": "Failed" if activity.status in _FAILURES else "InProgress",
        "StatusMessage": activity.message,
        "EC2InstanceId": activity.instance_id,
        "Details": activity.details,
        "Origin": way[0],
        "Destination": way[1],
    }


def _time(seconds: float) -> str:
    return f"{moment(seconds).isoformat(timespec='milliseconds')}Z"
