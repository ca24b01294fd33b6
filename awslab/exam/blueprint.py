"""How many questions each domain of an exam gets (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from awslab.content.model import Exam

TYPES = frozenset({"single", "multiple"})
"""The question types of AWS's exams of today: multiple choice and multiple response, says the guide of each
(https://docs.aws.amazon.com/aws-certification/latest/developer-associate-03/developer-associate-03.html)."""


def by_weight(weights: Mapping[str, int], count: int) -> dict[str, int]:
    """Split `count` among names in proportion to their weights, by largest remainders; ties go to the first name.

    The parts sum to `count`, and each differs from its exact share by less than one. Raises ValueError without a
    positive weight.
    """
    total = sum(weights.values())
    if total <= 0:
        raise ValueError("at least one weight must be positive")
    exact = {name: count * weight / total for name, weight in weights.items()}
    parts = {name: int(share) for name, share in exact.items()}
    by_remainder = sorted(exact, key=lambda name: parts[name] - exact[name])
    for name in by_remainder[: count - sum(parts.values())]:
        parts[name] += 1
    return parts


def domain_counts(exam: Exam, count: int, domains: frozenset[str] = frozenset()) -> dict[str, int]:
    """The number of questions of each domain (by its id) among `count`; of the named domains only, if any are."""
    weights = {domain.id: domain.weight for domain in exam.domains if not domains or domain.id in domains}
    return by_weight(weights, count)
