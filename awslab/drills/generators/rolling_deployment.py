"""How many tasks a rolling update of an ECS service may stop or start at once.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html
"""

from __future__ import annotations

import random
from fractions import Fraction
from math import ceil, floor

from awslab.drills.body import NumberBody, number


def generate(rng: random.Random, asks: str = "start") -> NumberBody:
    """Ask how many tasks may `stop` before new ones start, or `start` before old ones stop.

    Raises ValueError for another `asks`.
    """
    desired = rng.randint(3, 20)
    if asks == "stop":
        return _stop(desired, rng.choice([25, 30, 40, 50, 60, 66, 70, 75, 80, 90]))
    if asks == "start":
        return _start(desired, rng.choice([110, 120, 125, 130, 140, 150, 160, 175, 180, 200]))
    raise ValueError(f"“asks” is “start” or “stop”, not “{asks}”")


def _stop(desired: int, percent: int) -> NumberBody:
    exact = Fraction(desired * percent, 100)
    lowest = ceil(exact)
    return number(
        f"An ECS service with a desired count of {desired} runs {desired} healthy tasks. Its deployment configuration "
        f"has `minimumHealthyPercent` {percent} and `maximumPercent` 100. How many old tasks can the scheduler stop "
        "at once when a rolling update begins?",
        desired - lowest,
        "tasks",
        [
            (desired - floor(exact), f"The lower limit, {_shown(exact)}, is rounded up to {lowest}, not down."),
            (lowest, "This many must keep running. The rest may be stopped."),
            (desired, "The minimum healthy percent keeps some of the old tasks running."),
        ],
        f"{percent} % of {desired} is {_shown(exact)}; the lower limit is rounded up, so {lowest} tasks must keep "
        f"running: {desired} - {lowest} = {desired - lowest} can be stopped.",
    )


def _start(desired: int, percent: int) -> NumberBody:
    exact = Fraction(desired * percent, 100)
    highest = floor(exact)
    return number(
        f"An ECS service with a desired count of {desired} runs {desired} healthy tasks. Its deployment configuration "
        f"has `minimumHealthyPercent` 100 and `maximumPercent` {percent}. How many new tasks can the scheduler start "
        "before it stops an old one?",
        highest - desired,
        "tasks",
        [
            (ceil(exact) - desired, f"The upper limit, {_shown(exact)}, is rounded down to {highest}, not up."),
            (highest, f"This is the limit for old and new tasks together; {desired} are running already."),
            (desired, "This needs a maximum percent of 200."),
        ],
        f"{percent} % of {desired} is {_shown(exact)}; the upper limit is rounded down, so {highest} tasks may run. "
        f"{desired} run already: {highest} - {desired} = {highest - desired} can be started.",
    )


def _shown(value: Fraction) -> str:
    return f"{float(value):g}"
