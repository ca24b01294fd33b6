"""Lifecycle hooks: making them, and completing what instances wait for.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/completing-lifecycle-hooks.html
"""

from __future__ import annotations

from awslab.cloud.autoscaling.answers.calls import API, Call, Output, RefusedError, about_a_group
from awslab.cloud.autoscaling.life.hooks import Wait
from awslab.cloud.gateway.behaviour import answers


@answers("autoscaling", "PutLifecycleHook", source=API + "API_PutLifecycleHook.html")
@about_a_group
def put_hook(call: Call) -> Output:
    """Make a lifecycle hook, or change one."""
    call.region.hooks.put(call.group.name, call.parameters)
    return {}


@answers("autoscaling", "CompleteLifecycleAction", source=API + "API_CompleteLifecycleAction.html")
@about_a_group
def complete_action(call: Call) -> Output:
    """Complete what an instance waits for."""
    _open_wait(call).result = str(call.parameters["LifecycleActionResult"]).upper()
    return {}


@answers("autoscaling", "RecordLifecycleActionHeartbeat", source=API + "API_RecordLifecycleActionHeartbeat.html")
@about_a_group
def record_heartbeat(call: Call) -> Output:
    """Start the timeout of what an instance waits for again."""
    _open_wait(call).heartbeat = call.now
    return {}


def _open_wait(call: Call) -> Wait:
    """Return what an instance waits for, by the token or the instance; the words of refusals are in public reports."""
    name = str(call.parameters["LifecycleHookName"])
    if call.region.hooks.find(call.group.name, name) is None:
        raise RefusedError(f"No Lifecycle Hook found with name: {name}")
    token, instance_id = call.parameters.get("LifecycleActionToken"), call.parameters.get("InstanceId")
    for member in call.group.instance_states:
        for wait in member.waits:
            is_meant = wait.token == token if token else member.instance.id == instance_id
            if wait.hook == name and is_meant and not wait.result:
                return wait
    identity = f"token {token}" if token else f"instance ID {instance_id}"
    raise RefusedError(f"No active Lifecycle Action found with {identity}")
