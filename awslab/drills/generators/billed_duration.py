"""What Lambda bills for a cold start: init and invocation together, rounded up to a millisecond.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from __future__ import annotations

import random
from math import ceil

from awslab.drills.body import NumberBody, number


def generate(rng: random.Random) -> NumberBody:
    """Ask for the billed duration in a report line."""
    init, duration = rng.randint(8_000, 60_000), rng.randint(1_000, 300_000)
    duration += (init + duration) % 100 == 0  # in hundredths of a millisecond; the sum must need rounding
    total = init + duration
    billed = ceil(total / 100)
    memory = rng.choice([128, 256, 512, 1024])
    return number(
        "A zip function on a managed runtime, without SnapStart and provisioned concurrency, was started cold. Its "
        f"report line says `Duration: {_shown(duration)} ms ... Memory Size: {memory} MB ... Init Duration: "
        f"{_shown(init)} ms`. Which billed duration stands in the same line?",
        billed,
        "ms",
        [
            (ceil(duration / 100), "This leaves the init phase out, which is billed too."),
            (billed - 1, "The sum is rounded up to the next millisecond, not down."),
            (ceil(duration / 100) + ceil(init / 100), "The sum is rounded up once, not each of its parts."),
            (ceil(total / 10_000) * 100, "The step is 1 ms, not 100 ms, since the end of 2020."),
        ],
        f"{_shown(duration)} + {_shown(init)} = {_shown(total)} ms, rounded up to the next millisecond: {billed} ms.",
    )


def _shown(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}"
