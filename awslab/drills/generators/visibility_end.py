"""When a message becomes visible again after its visibility timeout was changed.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
"""

from __future__ import annotations

import random

from awslab.drills.body import NumberBody, number


def generate(rng: random.Random) -> NumberBody:
    """Ask how many seconds after its reception a message becomes visible; its consumer fails after one change."""
    timeout = rng.randrange(30, 301, 5)
    change_at = rng.randrange(5, timeout - 4)
    new_timeout = rng.choice([value for value in range(20, 601, 10) if value != timeout])
    crash_after = rng.randint(1, 15)
    return number(
        f"A queue has a visibility timeout of {timeout} seconds. A consumer receives a message, calls "
        f"`ChangeMessageVisibility` with `VisibilityTimeout` {new_timeout} after {change_at} seconds, and crashes "
        f"{crash_after} seconds later without deleting the message. How many seconds after it was received does the "
        "message become visible again?",
        change_at + new_timeout,
        "seconds",
        [
            (timeout + new_timeout, "The new timeout replaces the rest of the old one. It is not added to it."),
            (new_timeout, "The new timeout counts from the call, not from when the message was received."),
            (timeout, "The call replaced the timeout of the queue for this message."),
            (change_at + crash_after, "A crash does not end the timeout; SQS does not know of it."),
            (change_at + timeout, "The call sets another timeout; it does not start the old one again."),
        ],
        f"The new timeout counts from the call: {change_at} + {new_timeout} = {change_at + new_timeout} seconds. The "
        "crash itself changes nothing.",
    )
