"""Auto Scaling groups hold their size across their zones.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from awslab.cloud.autoscaling.life import activities, hooks
from awslab.cloud.autoscaling.life.activities import Activity
from awslab.cloud.autoscaling.life.leaving import first_to_leave
from awslab.cloud.autoscaling.moto_groups import LaunchError, Region
from awslab.cloud.autoscaling.state import Group, Member
from awslab.cloud.ports.clock import FASTER

RETRY = 10.0
"""Seconds until a launch that failed is tried again."""
LOOK = 0.5
"""Seconds between two looks at the load balancers' health checks."""
ACTIVE = ("InService", "Pending", "Pending:Wait", "Pending:Proceed")
"""States that count for the size."""
_MOST_ACTIVITIES = 100
_ON_ITS_WAY_OUT = ("stopping", "stopped", "shutting-down", "terminated")


def hold(region: Region, group: Group, now: float) -> None:
    """Do for a group what is to be done now."""
    _retire(region, group, now)
    _proceed(region, group, now)
    _let_go(group, now)
    _put_into_service(region, group, now)
    _scale_in(region, group, now)
    _scale_out(region, group, now)
    serving_ids = [
        member.instance.id
        for member in group.instance_states
        if member.lifecycle_state == "InService" and member.instance.state == "running"
    ]
    if "AddToLoadBalancer" not in group._suspended_processes:
        region.follow(group, serving_ids)


def due(region: Region, group: Group, now: float) -> Iterator[float]:
    """Yield when something happens next, as far as that is known."""
    for member in group.instance_states:
        settling_time = region.settling_time(member)
        if settling_time > now:
            yield settling_time
        yield from hooks.open_due(member.waits)
    if group.retry > now:
        yield group.retry
    is_serving = any(member.lifecycle_state == "InService" for member in group.instance_states)
    if is_serving and _asks_load_balancers(group):
        yield now + LOOK


def terminate(region: Region, group: Group, member: Member, cause: str, now: float) -> Activity:
    """Take an instance out, by way of the hooks for that; one that is gone already waits for none."""
    instance = member.instance
    subnet = instance.subnet_id or ""
    activity = Activity(
        instance.id, f"Terminating EC2 instance: {instance.id}", cause, now, member.availability_zone, subnet
    )
    record(group, activity)
    is_there = instance.state not in ("shutting-down", "terminated")
    if is_there and region.wait(group, member, hooks.TERMINATING, now):
        member.lifecycle_state, activity.status = "Terminating:Wait", "MidLifecycleAction"
    else:
        member.lifecycle_state = "Terminating"
        instance.terminate()
    return activity


def record(group: Group, activity: Activity) -> None:
    """Put an activity into the group's history."""
    group.activities = [activity, *group.activities][:_MOST_ACTIVITIES]


def _retire(region: Region, group: Group, now: float) -> None:
    """Terminate the instances that are unhealthy.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
    """
    for member in list(group.instance_states):
        check = _failed_check(region, group, member, now)
        if not check:
            continue
        member.health_status = "Unhealthy"
        if not {"ReplaceUnhealthy", "Terminate"} & set(group._suspended_processes):
            terminate(region, group, member, activities.health_cause(now, check), now)


def _failed_check(region: Region, group: Group, member: Member, now: float) -> str:
    """Return the health check that an instance fails, in AWS's words; empty when it fails none."""
    if member.lifecycle_state not in ("InService", "Pending"):
        return ""
    if member.health_status == "Unhealthy":
        return activities.BY_USER
    if "HealthCheck" in group._suspended_processes:
        return ""
    if member.instance.state in _ON_ITS_WAY_OUT:
        return activities.BY_EC2
    if _is_out_of_grace(group, member, now) and region.is_unhealthy(group, member):
        return activities.BY_LOAD_BALANCER
    return ""


def _is_out_of_grace(group: Group, member: Member, now: float) -> bool:
    """Whether the grace period has passed, 60 times faster than on AWS, so that load balancers are asked.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html
    """
    if member.lifecycle_state != "InService" or not _asks_load_balancers(group):
        return False
    return now - member.served_since >= int(group.health_check_grace_period or 0) / FASTER


def _asks_load_balancers(group: Group) -> bool:
    return "ELB" in str(group.health_check_type) and bool(group.target_group_arns)


