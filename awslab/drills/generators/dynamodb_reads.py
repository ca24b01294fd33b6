"""How many read capacity units a table needs: steps of 4 KB, times a factor for the consistency.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html
"""

from __future__ import annotations

import random
from fractions import Fraction
from math import ceil

from awslab.drills.body import NumberBody, number

_TRANSACTIONAL = "transactional"
_FACTORS = {
    "strongly consistent": Fraction(1),
    "eventually consistent": Fraction(1, 2),
    _TRANSACTIONAL: Fraction(2),
}


def generate(rng: random.Random) -> NumberBody:
    """Ask for the read capacity units of reads by key."""
    half_kilobytes = rng.choice([value for value in range(1, 57) if value % 8])
    size, rate = Fraction(half_kilobytes, 2), 2 * rng.randint(5, 120)
    consistency, factor = rng.choice(list(_FACTORS.items()))
    steps = ceil(size / 4)
    answer = steps * factor * rate
    operation = "TransactGetItems" if consistency == _TRANSACTIONAL else "GetItem"
    return number(
        f"A program reads {rate} items per second from a DynamoDB table with `{operation}`; the reads are "
        f"{consistency}. Each item has {float(size):g} KB. How many read capacity units does the table need?",
        answer,
        "units",
        [
            (ceil(size) * factor * rate, "This counts steps of 1 KB, as for writes. Reads count steps of 4 KB."),
            (
                ceil(size / 4 * factor * rate),
                f"The size of each item is rounded up to a multiple of 4 KB first, to {4 * steps} KB.",
            ),
            *(
                (steps * other_factor * rate, f"This is for reads that are {name}; these are {consistency}.")
                for name, other_factor in _FACTORS.items()
                if name != consistency
            ),
            (factor * rate, f"One unit is for an item of up to 4 KB; {float(size):g} KB need {steps} steps of it."),
        ],
        f"{float(size):g} KB / 4 KB, rounded up, is {steps}. A read that is {consistency} takes {_shown(factor)} "
        f"unit{'s' if factor > 1 else ''} for each 4 KB: {steps} x {_shown(factor)} x {rate} = {_shown(answer)}.",
    )


def _shown(value: Fraction) -> str:
    return f"{float(value):g}" if value < 1000 or value.denominator > 1 else f"{int(value):,}"
