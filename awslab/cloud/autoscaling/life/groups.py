"""Auto Scaling groups hold their size across their zones.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import ServiceException

from awslab.cloud.autoscaling.life import activities, hooks
from awslab.cloud.autoscaling.life.activities import Activity
from awslab.cloud.autoscaling.life.leaving import first_to_leave
from awslab.cloud.autoscaling.moto_groups import Region
from awslab.cloud.ec2.life import moto_ec2
from awslab.cloud.ports.clock import FASTER

RETRY = 10.0
"""Seconds until a launch that failed is tried again."""
LOOK = 0.5
"""Seconds between two looks at the load balancers' health checks."""
ACTIVE = ("InService", "Pending", "Pending:Wait", "Pending:Proceed")
"""States that count for the size."""
_MOST_ACTIVITIES = 100
_ON_ITS_WAY_OUT = ("stopping", "stopped", "shutting-down", "terminated")


def hold(region: Region, group: Any, now: float) -> None:
    """Do for a group what is to be done now."""
    _retire(region, group, now)
    _proceed(region, group, now)
    _let_go(group, now)
    _put_into_service(region, group, now)
    _scale_in(region, group, now)
    _scale_out(region, group, now)
    members = [
        state.instance.id
        for state in group.instance_states
        if state.lifecycle_state == "InService" and state.instance.state == "running"
    ]
    if "AddToLoadBalancer" not in group._suspended_processes:
        region.follow(group, members)


def due(group: Any, now: float) -> Iterator[float]:
    """When something happens next, as far as that is known."""
    for state in group.instance_states:
        settles = moto_ec2.power(state.instance).settles
        if settles > now:
            yield settles
        yield from hooks.open_due(state.waits)
    if group.retry > now:
        yield group.retry
    if _asks_load_balancers(group) and any(state.lifecycle_state == "InService" for state in group.instance_states):
        yield now + LOOK


def terminate(region: Region, group: Any, state: Any, cause: str, now: float) -> Activity:
    """Take an instance out, by way of the hooks for that; one that is gone already waits for none."""
    instance = state.instance
    subnet = instance.subnet_id or ""
    activity = Activity(
        instance.id, f"Terminating EC2 instance: {instance.id}", cause, now, state.availability_zone, subnet
    )
    record(group, activity)
    is_there = instance.state not in ("shutting-down", "terminated")
    if is_there and region.wait(group, state, hooks.TERMINATING, now):
        state.lifecycle_state, activity.status = "Terminating:Wait", "MidLifecycleAction"
    else:
        state.lifecycle_state = "Terminating"
        instance.terminate()
    return activity


def record(group: Any, activity: Activity) -> None:
    """Put an activity into the history."""
    group.activities = [activity, *group.activities][:_MOST_ACTIVITIES]


def _retire(region: Region, group: Any, now: float) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html"""
    suspended = set(group._suspended_processes)
    for state in list(group.instance_states):
        if state.lifecycle_state not in ("InService", "Pending"):
            continue
        if state.health_status == "Unhealthy":
            why = activities.BY_USER
        elif "HealthCheck" in suspended:
            continue
        elif state.instance.state in _ON_ITS_WAY_OUT:
            why = activities.BY_EC2
        elif _is_out_of_grace(group, state, now) and region.is_unhealthy(group, state):
            why = activities.BY_LOAD_BALANCER
        else:
            continue
        state.health_status = "Unhealthy"
        if not {"ReplaceUnhealthy", "Terminate"} & suspended:
            terminate(region, group, state, activities.unhealthy(now, why), now)


def _is_out_of_grace(group: Any, state: Any, now: float) -> bool:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html, 60 times faster."""
    if state.lifecycle_state != "InService" or not _asks_load_balancers(group):
        return False
    return bool(now - state.served_since >= int(group.health_check_grace_period or 0) / FASTER)


