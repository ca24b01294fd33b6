"""Scheduled actions of Auto Scaling groups: the sizes change at their time, by the clock on the wall.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from awslab.cloud.autoscaling.life import activities, cron
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.autoscaling.state import Group, ScheduledAction


def apply(region: Region, group: Group, now: float) -> None:
    """Do what has become due for a group, and forget what will not come again."""
    for action in region.scheduled_actions(group):
        at = due_at(action, now)
        if at is not None and at <= now:
            if "ScheduledActions" not in group._suspended_processes:
                _change(group, action, now)
            action.last_run = now
            at = due_at(action, now)
        if at is None:
            region.forget_scheduled_action(action)


def due(region: Region, group: Group, now: float) -> Iterator[float]:
    """Yield when the next actions are due."""
    yield from (at for action in region.scheduled_actions(group) if (at := due_at(action, now)) is not None)


def due_at(action: ScheduledAction, now: float) -> float | None:
    """Return when an action is due: at its start, then as its schedule says, until its end; None when it is over."""
    if action.first_check is None:
        action.first_check = now
    start, end = _seconds(action.start_time), _seconds(action.end_time)
    at: float | None = None
    if start is not None and action.last_run is None:
        at = start
    elif action.recurrence:
        after = action.first_check if action.last_run is None else action.last_run
        at = cron.parse(action.recurrence).next(after, action.time_zone or "UTC")
    return None if at is None or (end is not None and at > end) else at


def _change(group: Group, action: ScheduledAction, now: float) -> None:
    """Change the sizes.

    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html
    """
    old_capacity = group.desired_capacity
    group.min_size = group.min_size if action.min_size is None else int(action.min_size)
    group.max_size = group.max_size if action.max_size is None else int(action.max_size)
    capacity = old_capacity if action.desired_capacity is None else int(action.desired_capacity)
    group.desired_capacity = max(group.min_size, min(group.max_size, capacity))
    if group.desired_capacity != old_capacity:
        sizes = f"min: {group.min_size}, max: {group.max_size}, desired: {group.desired_capacity}"
        change = f"changing the desired capacity from {old_capacity} to {group.desired_capacity}."
        deed = f"a scheduled action update of AutoScalingGroup constraints to {sizes}"
        group.request = activities.at(now, f"{deed} {change}")


def _seconds(moment: datetime | str | None) -> float | None:
    if moment is None:
        return None
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
