"""Which instance of an Auto Scaling group leaves first when it scales in (pure, on moto's records).

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from awslab.cloud.autoscaling.state import Member


def first_to_leave(active: Sequence[Member], policies: Sequence[str]) -> Member | None:
    """Return one of the zone with the most instances, by the policies in their order; None when all are protected.

    Where a policy does not decide, the next one does, and at last the age. ClosestToNextInstanceHour and
    AllocationStrategy decide nothing here.
    """
    zones = Counter(member.availability_zone for member in active)
    unprotected = [member for member in active if not member.protected_from_scale_in]
    if not unprotected:
        return None
    highest_count = max(zones[member.availability_zone] for member in unprotected)
    candidates = [member for member in unprotected if zones[member.availability_zone] == highest_count]
    return min(candidates, key=lambda member: _rank(member, active.index(member), policies))


def _rank(member: Member, age: int, policies: Sequence[str]) -> tuple[int, ...]:
    """Return the order in which a member leaves; `age` counts from the oldest."""
    ranks = []
    for policy in policies:
        match policy:
            case "NewestInstance":
                ranks.append(-age)
            case "OldestInstance":
                ranks.append(age)
            case "OldestLaunchTemplate" | "OldestLaunchConfiguration" | "Default":
                ranks.append(int(member.template_version or 0))
    return (*ranks, age)