def _asks_load_balancers(group: Any) -> bool:
    return "ELB" in str(group.health_check_type) and bool(group.target_group_arns)


def _proceed(region: Region, group: Any, now: float) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html"""
    for state in list(group.instance_states):
        for wait in state.waits:
            wait.pass_time(now)
        outcome = hooks.outcome(state.waits)
        if not state.waits or not outcome:
            continue
        if state.lifecycle_state == "Terminating:Wait":
            state.waits, state.lifecycle_state = [], "Terminating:Proceed"
            state.instance.terminate()
        elif state.lifecycle_state == "Pending:Wait" and outcome == hooks.CONTINUE:
            state.waits, state.lifecycle_state = [], "Pending:Proceed"
        elif state.lifecycle_state == "Pending:Wait":
            abandoned = next(wait for wait in state.waits if wait.result == hooks.ABANDON)
            state.waits = []
            _end(group, state, now, "Cancelled", abandoned.abandoned_because())
            terminate(region, group, state, activities.launch_failed(now), now)


def _let_go(group: Any, now: float) -> None:
    gone = [
        state
        for state in group.instance_states
        if state.lifecycle_state in ("Terminating", "Terminating:Proceed") and state.instance.state == "terminated"
    ]
    for state in gone:
        _end(group, state, now)
    group.instance_states = [state for state in group.instance_states if state not in gone]


def _put_into_service(region: Region, group: Any, now: float) -> None:
    for state in group.instance_states:
        if state.lifecycle_state == "Pending" and state.instance.state == "running":
            if region.wait(group, state, hooks.LAUNCHING, now):
                state.lifecycle_state = "Pending:Wait"
                _note(group, state, "MidLifecycleAction")
            else:
                state.lifecycle_state = "Pending:Proceed"
        if state.lifecycle_state == "Pending:Proceed":
            state.lifecycle_state, state.served_since = "InService", now
            _end(group, state, now)


def _scale_in(region: Region, group: Any, now: float) -> None:
    while "Terminate" not in group._suspended_processes and len(active := _active(group)) > region.size(group):
        chosen = first_to_leave(active, group.termination_policies)
        if chosen is None:
            return
        cause = activities.shrunk(now, len(active), chosen.instance.id)
        terminate(region, group, chosen, _because(group, cause), now)


def _scale_out(region: Region, group: Any, now: float) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html#AutoScalingBehavior.InstanceUsage:
    in the zone with the fewest instances."""
    while "Launch" not in group._suspended_processes and now >= group.retry:
        active = _active(group)
        if len(active) >= region.size(group):
            return
        zones = Counter(state.availability_zone for state in active)
        subnet, zone = min(region.places(group), key=lambda place: zones[place[1]])
        cause = _because(group, activities.started(now, len(active)))
        try:
            state = region.launch(group, subnet, zone)
        except ServiceException as error:
            _record_failure(group, Activity("", activities.failed(error.message), cause, now, zone, subnet or ""), now)
            return
        instance = state.instance
        description = f"Launching a new EC2 instance: {instance.id}"
        record(group, Activity(instance.id, description, cause, now, zone, instance.subnet_id))


def _record_failure(group: Any, activity: Activity, now: float) -> None:
    activity.end(now, "Failed", activity.description.partition("Status Reason: ")[2])
    record(group, activity)
    group.retry = now + RETRY


def _active(group: Any) -> list[Any]:
    return [state for state in group.instance_states if state.lifecycle_state in ACTIVE]


def _because(group: Any, cause: str) -> str:
    return f"{group.request}  {cause}" if group.request else cause


def _note(group: Any, state: Any, status: str) -> None:
    for activity in group.activities:
        if activity.instance_id == state.instance.id and activity.ended is None:
            activity.status = status


def _end(group: Any, state: Any, now: float, status: str = "Successful", message: str = "") -> None:
    for activity in group.activities:
        if activity.instance_id == state.instance.id and activity.ended is None:
            activity.end(now, status, message)
