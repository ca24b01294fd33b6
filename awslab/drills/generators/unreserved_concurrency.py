"""How much concurrency is left for functions without a reservation.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
"""

from __future__ import annotations

import random

from awslab.drills.body import NumberBody, grouped, number


def generate(rng: random.Random) -> NumberBody:
    """Ask how many executions of a function without reservation can run at most beside two that have one."""
    limit = rng.choice([1000, 1500, 2000, 3000])
    first, second = rng.sample(range(50, 401, 25), 2)
    first_running, second_running = rng.randrange(5, first - 20, 5), rng.randrange(5, second - 20, 5)
    names = rng.sample(["checkout", "thumbnail", "invoice", "search"], 3)
    unreserved = limit - first - second
    return number(
        f"An account may run {grouped(limit)} concurrent executions in a Region. `{names[0]}` has a reserved "
        f"concurrency of {first} and runs {first_running} at the moment; `{names[1]}` has a reserved concurrency of "
        f"{second} and runs {second_running}. No other function runs. How many executions of `{names[2]}`, which has "
        "no reserved concurrency, can run at the same time at most?",
        unreserved,
        "executions",
        [
            (
                limit - first_running - second_running,
                "A reservation is set aside for its function, also the part that it does not use at the moment.",
            ),
            (limit, "Reserved concurrency counts towards the account's limit."),
            (limit - first, f"The reservation of `{names[1]}` is set aside as well."),
            (limit - second, f"The reservation of `{names[0]}` is set aside as well."),
        ],
        f"Functions without a reservation share what is not reserved: {grouped(limit)} - {first} - {second} = "
        f"{grouped(unreserved)}. How much of a reservation is in use does not matter.",
    )
