"""Measuring side by side: what is slow for a moment on this machine is slow for both sides of a ratio."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median, quantiles

Seconds = Mapping[str, float]
"""How long it took until each of some named moments."""


def interleave(actions: Sequence[Callable[[], Seconds]], rounds: int) -> dict[str, list[float]]:
    """Run every action once in each round, in turns forwards and backwards; the seconds of each moment, by round.

    One more round goes first and is forgotten: it compiles, fills caches, and reads files into memory.
    """
    times: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        for action in actions if number % 2 else reversed(actions):
            for moment, seconds in action().items():
                times.setdefault(moment, []).append(seconds)
    return {moment: all_times[1:] for moment, all_times in times.items()}


def middle(values: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, median(values), high
