"""How many invocations of a weighted alias go to each of its two versions.

https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
"""

from __future__ import annotations

import random

from awslab.drills.body import NumberBody, grouped, number


def generate(rng: random.Random) -> NumberBody:
    """Ask for the invocations of the alias's own version or of the additional one."""
    percent = rng.choice([1, 2, 3, 5, 8, 10, 15, 20, 25, 30, 40])
    invocations = 100 * rng.randint(5, 200)
    version = rng.randint(3, 40)
    asks_additional = rng.random() < 0.4
    additional = invocations * percent // 100
    main = invocations - additional
    weight = f"{percent / 100:g}"
    answer, counterpart = (additional, main) if asks_additional else (main, additional)
    return number(
        f'The alias `live` is for version {version} and has `AdditionalVersionWeights={{"{version + 1}"={weight}}}`. '
        f"It is invoked {grouped(invocations)} times. How many invocations run version "
        f"{version + 1 if asks_additional else version} on average?",
        answer,
        "invocations",
        [
            (counterpart, f"This is the share of version {version if asks_additional else version + 1}."),
            (invocations // 2, "The weight decides, not the number of versions."),
            (invocations, "Both versions of a weighted alias are invoked."),
        ],
        f"The weight is the share of the additional version: {grouped(invocations)} x {weight} = "
        f"{grouped(additional)} run version {version + 1}. The version that the alias points to gets the rest, "
        f"{grouped(main)}.",
    )
