"""What a scaling policy makes of a group's capacity (pure).

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any


def adjusted(current: int, kind: str, adjustment: int, least_change: int = 0) -> int:
    """The capacity after an adjustment of a type; `least_change` is MinAdjustmentMagnitude."""
    if kind == "ExactCapacity":
        return adjustment
    if kind == "ChangeInCapacity":
        return current + adjustment
    return current + _percentage(current, adjustment, least_change)


def _percentage(current: int, percent: int, least_change: int) -> int:
    """Rounded towards zero, but never to it."""
    exact = current * percent / 100
    if exact == 0:
        return 0
    change = max(abs(math.trunc(exact)), 1, least_change)
    return int(math.copysign(change, exact))


def step(adjustments: Iterable[Mapping[str, Any]], breach: float) -> int | None:
    """The adjustment of the step that a breach (the metric's value less the threshold) falls into; None without one.

    Above the threshold the lower bound belongs to a step, below it the upper one.
    """
    for each in adjustments:
        lower = float(each.get("MetricIntervalLowerBound") or 0) if _has(each, "Lower") else -math.inf
        upper = float(each.get("MetricIntervalUpperBound") or 0) if _has(each, "Upper") else math.inf
        if (lower <= breach < upper) if breach >= 0 else (lower < breach <= upper):
            return int(each["ScalingAdjustment"])
    return None


def _has(adjustment: Mapping[str, Any], end: str) -> bool:
    return adjustment.get(f"MetricInterval{end}Bound") is not None


def within(capacity: int, least: int, most: int) -> int:
    """A policy never leaves the group's limits."""
    return max(least, min(most, capacity))
