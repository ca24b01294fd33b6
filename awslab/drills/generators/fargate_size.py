"""Which sizes a task on Fargate may have: each number of CPUs goes with certain amounts of memory.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
"""

from __future__ import annotations

import random
from typing import NamedTuple

from awslab.drills.body import SingleBody, single


class _Range(NamedTuple):
    """The memory that goes with a number of CPUs, in GB."""

    cpu: str
    lowest: int
    highest: int
    step: int

    def size(self, memory: int) -> str:
        return f"{self.cpu} vCPU with {memory} GB"

    @property
    def words(self) -> str:
        if self.lowest + self.step == self.highest:
            return f"{self.cpu} vCPU goes with 0.5, {self.lowest} or {self.highest} GB"
        return f"{self.cpu} vCPU goes with {self.lowest} to {self.highest} GB in steps of {self.step} GB"


_RANGES = (
    _Range("0.25", 1, 2, 1),
    _Range("0.5", 1, 4, 1),
    _Range("1", 2, 8, 1),
    _Range("2", 4, 16, 1),
    _Range("4", 8, 30, 1),
    _Range("8", 16, 60, 4),
    _Range("16", 32, 120, 8),
)
"""Options have no 0.5 GB, which 0.25 vCPU may have too, and none of the sizes of 32 vCPU."""


def generate(rng: random.Random) -> SingleBody:
    """Ask which of four task sizes Fargate accepts; the others have too much, too little or odd memory."""
    valid, *other_ranges = rng.sample(_RANGES, 4)
    memory = rng.randrange(valid.lowest, valid.highest + 1, valid.step)
    return single(
        rng,
        "You register a task definition for Fargate (Linux). Which task size is accepted?",
        (valid.size(memory), f"{valid.words}."),
        [_invalid(rng, cpu_range) for cpu_range in other_ranges],
        f"Memory must be in the range of the CPU value: {valid.words}. As a rule of thumb it is two to eight times the "
        "number of vCPUs, in GB.",
    )


def _invalid(rng: random.Random, cpu: _Range) -> tuple[str, str]:
    too_much = cpu.highest + cpu.step * rng.randint(1, 3)
    memories = [too_much]
    if cpu.lowest > 1:
        memories.append(rng.randint(max(1, cpu.lowest // 2), cpu.lowest - 1))
    if cpu.step > 1:
        memories.append(rng.randrange(cpu.lowest, cpu.highest, cpu.step) + cpu.step // 2)
    return cpu.size(rng.choice(memories)), f"{cpu.words}."
