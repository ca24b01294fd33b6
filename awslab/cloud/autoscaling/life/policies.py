"""What a scaling policy makes of a group's capacity (pure).

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping


def adjusted(current: int, kind: str, adjustment: int, minimum_change: int = 0) -> int:
    """Return the capacity after an adjustment of a type; `minimum_change` is MinAdjustmentMagnitude."""
    if kind == "ExactCapacity":
        return adjustment
    if kind == "ChangeInCapacity":
        return current + adjustment
    return current + _percentage(current, adjustment, minimum_change)


def _percentage(current: int, percent: int, minimum_change: int) -> int:
    """Return a percentage of the capacity, rounded towards zero but never to it."""
    exact = current * percent / 100
    if exact == 0:
        return 0
    change = max(abs(math.trunc(exact)), 1, minimum_change)
    return int(math.copysign(change, exact))


def step(adjustments: Iterable[Mapping[str, float]], breach: float) -> int | None:
    """Return the adjustment of the step that a breach falls into; None when there is no such step.

    The breach is the metric's value less the threshold. Above the threshold the lower bound belongs to a step, below
    it the upper one.
    """
    for adjustment in adjustments:
        lower = float(adjustment.get("MetricIntervalLowerBound") or 0) if _has(adjustment, "Lower") else -math.inf
        upper = float(adjustment.get("MetricIntervalUpperBound") or 0) if _has(adjustment, "Upper") else math.inf
        if (lower <= breach < upper) if breach >= 0 else (lower < breach <= upper):
            return int(adjustment["ScalingAdjustment"])
    return None


def _has(adjustment: Mapping[str, float], end: str) -> bool:
    return adjustment.get(f"MetricInterval{end}Bound") is not None


def within(capacity: int, minimum: int, maximum: int) -> int:
    """Return the capacity, brought within the group's limits."""
    return max(minimum, min(maximum, capacity))
