"""Calls of Auto Scaling that this sandbox answers itself: what they are given, and how they refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from awslab.cloud.autoscaling.life.scaling import scaling_groups
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.autoscaling.state import Group, Member
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.ports.context import GatewayContext

API = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/"
Output = Mapping[str, object]
"""Members of an operation's output."""


class RefusedError(Exception):
    """AWS's error; a ValidationError by default."""

    def __init__(self, message: str, code: str = "ValidationError") -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Call:
    """A call about one group."""

    region: Region
    group: Group
    parameters: Mapping[str, Any]
    now: float
    """Seconds since 1970."""

    @property
    def instance_ids(self) -> list[str]:
        """The instances that the call names."""
        return [str(instance_id) for instance_id in self.parameters.get("InstanceIds") or ()]

    def member(self, instance_id: str) -> Member:
        """Return an instance of the group. Raises RefusedError when it is not in it."""
        for member in self.group.instance_states:
            if member.instance.id == instance_id:
                return member
        raise RefusedError(f"The instance {instance_id} is not part of Auto Scaling group {self.group.name}.")


def about_a_group(compute: Callable[[Call], Output]) -> Callable[[AwsRequest, GatewayContext], AwsResponse]:
    """Make an answer of a function that works on one group, while nothing else changes groups."""

    @wraps(compute)
    def answer_call(request: AwsRequest, context: GatewayContext) -> AwsResponse:
        part = context.part(scaling_groups)
        with part.scaling.lock:
            region = part.scaling.region(request.region)
            try:
                call = Call(region, _group(region, request.parameters), request.parameters, part.clock())
                return answer(request, compute(call))
            except RefusedError as error:
                status = 501 if error.code == "NotImplemented" else None
                return refusal(request, error.code, error.message, status)

    return answer_call


def _group(region: Region, parameters: Mapping[str, str]) -> Group:
    """Return the group that a call is about, by its name, a policy's ARN or an instance.

    Raises RefusedError when there is none; the words are in public reports.
    """
    name = parameters.get("AutoScalingGroupName")
    if name is None and parameters.get("PolicyName"):
        policy = region.policies.find("", str(parameters["PolicyName"]))
        if policy is None:
            raise RefusedError("PolicyName must be a full ARN when AutoScalingGroupName is not specified")
        name = policy.auto_scaling_group_name
    if name is None and parameters.get("InstanceId"):
        group = region.group_of(str(parameters["InstanceId"]))
        if group is None:
            sentence = f"No managed instance found for instance ID: {parameters['InstanceId']}"
            raise RefusedError(f"Instance Id not found - {sentence}")
        return group
    group = region.group(str(name))
    if group is None:
        raise RefusedError(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return group
