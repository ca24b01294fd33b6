"""The scaled score of a mock exam, how sure it is, and the probability of passing (pure).

AWS reports a scaled score from 100 to 1,000 and does not publish how right answers become points; it may weigh
questions. Here the share of right answers in the scored questions is scaled in a straight line: 100 for none, 1,000
for all. That makes 720 about 69 % right.

The interval is about the learner, not about this draw: between which scores would the average over many such exams
lie? The share of right answers in each domain has a Beta posterior with Jeffreys' prior, Beta(1/2, 1/2)
(https://en.wikipedia.org/wiki/Jeffreys_prior#Bernoulli_trial); the domains are added by weight, and the sum is taken as
normal; the interval is widened where it would leave out the score itself. Limits: it trusts the tags and that the bank
is as hard as the exam; questions seen before make it too good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LOWEST, HIGHEST = 100, 1000
COVERAGE = 0.8
"""How often the interval holds the learner's true average."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Right answers among scored questions."""

    right: int
    total: int


@dataclass(frozen=True, slots=True)
class Score:
    """What a sitting is worth."""

    scaled: int
    """100 to 1,000."""
    low: int
    high: int
    """The interval that holds the learner's average over many such exams in 80 of 100 cases."""
    passing_probability: float
    """The probability that this average reaches the passing score, 0 to 1."""
    has_passed: bool


def scaled(share: float) -> int:
    """The scaled score of a share of right answers, 0 to 1."""
    return round(LOWEST + (HIGHEST - LOWEST) * min(1.0, max(0.0, share)))


def score(domains: Mapping[str, Tally], weights: Mapping[str, int], passing: int) -> Score:
    """The score of a sitting from its tallies by domain; domains without a scored question are left out.

    Raises ValueError when no question was scored.
    """
    tallies = {domain: tally for domain, tally in domains.items() if tally.total}
    if not tallies:
        raise ValueError("no question was scored")
    right, total = sum(tally.right for tally in tallies.values()), sum(tally.total for tally in tallies.values())
    points = scaled(right / total)
    belief = _belief(tallies, weights)
    tail = (1 - COVERAGE) / 2
    threshold = (passing - LOWEST) / (HIGHEST - LOWEST)
    return Score(
        scaled=points,
        low=min(points, scaled(belief.inv_cdf(tail))),
        high=max(points, scaled(belief.inv_cdf(1 - tail))),
        passing_probability=1 - belief.cdf(threshold),
        has_passed=points >= passing,
    )


def _belief(tallies: Mapping[str, Tally], weights: Mapping[str, int]) -> NormalDist:
    """The share that the learner would get right on average."""
    whole = sum(weights[domain] for domain in tallies)
    mean = variance = 0.0
    for domain, tally in tallies.items():
        alpha, beta = tally.right + 0.5, tally.total - tally.right + 0.5
        share, alpha_and_beta = weights[domain] / whole, alpha + beta
        mean += share * alpha / alpha_and_beta
        variance += share**2 * alpha * beta / (alpha_and_beta**2 * (alpha_and_beta + 1))
    return NormalDist(mean, sqrt(variance))
