"""Whether a cue tells right options from wrong ones more often than chance would: a permutation test for each cue."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from operator import add
from typing import Any, NamedTuple

from awslab.authoring.cues import CUES, Choice

PERMUTATIONS = 1000
SIGNIFICANT = 0.01
"""A cue with a smaller p-value than this is reported."""
_SEED = 20261129


@dataclass(frozen=True, slots=True)
class CueStatistic:
    """How often options with a cue are right, and how often chance alone would have made them so."""

    cue: str
    options: float
    """Options that have the cue. Options that tie for it count together as one; so do those that share the letters."""
    right: float
    """How many of them are right."""
    expected: float
    """How many would be right by chance."""
    p: float
    """The share of random keys that differ from the expectation at least as much; small means a giveaway."""

    @property
    def is_giveaway(self) -> bool:
        """Whether the cue tells more than chance would."""
        return self.p < SIGNIFICANT

    def to_json(self) -> dict[str, Any]:
        """Return the statistic with rounded numbers."""
        numbers = {key: round(value, 4) for key, value in asdict(self).items() if key != "cue"}
        return {"cue": self.cue, **numbers, "giveaway": self.is_giveaway}


class _Tally(NamedTuple):
    """The counts of a cue over some questions, and what they would be for keys drawn by lot."""

    options: float
    right: float
    expected: float
    totals: list[float]
    """In place of `right`, for each of the permutations."""


def cue_statistics(
    bank: Iterable[Choice], *, permutations: int = PERMUTATIONS, seed: int = _SEED
) -> dict[str, list[CueStatistic]]:
    """Return the statistics of every cue for single questions, for multiple questions, and for both together.

    The same seed draws the same permutations.
    """
    questions = list(bank)
    statistics: dict[str, list[CueStatistic]] = {"single": [], "multiple": [], "both": []}
    for cue in CUES:
        chance = random.Random(f"{seed}:{cue}")
        single, multiple = (
            _tally(cue, [question for question in questions if question.type == kind], permutations, chance)
            for kind in ("single", "multiple")
        )
        for kind, tally in (("single", single), ("multiple", multiple), ("both", _sum(single, multiple))):
            p = _p_value(tally.right, tally.expected, tally.totals)
            statistics[kind].append(CueStatistic(cue, tally.options, tally.right, tally.expected, p))
    return statistics


def _sum(first: _Tally, second: _Tally) -> _Tally:
    return _Tally(
        first.options + second.options,
        first.right + second.right,
        first.expected + second.expected,
        list(map(add, first.totals, second.totals)),
    )


def _tally(cue: str, questions: Sequence[Choice], permutations: int, chance: random.Random) -> _Tally:
    options = right = expected = 0.0
    totals = [0.0] * permutations
    for question in questions:
        cues = CUES[cue](question)
        mean = sum(cues) * question.chance
        options += sum(cues)
        right += sum(itertools.compress(cues, question.keys))
        expected += mean
        is_telling = len(set(cues)) > 1
        draws = chance.choices(_sums(cues, sum(question.keys)), k=permutations) if is_telling else [mean] * permutations
        totals = list(map(add, totals, draws))
    return _Tally(options, right, expected, totals)


def _sums(cues: Sequence[float], keys: int) -> list[float]:
    """Return how much of the cue the keys have, for each way to choose that many keys."""
    return [sum(chosen_cues) for chosen_cues in itertools.combinations(cues, keys)]


def _p_value(right: float, expected: float, totals: Sequence[float]) -> float:
    """Return the two-sided p-value; the observed keys count as one of the permutations, so it is never 0."""
    distance = abs(right - expected) - 1e-9
    return (1 + sum(abs(total - expected) >= distance for total in totals)) / (1 + len(totals))
