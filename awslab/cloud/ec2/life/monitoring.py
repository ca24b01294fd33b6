"""Detailed monitoring of instances, switched on and off; moto keeps the state and lacks the calls.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MonitorInstances.html and ...API_UnmonitorInstances.html
"""

from __future__ import annotations

from typing import Any

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

CALLS = {"MonitorInstances": ("pending", "enabled"), "UnmonitorInstances": ("disabling", "disabled")}
"""The call → the state that it answers with, and the one that follows."""


def switch(request: AwsRequest, backend: Any) -> AwsResponse:
    """Switch the monitoring of instances; `backend` is moto's of EC2."""
    wanted = list(request.parameters["InstanceIds"])
    known = {instance.id: instance for instance in backend.all_instances()}
    missing = [each for each in wanted if each not in known]
    if missing:
        sentence = f"The instance ID '{missing[0]}' does not exist"
        return refusal(request, "InvalidInstanceID.NotFound", sentence, 400)
    if request.parameters.get("DryRun"):
        sentence = "Request would have succeeded, but DryRun flag is set."
        return refusal(request, "DryRunOperation", sentence, 412)
    said, following = CALLS[request.operation]
    for each in wanted:
        known[each].monitoring_state = following
    states = [{"InstanceId": each, "Monitoring": {"State": said}} for each in wanted]
    return answer(request, {"InstanceMonitorings": states})
