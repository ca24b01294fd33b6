"""A guesser that knows no AWS: it counts which cues right options have, and guesses questions that it did not count."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from awslab.authoring.cues import CUES, Choice, stem_overlaps

MARGIN = 0.03
"""How much better than chance the guesser may be."""
_FOLDS = 10
_ROUNDS = 5
"""How often the questions are dealt into folds anew."""
_SEED = 20261129

Features = tuple[str, ...]
_Counts = Counter[tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class GuessResult:
    """How well the guesser did on questions that it had not counted."""

    questions: int
    accuracy: float
    """The share of right options among those it chose, averaged over the questions."""
    chance: float
    """The same for blind guessing."""
    error: float
    """The standard error of accuracy minus chance."""

    @property
    def is_giveaway(self) -> bool:
        """Whether it beats chance by more than the margin, and by more than twice its standard error."""
        advantage = self.accuracy - self.chance
        return advantage > MARGIN and advantage > 2 * self.error

    def to_json(self) -> dict[str, Any]:
        """Return the result with rounded numbers."""
        return {
            "questions": self.questions,
            "accuracy": round(self.accuracy, 4),
            "chance": round(self.chance, 4),
            "error": round(self.error, 4),
            "giveaway": self.is_giveaway,
        }


def guess(bank: Iterable[Choice], *, seed: int = _SEED) -> GuessResult:
    """Fit and test the guesser by cross-validation; single and multiple questions are counted apart.

    It is told how many options are right, as an exam tells it ("choose two").
    """
    questions = list(bank)
    features = [option_features(question) for question in questions]
    hits = [0.0] * len(questions)
    chance = random.Random(seed)
    for kind in ("single", "multiple"):
        indexes = [index for index, question in enumerate(questions) if question.type == kind]
        for _ in range(_ROUNDS):
            chance.shuffle(indexes)
            for index, hit in _cross_validated(questions, features, indexes):
                hits[index] += hit / _ROUNDS
    return _result(questions, hits)


def option_features(question: Choice) -> list[Features]:
    """Return the cues of each option as words, such as `length:long` or `hedge`."""
    marks = {cue: measure(question) for cue, measure in CUES.items()}
    mean_length = fmean(len(text) for text in question.options) or 1.0
    overlaps = stem_overlaps(question)
    features = []
    for index, text in enumerate(question.options):
        cues = [f"{cue}:{values[index] > 0}" for cue, values in marks.items()]
        length = len(text) / mean_length
        size = "short" if length < 0.8 else "long" if length > 1.2 else "medium"
        features.append((*cues, f"length:{size}", f"overlap:{min(int(overlaps[index] * 4), 3)}"))
    return features


def _cross_validated(
    questions: Sequence[Choice], features: Sequence[Sequence[Features]], indexes: Sequence[int]
) -> list[tuple[int, float]]:
    """Return the share of right options chosen in each question, fitted on the questions of the other folds."""
    total = _counted(questions, features, indexes)
    hits = []
    for fold in range(min(_FOLDS, len(indexes))):
        test_indexes = indexes[fold::_FOLDS]
        counts = _Counts(total)
        counts.subtract(_counted(questions, features, test_indexes))
        for index in test_indexes:
            scores = [_score(option, counts) for option in features[index]]
            hits.append((index, expected_hits(scores, questions[index].keys)))
    return hits


def _counted(questions: Sequence[Choice], features: Sequence[Sequence[Features]], indexes: Iterable[int]) -> _Counts:
    """Return how often right and wrong options have each feature; the empty feature counts the options."""
    counts = _Counts()
    for index in indexes:
        for option, is_key in zip(features[index], questions[index].keys, strict=True):
            counts.update((is_key, feature) for feature in (*option, ""))
    return counts


def _score(option: Features, counts: _Counts) -> float:
    """Return the logarithm of the odds that an option with these features is right, up to a constant."""

    def share(is_key: bool, feature: str) -> float:
        return (counts[is_key, feature] + 1) / (counts[is_key, ""] + 2)

    return sum(math.log(share(True, feature) / share(False, feature)) for feature in option)


def expected_hits(scores: Sequence[float], keys: Sequence[bool]) -> float:
    """Return the share of right options when as many as are right are chosen by score; ties are drawn by lot."""
    count = sum(keys)
    limit = sorted(scores, reverse=True)[count - 1]
    above = [key for score, key in zip(scores, keys, strict=True) if score > limit]
    tied_keys = [key for score, key in zip(scores, keys, strict=True) if score == limit]
    return (sum(above) + (count - len(above)) * fmean(tied_keys)) / count


def _result(questions: Sequence[Choice], hits: Sequence[float]) -> GuessResult:
    if not questions:
        return GuessResult(0, 0.0, 0.0, 0.0)
    advantages = [hit - question.chance for hit, question in zip(hits, questions, strict=True)]
    mean = fmean(advantages)
    variance = sum((advantage - mean) ** 2 for advantage in advantages) / max(len(advantages) - 1, 1)
    chance = fmean(question.chance for question in questions)
    return GuessResult(len(questions), fmean(hits), chance, math.sqrt(variance / len(advantages)))
