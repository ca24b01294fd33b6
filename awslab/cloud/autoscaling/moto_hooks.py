"""Everything of moto's lifecycle hooks that is read or written, and whom they notify.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from typing import cast

from moto.autoscaling.models import AutoScalingBackend, LifecycleHook

from awslab.cloud.autoscaling.life.hooks import LAUNCHING, Wait
from awslab.cloud.autoscaling.moto_announcements import Announcements
from awslab.cloud.autoscaling.state import Group, Hook
from awslab.cloud.ports.clock import CLOCK

_LONGEST_WAIT = 172_800
"""Seconds."""


class Hooks:
    """The lifecycle hooks of one region."""

    def __init__(self, backend: AutoScalingBackend) -> None:
        self._backend = backend
        self._announcements = Announcements(backend)

    def put(self, group_name: str, members: Mapping[str, object]) -> None:
        """Make a hook, or change those members of one that are named; a new target gets a test notification."""
        key = f"{group_name}_{members['LifecycleHookName']}"
        hook = self._backend.lifecycle_hooks.get(key)
        if hook is None:
            hook = LifecycleHook(str(members["LifecycleHookName"]), group_name, None, None, None)
            for attribute in ("role_arn", "notification_target_arn", "notification_metadata"):
                setattr(hook, attribute, None)
        for member, attribute in _ATTRIBUTES.items():
            if members.get(member) is not None:
                setattr(hook, attribute, members[member] or None)
        self._backend.lifecycle_hooks[key] = hook
        hook.global_timeout = min(_LONGEST_WAIT, 100 * hook.heartbeat_timeout)
        if members.get("NotificationTargetARN"):
            test = {**self._envelope(group_name), "Event": "autoscaling:TEST_NOTIFICATION"}
            self._announcements.tell(hook.notification_target_arn, json.dumps(test))

    def put_all(self, group_name: str, specifications: Iterable[Mapping[str, object]]) -> None:
        """Make the hooks that come with a new group."""
        for specification in specifications:
            self.put(group_name, specification)

    def find(self, group_name: str, name: str) -> Hook | None:
        """Return a hook by name; None when the group has none of that name."""
        return cast("Hook | None", self._backend.lifecycle_hooks.get(f"{group_name}_{name}"))

    def begin(self, group: Group, instance_id: str, transition: str, now: float) -> list[Wait]:
        """Return what an instance waits for from now on; whoever wants to know is told."""
        waits = []
        for hook in cast("list[Hook]", list(self._backend.lifecycle_hooks.values())):
            if hook.auto_scaling_group_name == group.name and hook.lifecycle_transition == transition:
                wait = Wait(hook.name, float(hook.heartbeat_timeout), hook.default_result, now, str(uuid.uuid4()))
                self._announce(group, instance_id, hook, wait)
                waits.append(wait)
        return waits

    def _announce(self, group: Group, instance_id: str, hook: Hook, wait: Wait) -> None:
        is_launch = hook.lifecycle_transition == LAUNCHING
        detail = {
            "LifecycleActionToken": wait.token,
            "AutoScalingGroupName": group.name,
            "LifecycleHookName": hook.name,
            "EC2InstanceId": instance_id,
            "LifecycleTransition": hook.lifecycle_transition,
            "Origin": "EC2" if is_launch else "AutoScalingGroup",
            "Destination": "AutoScalingGroup" if is_launch else "EC2",
        }
        if hook.notification_metadata:
            detail["NotificationMetadata"] = hook.notification_metadata
        if hook.notification_target_arn:
            message = json.dumps({**self._envelope(group.name), **detail})
            self._announcements.tell(hook.notification_target_arn, message)
        name = f"EC2 Instance-{'launch' if is_launch else 'terminate'} Lifecycle Action"
        self._announcements.put_event(name, [group.arn], detail)

    def _envelope(self, group_name: str) -> dict[str, str]:
        return {
            "Service": "AWS Auto Scaling",
            "Time": f"{CLOCK.now():%Y-%m-%dT%H:%M:%S.000Z}",
            "RequestId": str(uuid.uuid4()),
            "AccountId": self._backend.account_id,
            "AutoScalingGroupName": group_name,
            "AutoScalingGroupARN": self._backend.autoscaling_groups[group_name].arn,
        }


_ATTRIBUTES = {
    "LifecycleTransition": "lifecycle_transition",
    "RoleARN": "role_arn",
    "NotificationTargetARN": "notification_target_arn",
    "NotificationMetadata": "notification_metadata",
    "HeartbeatTimeout": "heartbeat_timeout",
    "DefaultResult": "default_result",
}
"""Members of the API with moto's names."""
