"""Which target gets the next request under the algorithm of least outstanding requests.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
"""

from __future__ import annotations

import random

from awslab.drills.body import SingleBody, grouped, single, table

_NAMES = ("10.0.1.11", "10.0.1.24", "10.0.2.17", "10.0.2.38")


def generate(rng: random.Random) -> SingleBody:
    """Ask for the target of the next request; an idle target is unhealthy, and a busy one got few requests so far."""
    names = rng.sample(_NAMES, 4)
    unhealthy, key_target, *rest = names
    fewest = rng.randint(2, 12)
    in_progress = {
        unhealthy: rng.randint(0, fewest - 1),
        key_target: fewest,
        rest[0]: fewest + rng.randint(1, 4),
        rest[1]: fewest + rng.randint(5, 20),
    }
    so_far = dict(zip(names, rng.sample(range(900, 4000, 7), 4), strict=True))
    rows = [
        [name, "unhealthy" if name == unhealthy else "healthy", in_progress[name], grouped(so_far[name])]
        for name in _NAMES
    ]
    header = ["target", "health", "requests in progress", "requests today"]
    return single(
        rng,
        "A target group of an Application Load Balancer uses the algorithm `least_outstanding_requests`, without "
        f"sticky sessions. These are its targets at this moment:\n\n{table(header, rows)}\n\n"
        "Which target gets the next request?",
        (key_target, f"Of the healthy targets it has the fewest requests in progress, {fewest}."),
        [
            (unhealthy, "An unhealthy target gets no requests while others are healthy."),
            *((name, f"It has {in_progress[name]} requests in progress; {key_target} has {fewest}.") for name in rest),
        ],
        "The algorithm looks at requests that are in progress now, among healthy targets. How many requests a target "
        f"got so far does not count. {key_target} has {fewest}, the fewest.",
    )
