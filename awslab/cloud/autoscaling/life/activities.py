"""Scaling activities: what an Auto Scaling group did, and why, in AWS's words.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from awslab.cloud.ports.clock import moment


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
    is_told: bool = False
    """Whether topics and event buses have heard of its end."""

    @property
    def is_launch(self) -> bool:
        """Whether an instance came, or should have."""
        return self.description.startswith("Launching")

    @property
    def is_termination(self) -> bool:
        """Whether an instance went."""
        return self.description.startswith("Terminating")

    @property
    def details(self) -> str:
        """Where, as JSON."""
        return json.dumps({"Subnet ID": self.subnet, "Availability Zone": self.zone})

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
            "Progress": 100 if self.ended is not None else 30 if self.status == "PreInService" else 50,
            "Details": self.details,
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


BY_USER = "a user health-check."
BY_EC2 = "an EC2 health check indicating it has been terminated or stopped."
BY_LOAD_BALANCER = "an ELB system health check failure."
"""https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-healthchecks.html"""


def unhealthy(now: float, check: str) -> str:
    """The cause of a termination because of health."""
    return at(now, f"an instance was taken out of service in response to {check}")


def launch_failed(now: float) -> str:
    """The cause of a termination of an instance that did not get into service."""
    return at(now, "an instance was taken out of service in response to a launch failure.")


def failed(reason: str) -> str:
    """The description of a launch that EC2 refused."""
    return f"Launching a new EC2 instance.  Status Reason: {reason}. Launching EC2 instance failed."


def asked(now: float, instance_id: str, did: str, before: int, after: int) -> str:
    """The cause of what a user asked for one instance: `was moved to standby`, `was detached`, ...

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html
    """
    change = ""
    if after != before:
        way = "shrinking" if after < before else "increasing"
        change = f", {way} the capacity from {before} to {after}"
    return at(now, f"instance {instance_id} {did} in response to a user request{change}.")


def refreshed(now: float) -> str:
    """The cause of a termination by an instance refresh."""
    return at(now, "an instance was taken out of service in response to an instance refresh.")