def _proceed(region: Region, group: Group, now: float) -> None:
    """Let instances go on whose lifecycle hooks are completed or have timed out.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
    """
    for member in list(group.instance_states):
        for wait in member.waits:
            wait.pass_time(now)
        outcome = hooks.outcome(member.waits)
        if not member.waits or not outcome:
            continue
        if member.lifecycle_state == "Terminating:Wait":
            member.waits, member.lifecycle_state = [], "Terminating:Proceed"
            member.instance.terminate()
        elif member.lifecycle_state == "Pending:Wait" and outcome == hooks.CONTINUE:
            member.waits, member.lifecycle_state = [], "Pending:Proceed"
        elif member.lifecycle_state == "Pending:Wait":
            abandoned_wait = next(wait for wait in member.waits if wait.result == hooks.ABANDON)
            member.waits = []
            _end(group, member, now, "Cancelled", abandoned_wait.abandoned_because())
            terminate(region, group, member, activities.launch_failure_cause(now), now)


def _let_go(group: Group, now: float) -> None:
    """Remove the instances that have been terminated."""
    leavers = [
        member
        for member in group.instance_states
        if member.lifecycle_state in ("Terminating", "Terminating:Proceed") and member.instance.state == "terminated"
    ]
    for member in leavers:
        _end(group, member, now)
    group.instance_states = [member for member in group.instance_states if member not in leavers]


def _put_into_service(region: Region, group: Group, now: float) -> None:
    for member in group.instance_states:
        if member.lifecycle_state == "Pending" and member.instance.state == "running":
            if region.wait(group, member, hooks.LAUNCHING, now):
                member.lifecycle_state = "Pending:Wait"
                _note(group, member, "MidLifecycleAction")
            else:
                member.lifecycle_state = "Pending:Proceed"
        if member.lifecycle_state == "Pending:Proceed":
            member.lifecycle_state, member.served_since = "InService", now
            _end(group, member, now)


def _scale_in(region: Region, group: Group, now: float) -> None:
    while "Terminate" not in group._suspended_processes and len(active := _active(group)) > region.size(group):
        member = first_to_leave(active, group.termination_policies)
        if member is None:
            return
        cause = activities.scale_in_cause(now, len(active), member.instance.id)
        terminate(region, group, member, _because(group, cause), now)


def _scale_out(region: Region, group: Group, now: float) -> None:
    """Launch the instances that are missing, each in the zone with the fewest.

    https://docs.aws.amazon.com/autoscaling/ec2/userguide/auto-scaling-benefits.html#AutoScalingBehavior.InstanceUsage
    """
    while "Launch" not in group._suspended_processes and now >= group.retry:
        active = _active(group)
        if len(active) >= region.size(group):
            return
        zones = Counter(member.availability_zone for member in active)
        subnet, zone = min(region.places(group), key=lambda place: zones[place[1]])
        cause = _because(group, activities.launch_cause(now, len(active)))
        try:
            instance = region.launch(group, subnet, zone).instance
        except LaunchError as error:
            description = activities.launch_failure(str(error))
            _record_failure(group, Activity("", description, cause, now, zone, subnet or ""), now)
            return
        description = f"Launching a new EC2 instance: {instance.id}"
        record(group, Activity(instance.id, description, cause, now, zone, instance.subnet_id or ""))


def _record_failure(group: Group, activity: Activity, now: float) -> None:
    activity.end(now, "Failed", activity.description.partition("Status Reason: ")[2])
    record(group, activity)
    group.retry = now + RETRY


def _active(group: Group) -> list[Member]:
    return [member for member in group.instance_states if member.lifecycle_state in ACTIVE]


def _because(group: Group, cause: str) -> str:
    return f"{group.request}  {cause}" if group.request else cause


def _note(group: Group, member: Member, status: str) -> None:
    for activity in _open_activities(group, member):
        activity.status = status


def _end(group: Group, member: Member, now: float, status: str = "Successful", message: str = "") -> None:
    for activity in _open_activities(group, member):
        activity.end(now, status, message)


def _open_activities(group: Group, member: Member) -> Iterator[Activity]:
    for activity in group.activities:
        if activity.instance_id == member.instance.id and activity.end_time is None:
            yield activity
