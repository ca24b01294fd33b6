"""Which instance of an Auto Scaling group leaves first when it scales in (pure, on moto's records).

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any


def first_to_leave(active: Sequence[Any], policies: Sequence[str]) -> Any:
    """One of the zone with the most instances, by the policies in their order; None when all are protected.

    Where a policy does not decide, the next one does, and at last the age. ClosestToNextInstanceHour and
    AllocationStrategy decide nothing here.
    """
    zones = Counter(state.availability_zone for state in active)
    unprotected = [state for state in active if not state.protected_from_scale_in]
    if not unprotected:
        return None
    most = max(zones[state.availability_zone] for state in unprotected)
    candidates = [state for state in unprotected if zones[state.availability_zone] == most]
    return min(candidates, key=lambda state: _rank(state, active.index(state), policies))


def _rank(state: Any, age: int, policies: Sequence[str]) -> tuple[int, ...]:
    """`age` counts from the oldest."""
    ranks = []
    for policy in policies:
        match policy:
            case "NewestInstance":
                ranks.append(-age)
            case "OldestInstance":
                ranks.append(age)
            case "OldestLaunchTemplate" | "OldestLaunchConfiguration" | "Default":
                ranks.append(int(state.template_version or 0))
    return (*ranks, age)
