"""Scheduled actions of Auto Scaling groups: the sizes change at their time, by the clock on the wall.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from awslab.cloud.autoscaling.life import activities, cron
from awslab.cloud.autoscaling.moto_groups import Region


def apply(region: Region, group: Any, now: float) -> None:
    """Do what has become due for a group; what will not come again is forgotten."""
    for action in region.scheduled_actions(group):
        at = due_at(action, now)
        if at is not None and at <= now:
            if "ScheduledActions" not in group._suspended_processes:
                _change(group, action, now)
            vars(action)["done"] = now
            at = due_at(action, now)
        if at is None:
            region.forget_scheduled_action(action)


def due(region: Region, group: Any, now: float) -> Iterator[float]:
    """When the next ones are due."""
    yield from (at for action in region.scheduled_actions(group) if (at := due_at(action, now)) is not None)


def due_at(action: Any, now: float) -> float | None:
    """When an action is due: at its start, then as its schedule says, until its end; None when it is over."""
    done: float | None = vars(action).get("done")
    seen: float = vars(action).setdefault("seen", now)
    start, end = _seconds(action.start_time), _seconds(action.end_time)
    if start is not None and done is None:
        at: float | None = start
    elif action.recurrence:
        at = cron.parse(action.recurrence).next(seen if done is None else done, action.time_zone or "UTC")
    else:
        at = None
    return None if at is None or (end is not None and at > end) else at


def _change(group: Any, action: Any, now: float) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html"""
    before = group.desired_capacity
    group.min_size = group.min_size if action.min_size is None else int(action.min_size)
    group.max_size = group.max_size if action.max_size is None else int(action.max_size)
    wanted = before if action.desired_capacity is None else int(action.desired_capacity)
    group.desired_capacity = max(group.min_size, min(group.max_size, wanted))
    if group.desired_capacity != before:
        sizes = f"min: {group.min_size}, max: {group.max_size}, desired: {group.desired_capacity}"
        change = f"changing the desired capacity from {before} to {group.desired_capacity}."
        did = f"a scheduled action update of AutoScalingGroup constraints to {sizes}"
        group.request = activities.at(now, f"{did} {change}")


def _seconds(moment: Any) -> float | None:
    if moment is None:
        return None
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return float(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())
