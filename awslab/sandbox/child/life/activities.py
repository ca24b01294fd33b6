"""Scaling activities: what an Auto Scaling group did, and why, in AWS's words.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from awslab.sandbox.child.life.tasks import moment


@dataclass(slots=True)
class Activity:
    """One launch or termination of an instance."""

    instance_id: str
    description: str
    cause: str
    began: float
    zone: str
    subnet: str
    ended: float | None = None
    status: str = "InProgress"
    message: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def end(self, now: float, status: str = "Successful", message: str = "") -> None:
        """It is over."""
        self.ended, self.status, self.message = now, status, message

    def shown(self, group: Any) -> dict[str, Any]:
        """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Activity.html"""
        described = {
            "ActivityId": self.id,
            "AutoScalingGroupName": group.name,
            "AutoScalingGroupARN": group.arn,
            "Description": self.description,
            "Cause": self.cause,
            "StartTime": moment(self.began),
            "StatusCode": self.status,
            "Progress": 50 if self.ended is None else 100,
            "Details": json.dumps({"Subnet ID": self.subnet, "Availability Zone": self.zone}),
        }
        if self.ended is not None:
            described["EndTime"] = moment(self.ended)
        if self.message:
            described["StatusMessage"] = self.message
        return described


def at(now: float, sentence: str) -> str:
    """A part of a cause."""
    return f"At {moment(now):%Y-%m-%dT%H:%M:%SZ} {sentence}"


def started(now: float, before: int) -> str:
    """The cause of a launch."""
    return at(
        now,
        "an instance was started in response to a difference between desired and actual capacity, increasing the "
        f"capacity from {before} to {before + 1}.",
    )


def shrunk(now: float, before: int, instance_id: str) -> str:
    """The cause of a termination by scaling in."""
    difference = at(
        now,
        "an instance was taken out of service in response to a difference between desired and actual capacity, "
        f"shrinking the capacity from {before} to {before - 1}.",
    )
    return f"{difference}  {at(now, f'instance {instance_id} was selected for termination.')}"


def unhealthy(now: float, by_user: bool) -> str:
    """The cause of a termination because of health."""
    check = "a user health-check." if by_user else "an EC2 health check indicating it has been terminated or stopped."
    return at(now, f"an instance was taken out of service in response to {check}")
