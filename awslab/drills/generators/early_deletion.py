"""For how many days S3 charges an object that is deleted: the minimum storage duration at least.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
"""

from __future__ import annotations

import random

from awslab.drills.body import NumberBody, number

_MINIMUM_DAYS = {
    "S3 Standard-IA": 30,
    "S3 One Zone-IA": 30,
    "S3 Glacier Instant Retrieval": 90,
    "S3 Glacier Flexible Retrieval": 90,
    "S3 Glacier Deep Archive": 180,
}


def generate(rng: random.Random) -> NumberBody:
    """Ask for the charged days of an object that is deleted early, or just not."""
    storage_class = rng.choice(list(_MINIMUM_DAYS))
    minimum = _MINIMUM_DAYS[storage_class]
    is_early = rng.random() < 0.7
    days = rng.randint(3, minimum - 3) if is_early else minimum + rng.randint(2, 60)
    size = rng.choice([5, 20, 50, 200])
    explanation = (
        f"It was deleted before the {minimum} days were over, so the rest is charged as well: {minimum} days in all."
        if is_early
        else f"The {minimum} days were over, so nothing is added: {days} days."
    )
    return number(
        f"An object of {size} GB is uploaded to the class {storage_class} and deleted {days} days later. For how "
        "many days of storage does S3 charge in all?",
        max(days, minimum),
        "days",
        [
            (days, f"{storage_class} has a minimum storage duration of {minimum} days."),
            (minimum, f"The object stayed longer than the minimum of {minimum} days."),
            (
                minimum - days if is_early else days - minimum,
                "This is the difference to the minimum; the question is for all.",
            ),
            (days + minimum, "The minimum is not added to the days that the object was stored."),
        ],
        f"{storage_class} has a minimum storage duration of {minimum} days. {explanation}",
    )
