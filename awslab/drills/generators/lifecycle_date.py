"""When a lifecycle rule acts on an object: days since creation, rounded up to the next midnight UTC.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta

from awslab.drills.body import SingleBody, single


def generate(rng: random.Random) -> SingleBody:
    """Ask for the day of a transition; wrong days count from another event, or round otherwise."""
    days = rng.randint(10, 120)
    creation = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=rng.randrange(300), minutes=rng.randrange(30, 1410))
    read = creation + timedelta(days=rng.randint(3, 9), minutes=rng.randrange(10, 300))
    rule_day = creation.date() - timedelta(days=rng.randint(3, 9))
    due = _due(creation, days)
    distractors = [
        (due - timedelta(days=1), f"This is {days} days later without rounding; the time is rounded up to midnight."),
        (due + timedelta(days=1), "Rounding up adds less than a day, not more."),
        (_due(read, days), "The days count from the creation of the object, not from when it was read."),
        (
            _due(datetime.combine(rule_day, creation.timetz()), days),
            "The days count from the creation of the object, not of the rule.",
        ),
    ]
    return single(
        rng,
        f"An object was created on {creation.date()} at {creation:%H:%M} UTC and last read on "
        f"{read.date()} at {read:%H:%M} UTC. A lifecycle rule, added on {rule_day}, moves objects to S3 "
        f"Glacier Flexible Retrieval {days} days after their creation. When is the transition of this object due?",
        (_midnight(due), f"Creation plus {days} days, rounded up to the next midnight UTC."),
        [(_midnight(day), why) for day, why in rng.sample(distractors, 3)],
        f"{creation.date()}, {creation:%H:%M}, plus {days} days is {due - timedelta(days=1)}, "
        f"{creation:%H:%M}. S3 rounds this up to the next midnight UTC: {_midnight(due)}.",
    )


def _due(begin: datetime, days: int) -> date:
    """Return the day at whose first moment the action is due."""
    exact = begin + timedelta(days=days)
    return exact.date() + timedelta(days=exact.time() > time())


def _midnight(day: date) -> str:
    return f"{day}, 00:00 UTC"
