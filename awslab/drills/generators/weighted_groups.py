"""How many requests a target group gets out of a forward action with weights, which knows no failover.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
"""

from __future__ import annotations

import random
from fractions import Fraction

from awslab.drills.body import NumberBody, grouped, number, table


def generate(rng: random.Random) -> NumberBody:
    """Ask for the requests of one of three groups; another one has no healthy target."""
    weights = dict(
        zip(("blue", "green", "grey"), rng.sample([1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30], 3), strict=True)
    )
    whole = sum(weights.values())
    requests = whole * rng.choice([10, 20, 50, 100, 200])
    name, unhealthy = rng.sample(list(weights), 2)
    answer = requests * weights[name] // whole
    rows = [
        [group, weight, "all unhealthy" if group == unhealthy else "all healthy"] for group, weight in weights.items()
    ]
    healthy = whole - weights[unhealthy]
    return number(
        "A rule of an Application Load Balancer forwards to three target groups, without stickiness:\n\n"
        f"{table(['target group', 'weight', 'targets'], rows)}\n\n"
        f"The rule matches {grouped(requests)} requests. How many of them go to the group {name} on average?",
        answer,
        "requests",
        [
            (
                round(Fraction(requests * weights[name], healthy)),
                f"A rule does not fail over: the share of {unhealthy} still goes to {unhealthy}, and fails there.",
            ),
            (
                Fraction(requests * weights[name], 100),
                f"A weight is no percentage; the weights sum to {whole}, not to 100.",
            ),
            (requests // 3, "The weights decide, not the number of groups."),
        ],
        f"The weights sum to {whole}. The group {name} gets {weights[name]}/{whole} of {grouped(requests)}: "
        f"{grouped(answer)}. That the targets of {unhealthy} are unhealthy does not change the shares.",
    )
