"""What a step scaling policy makes of the desired capacity when an alarm is breached.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
"""

from __future__ import annotations

import random
from typing import NamedTuple

from awslab.drills.body import NumberBody, number, table


class _Policy(NamedTuple):
    is_percent: bool
    bounds: tuple[int, int, int]
    """The lower bounds of the steps, relative to the threshold."""
    adjustments: tuple[int, int, int]

    def added(self, step: int, capacity: int) -> int:
        """Return how many instances a step adds."""
        adjustment = self.adjustments[step]
        return max(1, capacity * adjustment // 100) if self.is_percent else adjustment


def generate(rng: random.Random) -> NumberBody:
    """Ask for the new desired capacity; the metric often lies on a bound, and the group's maximum may stop it."""
    policy = _policy(rng)
    threshold, capacity = rng.choice([40, 50, 60]), rng.randint(4, 24)
    step = rng.randrange(3)
    metric = _metric(rng, policy, threshold, step)
    target = capacity + policy.added(step, capacity)
    maximum = target + rng.choice([-1, 4, 10, 20])
    answer = min(target, maximum)
    limit = f"; the maximum size allows {maximum}" if maximum < target else ""
    return number(
        _stem(policy, threshold, capacity, maximum, metric),
        answer,
        "instances",
        [
            (target, f"The group cannot have more than {maximum} instances."),
            (
                min(capacity + policy.added(2, capacity), maximum),
                "The bounds are relative to the threshold, not values of CPU.",
            ),
            *(
                (
                    min(capacity + policy.added(other_step, capacity), maximum),
                    f"The breach is {metric - threshold}: another step.",
                )
                for other_step in range(3)
                if other_step != step
            ),
            (capacity + policy.adjustments[step], "The adjustments are percentages of the capacity."),
            (policy.added(step, capacity), "This is how many are added. The question is for the desired capacity."),
        ],
        f"The breach is {metric} - {threshold} = {metric - threshold}. A lower bound belongs to its step, an upper "
        f"bound does not, so step {step + 1} applies: {_change(policy, step, capacity)}. "
        f"{capacity} + {policy.added(step, capacity)} = {target}{limit}.",
    )


def _change(policy: _Policy, step: int, capacity: int) -> str:
    added = f"{policy.added(step, capacity)} more instance{'s' * (policy.added(step, capacity) != 1)}"
    if not policy.is_percent:
        return added
    exact = f"{policy.adjustments[step]} percent of {capacity} is {policy.adjustments[step] * capacity / 100:g}"
    rounding = ", rounded down but not to 0" if policy.adjustments[step] * capacity % 100 else ""
    return f"{exact}{rounding}: {added}"


def _policy(rng: random.Random) -> _Policy:
    is_percent = rng.random() < 0.5
    first = rng.choice([10, 15, 20])
    bounds = (0, first, first + rng.choice([10, 15]))
    low, middle, high = sorted(rng.sample([10, 20, 25, 30, 40, 50] if is_percent else [1, 2, 3, 4, 6], 3))
    return _Policy(is_percent, bounds, (low, middle, high))


def _metric(rng: random.Random, policy: _Policy, threshold: int, step: int) -> int:
    lower = policy.bounds[step]
    upper = policy.bounds[step + 1] if step < 2 else 100 - threshold
    return threshold + (lower if step and rng.random() < 0.5 else rng.randint(lower + 1, upper - 1))


def _stem(policy: _Policy, threshold: int, capacity: int, maximum: int, metric: int) -> str:
    uppers = [*policy.bounds[1:], "none"]
    step_table = table(
        ["lower bound", "upper bound", "adjustment"], zip(policy.bounds, uppers, policy.adjustments, strict=True)
    )
    kind = "PercentChangeInCapacity" if policy.is_percent else "ChangeInCapacity"
    return (
        f"An Auto Scaling group has a desired capacity of {capacity} instances, all in service and warmed up, and a "
        f"maximum size of {maximum}. An alarm for average CPU of at least {threshold} percent invokes a step scaling "
        f"policy of the type `{kind}`, whose bounds were set with the AWS CLI:\n\n{step_table}\n\n"
        f"The average CPU is {metric} percent. What is the desired capacity afterwards?"
    )
