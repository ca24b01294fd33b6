"""How many invocations the new version gets while CodeDeploy shifts traffic as a canary.

https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
"""

from __future__ import annotations

import random

from awslab.drills.body import NumberBody, grouped, number


def generate(rng: random.Random) -> NumberBody:
    """Ask for the invocations of the new version in the first minutes after the first increment."""
    interval = rng.choice([5, 10, 15, 30])
    rate = 10 * rng.randint(2, 60)
    minutes = interval + rng.randint(1, 20)
    canary, later = rate * interval // 10, rate * (minutes - interval)
    return number(
        f"A Lambda function is deployed with `CodeDeployDefault.LambdaCanary10Percent{interval}Minutes`. The alias "
        f"is invoked {grouped(rate)} times a minute, evenly, and no alarm stops the deployment. How many invocations "
        f"does the new version get on average in the first {minutes} minutes after the first increment?",
        canary + later,
        "invocations",
        [
            (rate * minutes // 10, f"After {interval} minutes all traffic goes to the new version."),
            (rate * minutes, f"In the first {interval} minutes the new version gets 10 percent."),
            (later, f"In the first {interval} minutes the new version gets 10 percent, not nothing."),
            (canary + later * 9 // 10, "The second increment brings the share to 100 percent, not to 90."),
        ],
        f"First {interval} minutes: {grouped(rate)} x {interval} x 0.1 = {grouped(canary)}. The remaining "
        f"{minutes - interval} minutes: {grouped(rate)} x {minutes - interval} = {grouped(later)}. Together "
        f"{grouped(canary + later)}.",
    )
