"""DescribeScalingActivities: what groups did, newest first."""

from __future__ import annotations

from awslab.cloud.autoscaling.answers.calls import API
from awslab.cloud.autoscaling.life.scaling import scaling_groups
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.context import GatewayContext


@answers("autoscaling", "DescribeScalingActivities", source=API + "API_DescribeScalingActivities.html")
def describe_activities(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Describe the activities of one group, or of all."""
    region = context.part(scaling_groups).scaling.region(request.region)
    name, ids = request.parameters.get("AutoScalingGroupName"), request.parameters.get("ActivityIds") or ()
    group = None if name is None else region.group(str(name))
    if name is not None and group is None:
        return refusal(request, "ValidationError", "AutoScalingGroup name not found - null", 400)
    groups = [group] if group is not None else region.groups()
    pairs = [(activity, group) for group in groups for activity in group.activities if not ids or activity.id in ids]
    if name is None:
        pairs.sort(key=lambda pair: -pair[0].began)
    page = pairs[: int(request.parameters.get("MaxRecords") or 100)]
    return answer(request, {"Activities": [activity.described(group) for activity, group in page]})
