"""Auto Scaling groups hold their size across their zones.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import ServiceException

from awslab.sandbox.child.life import moto_ec2
from awslab.sandbox.child.life.activities import Activity, shrunk, started, unhealthy
from awslab.sandbox.child.life.moto_autoscaling import Region

RETRY = 10.0
"""Seconds until a launch that failed is tried again."""
_MOST_ACTIVITIES = 100
_ON_ITS_WAY_OUT = ("stopping", "stopped", "shutting-down", "terminated")


def hold(region: Region, group: Any, now: float) -> None:
    """Do for a group what is to be done now."""
    _retire(group, now)
    _let_go(group, now)
    _put_into_service(group, now)
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
    if group.retry > now:
        yield group.retry


def _retire(group: Any, now: float) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html"""
    suspended = group._suspended_processes
    for state in group.instance_states:
        if state.lifecycle_state not in ("InService", "Pending"):
            continue
        if state.instance.state in _ON_ITS_WAY_OUT and "HealthCheck" not in suspended:
            state.health_status, by_user = "Unhealthy", False
        elif state.health_status == "Unhealthy":
            by_user = True
        else:
            continue
        if not {"ReplaceUnhealthy", "Terminate"} & set(suspended):
            _terminate(group, state, unhealthy(now, by_user), now)


def _let_go(group: Any, now: float) -> None:
    gone = [
        state
        for state in group.instance_states
        if state.lifecycle_state == "Terminating" and state.instance.state == "terminated"
    ]
    for state in gone:
        _end(group, state, now)
    group.instance_states = [state for state in group.instance_states if state not in gone]


def _put_into_service(group: Any, now: float) -> None:
    for state in group.instance_states:
        if state.lifecycle_state == "Pending" and state.instance.state == "running":
            state.lifecycle_state = "InService"
            _end(group, state, now)


def _scale_in(region: Region, group: Any, now: float) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html: the zone with
    the most instances, there the oldest; not those that are protected."""
    while "Terminate" not in group._suspended_processes and len(active := _active(group)) > region.size(group):
        zones = Counter(state.availability_zone for state in active)
        unprotected = [state for state in active if not state.protected_from_scale_in]
        if not unprotected:
            return
        chosen = max(unprotected, key=lambda state: zones[state.availability_zone])
        _terminate(group, chosen, _because(group, shrunk(now, len(active), chosen.instance.id)), now)


def _scale_out(region: Region, group: Any, now: float) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html#AutoScalingBehavior.InstanceUsage:
    in the zone with the fewest instances."""
    while "Launch" not in group._suspended_processes and now >= group.retry:
        active = _active(group)
        if len(active) >= region.size(group):
            return
        zones = Counter(state.availability_zone for state in active)
        subnet, zone = min(region.places(group), key=lambda place: zones[place[1]])
        cause = _because(group, started(now, len(active)))
        try:
            state = region.launch(group, subnet, zone)
        except ServiceException as error:
            description = (
                f"Launching a new EC2 instance.  Status Reason: {error.message}. Launching EC2 instance failed."
            )
            failed = Activity("", description, cause, now, zone, subnet or "")
            failed.end(now, "Failed", f"{error.message}. Launching EC2 instance failed.")
            _record(group, failed)
            group.retry = now + RETRY
            return
        instance = state.instance
        description = f"Launching a new EC2 instance: {instance.id}"
        _record(group, Activity(instance.id, description, cause, now, zone, instance.subnet_id))


def _terminate(group: Any, state: Any, cause: str, now: float) -> None:
    instance = state.instance
    state.lifecycle_state = "Terminating"
    description = f"Terminating EC2 instance: {instance.id}"
    subnet = instance.subnet_id or ""
    instance.terminate()
    _record(group, Activity(instance.id, description, cause, now, state.availability_zone, subnet))


def _active(group: Any) -> list[Any]:
    return [state for state in group.instance_states if state.lifecycle_state in ("InService", "Pending")]


def _because(group: Any, cause: str) -> str:
    return f"{group.request}  {cause}" if group.request else cause


def _record(group: Any, activity: Activity) -> None:
    group.activities = [activity, *group.activities][:_MOST_ACTIVITIES]


def _end(group: Any, state: Any, now: float) -> None:
    for activity in group.activities:
        if activity.instance_id == state.instance.id and activity.ended is None:
            activity.end(now)
