"""Which target gets a request: in turn, the one with the fewest requests in progress, or one at random.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#modify-routing-algorithm
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from awslab.cloud.elbv2.values import Target, TargetGroup

ALGORITHM = "load_balancing.algorithm.type"
SLOW_START = "slow_start.duration_seconds"


def warm(
    usable: Sequence[Target], ages: Mapping[Target, float], duration: float, draw: Callable[[], float]
) -> Sequence[Target]:
    """Return the targets that may get the next request, by the seconds since they became healthy.

    A target in slow start gets a share that grows with its age; none is in it while there is no other.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode
    """
    if not any(ages[target] >= duration for target in usable):
        return usable
    return [target for target in usable if ages[target] >= duration or draw() < ages[target] / duration]


class Choice:
    """Chooses, for many threads. `draw` gives numbers in [0, 1)."""

    def __init__(self, draw: Callable[[], float]) -> None:
        self._draw = draw
        self._turns: Counter[str] = Counter()
        self._requests_in_progress: Counter[tuple[str, Target]] = Counter()
        self._lock = threading.Lock()

    def next(self, group: TargetGroup, usable: Sequence[Target]) -> Target:
        """Return a target by the group's algorithm, which is round robin by default; `usable` is not empty."""
        algorithm = group.attributes.get(ALGORITHM)
        if algorithm == "weighted_random":
            return usable[int(self._draw() * len(usable))]
        with self._lock:
            if algorithm == "least_outstanding_requests":
                fewest = min(self._requests_in_progress[group.arn, target] for target in usable)
                usable = [target for target in usable if self._requests_in_progress[group.arn, target] == fewest]
            turn = self._turns[group.arn]
            self._turns[group.arn] += 1
        return usable[turn % len(usable)]

    @contextmanager
    def asking(self, group: TargetGroup, target: Target) -> Iterator[None]:
        """Count a request as in progress while the context lasts."""
        with self._lock:
            self._requests_in_progress[group.arn, target] += 1
        try:
            yield
        finally:
            with self._lock:
                self._requests_in_progress[group.arn, target] -= 1
