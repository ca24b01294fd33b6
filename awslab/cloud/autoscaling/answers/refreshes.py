"""Instance refreshes: starting, cancelling and describing them.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html

Rolling only: checkpoints, bake time, alarms and roll-back are refused by name.
"""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.autoscaling.answers.calls import API, Call, Output, RefusedError, about_a_group
from awslab.cloud.autoscaling.life.groups import ACTIVE
from awslab.cloud.autoscaling.life.refreshes import Refresh, unfinished
from awslab.cloud.gateway.behaviour import answers

_UNSUPPORTED_PREFERENCES = (
    "CheckpointPercentages",
    "CheckpointDelay",
    "AutoRollback",
    "AlarmSpecification",
    "BakeTime",
)


@answers("autoscaling", "StartInstanceRefresh", source=API + "API_StartInstanceRefresh.html")
@about_a_group
def start_refresh(call: Call) -> Output:
    """Start an instance refresh, with another launch template if the call names one."""
    if unfinished(call.group) is not None:
        raise RefusedError(
            "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
            "InstanceRefreshInProgress",
        )
    preferences = call.parameters.get("Preferences") or {}
    _must_be_supported(preferences, call.parameters.get("Strategy", "Rolling"))
    configuration = call.parameters.get("DesiredConfiguration") or {}
    if configuration.get("LaunchTemplate"):
        call.group._set_launch_configuration("", dict(configuration["LaunchTemplate"]), None)
    instance_ids = _instances_to_replace(call, bool(preferences.get("SkipMatching")))
    refresh = Refresh(instance_ids, len(instance_ids), preferences, configuration, call.now)
    call.group.refreshes = [refresh, *call.group.refreshes]
    return {"InstanceRefreshId": refresh.id}


@answers("autoscaling", "CancelInstanceRefresh", source=API + "API_CancelInstanceRefresh.html")
@about_a_group
def cancel_refresh(call: Call) -> Output:
    """Cancel an instance refresh: instances that are being replaced still are."""
    refresh = unfinished(call.group)
    if refresh is None:
        raise RefusedError(
            f"No in progress or pending Instance Refresh found for Auto Scaling group {call.group.name}",
            "ActiveInstanceRefreshNotFound",
        )
    refresh.status = "Cancelling"
    return {"InstanceRefreshId": refresh.id}


@answers("autoscaling", "DescribeInstanceRefreshes", source=API + "API_DescribeInstanceRefreshes.html")
@about_a_group
def describe_refreshes(call: Call) -> Output:
    """Describe the instance refreshes of a group, newest first."""
    ids = call.parameters.get("InstanceRefreshIds") or ()
    refreshes = [refresh for refresh in call.group.refreshes if not ids or refresh.id in ids]
    return {"InstanceRefreshes": [refresh.described(call.group) for refresh in refreshes]}


@answers("autoscaling", "RollbackInstanceRefresh", source=API + "API_RollbackInstanceRefresh.html")
@about_a_group
def roll_back_refresh(call: Call) -> Output:
    """Refuse: the sandbox does not have it."""
    raise RefusedError("The sandbox does not implement RollbackInstanceRefresh. Real AWS does.", "NotImplemented")


def _must_be_supported(preferences: Mapping[str, object], strategy: str) -> None:
    """Raise RefusedError for what the sandbox does not have."""
    unsupported = next((name for name in _UNSUPPORTED_PREFERENCES if preferences.get(name)), "")
    if unsupported or strategy != "Rolling":
        feature = unsupported or strategy
        sentence = f"The sandbox does not implement {feature} of an instance refresh. Real AWS does."
        raise RefusedError(sentence, "NotImplemented")


def _instances_to_replace(call: Call, skips_matching: bool) -> list[str]:
    version = call.region.version(call.group)
    return [
        member.instance.id
        for member in call.group.instance_states
        if member.lifecycle_state in ACTIVE and not (skips_matching and member.template_version == version)
    ]
