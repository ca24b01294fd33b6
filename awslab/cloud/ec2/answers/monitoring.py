"""Detailed monitoring of instances, switched on and off; moto keeps the state and lacks the calls."""

from __future__ import annotations

from awslab.cloud.ec2 import moto_ec2
from awslab.cloud.gateway.behaviour import answers
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.context import GatewayContext


@answers(
    "ec2",
    "MonitorInstances",
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MonitorInstances.html",
)
def monitor_instances(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Switch detailed monitoring on; the answer says pending, later ones enabled."""
    return _switch(request, context, "pending", "enabled")


@answers(
    "ec2",
    "UnmonitorInstances",
    source="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UnmonitorInstances.html",
)
def unmonitor_instances(request: AwsRequest, context: GatewayContext) -> AwsResponse:
    """Switch detailed monitoring off; the answer says disabling, later ones disabled."""
    return _switch(request, context, "disabling", "disabled")


def _switch(request: AwsRequest, context: GatewayContext, answered_state: str, lasting_state: str) -> AwsResponse:
    instance_ids = [str(instance_id) for instance_id in request.parameters["InstanceIds"]]
    instances = {instance.id: instance for instance in moto_ec2.instances(context.account_id, request.region)}
    missing = [instance_id for instance_id in instance_ids if instance_id not in instances]
    if missing:
        sentence = f"The instance ID '{missing[0]}' does not exist"
        return refusal(request, "InvalidInstanceID.NotFound", sentence, 400)
    if request.parameters.get("DryRun"):
        sentence = "Request would have succeeded, but DryRun flag is set."
        return refusal(request, "DryRunOperation", sentence, 412)
    for instance_id in instance_ids:
        instances[instance_id].monitoring_state = lasting_state
    states = [{"InstanceId": name, "Monitoring": {"State": answered_state}} for name in instance_ids]
    return answer(request, {"InstanceMonitorings": states})
