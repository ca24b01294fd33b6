"""Calls of Auto Scaling that compute answers itself: what they are given, and how they refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from awslab.cloud.autoscaling.moto_groups import Region

Answer = Mapping[str, Any]


class RefusedError(Exception):
    """AWS's error; a ValidationError unless it says otherwise."""

    def __init__(self, message: str, code: str = "ValidationError") -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Call:
    """A call about one group."""

    region: Region
    group: Any
    """moto's."""
    asked: Mapping[str, Any]
    now: float

    @property
    def instance_ids(self) -> list[str]:
        """Those that it names."""
        return [str(each) for each in self.asked.get("InstanceIds") or ()]

    def state(self, instance_id: str) -> Any:
        """moto's record of an instance of the group. Raises RefusedError when it is not in it."""
        for state in self.group.instance_states:
            if state.instance.id == instance_id:
                return state
        raise RefusedError(f"The instance {instance_id} is not part of Auto Scaling group {self.group.name}.")


Handler = Callable[[Call], Answer]
