"""Banks of made-up questions, with and without a cue that gives the key away."""

from __future__ import annotations

import random
from collections.abc import Callable

from awslab.authoring.cues import Choice

WORDS = ["queue", "bucket", "function", "alarm", "subnet", "policy", "cluster", "target", "cache", "stream", "topic"]
WORDS += ["always", "because", "may", "only", "role"]


def text(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(2, 9)))


def bank(size: int, seed: int, change: Callable[[str, bool], str] = lambda option, _: option) -> list[Choice]:
    """Questions whose keys are drawn by lot; `change` may then rewrite each option, knowing whether it is right."""
    chance = random.Random(seed)
    questions = []
    for number in range(size):
        kind, count, keys = ("single", 4, 1) if number % 3 else ("multiple", 5, 2)
        right = set(chance.sample(range(count), keys))
        options = tuple(change(text(chance), index in right) for index in range(count))
        stem = " ".join(chance.choices(WORDS, k=12))
        questions.append(Choice(f"q{number}", kind, stem, options, tuple(index in right for index in range(count))))
    return questions
