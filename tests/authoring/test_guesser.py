"""The guesser that knows no AWS is at chance where nothing gives keys away, and far above where a cue does."""

from __future__ import annotations

import itertools
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.authoring.bank import bank_report
from awslab.authoring.guesser import GuessResult, expected_hits, guess, option_features
from awslab.content.model import Question
from tests.authoring.banks import bank


@st.composite
def scored_options(draw: st.DrawFn) -> tuple[list[int], list[bool]]:
    scores = draw(st.lists(st.integers(0, 3), min_size=2, max_size=6))
    keys = draw(st.lists(st.booleans(), min_size=len(scores), max_size=len(scores)).filter(any))
    return scores, keys


@given(scored_options())
def test_ties_count_as_the_mean_over_the_orders_in_which_they_may_be_chosen(
    options: tuple[list[int], list[bool]],
) -> None:
    scores, keys = options
    count = sum(keys)
    orders = (sorted(order, key=lambda index: -scores[index]) for order in itertools.permutations(range(len(keys))))
    hits = [sum(keys[index] for index in order[:count]) / count for order in orders]
    assert expected_hits(scores, keys) == pytest.approx(fmean(hits))


def test_keys_drawn_by_lot_are_guessed_at_chance() -> None:
    results = [guess(bank(200, seed)) for seed in range(5)]
    assert fmean(result.accuracy - result.chance for result in results) == pytest.approx(0, abs=0.03)
    assert not any(result.is_giveaway for result in results)


def test_a_planted_cue_is_learnt() -> None:
    result = guess(bank(90, seed=3, change=lambda option, is_key: f"{option} {'x' * 80}" if is_key else option))
    assert result.accuracy > 0.95
    assert result.is_giveaway


def test_the_same_bank_gives_the_same_result() -> None:
    assert guess(bank(50, seed=4)) == guess(bank(50, seed=4))


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_tiny_bank_is_no_giveaway(size: int) -> None:
    result = guess(bank(size, seed=5))
    assert (result.questions, result.is_giveaway) == (size, False)


def test_three_points_above_chance_are_no_giveaway_and_a_clear_advantage_is_one() -> None:
    assert not GuessResult(700, 0.33, 0.305, 0.005).is_giveaway
    assert not GuessResult(100, 0.36, 0.305, 0.04).is_giveaway
    assert GuessResult(700, 0.36, 0.305, 0.015).is_giveaway


def test_every_option_has_the_same_number_of_features() -> None:
    counts = {len(option) for question in bank(30, seed=6) for option in option_features(question)}
    assert len(counts) == 1


def test_a_bank_without_choices_has_a_report_without_warnings() -> None:
    questions: list[Question] = []
    report = bank_report(questions)
    assert report.counts == {"single": 0, "multiple": 0}
    assert report.warnings == []
    assert report.to_json()["guesser"]["giveaway"] is False
