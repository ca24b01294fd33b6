"""Lifecycle hooks: making them, and completing what instances wait for.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/completing-lifecycle-hooks.html
"""

from __future__ import annotations

from awslab.cloud.autoscaling.answers.calls import Answer, Call, Handler, RefusedError
from awslab.cloud.autoscaling.life.hooks import Wait


def put(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html"""
    call.region.hooks.put(call.group.name, call.asked)
    return {}


def complete(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html"""
    _open(call).result = str(call.asked["LifecycleActionResult"]).upper()
    return {}


def heartbeat(call: Call) -> Answer:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html"""
    _open(call).heartbeat = call.now
    return {}


def _open(call: Call) -> Wait:
    """What goes on, by its token or its instance; the words of the refusals are in public reports."""
    name = str(call.asked["LifecycleHookName"])
    if call.region.hooks.find(call.group.name, name) is None:
        raise RefusedError(f"No Lifecycle Hook found with name: {name}")
    token, instance_id = call.asked.get("LifecycleActionToken"), call.asked.get("InstanceId")
    for state in call.group.instance_states:
        for wait in state.waits:
            is_meant = wait.token == token if token else state.instance.id == instance_id
            if wait.hook == name and is_meant and not wait.result:
                return wait  # type: ignore[no-any-return]
    named = f"token {token}" if token else f"instance ID {instance_id}"
    raise RefusedError(f"No active Lifecycle Action found with {named}")


HANDLERS: dict[str, Handler] = {
    "PutLifecycleHook": put,
    "CompleteLifecycleAction": complete,
    "RecordLifecycleActionHeartbeat": heartbeat,
}
