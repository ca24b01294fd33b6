"""Instance refresh: the instances of a group are replaced in batches.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html

Rolling only: checkpoints, bake time, alarms and roll-back are refused by name. Warm-up passes 60 times faster.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from awslab.cloud.autoscaling.answers.calls import Answer, Call, Handler, RefusedError
from awslab.cloud.autoscaling.life import activities, groups
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.ecs.life.tasks import moment
from awslab.cloud.ports.clock import FASTER

_GOES_ON = ("Pending", "InProgress", "Cancelling")
_NOT_THERE = ("CheckpointPercentages", "CheckpointDelay", "AutoRollback", "AlarmSpecification", "BakeTime")
_LEAST_HEALTHY = 90


@dataclass(slots=True)
class Refresh:
    """One instance refresh."""

    left: list[str]
    """Ids of the instances that are still to be replaced."""
    total: int
    preferences: Mapping[str, Any]
    desired: Mapping[str, Any]
    began: float
    status: str = "Pending"
    ended: float | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    def shown(self, group: Any) -> Answer:
        """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html"""
        done = self.total - len(self.left)
        described: dict[str, Any] = {
            "InstanceRefreshId": self.id,
            "AutoScalingGroupName": group.name,
            "Status": self.status,
            "StartTime": moment(self.began),
            "PercentageComplete": 100 * done // self.total if self.total else 100,
            "InstancesToUpdate": len(self.left),
            "Preferences": {"MinHealthyPercentage": _LEAST_HEALTHY, "SkipMatching": False, **self.preferences},
            "Strategy": "Rolling",
        }
        if self.desired:
            described["DesiredConfiguration"] = self.desired
        if self.ended is not None:
            described["EndTime"] = moment(self.ended)
        return described


def start(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html"""
    if _current(call.group) is not None:
        raise RefusedError(
            "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
            "InstanceRefreshInProgress",
        )
    preferences = call.asked.get("Preferences") or {}
    missing = [name for name in _NOT_THERE if preferences.get(name)]
    if missing or call.asked.get("Strategy", "Rolling") != "Rolling":
        what = missing[0] if missing else call.asked["Strategy"]
        raise RefusedError(
            f"The sandbox does not implement {what} of an instance refresh. Real AWS does.", "NotImplemented"
        )
    desired = call.asked.get("DesiredConfiguration") or {}
    if desired.get("LaunchTemplate"):
        call.group._set_launch_configuration("", dict(desired["LaunchTemplate"]), None)
    now_version = call.region.version(call.group)
    left = [
        state.instance.id
        for state in call.group.instance_states
        if state.lifecycle_state in groups.ACTIVE
        and not (preferences.get("SkipMatching") and state.template_version == now_version)
    ]
    refresh = Refresh(left, len(left), preferences, desired, call.now)
    call.group.refreshes = [refresh, *_all(call.group)]
    return {"InstanceRefreshId": refresh.id}


def cancel(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CancelInstanceRefresh.html: instances that are
    being replaced still are."""
    refresh = _current(call.group)
    if refresh is None:
        raise RefusedError(
            f"No in progress or pending Instance Refresh found for Auto Scaling group {call.group.name}",
            "ActiveInstanceRefreshNotFound",
        )
    refresh.status = "Cancelling"
    return {"InstanceRefreshId": refresh.id}


def describe(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeInstanceRefreshes.html"""
    wanted = call.asked.get("InstanceRefreshIds") or ()
    shown = [each.shown(call.group) for each in _all(call.group) if not wanted or each.id in wanted]
    return {"InstanceRefreshes": shown}


def roll_back(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RollbackInstanceRefresh.html"""
    raise RefusedError("The sandbox does not implement RollbackInstanceRefresh. Real AWS does.", "NotImplemented")


def go_on(region: Region, group: Any, now: float) -> None:
    """Replace the next batch, when the group has what it needs: MinHealthyPercentage of it in service and warmed up."""
    refresh = _current(group)
    if refresh is None or "InstanceRefresh" in group._suspended_processes:
        return
    present = {state.instance.id: state for state in group.instance_states}
    refresh.left = [name for name in refresh.left if name in present and present[name].lifecycle_state in groups.ACTIVE]
    serving = [state for state in present.values() if state.lifecycle_state == "InService"]
    warm = [state for state in serving if now >= _warm_at(group, refresh, state)]
    leaving = [state for state in present.values() if state.lifecycle_state.startswith("Terminating")]
    if refresh.status == "Cancelling" or not refresh.left:
        if len(warm) >= region.size(group) and not leaving:
            refresh.status = "Cancelled" if refresh.status == "Cancelling" else "Successful"
            refresh.ended = now
        return
    refresh.status = "InProgress"
    least = math.ceil(region.size(group) * int(refresh.preferences.get("MinHealthyPercentage", _LEAST_HEALTHY)) / 100)
    room = max(len(warm) - least, 0)
    if room == 0 and len(warm) >= region.size(group):  # one at least, or it would never end
        room = 1
    for name in refresh.left[:room]:
        groups.terminate(region, group, present[name], activities.refreshed(now), now)


def due(group: Any, now: float) -> Iterator[float]:
    """When instances are warmed up."""
    refresh = _current(group)
    for state in group.instance_states if refresh else ():
        if state.lifecycle_state == "InService" and _warm_at(group, refresh, state) > now:
            yield _warm_at(group, refresh, state)


def _warm_at(group: Any, refresh: Any, state: Any) -> float:
    seconds = refresh.preferences.get("InstanceWarmup")
    if seconds is None:
        seconds = getattr(group, "default_instance_warmup", None) or 0
    return float(state.served_since + int(seconds) / FASTER)


def _all(group: Any) -> list[Refresh]:
    return getattr(group, "refreshes", [])


def _current(group: Any) -> Refresh | None:
    return next((each for each in _all(group) if each.status in _GOES_ON), None)


HANDLERS: dict[str, Handler] = {
    "StartInstanceRefresh": start,
    "CancelInstanceRefresh": cancel,
    "DescribeInstanceRefreshes": describe,
    "RollbackInstanceRefresh": roll_back,
}
