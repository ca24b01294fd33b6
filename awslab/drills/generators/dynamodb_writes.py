"""How many write capacity units a table needs: steps of 1 KB, twice in transactions.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/provisioned-capacity-mode.html
"""

from __future__ import annotations

import random
from fractions import Fraction
from math import ceil

from awslab.drills.body import NumberBody, grouped, number


def generate(rng: random.Random) -> NumberBody:
    """Ask for the write capacity units of new items."""
    size, rate = Fraction(rng.choice([value for value in range(1, 34) if value % 4]), 4), rng.randint(8, 150)
    is_transactional = rng.random() < 0.4
    factor = 2 if is_transactional else 1
    steps = ceil(size)
    answer = steps * factor * rate
    operation = "with `TransactWriteItems`" if is_transactional else "with `PutItem`"
    return number(
        f"A program writes {rate} new items per second to a DynamoDB table {operation}. Each item has "
        f"{float(size):g} KB. How many write capacity units does the table need?",
        answer,
        "units",
        [
            (
                ceil(size * factor * rate),
                f"The size of each item is rounded up to a whole KB first, to {steps} KB.",
            ),
            (ceil(size / 4) * factor * rate, "This counts steps of 4 KB, as for reads. Writes count steps of 1 KB."),
            (
                steps * rate * (3 - factor),
                "Transactional writes take two units for each KB."
                if is_transactional
                else "Only transactions take twice as many.",
            ),
            (factor * rate, f"One unit is for an item of up to 1 KB; {float(size):g} KB need {steps}."),
        ],
        f"{float(size):g} KB are rounded up to {steps} KB; each KB takes {factor} unit{'s' if factor > 1 else ''}"
        f"{' in a transaction' if is_transactional else ''}: {steps} x {factor} x {rate} = {grouped(answer)}.",
    )
