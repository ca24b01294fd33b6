"""How few requests move messages through a queue: ten messages to a request.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
"""

from __future__ import annotations

import random
from math import ceil

from awslab.drills.body import NumberBody, grouped, number

_BATCH = 10


def generate(rng: random.Random) -> NumberBody:
    """Ask for the fewest requests that send, receive and delete a number of small messages."""
    messages = rng.choice([rng.randint(21, 99), rng.randint(101, 999), rng.randint(1001, 5000)])
    messages += messages % _BATCH == 0
    batches = ceil(messages / _BATCH)
    return number(
        f"A program sends {grouped(messages)} messages of 2 KB to a standard queue, receives them all and deletes "
        "them all. How many requests to SQS does it need at least, when every request carries as many messages as "
        "possible?",
        3 * batches,
        "requests",
        [
            (3 * messages, "Sending, receiving and deleting can each take ten messages in one request."),
            (batches, "The messages must be received and deleted, too."),
            (2 * batches, "Receiving does not delete: that takes requests of its own."),
            (3 * (batches - 1), f"The last {messages % _BATCH} messages need a request as well."),
            (ceil(3 * messages / _BATCH), "Each of the three steps has a last request that is not full."),
        ],
        f"A request takes at most {_BATCH} messages: {grouped(messages)} / {_BATCH}, rounded up, is "
        f"{grouped(batches)} requests for each step. `SendMessageBatch`, `ReceiveMessage` and `DeleteMessageBatch` "
        f"together: 3 x {grouped(batches)} = {grouped(3 * batches)}.",
    )
