"""What an Auto Scaling group did: its scaling activities and instance refreshes, as records that the API shows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

_MIN_HEALTHY_PERCENTAGE = 90


class NamedGroup(Protocol):
    """What a record says of its group."""

    name: str

    @property
    def arn(self) -> str:
        """The group's ARN."""


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

    def described(self, group: NamedGroup) -> dict[str, object]:
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


@dataclass(slots=True)
class Refresh:
    """One instance refresh."""

    remaining_ids: list[str]
    """The instances that are still to be replaced."""
    total: int
    preferences: Mapping[str, int]
    desired_configuration: Mapping[str, object]
    began: float
    """Seconds since 1970, as all times here."""
    status: str = "Pending"
    end_time: float | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def min_healthy_percentage(self) -> int:
        """How many of the group's instances must be in service and warm."""
        return int(self.preferences.get("MinHealthyPercentage", _MIN_HEALTHY_PERCENTAGE))

    def described(self, group: NamedGroup) -> Mapping[str, object]:
        """Return the refresh as the API shows it.

        https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html
        """
        replaced_count = self.total - len(self.remaining_ids)
        description: dict[str, object] = {
            "InstanceRefreshId": self.id,
            "AutoScalingGroupName": group.name,
            "Status": self.status,
            "StartTime": moment(self.began),
            "PercentageComplete": 100 * replaced_count // self.total if self.total else 100,
            "InstancesToUpdate": len(self.remaining_ids),
            "Preferences": {
                "MinHealthyPercentage": _MIN_HEALTHY_PERCENTAGE,
                "SkipMatching": False,
                **self.preferences,
            },
            "Strategy": "Rolling",
        }
        if self.desired_configuration:
            description["DesiredConfiguration"] = self.desired_configuration
        if self.end_time is not None:
            description["EndTime"] = moment(self.end_time)
        return description


def moment(seconds: float) -> datetime:
    """Return a time as moto's serialisers take it: UTC, without saying so."""
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
