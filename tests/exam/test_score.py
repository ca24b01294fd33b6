"""The scaled score, and whether its interval holds what it says."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.exam.score import Tally, scaled, score

WEIGHTS = {"1": 30, "2": 26, "3": 22, "4": 22}
COUNTS = {"1": 15, "2": 13, "3": 11, "4": 11}
TALLIES = st.fixed_dictionaries({name: st.integers(0, count) for name, count in COUNTS.items()})


def test_the_scale_runs_from_100_to_1000() -> None:
    assert (scaled(0), scaled(0.5), scaled(1)) == (100, 550, 1000)


def test_720_is_reached_with_35_of_50() -> None:
    at_34 = score({"1": Tally(34, 50)}, {"1": 100}, 720)
    at_35 = score({"1": Tally(35, 50)}, {"1": 100}, 720)

    assert (at_34.scaled, at_34.has_passed) == (712, False)
    assert (at_35.scaled, at_35.has_passed) == (730, True)


@given(right=TALLIES)
def test_the_interval_is_ordered_and_the_probability_is_one(right: dict[str, int]) -> None:
    result = score({name: Tally(right[name], COUNTS[name]) for name in COUNTS}, WEIGHTS, 720)

    assert 100 <= result.low <= result.scaled <= result.high <= 1000
    assert 0 <= result.passing_probability <= 1


@given(right=TALLIES, domain=st.sampled_from(sorted(COUNTS)))
def test_one_more_right_answer_never_makes_passing_less_likely(right: dict[str, int], domain: str) -> None:
    more = right | {domain: min(COUNTS[domain], right[domain] + 1)}
    results = [
        score({name: Tally(numbers[name], COUNTS[name]) for name in COUNTS}, WEIGHTS, 720) for numbers in (right, more)
    ]

    assert results[1].passing_probability >= results[0].passing_probability - 1e-4  # what the normal form may take away


def test_nothing_scored_has_no_score() -> None:
    with pytest.raises(ValueError, match="no question was scored"):
        score({"1": Tally(0, 0)}, {"1": 100}, 720)


@pytest.mark.parametrize("ability", [0.35, 0.5, 0.65, 0.75, 0.85])
def test_the_interval_holds_the_average_of_synthetic_learners_in_80_of_100_exams(ability: float) -> None:
    rng = random.Random(f"learner-{ability}")
    held = 0
    exams = 2000
    for _ in range(exams):
        shares = {name: min(0.99, max(0.01, rng.gauss(ability, 0.06))) for name in COUNTS}
        average = scaled(sum(WEIGHTS[name] * shares[name] for name in COUNTS) / 100)
        right = {name: sum(rng.random() < shares[name] for _ in range(count)) for name, count in COUNTS.items()}
        result = score({name: Tally(right[name], COUNTS[name]) for name in COUNTS}, WEIGHTS, 720)
        held += result.low <= average <= result.high

    assert 0.75 <= held / exams <= 0.85
