"""Scaling activities: what an Auto Scaling group did, and why, in AWS's words.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime

from awslab.cloud.autoscaling.state import Group


@dataclass(slots=True)
class Activity:
    """One launch or termination of an instance."""

    instance_id: str
    description: str
    cause: str
    began: float
    """Seconds since 1970, as all times here."""
    zone: str
    subnet: str
    end_time: float | None = None
    """None while it goes on."""
    status: str = "InProgress"
    message: str = ""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    is_announced: bool = False
    """Whether topics and event buses have heard of its end."""

    @property
    def is_launch(self) -> bool:
        """Whether an instance came, or should have come."""
        return self.description.startswith("Launching")

    @property
    def is_termination(self) -> bool:
        """Whether an instance went."""
        return self.description.startswith("Terminating")

    @property
    def details(self) -> str:
        """The place of the activity as JSON."""
        return json.dumps({"Subnet ID": self.subnet, "Availability Zone": self.zone})

    def end(self, now: float, status: str = "Successful", message: str = "") -> None:
        """End the activity."""
        self.end_time, self.status, self.message = now, status, message

    def described(self, group: Group) -> dict[str, object]:
        """Return the activity as the API shows it.

        https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Activity.html
        """
        description: dict[str, object] = {
            "ActivityId": self.id,
            "AutoScalingGroupName": group.name,
            "AutoScalingGroupARN": group.arn,
            "Description": self.description,
            "Cause": self.cause,
            "StartTime": moment(self.began),
            "StatusCode": self.status,
            "Progress": 100 if self.end_time is not None else 30 if self.status == "PreInService" else 50,
            "Details": self.details,
        }
        if self.end_time is not None:
            description["EndTime"] = moment(self.end_time)
        if self.message:
            description["StatusMessage"] = self.message
        return description


def moment(seconds: float) -> datetime:
    """Return a time as moto's serialisers take it: UTC, without saying so."""
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)


def at(now: float, sentence: str) -> str:
    """Return a part of a cause."""
    return f"At {moment(now):%Y-%m-%dT%H:%M:%SZ} {sentence}"


def launch_cause(now: float, capacity: int) -> str:
    """Return the cause of a launch in a group of that capacity."""
    return at(
        now,
        "an instance was started in response to a difference between desired and actual capacity, increasing the "
        f"capacity from {capacity} to {capacity + 1}.",
    )


def scale_in_cause(now: float, capacity: int, instance_id: str) -> str:
    """Return the cause of a termination by scaling in."""
    difference = at(
        now,
        "an instance was taken out of service in response to a difference between desired and actual capacity, "
        f"shrinking the capacity from {capacity} to {capacity - 1}.",
    )
    return f"{difference}  {at(now, f'instance {instance_id} was selected for termination.')}"


BY_USER = "a user health-check."
BY_EC2 = "an EC2 health check indicating it has been terminated or stopped."
BY_LOAD_BALANCER = "an ELB system health check failure."
"""https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-healthchecks.html"""


def health_cause(now: float, check: str) -> str:
    """Return the cause of a termination because of health."""
    return at(now, f"an instance was taken out of service in response to {check}")


def launch_failure_cause(now: float) -> str:
    """Return the cause of a termination of an instance that did not get into service."""
    return at(now, "an instance was taken out of service in response to a launch failure.")


def launch_failure(reason: str) -> str:
    """Return the description of a launch that EC2 refused."""
    return f"Launching a new EC2 instance.  Status Reason: {reason}. Launching EC2 instance failed."


def user_request_cause(now: float, instance_id: str, deed: str, old_capacity: int, new_capacity: int) -> str:
    """Return the cause of what a user requested for one instance: `was moved to standby`, `was detached`, ...

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html
    """
    change = ""
    if new_capacity != old_capacity:
        way = "shrinking" if new_capacity < old_capacity else "increasing"
        change = f", {way} the capacity from {old_capacity} to {new_capacity}"
    return at(now, f"instance {instance_id} {deed} in response to a user request{change}.")


def refresh_cause(now: float) -> str:
    """Return the cause of a termination by an instance refresh."""
    return at(now, "an instance was taken out of service in response to an instance refresh.")
