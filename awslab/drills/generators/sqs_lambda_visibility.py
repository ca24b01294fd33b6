"""The visibility timeout that AWS recommends for a queue which invokes a function.

https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

from __future__ import annotations

import random

from awslab.drills.body import NumberBody, number


def generate(rng: random.Random) -> NumberBody:
    """Ask for the recommended timeout of a queue whose mapping may have a batch window."""
    timeout = rng.choice([5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 45, 60, 90, 120])
    window = rng.choice([0, 0, 5, 10, 15, 20, 30, 60, 120])
    batch = rng.choice([10, 50, 100, 500]) if window else 10
    answer = 6 * timeout + window
    waits = f"and a `MaximumBatchingWindowInSeconds` of {window}" if window else "and no batch window"
    return number(
        f"A queue invokes a Lambda function that has a timeout of {timeout} seconds. The event source mapping has a "
        f"batch size of {batch} {waits}. Which visibility timeout does AWS recommend for the queue?",
        answer,
        "seconds",
        [
            (timeout, "Lambda accepts no less than this, but it leaves no time for retries after throttling."),
            (6 * timeout, "The time in which a batch is gathered comes on top."),
            (timeout + window, "The function's timeout counts six times."),
            (6 * (timeout + window), "Only the function's timeout counts six times, not the batch window."),
            (timeout * batch, "The function's timeout is for the whole batch, not for each message."),
        ],
        f"Six times the function's timeout{' plus the batch window' if window else ''}: 6 x {timeout}"
        f"{f' + {window}' if window else ''} = {answer} seconds.",
    )
