"""Notification configurations: which topics a group tells what it did.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
"""

from __future__ import annotations

import json

from awslab.cloud.autoscaling.answers.calls import API, Call, Output, about_a_group
from awslab.cloud.autoscaling.life.notifications import envelope
from awslab.cloud.autoscaling.life.scaling import scaling_groups
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer
from awslab.cloud.ports.context import GatewayContext


@answers("autoscaling", "PutNotificationConfiguration", source=API + "API_PutNotificationConfiguration.html")
@about_a_group
def put_notification(call: Call) -> Output:
    """Replace the notification types of a topic, and send it a test notification."""
    topic = str(call.parameters["TopicARN"])
    call.group.notifications = {**call.group.notifications, topic: tuple(call.parameters["NotificationTypes"])}
    test = {**envelope(call.group, call.now), "Event": "autoscaling:TEST_NOTIFICATION"}
    call.region.tell(topic, json.dumps(test))
    return {}


@answers("autoscaling", "DeleteNotificationConfiguration", source=API + "API_DeleteNotificationConfiguration.html")
@about_a_group
def delete_notification(call: Call) -> Output:
    """Tell a topic no more."""
    topic = str(call.parameters["TopicARN"])
    notifications = call.group.notifications.items()
    call.group.notifications = {name: types for name, types in notifications if name != topic}
    return {}


@answers(
    "autoscaling",
    "DescribeNotificationConfigurations",
    source=API + "API_DescribeNotificationConfigurations.html",
)
def describe_notifications(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Describe the notification types of all groups, or of those that are named."""
    names = request.parameters.get("AutoScalingGroupNames") or ()
    groups = context.part(scaling_groups).scaling.region(request.region).groups()
    configurations = [
        {"AutoScalingGroupName": group.name, "TopicARN": topic, "NotificationType": kind}
        for group in groups
        if not names or group.name in names
        for topic, kinds in group.notifications.items()
        for kind in kinds
    ]
    return answer(request, {"NotificationConfigurations": configurations})
