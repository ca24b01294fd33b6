"""How many executions run at once: requests a second times seconds a request.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
"""

from __future__ import annotations

import random
from fractions import Fraction

from awslab.drills.body import NumberBody, grouped, number


def generate(rng: random.Random) -> NumberBody:
    """Ask for the concurrency of a function under a steady load."""
    milliseconds = rng.choice([50, 100, 150, 200, 250, 300, 400, 500, 600, 750, 800, 1200, 1500, 2500])
    rate = rng.choice([20, 40, 60, 80, 100, 120, 160, 200, 240, 400, 600, 1000])
    answer = Fraction(rate * milliseconds, 1000)
    seconds = f"{milliseconds / 1000:g}"
    return number(
        f"A Lambda function gets a steady {grouped(rate)} requests per second. A request takes "
        f"{grouped(milliseconds)} ms on average. Which concurrency does the function need?",
        answer,
        "executions",
        [
            (rate, "This is the number of requests per second. They do not all run for a whole second."),
            (
                round(Fraction(rate * 1000, milliseconds)),
                f"Multiply by the duration; dividing by {seconds} would make faster functions need more.",
            ),
            (rate * milliseconds, "The duration must be in seconds."),
        ],
        f"Concurrency = requests per second x duration in seconds = {grouped(rate)} x {seconds} = "
        f"{grouped(int(answer))}.",
    )
