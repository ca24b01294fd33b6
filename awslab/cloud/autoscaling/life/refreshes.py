"""Instance refreshes: the instances of a group are replaced in batches. Warm-up passes 60 times faster than on AWS.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from awslab.cloud.autoscaling.life import activities, groups
from awslab.cloud.autoscaling.life.activities import moment
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.autoscaling.state import Group, Member
from awslab.cloud.ports.clock import FASTER

_UNFINISHED = ("Pending", "InProgress", "Cancelling")
_MIN_HEALTHY_PERCENTAGE = 90


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

    def described(self, group: Group) -> Mapping[str, object]:
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


def unfinished(group: Group) -> Refresh | None:
    """Return the refresh that goes on in a group; None when there is none."""
    return next((refresh for refresh in group.refreshes if refresh.status in _UNFINISHED), None)


def go_on(region: Region, group: Group, now: float) -> None:
    """Replace the next batch, as far as MinHealthyPercentage allows it, or end the refresh."""
    refresh = unfinished(group)
    if refresh is None or "InstanceRefresh" in group._suspended_processes:
        return
    members = {member.instance.id: member for member in group.instance_states}
    refresh.remaining_ids = [name for name in refresh.remaining_ids if name in members and _is_active(members[name])]
    warm_count = sum(_is_warm(group, refresh, member, now) for member in members.values())
    if refresh.status == "Cancelling" or not refresh.remaining_ids:
        if warm_count >= region.size(group) and not any(map(_is_leaving, members.values())):
            refresh.status = "Cancelled" if refresh.status == "Cancelling" else "Successful"
            refresh.end_time = now
        return
    refresh.status = "InProgress"
    for name in refresh.remaining_ids[: _batch_size(refresh, region.size(group), warm_count)]:
        groups.terminate(region, group, members[name], activities.refresh_cause(now), now)


def due(group: Group, now: float) -> Iterator[float]:
    """Yield when instances are warmed up."""
    refresh = unfinished(group)
    for member in group.instance_states if refresh else ():
        if refresh and member.lifecycle_state == "InService" and _warm_at(group, refresh, member) > now:
            yield _warm_at(group, refresh, member)


def _batch_size(refresh: Refresh, size: int, warm_count: int) -> int:
    """Return how many instances may be replaced now; one at least when all are warm, or it would never end."""
    necessary_count = math.ceil(size * refresh.min_healthy_percentage / 100)
    spare_count = max(warm_count - necessary_count, 0)
    return 1 if spare_count == 0 and warm_count >= size else spare_count


def _is_active(member: Member) -> bool:
    return member.lifecycle_state in groups.ACTIVE


def _is_leaving(member: Member) -> bool:
    return member.lifecycle_state.startswith("Terminating")


def _is_warm(group: Group, refresh: Refresh, member: Member, now: float) -> bool:
    return member.lifecycle_state == "InService" and now >= _warm_at(group, refresh, member)


def _warm_at(group: Group, refresh: Refresh, member: Member) -> float:
    seconds = refresh.preferences.get("InstanceWarmup")
    if seconds is None:
        seconds = getattr(group, "default_instance_warmup", None) or 0
    return member.served_since + int(seconds) / FASTER
