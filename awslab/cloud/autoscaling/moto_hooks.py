"""Everything of moto's lifecycle hooks that compute reads, writes or replaces, and whom they notify.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/prepare-for-lifecycle-notifications.html
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from moto.autoscaling.models import LifecycleHook

from awslab.cloud.autoscaling.life.hooks import LAUNCHING, Wait
from awslab.cloud.autoscaling.moto_announcements import Announcements


class Hooks:
    """The lifecycle hooks of one region."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._buses = Announcements(backend)

    def put(self, group_name: str, asked: Mapping[str, Any]) -> None:
        """Make a hook, or change what is named of one; a new target gets a test notification."""
        key = f"{group_name}_{asked['LifecycleHookName']}"
        hook = self._backend.lifecycle_hooks.get(key)
        if hook is None:
            hook = LifecycleHook(asked["LifecycleHookName"], group_name, None, None, None)
            for name in ("role_arn", "notification_target_arn", "notification_metadata"):
                setattr(hook, name, None)
        for theirs, ours in _NAMES.items():
            if asked.get(theirs) is not None:
                setattr(hook, ours, asked[theirs] or None)
        self._backend.lifecycle_hooks[key] = hook
        hook.global_timeout = min(172_800, 100 * hook.heartbeat_timeout)
        if asked.get("NotificationTargetARN"):
            test = {**self._about(group_name), "Event": "autoscaling:TEST_NOTIFICATION"}
            self._buses.tell(hook.notification_target_arn, json.dumps(test))

    def put_all(self, group_name: str, asked: Iterable[Mapping[str, Any]]) -> None:
        """Those that come with a new group."""
        for each in asked:
            self.put(group_name, each)

    def find(self, group_name: str, name: str) -> Any:
        """A hook by name; None when the group has none."""
        return self._backend.lifecycle_hooks.get(f"{group_name}_{name}")

    def begin(self, group: Any, instance: Any, transition: str, now: float) -> list[Wait]:
        """What an instance waits for from now on; whoever wants to know is told."""
        waits = []
        for hook in list(self._backend.lifecycle_hooks.values()):
            if hook.auto_scaling_group_name == group.name and hook.lifecycle_transition == transition:
                wait = Wait(hook.name, float(hook.heartbeat_timeout), hook.default_result, now)
                self._announce(group, instance, hook, wait)
                waits.append(wait)
        return waits

    def _announce(self, group: Any, instance: Any, hook: Any, wait: Wait) -> None:
        is_launch = hook.lifecycle_transition == LAUNCHING
        detail = {
            "LifecycleActionToken": wait.token,
            "AutoScalingGroupName": group.name,
            "LifecycleHookName": hook.name,
            "EC2InstanceId": instance.id,
            "LifecycleTransition": hook.lifecycle_transition,
            "Origin": "EC2" if is_launch else "AutoScalingGroup",
            "Destination": "AutoScalingGroup" if is_launch else "EC2",
        }
        if vars(hook)["notification_metadata"]:
            detail["NotificationMetadata"] = vars(hook)["notification_metadata"]
        if hook.notification_target_arn:
            self._buses.tell(hook.notification_target_arn, json.dumps({**self._about(group.name), **detail}))
        name = f"EC2 Instance-{'launch' if is_launch else 'terminate'} Lifecycle Action"
        self._buses.put_event(name, [group.arn], detail)

    def _about(self, group_name: str) -> dict[str, str]:
        return {
            "Service": "AWS Auto Scaling",
            "Time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
            "RequestId": str(uuid.uuid4()),
            "AccountId": self._backend.account_id,
            "AutoScalingGroupName": group_name,
            "AutoScalingGroupARN": self._backend.autoscaling_groups[group_name].arn,
        }


_NAMES = {
    "LifecycleTransition": "lifecycle_transition",
    "RoleARN": "role_arn",
    "NotificationTargetARN": "notification_target_arn",
    "NotificationMetadata": "notification_metadata",
    "HeartbeatTimeout": "heartbeat_timeout",
    "DefaultResult": "default_result",
}
"""The API's names → moto's."""
